"""A revoked author on real desks: what it wrote before counts, what it goes on writing does not."""

from pathlib import Path

import pytest

from regdesk.actions import computers, labs, late, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.limits import NO_HEADS, REVOKED
from regdesk.errors import Refused
from regdesk.store import channels, heads, tray
from regdesk.sync import arriving, building, proving
from regdesk.sync.post import Report
from regdesk.wire import rosters
from tests import desks, make


def deliver(sender: Desk, recipient: Desk) -> None:
    """Carry what waits at the sender to a recipient, whatever the server would say."""
    building.build_all(syncing.post_of(sender))
    envelopes = [one.envelope for one in channels.to_push(sender.write) if one.recipient == recipient.org]
    arriving.receive(syncing.post_of(recipient), envelopes, 0, Report())


def remove(desk: Desk, stolen: Desk) -> None:
    """Take a computer away, with all keys on it."""
    computers.remove_computer(desk, rosters.device_id(stolen.org, stolen.device.sign_public))


def values(desk: Desk, case: StreamId) -> list[int]:
    """Give the results that count on a desk."""
    return sorted(int(fact.value or 0) for fact in read_case(desk, case).all(LabResult))


@pytest.fixture
def desks_and_case(tmp_path: Path) -> tuple[Desk, Desk, Desk, StreamId]:
    host, centre = desks.pair(tmp_path)
    stolen = desks.second(host, tmp_path / "stolen")
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre, stolen):
        desks.exchange(host, stolen, centre)
        labs.add_result(stolen, case, make.lab_result(value=1))
        desks.exchange(stolen, host, centre)
        remove(host, stolen)
        desks.exchange(host, centre)
    return host, centre, stolen, case


def test_what_was_written_before_counts_and_what_comes_after_does_not(desks_and_case) -> None:
    host, centre, stolen, case = desks_and_case

    labs.add_result(stolen, case, make.lab_result(value=2))
    deliver(stolen, centre)
    deliver(stolen, host)

    assert values(host, case) == values(centre, case) == [1]
    assert {read_case(centre, case).verdicts[one.id] for one in late.put_aside(centre, case)} == {REVOKED}
    assert not tray.items(centre.read, alarms=True)


def test_a_colleague_lets_in_what_came_late_and_the_partner_hears_it(desks_and_case, tmp_path: Path) -> None:
    host, centre, stolen, case = desks_and_case
    labs.add_result(stolen, case, make.lab_result(value=2))
    deliver(stolen, host)
    (entry,) = late.put_aside(host, case)

    with pytest.raises(Refused):
        late.let_in(centre, case, [entry.id], "not theirs to say")
    late.let_in(host, case, [entry.id], "seen on paper")
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)

    assert values(host, case) == values(centre, case) == [1, 2]
    assert not late.with_put_aside(host)


def test_before_the_head_file_comes_what_is_here_stays_and_what_comes_waits(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    stolen = desks.second(host, tmp_path / "stolen")
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre, stolen):
        desks.exchange(host, stolen, centre)
        labs.add_result(stolen, case, make.lab_result(value=1))
        desks.exchange(stolen, centre)
        remove(host, stolen)
        syncing.exchange(host)
        centre.write.execute("DELETE FROM head")
        post = syncing.post_of(centre)
        own = syncing.post_of(host).roster(host.org)
        assert own is not None
        arriving.learn(post, host.org, own.statements)
    labs.add_result(stolen, case, make.lab_result(value=2))

    deliver(stolen, centre)

    assert values(centre, case) == [1]
    assert {read_case(centre, case).verdicts[one.id] for one in late.put_aside(centre, case)} == {NO_HEADS}


def test_each_partner_is_told_its_head_file_once(desks_and_case) -> None:
    host, centre, _, _ = desks_and_case

    assert not heads.untold(host.write, centre.org)
    assert building.build_all(syncing.post_of(host)) == 0
    assert centre.read.execute("SELECT count(*) FROM head_file").fetchone() == (1,)


def test_a_new_computer_hears_the_head_files_too(desks_and_case, tmp_path: Path) -> None:
    host, centre, stolen, case = desks_and_case
    labs.add_result(stolen, case, make.lab_result(value=2))

    fresh = desks.second(host, tmp_path / "fresh", "Вера М.")
    with desks.connected(tmp_path, host, centre, fresh):
        desks.exchange(host, fresh, host, fresh)
    deliver(stolen, fresh)

    assert fresh.read.execute("SELECT count(*) FROM head_file").fetchone() == (1,)
    assert 2 not in values(fresh, case)


def test_what_came_just_before_the_removal_is_checked_first_and_counts(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    stolen = desks.second(host, tmp_path / "stolen")
    case = desks.new_person(host, centre)
    deliver(host, stolen)
    labs.add_result(stolen, case, make.lab_result(value=1))
    deliver(stolen, host)

    remove(host, stolen)

    assert values(host, case) == [1]


def test_what_was_not_checked_when_the_removal_is_learned_waits_for_the_head_file(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    stolen = desks.second(host, tmp_path / "stolen")
    case = desks.new_person(host, centre)
    arriving.learn(syncing.post_of(centre), host.org, syncing.post_of(host).roster(host.org).statements)
    deliver(host, centre)
    deliver(host, stolen)
    labs.add_result(stolen, case, make.lab_result(value=1))
    deliver(stolen, centre)

    remove(host, stolen)
    arriving.learn(syncing.post_of(centre), host.org, syncing.post_of(host).roster(host.org).statements)

    assert values(centre, case) == []
    assert {read_case(centre, case).verdicts[one.id] for one in late.put_aside(centre, case)} == {NO_HEADS}


def test_a_case_that_only_the_stolen_computer_and_a_partner_know_counts_nowhere(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    stolen = desks.second(host, tmp_path / "stolen")
    with desks.connected(tmp_path, host, centre, stolen):
        desks.exchange(host, stolen, centre)
        case = desks.new_person(stolen, centre)
        deliver(stolen, centre)
        proving.prove_all(syncing.post_of(centre))
        remove(host, stolen)
        desks.exchange(host, centre)
    deliver(stolen, host)

    for desk in (host, centre):
        found = read_case(desk, case)
        assert found.entries
        assert not found.standing
