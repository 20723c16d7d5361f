"""The Questions page: whose turn, what is asked, how it is answered, and what a glance tells."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from regdesk.actions import cases, questions
from regdesk.domain.book import Task
from regdesk.domain.questions import Answer, Question
from regdesk.errors import Refused
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.sheet import FactSheet
from regdesk.ui.pages.questions.messages import ATTACH, BOOK, REFUSE
from regdesk.ui.widgets.tags import Tag
from tests import clinic, make, shells
from tests.case_pages import words

BY = make.TODAY + timedelta(days=7)


@pytest.fixture
def asked(tmp_path, light):
    """Give two desks; the Centre asks for a CD4 count and in words for the father's name."""
    found = clinic.clinic(tmp_path, "accepted")
    wanted = Question(text="", wanted="cd4", why="the last is of February", answer_by=BY)
    questions.ask(found.centre, found.stream, wanted)
    found.carry()
    return found


def opened(qtbot, desk, *, discreet=False, wide=1366):
    """Open the page in the window of a desk."""
    window = shells.Opened(qtbot, desk, discreet=discreet)
    window.window.resize(wide, 696)
    page = window.page("questions")
    page.opened = window
    return page


def windows(page, kind):
    """Give the windows of a kind that are open."""
    return [one for one in page.opened.shell.findChildren(kind) if one.isVisible()]


def counts(page):
    """Give what the navigation says beside Questions."""
    return page.opened.shell.navigation.buttons["questions"].accessibleName()


def answers(desk, stream):
    """Give the answers that stand."""
    return cases.look(desk, stream).case.all(Answer)


def test_both_parts_have_the_place_with_the_number_that_waits_for_them(asked, qtbot):
    host, centre = opened(qtbot, asked.host), opened(qtbot, asked.centre)

    assert (counts(host), counts(centre)) == ("Questions: 1", "Questions")


def test_a_thread_says_code_question_turn_and_days_waiting(asked, qtbot):
    page = opened(qtbot, asked.host)

    row = page.list.current()

    assert row.code
    assert (row.do, row.why) == ("Needed: CD4 count", "Our turn")
    assert row.note.startswith("they wait")


def test_discreet_mode_shows_codes_and_no_clinical_word(asked, qtbot):
    questions.ask(asked.centre, asked.stream, Question(text="Viral load of May?"))
    asked.carry()

    page = opened(qtbot, asked.host, discreet=True)

    seen = f"{page.list.current().sentence()} {words(page)}"
    assert page.list.current().code in seen
    assert "CD4" not in seen
    assert "Viral load" not in seen
    assert "A document is asked for" in seen


def test_the_veil_is_lifted_by_the_main_key_and_falls_on_leaving(asked, qtbot):
    page = opened(qtbot, asked.host, discreet=True)

    page.commands["primary"]()
    lifted = "CD4 count" in words(page)
    page.leave()

    assert lifted
    assert "CD4 count" not in words(page)


def test_a_request_says_what_why_and_until_when(asked, qtbot):
    page = opened(qtbot, asked.host)

    said = words(page)

    for part in ("The Centre asks for a document", "CD4 count", "the last is of February", "7 days remain"):
        assert part in said


def test_a_thread_is_bold_until_it_is_seen_here(asked, qtbot):
    hidden = opened(qtbot, asked.host, discreet=True)
    before = hidden.list.current().data.unread
    hidden.commands["primary"]()

    assert before
    assert not hidden.list.current().data.unread
    assert not opened(qtbot, asked.host).list.current().data.unread


def test_a_paper_of_the_case_is_an_answer_and_the_turn_passes(asked, qtbot):
    page = opened(qtbot, asked.host)
    page.talk.follow(ATTACH, page.talk.question())
    (dialog,) = windows(page, FormDialog)
    paper = next(e for e in asked.case(asked.host).standing if getattr(e.fact, "type", "") == "cd4")
    dialog.form.paper.editor.set_raw(paper.id.hex())

    dialog.button.click()

    (answer,) = answers(asked.host, asked.stream)
    assert (answer.paper, answer.text) == (paper.id, "")
    assert counts(page) == "Questions"
    assert page.list.current() is None
    asked.carry()
    there = opened(qtbot, asked.centre)
    there.view.choose(1)
    assert "CD4 count" in words(there.talk.messages)


def test_without_a_choice_the_window_says_what_to_choose(asked, qtbot):
    page = opened(qtbot, asked.host)
    page.talk.follow(ATTACH, page.talk.question())
    (dialog,) = windows(page, FormDialog)

    dialog.button.click()

    assert dialog.form.paper.error()
    assert answers(asked.host, asked.stream) == ()


def test_a_paper_that_is_not_in_the_case_is_no_answer(asked):
    question = asked.case(asked.host).of(Question)[0]

    with pytest.raises(Refused):
        questions.answer(asked.host, asked.stream, question.id, paper=make.CASE)


def test_who_cannot_says_why_and_the_other_side_sees_it(asked, qtbot):
    page = opened(qtbot, asked.host)
    page.talk.follow(REFUSE, page.talk.question())
    (sheet,) = windows(page, FactSheet)
    sheet.button.click()
    refused = answers(asked.host, asked.stream)
    sheet.form.fields["text"].editor.set_value("The laboratory is closed until May")

    sheet.button.click()

    (answer,) = answers(asked.host, asked.stream)
    assert refused == ()
    assert answer.cannot
    page.view.choose(1)
    assert "The laboratory is closed until May" in words(page)
    assert any(tag.accessibleName() == "It cannot be done" for tag in page.talk.messages.findChildren(Tag))


def test_a_booked_test_is_a_task_and_leaves_the_question_open(asked, qtbot):
    page = opened(qtbot, asked.host)
    page.talk.follow(BOOK, page.talk.question())
    (sheet,) = windows(page, FactSheet)

    sheet.button.click()

    (task,) = cases.look(asked.host, asked.stream).case.all(Task)
    assert (task.what, task.due_on) == ("Test booked: CD4 count", BY)
    assert counts(page) == "Questions: 1"


def test_words_answer_the_question_that_waits_longest(asked, qtbot):
    questions.ask(asked.centre, asked.stream, Question(text="The father's name?"))
    asked.carry()
    page = opened(qtbot, asked.host)
    first = page.talk.question()
    page.talk.text.set_raw("Booked for Thursday")

    page.commands["primary"]()

    (entry,) = cases.look(asked.host, asked.stream).case.of(Answer)
    assert entry.about == first.id
    assert page.talk.text.raw() == ""
    assert page.talk.question().fact.text == "The father's name?"


def test_an_empty_answer_says_that_something_is_to_be_written(asked, qtbot):
    page = opened(qtbot, asked.host)

    page.talk.send.click()

    assert "Write the answer." in words(page.talk.summary)
    assert answers(asked.host, asked.stream) == ()


def test_where_nothing_waits_one_asks_in_words_or_for_a_document(asked, qtbot):
    page = opened(qtbot, asked.centre)
    page.view.choose(1)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Q)
    (dialog,) = windows(page, FormDialog)
    dialog.button.click()
    lacks = dialog.form.what.error()
    dialog.form.what.editor.set_raw("viral-load")
    dialog.form.why.editor.set_raw("after the change of medicines")

    dialog.button.click()

    newest = cases.look(asked.centre, asked.stream).case.all(Question)[-1]
    assert lacks
    assert (newest.wanted, newest.why) == ("viral-load", "after the change of medicines")
    assert newest.answer_by == make.TODAY + timedelta(days=14)


def test_our_turn_is_shown_first_and_all_on_asking(asked, qtbot):
    page = opened(qtbot, asked.centre)
    ours = page.list.current()

    page.commands["filter"]()

    assert ours is None
    assert page.list.current().note.startswith("Host")


def test_o_opens_the_card_and_enter_goes_to_the_composer(asked, qtbot):
    page = opened(qtbot, asked.host)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    writes = page.opened.window.focusWidget() is page.talk.text.inside
    QTest.keyClick(page.list, Qt.Key.Key_O)

    assert writes
    assert page.opened.door.asked == [asked.stream]


def test_a_narrow_window_shows_the_list_then_the_thread_and_back(asked, qtbot):
    page = opened(qtbot, asked.host, wide=700)
    first = page.list.isVisible(), page.talk.isVisible()
    page.open(page.list.current())
    then = page.list.isVisible(), page.talk.isVisible()
    page.commands["close"]()

    assert (first, then) == ((True, False), (False, True))
    assert page.list.isVisible()


def test_what_is_typed_is_there_again_after_leaving(asked, qtbot):
    page = opened(qtbot, asked.host)
    page.talk.text.inside.insertPlainText("Half a sentence")
    page.leave()

    again = opened(qtbot, asked.host)

    assert again.talk.text.raw() == "Half a sentence"
