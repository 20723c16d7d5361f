"""Exchanging by stick alone, or mixed with a server: the same cases everywhere, nothing by halves."""

import os
import random
import shutil
from pathlib import Path

import pytest

from regdesk.actions import computers, labs, people, records, sticks, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.actions.sticks import Carriage
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.labs import LabResult
from regdesk.domain.people import Identity
from regdesk.errors import Refused
from regdesk.store import outbox, relay, tray
from regdesk.sync import bundle, unsealing
from regdesk.wire import bundles, rosters
from tests import desks, make
from tests.by_stick import built, carry, equal, pages, to_and_fro, with_paper


def refusal(desk: Desk, path: Path) -> str:
    with pytest.raises(Refused) as caught:
        sticks.take_in(desk, path)
    with pytest.raises(Refused):
        sticks.look(desk, path)
    return caught.value.message


def test_two_organisations_that_never_see_a_server_end_with_the_same_case_ticks_and_scans(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    case = with_paper(host, centre)

    carry(host, centre)
    people.accept(centre, case)
    labs.add_result(host, case, make.lab_result())
    to_and_fro((host, centre))

    assert equal(case, host, centre)
    assert read_case(centre, case).of(LabResult)
    assert pages(centre, case) == pages(host, case)
    assert set(outbox.marks(host.write, case, host.org).values()) == {outbox.ACKNOWLEDGED}
    assert outbox.unsent_count(host.write) == outbox.unsent_count(centre.write) == 0


def test_desks_that_said_all_stop_answering_each_other(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(centre, tmp_path / "second")
    pairs = (host, centre), (centre, colleague)
    with_paper(host, centre)
    to_and_fro(*pairs, times=4)
    before = [built(one) for one in (host, centre, colleague)]

    to_and_fro(*pairs, times=2)

    assert [built(one) for one in (host, centre, colleague)] == before


def test_what_is_written_is_counted_and_named(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = with_paper(host, centre)

    written = sticks.out(host, centre.org, tmp_path)
    seen = sticks.look(centre, written.path)

    assert (written.name, seen.name) == ("Центр, Бишкек", "Опора")
    assert (written.records, written.papers) == (seen.records, seen.papers)
    assert written.papers == 1
    assert written.path.name.startswith("RD-")
    assert sticks.said(written).endswith("And 1 scan. Only Центр, Бишкек can read this.")
    assert not read_case(centre, case).entries


def test_a_stick_read_twice_says_that_nothing_is_new(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = with_paper(host, centre)
    written = sticks.out(host, centre.org, tmp_path)

    first, second = (sticks.take_in(centre, written.path) for _ in range(2))

    assert first.new
    assert not second.new
    assert equal(case, host, centre)


def test_sticks_may_be_lost_or_read_in_the_wrong_order(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    older = sticks.out(host, centre.org, tmp_path)
    labs.add_result(host, case, make.lab_result())
    newer = sticks.out(host, centre.org, tmp_path)

    sticks.take_in(centre, newer.path)
    assert equal(case, host, centre)

    assert not sticks.take_in(centre, older.path).new


def test_a_desk_may_go_on_by_server_where_it_began_by_stick_and_the_other_way_round(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = with_paper(host, centre)
        carry(host, centre)
        people.accept(centre, case)
        desks.exchange(host, centre)
        labs.add_result(host, case, make.lab_result())
        carry(host, centre)
        labs.add_result(centre, case, make.lab_result(value=300))
        desks.exchange(centre, host)
        carry(centre, host)

    assert equal(case, host, centre)
    assert len(read_case(host, case).of(LabResult)) == 2


def test_a_colleague_without_a_line_gets_by_stick_what_came_by_stick_and_by_server(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(centre, tmp_path / "second")
    with desks.connected(tmp_path, host, centre):
        by_server = with_paper(host, centre)
        desks.exchange(host, centre)
        by_stick = desks.new_person(host, centre, identity=make.identity(family_name="Исакова"))
        carry(host, centre)

        carry(centre, colleague)

    assert equal(by_server, host, centre, colleague)
    assert equal(by_stick, host, centre, colleague)
    assert pages(colleague, by_server) == pages(host, by_server)


def test_what_a_colleague_has_is_not_brought_again(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(centre, tmp_path / "second")
    with_paper(host, centre)
    carry(host, centre)
    assert relay.waiting(centre.write)

    to_and_fro((centre, colleague))

    assert not relay.waiting(centre.write)
    assert carry(centre, colleague) is None


def test_what_came_by_stick_reaches_a_colleague_through_the_own_mailbox(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(centre, tmp_path / "second")
    case = with_paper(host, centre)
    carry(host, centre)

    with desks.connected(tmp_path, centre, colleague):
        desks.exchange(centre, colleague)

    assert equal(case, host, centre, colleague)
    assert pages(colleague, case) == pages(host, case)


def test_a_stick_for_others_an_own_one_and_one_from_strangers_change_nothing(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    stranger = desks.desk(tmp_path / "stranger", "Nobody", "host")
    desks.partners.meet(stranger, desks.partners.introduce(centre))
    desks.partners.confirm(stranger, centre.org)
    colleague = desks.second(host, tmp_path / "second")
    desks.new_person(host, centre)
    desks.new_person(stranger, centre)
    for_centre = sticks.out(host, centre.org, tmp_path).path
    for_colleague = sticks.out(host, host.org, tmp_path).path
    from_stranger = sticks.out(stranger, centre.org, tmp_path).path

    assert refusal(stranger, for_centre) == unsealing.NOT_OURS
    assert refusal(host, for_colleague) == unsealing.OURS
    assert refusal(centre, from_stranger) == unsealing.STRANGER
    assert sticks.take_in(colleague, for_colleague).new


def test_a_stick_is_written_only_for_who_was_compared(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    other = desks.desk(tmp_path / "other", "Nobody", "centre")
    desks.partners.meet(host, desks.partners.introduce(other))
    desks.new_person(host, centre)

    for org, why in ((other.org, bundle.NOT_COMPARED), (host.org, bundle.ALONE)):
        with pytest.raises(Refused) as caught:
            sticks.out(host, org, tmp_path)
        assert caught.value.message == why


def test_a_computer_that_was_away_finds_the_new_key_on_the_stick(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    away = desks.second(host, tmp_path / "away")
    stolen = desks.second(host, tmp_path / "stolen", "Вера М.")
    before = sticks.out(host, host.org, tmp_path).path
    for _ in range(2):
        remove(host, stolen)
        stolen = desks.second(host, tmp_path / f"stolen {_}", "Вера М.")
    remove(host, stolen)
    case = desks.new_person(host, centre)
    after = sticks.out(host, host.org, tmp_path).path

    with pytest.raises(Refused):
        sticks.take_in(stolen, after)
    assert sticks.look(away, after).records
    assert set(away.epochs) == {1}
    assert sticks.take_in(away, after).new
    assert set(away.epochs) == {1, 2, 3, 4}
    sticks.take_in(away, before)

    assert equal(case, host, away)
    assert not read_case(stolen, case).entries


def remove(admin: Desk, gone: Desk) -> None:
    """Take a computer away from its organisation."""
    computers.remove_computer(admin, rosters.device_id(gone.org, gone.device.sign_public))


def test_a_copied_desk_writes_no_stick_before_its_new_key_is_confirmed(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague")
    unlocking.close(colleague)
    shutil.copytree(tmp_path / "colleague", tmp_path / "copy")
    copy = unlocking.unlock(tmp_path / "copy", desks.PASSPHRASE, host.clock, os.urandom, desks.CHEAP)

    with pytest.raises(Refused) as caught:
        sticks.out(copy, centre.org, tmp_path)

    assert caught.value.message == bundle.NOT_CONFIRMED


def test_half_a_bundle_or_a_changed_one_is_refused_as_a_whole(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = with_paper(host, centre)
    path = sticks.out(host, centre.org, tmp_path).path
    whole = path.read_bytes()
    rng = random.Random(7)  # noqa: S311 - places to cut
    places = [0, 1, 23, 24, 1223, 1224, 1227, 1228, len(whole) - 1, *rng.sample(range(len(whole)), 8)]

    for place in places:
        path.write_bytes(whole[:place])
        assert refusal(centre, path) in (bundles.DAMAGED, bundles.NO_BUNDLE)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        refusal(centre, path)
    path.write_bytes(whole + b"\0")
    assert refusal(centre, path) == bundles.DAMAGED

    assert not read_case(centre, case).entries
    assert not tray.count(centre.write)
    path.write_bytes(whole)
    assert sticks.take_in(centre, path).new


def test_nothing_about_anybody_is_readable_on_a_stick(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    desks.new_person(host, centre)

    written = sticks.out(host, centre.org, tmp_path)

    data = written.path.read_bytes()
    names = [make.identity().family_name, "Опора", "Центр", "consent"]
    assert not any(name.encode() in data for name in names)
    assert not any(org in data for org in (host.org, centre.org, host.person.author))


def test_scans_stay_here_after_consent_was_withdrawn(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = with_paper(host, centre)
    lost = sticks.out(host, centre.org, tmp_path)
    consent = read_case(host, case).current(TransferConsent)
    assert consent is not None
    records.state(host, case, Withdrawal(on=make.TODAY), about=consent.id)

    after = sticks.out(host, centre.org, tmp_path)

    assert (lost.papers, after.papers) == (1, 0)


def test_writing_and_reading_can_be_broken_off(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = with_paper(host, centre)
    folder = tmp_path / "stick"
    folder.mkdir()

    with pytest.raises(Refused):
        sticks.out(host, centre.org, folder, Carriage(stop=True))
    assert not list(folder.iterdir())

    written = sticks.out(host, centre.org, folder, report := Carriage())
    assert report.done == report.size
    with pytest.raises(Refused):
        sticks.take_in(centre, written.path, Carriage(stop=True))
    assert not read_case(centre, case).entries


def test_a_result_written_offline_for_weeks_arrives_with_all_its_case(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    for value in range(100, 160):
        labs.add_result(host, case, make.lab_result(value=value))

    taken = carry(host, centre)

    assert taken is not None
    assert taken.stick.records == len(desks.shared(read_case(host, case)))
    assert read_case(centre, case).one(Identity) == make.identity()
    assert len(read_case(centre, case).of(LabResult)) == 60
