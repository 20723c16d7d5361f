"""Consents in the summary: how they were given, and that the person takes one back."""

import pytest

from regdesk.actions import labs, syncing
from regdesk.actions.desk import read_case
from regdesk.domain import consent
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.labs import LabResult
from tests import case_pages, desks, make, shells
from tests.workers import Worker

_BACK = "The person takes it back"


@pytest.fixture
def pair(tmp_path):
    """Give a host and a centre that have met."""
    return shells.pair(tmp_path)


def withdraw(worker, stream):
    """Take consent B back in the window."""
    worker.go(stream, "summary")
    worker.press_in(TransferConsent.title, "Withdraw…")
    worker.write(why="I am afraid")
    worker.press(_BACK)


def test_both_consents_say_how_and_when_they_were_given(qtbot, light, pair):
    host, centre = pair

    page = case_pages.opened(qtbot, host, desks.new_person(host, centre))

    said = case_pages.words(page)
    assert "Consent A: data and contact: signed on paper" in said
    assert "Consent B: transfer across the border and remote treatment: signed on paper" in said
    assert said.count("Withdraw…") == 2


def test_after_a_withdrawal_nothing_more_is_sent(qtbot, light, pair, tmp_path):
    host, centre = pair
    stream = desks.new_person(host, centre)
    worker = Worker(qtbot, host, tmp_path / "papers")
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        withdraw(worker, stream)
        labs.add_result(host, stream, make.lab_result(value=412))
        syncing.exchange(host)
        desks.exchange(centre, host)

    assert read_case(host, stream).of(LabResult)
    assert read_case(centre, stream).of(Withdrawal)
    assert not read_case(centre, stream).of(LabResult)
    assert worker.says("Withdrawn on 23 November")


def test_a_withdrawal_said_by_mistake_can_be_taken_back(qtbot, light, pair, tmp_path):
    host, centre = pair
    stream = desks.new_person(host, centre)
    worker = Worker(qtbot, host, tmp_path / "papers")

    withdraw(worker, stream)
    worker.window.shell.undo_bar.undo()

    case = read_case(host, stream)
    assert consent.in_force(case, TransferConsent, make.TODAY)
    assert not case.of(Withdrawal)
