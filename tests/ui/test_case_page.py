"""The case page: its head names the next action, tabs hide medical data, changes are read again."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog

from regdesk.actions import labs, people, questions, supply
from regdesk.domain.questions import Question
from regdesk.domain.supply import StockCount
from regdesk.ui import words as said
from regdesk.ui.pages.case.sheet import FactSheet
from regdesk.ui.pages.case.summary import SummaryTab
from regdesk.ui.pages.case.veil import Veil
from tests import case_pages, desks, make, shells


@pytest.fixture
def pair(tmp_path):
    """Give a host and a centre that have met."""
    return shells.pair(tmp_path)


def test_the_head_says_code_path_year_and_the_next_action(qtbot, light, pair):
    host, centre = pair
    stream = desks.new_person(host, centre)

    page = case_pages.opened(qtbot, host, stream)

    assert page.body.header.code.text() == said.code_of(page.look.case)
    assert "Kyrgyzstan → Russia · born 1994" in case_pages.words(page.body.header)
    assert page.body.header.button.text() == "Check and send"
    assert [page.body.header.tabs.tabText(n).split("  ")[0] for n in range(7)] == [
        *("Summary", "Documents", "Review", "Plan", "Supply", "Follow-up", "History")
    ]


def test_the_name_is_shown_only_while_it_is_held(qtbot, light, pair):
    host, centre = pair
    page = case_pages.opened(qtbot, host, desks.new_person(host, centre))

    qtbot.keyPress(page.window(), Qt.Key.Key_F9)
    held = page.body.header.reveal.text()
    qtbot.keyRelease(page.window(), Qt.Key.Key_F9)

    assert held == "Асанова Айгүл Бакытовна"
    assert page.body.header.reveal.text() == "Name hidden"


def test_the_other_side_waits_and_may_ask(qtbot, light, pair, tmp_path):
    host, centre = pair
    stream = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
    people.accept(centre, stream)

    page = case_pages.opened(qtbot, centre, stream)

    assert page.body.header.button.text() == "Ask the host"
    assert not page.body.header.ask.isVisibleTo(page)


def test_a_question_is_asked_and_answered_from_the_head(qtbot, light, pair, tmp_path):
    host, centre = pair
    stream = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        people.accept(centre, stream)
        questions.ask(centre, stream, Question(text="When was the sample taken?"))
        desks.exchange(centre, host)
    page = case_pages.opened(qtbot, host, stream)

    page.act()
    sheet = next(d for d in page.opened.shell.findChildren(QDialog) if d.isVisible())
    assert isinstance(sheet, FactSheet)
    sheet.form.fields["text"].editor.set_value("On Monday")
    sheet.state()

    assert page.body.header.button.text() == "Check and send"
    assert "On Monday" in [getattr(e.fact, "text", "") for e in page.look.case.standing]


def test_ctrl_tab_goes_through_the_tabs_and_around_the_end(qtbot, light, pair):
    host, centre = pair
    page = case_pages.opened(qtbot, host, desks.new_person(host, centre), "history")

    page.commands["next-tab"]()
    assert page.body.header.tabs.currentIndex() == 0

    page.commands["previous-tab"]()
    assert page.body.header.tabs.currentIndex() == 6


def test_medical_tabs_open_behind_one_line_and_close_when_one_leaves(qtbot, light, pair):
    host, centre = pair
    page = case_pages.opened(qtbot, host, desks.new_person(host, centre), "documents", discreet=True)
    veil = page.body.veil(1)

    assert not veil.lifted
    page.commands["primary"]()
    assert veil.lifted
    page.open_tab("history")
    page.open_tab("documents")

    assert not veil.lifted


def test_without_discreet_mode_nothing_is_behind_a_line(qtbot, light, pair):
    host, centre = pair
    page = case_pages.opened(qtbot, host, desks.new_person(host, centre))

    veils = [page.body.veil(number) for number in range(7)]
    assert {veil.lifted for veil in veils if veil} == {True}


def test_a_change_from_elsewhere_is_shown_at_once(qtbot, light, pair):
    host, centre = pair
    stream = desks.new_person(host, centre)
    page = case_pages.opened(qtbot, host, stream)
    count = StockCount(on=make.TODAY, days=6)

    page.opened.background.run(lambda: supply.count_stock(host, stream, count), lane="write")

    summary = page.body.tab(0)
    assert isinstance(summary, SummaryTab)
    assert "6 days left, until 29 November" in case_pages.words(summary)


def test_the_summary_offers_what_an_earlier_step_lacks(qtbot, light, pair):
    host, centre = pair
    stream = desks.new_person(host, centre)
    labs.add_result(host, stream, make.lab_result())

    page = case_pages.opened(qtbot, host, stream)

    text = case_pages.words(page.body.tab(0))
    assert "Call после 19:00. Leave no messages." in text
    assert "CD4: 412\N{NO-BREAK SPACE}cells/µL (sample of 9 November 2026)" in text
    assert "Our turn" in [tag._text for tag in page.body.tab(0).findChildren(type(page.body.tab(0)._turn))]


def test_in_discreet_mode_the_summary_tells_no_result(qtbot, light, pair):
    host, centre = pair
    stream = desks.new_person(host, centre)
    labs.add_result(host, stream, make.lab_result())

    page = case_pages.opened(qtbot, host, stream, discreet=True)

    text = case_pages.words(page.body.tab(0))
    assert "A result received" in text
    assert "412" not in text
    assert "+7 000" not in text
    assert len(page.body.tab(0).findChildren(Veil)) == 2


def test_a_new_case_opens_on_its_summary_and_the_same_one_where_it_was(qtbot, light, pair):
    host, centre = pair
    first, second = desks.new_person(host, centre), desks.new_person(host, centre)
    page = case_pages.opened(qtbot, host, first, "history")

    page.opened.shell.open("case", first)
    assert page.body.header.tabs.currentIndex() == 6

    page.opened.shell.open("case", second)
    assert page.body.header.tabs.currentIndex() == 0
    assert page.look.case.id == second


def test_discreet_mode_may_change_after_another_case_was_opened(qtbot, light, pair):
    host, centre = pair
    first, second = desks.new_person(host, centre), desks.new_person(host, centre)
    page = case_pages.opened(qtbot, host, first)

    page.opened.shell.open("case", second)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    page.opened.shell.discreet.toggle()

    assert page.look.case.id == second
