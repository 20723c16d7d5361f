"""Computers and keys: taken away in one go, with a new key epoch that only the others get."""

from pathlib import Path

import pytest

from regdesk.actions import computers, labs, late, partners, people, sticks, syncing
from regdesk.actions.desk import read_case, roster
from regdesk.crypto import sealing
from regdesk.crypto.keys import EpochKeys, new_seed
from regdesk.domain.labs import LabResult
from regdesk.errors import Refused
from regdesk.store import channels, outbox, peers, tray
from regdesk.sync import building, epochs, troubles
from regdesk.wire import rosters, statements
from tests import desks, make


def device_of(desk) -> bytes:
    """Give the id of a desk's computer."""
    return rosters.device_id(desk.org, desk.device.sign_public)


def test_the_page_shows_computers_with_names_roles_and_days(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    colleague = desks.second(host, tmp_path / "colleague", "Борис Т.")

    here, there = computers.overview(host), computers.overview(colleague)

    assert [[key.name for key in one.keys] for one in here.computers] == [["Алина С."], ["Борис Т."]]
    assert [one.here for one in here.computers] == [True, False]
    assert [one.here for one in there.computers] == [False, True]
    assert here.digits == there.digits
    assert here.admin
    assert not there.admin
    assert [epoch.number for epoch in here.epochs if epoch.here] == [1]
    assert here.computers[1].keys[0].roles == {"caseworker", "clinician"}


def test_a_removed_computer_cannot_open_what_is_written_after(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    stolen = desks.second(host, tmp_path / "stolen")
    third = desks.second(host, tmp_path / "third", "Вера М.")
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre, stolen, third):
        desks.exchange(host, stolen, third, centre)

        computers.remove_computer(host, device_of(stolen))
        labs.add_result(host, case, make.lab_result())
        desks.exchange(host, third, centre)
        people.accept(centre, case)
        desks.exchange(centre, host, third)
        with pytest.raises(troubles.Revoked):
            desks.exchange(stolen)

    assert max(host.epochs) == max(third.epochs) == 2
    assert max(stolen.epochs) == 1
    assert read_case(third, case).of(LabResult)
    assert read_case(centre, case).of(LabResult)
    assert not tray.items(third.read)
    assert computers.removed(host) is False


def test_the_new_seed_is_sealed_to_the_computers_that_stay(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    stolen = desks.second(host, tmp_path / "stolen")
    third = desks.second(host, tmp_path / "third", "Вера М.")

    computers.remove_computer(host, device_of(stolen))

    own, wraps = roster(host), epochs.kept(host.write)[2]
    assert epochs.opened(own, 2, wraps, third.device).keys() == {1, 2}
    assert not epochs.opened(own, 2, wraps, stolen.device)


def test_a_false_seed_is_not_believed_though_it_is_sealed_to_this_computer(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    own = roster(host)
    false = statements.pack_wraps(
        {device_of(host): sealing.wrap_seed(host.device.kem.public, new_seed(), 2, host.org)}
    )
    stated = statements.add_epoch(own, host.person.secret, EpochKeys(2, new_seed()).kem.public, false, 9)

    with pytest.raises(Refused):
        epochs.opened(stated, 2, false, host.device)


def test_nobody_removes_the_computer_they_sit_at_or_one_twice(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    stolen = desks.second(host, tmp_path / "stolen")
    computers.remove_computer(host, device_of(stolen))

    with pytest.raises(Refused) as here:
        computers.remove_computer(host, device_of(host))
    with pytest.raises(Refused) as again:
        computers.remove_computer(host, device_of(stolen))

    assert here.value.message == computers.NOT_THIS
    assert again.value.message == computers.GONE


def test_two_administrators_who_state_something_at_once_both_have_their_way(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    other = desks.second(host, tmp_path / "other", "Вера М.", "admin caseworker")
    lost = desks.second(host, tmp_path / "lost", "Борис Т.")
    stolen = desks.second(host, tmp_path / "stolen", "Глеб Н.")
    with desks.connected(tmp_path, host, centre, other, lost, stolen):
        desks.exchange(host, other, centre)

        computers.remove_computer(host, device_of(lost))
        computers.remove_computer(other, device_of(stolen))
        desks.exchange(host, other, host, centre)

    gone = {device_of(lost), device_of(stolen)}
    for desk in (host, other):
        assert {name for name, one in roster(desk).devices.items() if not one.active} == gone
        assert list(desk.epochs) == [1, 2, 3]
    assert roster(host).head32 == roster(other).head32 == roster(centre, org=host.org).head32
    assert partners.organisations(other).keys() == partners.organisations(host).keys()


def test_a_removed_computer_keeps_its_work_and_hands_it_over_on_a_stick(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    away = desks.second(host, tmp_path / "away")
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre, away):
        desks.exchange(host, away)
        labs.add_result(away, case, make.lab_result(value=321))
        computers.remove_computer(host, device_of(away))
        desks.exchange(host, centre)
        with pytest.raises(troubles.Revoked):
            syncing.exchange(away)

    written = sticks.out(away, away.org, tmp_path)
    sticks.take_in(host, written.path)
    before = read_case(host, case).of(LabResult)
    (late_one,) = late.put_aside(host, case)
    late.let_in(host, case, [late_one.id], "Боря был в отъезде.")

    assert computers.removed(away)
    assert computers.overview(away).removed
    assert not before
    assert [one.fact.value for one in read_case(host, case).of(LabResult)] == [321]


def test_a_computer_without_the_newest_seed_writes_nothing_to_colleagues_until_it_has_it(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    third = desks.second(host, tmp_path / "third", "Вера М.")
    stolen = desks.second(host, tmp_path / "stolen")
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre, third, stolen):
        desks.exchange(host, third)
        computers.remove_computer(host, device_of(stolen))
        peers.keep(third.write, host.org, roster(host).statements)
        labs.add_result(third, case, make.lab_result())

        building.build_all(syncing.post_of(third))
        built = {one.recipient for one in channels.to_push(third.write)}
        desks.exchange(host, third, host)

    assert built == {centre.org}
    assert read_case(host, case).of(LabResult)


def test_who_lacks_the_newest_key_removes_nobody_and_lets_nobody_in(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    other = desks.second(host, tmp_path / "other", "Вера М.", "admin caseworker")
    third = desks.second(host, tmp_path / "third", "Борис Т.")
    lost = desks.second(host, tmp_path / "lost", "Глеб Н.")
    computers.remove_computer(host, device_of(lost))
    peers.keep(other.write, host.org, roster(host).statements)

    with pytest.raises(Refused) as remove:
        computers.remove_computer(other, device_of(third))
    with pytest.raises(Refused) as add:
        desks.second(other, tmp_path / "new")

    assert remove.value.message == add.value.message == epochs.NOT_CURRENT


def test_a_computer_that_missed_an_epoch_fetches_what_the_newest_does_not_bring(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    third = desks.second(host, tmp_path / "third", "Борис Т.")
    lost = [desks.second(host, tmp_path / name, name) for name in ("one", "two")]
    with desks.connected(tmp_path, host, third):
        desks.exchange(host, third)
        for one in lost:
            computers.remove_computer(host, device_of(one))
            desks.exchange(host)
        desks.exchange(third)
        epochs.forget_after(third.write, 1)
        epochs.keep(third.write, [host.epochs[3]])
        desks.exchange(third)

    assert list(third.epochs) == [1, 2, 3]


def test_nothing_waits_for_colleagues_once_there_are_none(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague")
    desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        computers.remove_computer(host, device_of(colleague))
        desks.exchange(host, centre)

    assert not outbox.waiting(host.write, host.org)
    assert not outbox.unsent_count(host.read)
