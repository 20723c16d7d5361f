"""The paper recovery sheet: from two groups typed back to a desk that works again on an empty computer."""

from dataclasses import replace
from pathlib import Path

import pytest

from regdesk.actions import computers, enrolment, labs, partners, people, records, recovery, sheets, syncing
from regdesk.actions.desk import read_case, roster, world
from regdesk.actions.recovery import Recovery
from regdesk.crypto import sheets as paper
from regdesk.domain.book import Note
from regdesk.domain.labs import LabResult
from regdesk.domain.people import Identity
from regdesk.errors import Refused
from regdesk.sync import epochs, snapshots
from regdesk.wire import rosters
from tests import desks, make


def printed(desk, earlier=()) -> tuple[str, ...]:
    """Make a sheet, type back what is asked, and give its groups."""
    draft = sheets.make(desk)
    sheets.confirm(desk, {number: draft.groups[number - 1] for number in draft.asked}, earlier)
    return draft.groups


def recover(folder, groups, place, desk):
    """Start again on an empty computer."""
    asked = Recovery(
        groups=groups,
        place=place,
        person="Алина С.",
        roles=frozenset({"caseworker", "clinician"}),
        passphrase=desks.PASSPHRASE,
    )
    return recovery.recover(folder, asked, desk.clock, desk.random, desks.CHEAP)


def place_of(desk) -> recovery.Place:
    """Read what the QR code on the paper says."""
    url, key = partners.server(desk)
    return recovery.place_of_text(recovery.public_text(desk.org, url, key))


def test_after_the_only_computer_is_gone_the_sheet_and_the_mailbox_bring_back_what_partners_know(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        groups = printed(host)
        case = desks.new_person(host, centre)
        labs.add_result(host, case, make.lab_result())
        desks.exchange(host, centre)
        people.accept(centre, case)
        desks.exchange(centre, host)

        again = recover(tmp_path / "again", groups, place_of(host), host)
        desks.exchange(again, centre, times=4)
        lost = rosters.device_id(host.org, host.device.sign_public)
        with pytest.raises(Refused) as needs:
            computers.remove_computer(again, lost)
        computers.remove_computer(again, lost, sheets.secret_of(again, groups))
        desks.exchange(again, centre)

    assert read_case(again, case).one(Identity) == make.identity()
    assert desks.shared(read_case(again, case)) == desks.shared(read_case(centre, case))
    assert read_case(again, case).of(LabResult)
    assert needs.value.message == rosters.NEEDS_SHEET
    assert max(again.epochs) == 3


def test_a_recovered_desk_reads_what_a_colleague_wrote_in_every_epoch(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague")
    with desks.connected(tmp_path, host, centre, colleague):
        first = desks.new_person(colleague, centre)
        desks.exchange(host, colleague)
        groups = printed(host)
        desks.exchange(host, colleague)
        second = desks.new_person(colleague, centre, identity=make.identity(family_name="Исакова"))
        desks.exchange(colleague, host)

        again = recover(tmp_path / "again", groups, place_of(host), host)
        desks.exchange(again)

    assert set(again.epochs) == {1, 2}
    assert read_case(again, first).of(Identity)
    assert read_case(again, second).of(Identity)


def test_a_sheet_is_in_force_only_once_its_groups_were_typed_back(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    draft = sheets.make(host)
    right = {number: draft.groups[number - 1] for number in draft.asked}

    with pytest.raises(Refused) as refused:
        sheets.confirm(host, right | {draft.asked[1]: "000000"})
    before = roster(host).sheet
    sheets.confirm(host, right)

    assert refused.value.values == {"number": draft.asked[1]}
    assert before is None
    assert roster(host).sheet is not None
    assert computers.overview(host).sheet_on is not None
    with pytest.raises(Refused):
        sheets.draft(host)


def test_a_sheet_makes_no_colleague(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")

    printed(host)

    assert not world(host).colleagues
    assert len(computers.overview(host).computers) == 1


def test_a_new_sheet_needs_the_earlier_one_which_then_opens_nothing_new(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    first = printed(host)
    with pytest.raises(Refused) as refused:
        printed(host)

    second = printed(host, first)
    own, wraps = roster(host), epochs.kept(host.write)
    old, new = (paper.sheet_keys(paper.seed_of(groups)) for groups in (first, second))

    assert refused.value.message == sheets.NEEDS_EARLIER
    assert epochs.opened(own, 2, wraps[2], old)
    assert not epochs.opened(own, 3, wraps[3], old)
    assert epochs.opened(own, 3, wraps[3], new).keys() == {1, 2, 3}


def test_an_old_sheet_is_refused_on_the_empty_computer(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    first = printed(host)
    printed(host, first)
    place = recovery.place_of_file(recovery.kit(host))

    with pytest.raises(Refused) as refused:
        recover(tmp_path / "again", first, place, host)

    assert refused.value.message == paper.OTHER_SHEET
    assert not (tmp_path / "again").exists()


def test_a_recovery_file_is_enough_where_there_is_no_server(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    groups = printed(host)
    place = recovery.place_of_file(recovery.kit(host))

    again = recover(tmp_path / "again", groups, place, host)

    assert place.control == recovery.place_of_text(recovery.public_text(host.org, "", b"")).control
    assert set(again.epochs) == {1, 2}
    assert roster(again).authors[again.person.author].roles == {"admin", "caseworker", "clinician"}
    assert syncing.own_server(again) is None


def test_what_is_typed_from_the_paper_finds_the_organisation(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    with desks.connected(tmp_path, host) as server:
        groups = printed(host)
        desks.exchange(host)

        place = recovery.place_typed(paper.groups(host.org), server.url)
        again = recover(tmp_path / "again", groups, place, host)
        desks.exchange(again)

    assert place.server_key == server.answer_key
    assert again.org == host.org
    with pytest.raises(Refused):
        enrolment.invitation(again)


def test_what_no_partner_ever_got_comes_back_too(tmp_path: Path) -> None:
    hands = desks.Hands()
    host, centre = desks.pair(tmp_path, hands)
    with desks.connected(tmp_path, host, centre):
        groups = printed(host)
        desks.exchange(host, centre)
        case = desks.new_person(host, centre)
        records.state(host, case, Note(text="Ключи у соседки."))
        now_ms = host.clock.now_ms() + 2 * snapshots.DAY_MS
        desks.exchange(replace(host, clock=replace(host.clock, now_ms=lambda: now_ms)))

        again = recover(tmp_path / "again", groups, place_of(host), host)
        desks.exchange(again)

    assert [note.text for note in read_case(again, case).all(Note)] == ["Ключи у соседки."]
