"""A restored or copied file is noticed at opening, and nothing is signed with a key used elsewhere."""

import os
import shutil
from pathlib import Path

import pytest

from regdesk.actions import computers, labs, records, renewal, unlocking
from regdesk.actions.desk import NOT_CONFIRMED, OLDER_COPY, my_roles, read_case, record, roster
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.labs import LabResult
from regdesk.errors import Refused
from regdesk.store import channels, state
from regdesk.sync.post import BURNT
from tests import desks, make
from tests.sync import carrying


def unlock(folder: Path, like):
    """Open a desk in a folder."""
    return unlocking.unlock(folder, desks.PASSPHRASE, like.clock, os.urandom, desks.CHEAP)


def back_up(desk, to: Path):
    """Take a copy of a closed desk's folder and open the desk again."""
    unlocking.close(desk)
    shutil.copytree(desk.folder, to)
    return unlock(desk.folder, desk)


def restore(desk, backup: Path):
    """Put an older copy in the place of a desk and open it."""
    unlocking.close(desk)
    shutil.rmtree(desk.folder)
    shutil.copytree(backup, desk.folder)
    return unlock(desk.folder, desk)


def test_opening_again_and_again_changes_no_key(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")

    again = desks.reopen(desks.reopen(host))

    assert again.person == host.person
    assert len(roster(again).authors) == 1


def test_a_restored_administrator_goes_on_with_a_new_key_and_nothing_is_lost(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        host = back_up(host, tmp_path / "backup")
        labs.add_result(host, case, make.lab_result(value=400))
        desks.exchange(host, centre)

        restored = restore(host, tmp_path / "backup")
        labs.add_result(restored, case, make.lab_result(value=500))
        desks.exchange(restored, centre, times=4)

    assert restored.person.author != host.person.author
    assert restored.person.earlier == host.person.secret
    assert my_roles(restored) >= {"admin", "caseworker"}
    for desk in (restored, centre):
        assert {one.fact.value for one in read_case(desk, case).of(LabResult)} == {400, 500}
    assert not roster(centre, org=host.org).forked


def test_a_copy_in_another_folder_is_another_computer_and_each_reads_what_the_other_writes(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        host = back_up(host, tmp_path / "copy")

        copy = unlock(tmp_path / "copy", host)
        desks.exchange(copy, host)
        copy = desks.reopen(copy)
        labs.add_result(host, case, make.lab_result(value=400))
        labs.add_result(copy, case, make.lab_result(value=500))
        desks.exchange(host, copy, times=3)

    assert copy.person.author != host.person.author
    assert copy.device.sign_public != host.device.sign_public
    for desk in (host, copy):
        assert {one.fact.value for one in read_case(desk, case).of(LabResult)} == {400, 500}
        assert len(computers.overview(desk).computers) == 2


def test_a_colleagues_copy_asks_for_its_computer_too(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    colleague = desks.second(host, tmp_path / "colleague")
    with desks.connected(tmp_path, host, colleague):
        desks.exchange(host, colleague)
        colleague = back_up(colleague, tmp_path / "copy")
        copy = unlock(tmp_path / "copy", colleague)

        renewal.confirm(host, renewal.asked(host, renewal.request(copy)))
        desks.exchange(host, copy)
        copy = desks.reopen(copy)
        desks.exchange(copy)

    assert copy.device.sign_public != colleague.device.sign_public
    assert len(computers.overview(host).computers) == 3
    assert not renewal.waiting(copy)


def test_anybody_elses_new_key_is_confirmed_by_an_administrator_and_until_then_writes_nothing(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague", "Борис Т.")
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre, colleague):
        desks.exchange(host, colleague)
        colleague = back_up(colleague, tmp_path / "backup")
        labs.add_result(colleague, case, make.lab_result(value=400))
        desks.exchange(colleague, host)
        restored = restore(colleague, tmp_path / "backup")
        with pytest.raises(Refused) as refused:
            labs.add_result(restored, case, make.lab_result(value=500))
        desks.exchange(restored)

        asked = renewal.asked(host, renewal.request(restored))
        assert asked.words("ru") == renewal.words(restored, "ru")
        renewal.confirm(host, asked)
        desks.exchange(host, restored)
        labs.add_result(restored, case, make.lab_result(value=500))
        desks.exchange(restored, host, times=3)

    assert refused.value.message == NOT_CONFIRMED
    assert asked.name == "Борис Т."
    assert my_roles(restored) == {"caseworker", "clinician"}
    for desk in (restored, host):
        assert {one.fact.value for one in read_case(desk, case).of(LabResult)} == {400, 500}
    with pytest.raises(Refused) as twice:
        renewal.confirm(host, asked)
    assert twice.value.message == renewal.CONFIRMED


def test_a_renewal_not_signed_by_the_earlier_key_is_refused(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    colleague = desks.second(host, tmp_path / "colleague")
    colleague = back_up(colleague, tmp_path / "backup")
    request = renewal.request(restore(colleague, tmp_path / "backup"))

    for false in (request[:-1] + bytes([request[-1] ^ 1]), b"", request[10:]):
        with pytest.raises(Refused):
            renewal.asked(host, false)


def test_a_desk_that_hears_while_it_runs_that_it_is_an_older_copy_asks_to_be_opened_again(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    renewal.burn(host.write, {host.person.author}, host.clock.now_ms())
    with pytest.raises(Refused) as refused:
        labs.add_result(host, case, make.lab_result())

    again = desks.reopen(host)
    labs.add_result(again, case, make.lab_result())

    assert refused.value.message == OLDER_COPY
    assert again.person.author != host.person.author
    assert state.get(again.write, "restored", 0) == 1


def test_an_own_batch_that_comes_back_is_no_news_and_one_never_built_here_stops_the_key(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "second")
    case = desks.new_person(host, centre)
    first = carrying.mail(host, colleague)
    carrying.deliver(host, first)
    assert not channels.received(host.write)

    labs.add_result(host, case, make.lab_result())
    (later,) = carrying.mail(host, colleague)
    k = channels.last(host.write, host.org, host.person.author)[0]
    host.write.execute("DELETE FROM batch WHERE recipient = ? AND k = ?", (host.org, k))
    carrying.deliver(host, [later])

    assert host.person.author in state.get(host.write, BURNT, [])


def test_what_a_colleague_gives_back_is_still_sent_by_the_computer_that_wrote_it(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague")
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre, colleague):
        desks.exchange(host, centre, colleague)
        consent = read_case(host, case).of(TransferConsent)[0]
        record(host, case, Withdrawal(on=make.TODAY), about=consent.id)
        host = back_up(host, tmp_path / "backup")
        labs.add_result(host, case, make.lab_result(value=400))
        desks.exchange(host, colleague, centre)
        host = restore(host, tmp_path / "backup")
        desks.exchange(host, colleague, times=3)

        orgs = tuple(sorted((host.org, centre.org)))
        records.state(host, case, make.transfer_consent(organisations=orgs, text_version="2026-12"))
        desks.exchange(host, centre, times=2)

    assert {one.fact.value for one in read_case(centre, case).of(LabResult)} == {400}
