"""Two desks and a blind server: what one writes the other reads, whatever the line does."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from regdesk.actions import labs, people, records
from regdesk.actions.desk import read_case
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.labs import LabResult
from regdesk.domain.people import Identity
from regdesk.errors import Trouble
from regdesk.server import sqlite
from regdesk.store import outbox, tray
from tests import desks, make


def test_a_new_person_reaches_the_offered_centre_and_its_answer_comes_back(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        case = desks.new_person(host, centre)

        desks.exchange(host, centre)
        people.accept(centre, case)
        desks.exchange(centre, host)

    assert read_case(centre, case).one(Identity) == make.identity()
    assert desks.shared(read_case(host, case)) == desks.shared(read_case(centre, case))
    assert people.parts(host, read_case(host, case)).holder("centre") == centre.org


def test_everything_sent_is_ticked_once_the_partner_has_it(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = desks.new_person(host, centre)
        assert outbox.unsent_count(host.write) > 0

        desks.exchange(host, centre, times=3)

    marks = set(outbox.marks(host.write, case, host.org).values())
    assert marks == {outbox.ACKNOWLEDGED}
    assert outbox.unsent_count(host.write) == outbox.unsent_count(centre.write) == 0


def test_two_quiet_desks_stop_writing_to_each_other(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        desks.new_person(host, centre)
        desks.exchange(host, centre, times=4)
        before = host.write.execute("SELECT count(*) FROM batch").fetchone()[0]

        desks.exchange(host, centre, times=4)

    assert host.write.execute("SELECT count(*) FROM batch").fetchone()[0] == before


def test_corrections_made_apart_stand_side_by_side_on_both_desks_and_a_choice_settles_both(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = desks.new_person(host, centre)
        labs.add_result(host, case, make.lab_result(value=2120))
        desks.exchange(host, centre)
        people.accept(centre, case)
        (wrong,) = read_case(centre, case).of(LabResult)

        labs.correct_result(host, case, [wrong.id], make.lab_result(value=412))
        labs.correct_result(centre, case, [wrong.id], make.lab_result(value=421))
        desks.exchange(host, centre)

        for one in (host, centre):
            (versions,) = read_case(one, case).undecided(LabResult)
            assert len(versions.entries) == 2

        ids = [entry.id for entry in versions.entries]
        records.choose(centre, case, ids, make.lab_result(value=412))
        desks.exchange(centre, host)

    for one in (host, centre):
        assert [r.value for r in read_case(one, case).all(LabResult)] == [412]
        assert not read_case(one, case).conflicts


def test_nothing_but_section_case_travels_after_consent_was_withdrawn(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = desks.new_person(host, centre)
        desks.exchange(host, centre)
        given = read_case(host, case).current(TransferConsent)
        assert given is not None
        records.state(host, case, Withdrawal(on=make.TODAY), about=given.id)
        labs.add_result(host, case, make.lab_result())

        desks.exchange(host, centre)

    assert not read_case(centre, case).of(LabResult)
    assert read_case(centre, case).of(Withdrawal)
    assert outbox.unsent_count(host.write) == 1


def test_work_done_while_the_server_is_away_goes_out_when_it_is_back(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        server.stop()
        case = desks.new_person(host, centre)
        with pytest.raises(Trouble):
            desks.exchange(host)

        server.start()
        desks.exchange(host, centre)

    assert read_case(centre, case).one(Identity) == make.identity()


def test_an_emptied_server_is_filled_again_with_what_had_not_arrived(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        case = desks.new_person(host, centre)
        desks.exchange(host)
        server.empty()

        desks.exchange(host, centre)

    assert read_case(centre, case).one(Identity) == make.identity()


def test_a_server_set_back_to_an_older_copy_is_filled_again(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        server.stop()
        server.copy_mailbox(tmp_path / "old copy")
        server.start()
        first = desks.new_person(host, centre)
        desks.exchange(host, centre, times=3)
        second = desks.new_person(host, centre, identity=make.identity(family_name="Исакова"))
        desks.exchange(host)
        server.stop()
        shutil.rmtree(server.folder)
        shutil.copytree(tmp_path / "old copy", server.folder)
        server.start()

        desks.exchange(host, centre)
        labs.add_result(host, first, make.lab_result())
        desks.exchange(host, centre)

    for case in (first, second):
        assert desks.shared(read_case(host, case)) == desks.shared(read_case(centre, case))
    assert read_case(centre, first).of(LabResult)


def test_mail_the_server_dropped_as_too_old_is_passed_over(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        case = desks.new_person(host, centre)
        desks.exchange(host)
        assert server.room is not None
        with sqlite3.connect(server.folder / sqlite.FILE) as mailbox:
            mailbox.execute("UPDATE organisation SET floor = last")

        desks.exchange(centre)
        labs.add_result(host, case, make.lab_result())
        desks.exchange(host, centre)

    assert not tray.items(centre.read, alarms=True)


def test_a_desk_opened_again_reads_the_same_case(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    before = read_case(host, case)

    again = desks.reopen(host)

    assert read_case(again, case).standing == before.standing
