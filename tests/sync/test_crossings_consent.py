"""Consent that was taken back, and records called back: by no way does anything reach a partner any more."""

from pathlib import Path

import pytest

from regdesk.actions import computers, labs, outgoing, people, records
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.journal import EntryId, StreamId
from regdesk.domain.labs import LabResult
from regdesk.store import again, channels, holes, outbox
from regdesk.wire import rosters
from tests import by_stick, desks, make
from tests.sync.carrying import deliver, mail, mail_to_all, results, talk

ALL = 10**15


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk, StreamId]:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    talk(host, centre)
    return host, centre, case


def withdraw(desk: Desk, case: StreamId) -> None:
    """Take consent B back."""
    records.state(
        desk, case, Withdrawal(on=make.TODAY), about=read_case(desk, case).of(TransferConsent)[0].id
    )


def clinical(desk: Desk, case: StreamId) -> set[EntryId]:
    """Give what a desk has of a case beyond section case."""
    return {entry.id for entry in read_case(desk, case).entries if entry.section != "case"}


def test_after_a_withdrawal_a_batch_that_was_lost_on_the_way_is_not_sent_again_on_request(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    assert mail(host, centre)
    withdraw(host, case)

    talk(host, centre, times=4)

    assert not results(centre, case)
    assert read_case(centre, case).of(Withdrawal)
    assert not channels.waiting_for(centre.write)


def test_after_a_withdrawal_an_emptied_server_and_a_stick_bring_nothing_of_what_had_left(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    mail(host, centre)
    withdraw(host, case)
    channels.push_again(host.write)

    deliver(centre, mail(host, centre))
    by_stick.to_and_fro((host, centre))

    assert not results(centre, case)
    assert read_case(centre, case).of(Withdrawal)


def test_after_a_withdrawal_neither_numbers_nor_all_again_bring_more_than_section_case(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    talk(host, centre)
    withdraw(host, case)
    talk(host, centre)
    centre.write.execute("DELETE FROM entry WHERE section <> 'case'")
    holes.want(centre.write, holes.Range(case, "clinical", host.person.author, 1, 1))
    again.ask(centre.write, [host.org])

    talk(centre, host, times=4)
    by_stick.to_and_fro((host, centre))

    assert not clinical(centre, case)
    assert read_case(centre, case).of(Withdrawal)


def test_what_was_held_back_goes_on_once_the_person_agrees_again(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    mail(host, centre)
    withdraw(host, case)
    channels.push_again(host.write)
    held = mail(host, centre)
    records.state(host, case, make.transfer_consent(language="ru", organisations=(host.org, centre.org)))
    channels.push_again(host.write)

    deliver(centre, held)
    talk(host, centre, times=4)

    assert results(centre, case) == {100}
    assert not channels.held_back(host.write)


@pytest.fixture
def three(tmp_path: Path) -> tuple[Desk, Desk, Desk, StreamId]:
    """Give two computers of the host, a centre and a case they have."""
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague")
    case = desks.new_person(host, centre)
    to_all = mail_to_all(host)
    deliver(colleague, to_all[host.org])
    deliver(centre, to_all[centre.org])
    people.accept(centre, case)
    answers = mail(centre, host)
    deliver(host, answers)
    deliver(colleague, answers)
    return host, colleague, centre, case


def called_back(desk: Desk, case: StreamId) -> EntryId:
    """Write a result, call it back and write another."""
    labs.add_result(desk, case, make.lab_result(value=100))
    (entry,) = read_case(desk, case).of(LabResult)
    outgoing.recall(desk, case, entry.id)
    labs.add_result(desk, case, make.lab_result(value=300))
    return entry.id


def test_a_colleague_does_not_send_what_was_called_back_to_a_partner_who_misses_the_number(
    three: tuple[Desk, Desk, Desk, StreamId],
) -> None:
    host, colleague, centre, case = three
    wrong = called_back(colleague, case)
    to_all = mail_to_all(colleague)
    deliver(host, to_all[colleague.org])
    deliver(centre, to_all[centre.org])
    asked = mail(centre, colleague)
    deliver(host, asked)

    deliver(centre, mail(host, centre))
    deliver(colleague, asked)
    talk(colleague, centre)

    assert wrong in read_case(host, case).by_id
    assert wrong not in read_case(centre, case).by_id
    assert results(centre, case) == {300}
    assert not holes.missing(centre.write, asked_before_ms=ALL)


@pytest.mark.parametrize("first", ["recall", "entry"])
def test_who_takes_over_from_a_removed_computer_sends_nothing_it_had_called_back(
    three: tuple[Desk, Desk, Desk, StreamId], first: str
) -> None:
    host, colleague, centre, case = three
    if first == "entry":
        labs.add_result(colleague, case, make.lab_result(value=100))
        by_stick.carry(colleague, host)
        (entry,) = read_case(colleague, case).of(LabResult)
        outgoing.recall(colleague, case, entry.id)
        labs.add_result(colleague, case, make.lab_result(value=300))
        wrong = entry.id
    else:
        wrong = called_back(colleague, case)
    deliver(host, mail_to_all(colleague)[colleague.org])
    again.ask(centre.write, [colleague.org])

    remove(host, colleague)
    deliver(centre, mail(host, centre))
    talk(centre, host, times=4)
    by_stick.to_and_fro((host, centre))

    assert wrong in read_case(host, case).by_id
    assert wrong not in read_case(centre, case).by_id
    assert results(centre, case) == {300}
    assert not outbox.waiting(host.write, centre.org)


def test_a_computer_that_joins_hears_what_was_called_back(
    three: tuple[Desk, Desk, Desk, StreamId], tmp_path: Path
) -> None:
    host, colleague, _centre, case = three
    called_back(colleague, case)
    deliver(host, mail_to_all(colleague)[colleague.org])

    third = desks.second(host, tmp_path / "third", name="Вера М.")
    by_stick.to_and_fro((host, third), (colleague, third))

    (known,) = host.write.execute("SELECT count(*) FROM recalled").fetchone()
    assert third.write.execute("SELECT count(*) FROM recalled").fetchone() == (known,) == (2,)


def remove(desk: Desk, other: Desk) -> None:
    """Take a computer away, with all keys on it."""
    computers.remove_computer(desk, rosters.device_id(other.org, other.device.sign_public))
