"""Erased records where other parts meet them: numbers, removed computers, snapshots, sticks, asking again."""

from pathlib import Path

import pytest

from regdesk.actions import computers, erasure, labs, records, sticks, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.crypto import sealing
from regdesk.domain import codec
from regdesk.domain.erasure import Gone
from regdesk.domain.journal import Entry, StreamId
from regdesk.domain.labs import LabResult
from regdesk.store import again, holes, journal, outbox, tray
from regdesk.store import snapshots as kept
from regdesk.sync import arriving, proving
from regdesk.wire import rosters
from regdesk.wire import snapshots as wire
from tests import by_stick, desks, make
from tests.evil import forging
from tests.sync.carrying import deliver, mail_to_all, results, talk

ALL = 10**15


def result(desk: Desk, case: StreamId, value: int) -> Entry:
    """Give the entry of a result."""
    return next(e for e in read_case(desk, case).of(LabResult) if e.fact.value == value)


def remove(desk: Desk, other: Desk) -> None:
    """Take a computer away, with all keys on it."""
    computers.remove_computer(desk, rosters.device_id(other.org, other.device.sign_public))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk, StreamId]:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    talk(host, centre)
    for value in (100, 200, 300):
        labs.add_result(host, case, make.lab_result(value=value))
    talk(host, centre)
    return host, centre, case


def test_the_numbers_of_erased_records_are_neither_asked_for_nor_answered(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    erasure.erase(host, case, entries=[result(host, case, 200).id])
    erasure.erase(centre, case, entries=[result(centre, case, 300).id])
    lost = result(centre, case, 200)
    centre.write.execute("DELETE FROM entry WHERE id = ?", (lost.id,))
    holes.look_at(host.write, [case])
    holes.look_at(centre.write, [case])
    labs.add_result(host, case, make.lab_result(value=400))

    talk(host, centre, times=4)

    assert results(host, case) == {100, 300, 400}
    assert results(centre, case) == {100, 400}
    assert not holes.missing(host.write, asked_before_ms=ALL)
    assert not holes.missing(centre.write, asked_before_ms=ALL)
    assert not tray.items(centre.write)


def test_who_asks_for_all_again_gets_nothing_that_was_erased(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, centre, case = pair
    erasure.erase(host, case, entries=[result(host, case, 200).id])
    centre.write.execute("DELETE FROM entry WHERE section = 'clinical'")
    again.ask(centre.write, [host.org])

    talk(centre, host, times=4)

    assert results(centre, case) == {100, 300}
    assert outbox.unsent_count(host.write) == 0


def test_what_a_removed_computer_wrote_beside_erased_records_counts_everywhere(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague")
    case = desks.new_person(host, centre)
    talk(host, colleague)
    talk(host, centre)
    for value in (100, 200, 300):
        labs.add_result(colleague, case, make.lab_result(value=value))
    everywhere = mail_to_all(colleague)
    deliver(host, everywhere[host.org])
    deliver(centre, everywhere[centre.org])
    erasure.erase(host, case, entries=[result(host, case, 100).id])

    remove(host, colleague)
    talk(host, centre)

    assert results(host, case) == {200, 300}
    assert results(centre, case) == {100, 200, 300}


def packed(desk: Desk) -> set[bytes]:
    """Give the ids of all entries in the snapshots that the index at the server names now."""
    found = set[bytes]()
    with syncing.closing(syncing.connect(desk)) as remote:
        for pack in kept.known(desk.write):
            had = bytearray()
            while not remote.get_snapshot(pack.id, had):
                pass
            entries = wire.entries_of(sealing.open_snapshot(bytes(had), pack.key))
            found |= {codec.arrived(one).id for one in entries}
    return found


def test_after_an_erasure_all_snapshots_are_made_anew_without_it_and_an_old_one_brings_nothing_back(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = desks.new_person(host, centre)
        for value in (100, 200):
            labs.add_result(host, case, make.lab_result(value=value))
        colleague = desks.second(host, tmp_path / "colleague")
        desks.exchange(host, colleague, times=3)
        wrong, right = result(host, case, 100), result(host, case, 200)
        body = journal.signed(host.write, case, [wrong.id])[wrong.id]
        before = packed(host)
        erasure.erase(host, case, entries=[wrong.id])
        desks.exchange(host, colleague, times=3)

        after = [packed(host), packed(colleague)]
        arriving.add(syncing.post_of(colleague), [body])
        third = desks.second(host, tmp_path / "third", name="Чинара О.")
        desks.exchange(host, third)

    assert {wrong.id, right.id} <= before
    assert all(wrong.id not in one and right.id in one for one in after)
    for desk in (host, colleague, third):
        assert results(desk, case) == {200}
        assert wrong.id in {e.id for e in read_case(desk, case).entries if isinstance(e.fact, Gone)}
        assert not kept.to_pack_anew(desk.write)
        assert not tray.items(desk.write)


def test_a_twin_of_an_erased_record_is_an_alarm_and_does_not_bring_it_back(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, _, case = pair
    last = result(host, case, 300)
    twin = forging.entry(host, case, make.lab_result(value=333), n=last.n)
    erasure.erase(host, case, entries=[last.id])

    arriving.add(syncing.post_of(host), [twin])
    proving.prove_all(syncing.post_of(host))

    assert results(host, case) == {100, 200, 333}
    assert [one.why for one in tray.items(host.write, alarms=True)] == [tray.SAME_NUMBER]


def test_what_corrected_an_erased_record_and_comes_later_still_stands(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    wrong = result(centre, case, 200)
    erasure.erase(host, case, entries=[wrong.id])
    records.correct(centre, case, [wrong.id], make.lab_result(value=222))

    talk(centre, host)

    assert results(host, case) == {100, 222, 300}
    assert results(centre, case) == {100, 222, 300}


def test_a_stick_written_before_an_erasure_brings_nothing_back(
    pair: tuple[Desk, Desk, StreamId], tmp_path: Path
) -> None:
    host, centre, case = pair
    colleague = desks.second(host, tmp_path / "colleague")
    path = by_stick.write(host, colleague, tmp_path)
    by_stick.carry(host, colleague)
    erasure.erase(colleague, case, entries=[result(colleague, case, 200).id])

    sticks.take_in(colleague, path)
    by_stick.to_and_fro((host, colleague), (colleague, centre), (host, centre))

    assert results(host, case) == results(colleague, case) == {100, 300}
    assert outbox.unsent_count(host.write) == outbox.unsent_count(colleague.write) == 0
