"""The Centre's inbox: the most urgent and the oldest first, and each opens at its review."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from regdesk.actions import labs, reviews
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.discreet import Discreet
from regdesk.ui.page import Identity, Page, Place
from regdesk.ui.pages.review_inbox import ReviewInboxPage
from regdesk.ui.shell import Shell
from tests import clinic, desks, make


@pytest.fixture
def made(tmp_path, light):
    found = clinic.clinic(tmp_path)
    found.submit(urgency="low-cd4")
    return found


class _Seen(Page):
    def __init__(self):
        super().__init__()
        self.target = None

    def arrive(self, target=None):
        self.target = target


def opened(made, qtbot, *, discreet=False):
    """Open the inbox in a shell whose only other place notes what it is asked to show."""
    background, case = Background({lane: AtOnce() for lane in LANES}), _Seen()
    places = [
        Place("review", "Review", "inbox", lambda: ReviewInboxPage(made.centre, background, shell)),
        Place("case", "Case", "user", lambda: case, under="review"),
    ]
    shell = Shell(Identity("Centre", "centre", "Gulmira K.", ""), places, Discreet(on=discreet))
    qtbot.addWidget(shell)
    shell.resize(1366, 660)
    shell.show()
    shell.open("review")
    return shell.pages["review"], case


def test_the_urgent_package_comes_before_the_older_one(made):
    usual = clinic.Clinic(made.host, made.centre, desks.new_person(made.host, made.centre), made.hands)
    usual.carry()
    usual.submit()

    waiting = reviews.inbox(made.centre)

    assert [one.urgency for one in waiting] == [("low-cd4",), ()]
    assert [one.papers for one in waiting] == [6, 6]
    assert {one.host for one in waiting} == {"Опора"}


def test_the_case_itself_makes_a_package_urgent_and_says_how_late_the_answer_is(tmp_path, light, qtbot):
    made = clinic.clinic(tmp_path)
    labs.add_result(made.host, made.stream, make.lab_result(value=199, taken_on=date(2026, 11, 20)))
    made.submit()
    page, _ = opened(made, qtbot)
    fresh = page.list.current()

    made.hands.day += timedelta(days=3)
    page.reload()
    late = page.list.current()

    assert "CD4 below 200" in fresh.why
    assert (fresh.tone, fresh.note) == ("danger", "not opened yet, by 25 November")
    assert late.note == "not opened, 1 day late"
    assert clinic.says(page, "48 hours. Own proposal, 22.11.2026, not verified against a source.")


def test_what_is_accepted_leaves_the_inbox(made):
    made.accept()

    assert not reviews.inbox(made.centre)


def test_enter_opens_the_case_at_its_review(made, qtbot):
    page, case = opened(made, qtbot, discreet=True)

    row = page.list.current()
    said = clinic.says(page, "urgent"), clinic.says(page, "Twelve days are left.")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)

    assert case.target == (made.stream, "review")
    assert "CD4" not in row.sentence()
    assert said == (True, False)


def test_an_empty_inbox_says_so(tmp_path, light, qtbot):
    made = clinic.clinic(tmp_path)
    made.submit()
    made.accept()

    page, _ = opened(made, qtbot)

    assert clinic.says(page, "No new cases. Everything that came is reviewed.")
