"""A removed computer where other parts meet it: what colleagues send in its place, and what never leaves."""

from pathlib import Path

import pytest

from regdesk.actions import computers, labs, late, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import Entry, StreamId
from regdesk.domain.labs import LabResult
from regdesk.store import again, journal, outbox, proofs, tray
from regdesk.store import snapshots as kept
from regdesk.sync import arriving, building, snapshots
from regdesk.sync.post import Report
from regdesk.wire import rosters
from tests import by_stick, desks, make
from tests.evil import forging
from tests.sync.carrying import deliver, mail_to_all, results, talk


def remove(desk: Desk, other: Desk) -> None:
    """Take a computer away, with all keys on it."""
    computers.remove_computer(desk, rosters.device_id(other.org, other.device.sign_public))


def result(desk: Desk, case: StreamId, value: int) -> Entry:
    """Give the entry of a result, whether it counts or not."""
    found = (e for e in read_case(desk, case).entries if isinstance(e.fact, LabResult))
    return next(e for e in found if e.fact.value == value)  # type: ignore[attr-defined]


@pytest.fixture
def removed(tmp_path: Path) -> tuple[Desk, Desk, Desk, StreamId]:
    """Give a host, its removed computer, and a centre that lacks what that wrote before (1) and after (2)."""
    host, centre = desks.pair(tmp_path)
    stolen = desks.second(host, tmp_path / "stolen")
    case = desks.new_person(host, centre)
    to_all = mail_to_all(host)
    deliver(stolen, to_all[host.org])
    deliver(centre, to_all[centre.org])
    labs.add_result(stolen, case, make.lab_result(value=1))
    deliver(host, mail_to_all(stolen)[host.org])
    remove(host, stolen)
    labs.add_result(stolen, case, make.lab_result(value=2))
    deliver(host, mail_to_all(stolen)[host.org])
    return host, stolen, centre, case


@pytest.mark.parametrize("way", ["line", "stick"])
def test_a_colleague_sends_what_counts_of_a_removed_computer_and_nothing_above_its_heads(
    removed: tuple[Desk, Desk, Desk, StreamId], way: str
) -> None:
    host, _, centre, case = removed
    too_late = result(host, case, 2)
    again.ask(centre.write, [host.org])

    if way == "line":
        talk(host, centre, times=4)
    else:
        by_stick.to_and_fro((host, centre), times=4)

    assert results(host, case) == results(centre, case) == {1}
    assert too_late.id not in read_case(centre, case).by_id
    assert outbox.unsent_count(host.write) == 0
    assert not tray.items(centre.write, alarms=True)


@pytest.mark.parametrize("way", ["line", "stick"])
def test_what_is_let_in_late_reaches_the_partner_and_counts_there(
    removed: tuple[Desk, Desk, Desk, StreamId], way: str
) -> None:
    host, _, centre, case = removed
    talk(host, centre)

    late.let_in(host, case, [result(host, case, 2).id], "seen on paper")
    if way == "line":
        talk(host, centre)
    else:
        by_stick.to_and_fro((host, centre))

    assert results(host, case) == results(centre, case) == {1, 2}
    assert not late.put_aside(centre, case)


def test_what_waited_for_a_partner_above_the_heads_is_taken_out_of_the_outbox(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    stolen = desks.second(host, tmp_path / "stolen")
    case = desks.new_person(host, centre)
    talk(host, stolen)
    talk(host, centre)
    remove(host, stolen)
    labs.add_result(stolen, case, make.lab_result(value=2))
    deliver(host, mail_to_all(stolen)[host.org])
    outbox.ask(host.write, centre.org, [_key(host, result(host, case, 2))])

    talk(host, centre)
    journal.refresh(host.write, [case], syncing.post_of(host).world(), today=make.TODAY)

    assert not results(centre, case)
    assert outbox.unsent_count(host.write) == 0


def _key(desk: Desk, entry: Entry) -> int:
    key: int = desk.write.execute("SELECT key FROM entry WHERE id = ?", (entry.id,)).fetchone()[0]
    return key


def unchecked(tmp_path: Path) -> tuple[Desk, Desk, StreamId, bytes]:
    """Give two desks of which one has, unchecked, an entry with a false signature."""
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    talk(host, centre)
    labs.add_result(host, case, make.lab_result(value=1))
    talk(host, centre)
    labs.add_result(host, case, make.lab_result(value=3))
    genuine = host.write.execute(
        "SELECT signed FROM entry WHERE id = ?", (result(host, case, 3).id,)
    ).fetchone()[0]
    return host, centre, case, genuine[:-1] + bytes([genuine[-1] ^ 1])


def test_a_false_entry_in_a_snapshot_hides_nothing_is_never_packed_and_is_wanted_again(
    tmp_path: Path,
) -> None:
    host, centre, case, false = unchecked(tmp_path)
    post = syncing.post_of(centre)
    arriving.add(post, [false])
    waits = [one.signed for one in proofs.waiting(centre.write, 10)]
    packed = kept.entries(centre.write, case, 0)
    due = snapshots._due(post)
    shown = results(centre, case)
    relayed = outbox.waiting(centre.write, host.org)

    talk(centre, host, times=4)

    assert waits == [false]
    assert false not in packed
    assert not due
    assert shown == {1}
    assert not [row for row in relayed if row.author == host.person.author]
    assert results(centre, case) == {1, 3}
    assert tray.FALSE_SIGNATURE in {one.why for one in tray.items(centre.write, alarms=True)}


def test_a_false_copy_of_what_is_here_changes_nothing_and_the_right_one_comes_after_a_false_one(
    tmp_path: Path,
) -> None:
    host, centre, case, false = unchecked(tmp_path)
    post = syncing.post_of(centre)
    arriving.receive(post, [forging.envelope(host, centre, items=(false,))], 0, Report())
    genuine = false[:-1] + bytes([false[-1] ^ 1])

    arriving.add(post, [genuine])
    arriving.add(post, [false])
    building.build_all(post)

    assert results(centre, case) == {1, 3}
    assert false not in kept.entries(centre.write, case, 0)
