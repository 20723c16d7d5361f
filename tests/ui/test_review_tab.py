"""The review tab: the Centre compares papers and decides, the host sees what was decided."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from regdesk.actions import reviews
from regdesk.domain.questions import Answer, Question
from regdesk.domain.reviews import (
    CompletenessCheck,
    Received,
    Registration,
    Returned,
    ReviewDecision,
)
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.review import ReviewTab
from regdesk.ui.pages.case.review_rows import field_rows, paper_rows
from regdesk.ui.pages.case.sheet import FactSheet
from tests import clinic, make


@pytest.fixture
def made(tmp_path, light):
    found = clinic.clinic(tmp_path)
    found.submit(urgency="low-cd4")
    return found


@pytest.fixture
def tab(made, qtbot):
    return clinic.open_tab(ReviewTab, made, made.centre, qtbot)


def press(qtbot, tab, key, times=1):
    for _ in range(times):
        qtbot.keyClick(tab.desk.fields.view, key)


def test_opening_it_at_the_centre_receives_the_package_once(tab, made):
    tab.hide()
    tab.show()

    assert [fact.on for fact in made.case(made.centre).all(Received)] == [made.hands.day]


def test_the_host_opening_it_receives_nothing(made, qtbot):
    clinic.open_tab(ReviewTab, made, made.host, qtbot)

    assert not made.case(made.host).of(Received)


def test_every_result_stands_beside_the_paper_it_was_read_from(made):
    case = made.case(made.centre)

    rows = {row.title: row for row in field_rows(case, paper_rows(case, make.TODAY), make.TODAY, names=True)}

    assert rows["CD4"].paper.key == "cd4"
    assert rows["CD4"].value == "412\N{NO-BREAK SPACE}cells/µL, 09.11.2026"
    assert rows["Date of birth"].paper.key == "passport"


def test_missing_papers_are_listed_after_those_that_are_there(made):
    rows = paper_rows(made.case(made.centre), make.TODAY)

    assert [row.key for row in rows[-3:]] == ["hiv-screening", "biochemistry", "pregnancy-test"]
    assert rows[-1].note == clinic.WHY
    assert list(range(1, 10)) == [row.number for row in rows]


def test_moving_in_the_list_moves_to_the_page_of_the_paper(tab, qtbot):
    press(qtbot, tab, Qt.Key.Key_Down, times=6)

    assert tab.desk.rail.current().data == ("cd4", 0)
    assert tab.desk.viewer.picture.accessibleName()


def test_space_checks_a_fact_and_goes_on(tab, qtbot):
    press(qtbot, tab, Qt.Key.Key_Space, times=2)

    assert 6 == tab.desk.checks.left()
    assert 2 == tab.desk.fields.view.currentIndex().row()


def test_a_paper_whose_facts_are_all_checked_is_in_order(tab, made, qtbot):
    press(qtbot, tab, Qt.Key.Key_Space, times=8)

    tab.leave()

    (check,) = made.case(made.centre).all(CompletenessCheck)
    states = {one.type: one.state for one in check.papers}
    assert states["passport"] == states["cd4"] == "ok"
    assert states["biochemistry"] == "missing"
    assert "application" not in states
    assert tab.desk.checks.left() == 0


def test_a_check_that_changed_nothing_is_not_written_again(tab, made, qtbot):
    press(qtbot, tab, Qt.Key.Key_Space, times=8)

    tab.leave()
    tab.leave()

    assert len(made.case(made.centre).of(CompletenessCheck)) == 1


def test_a_state_chosen_for_a_paper_goes_into_the_request_for_more(tab, made, qtbot):
    row = next(one for one in paper_rows(made.case(made.centre), make.TODAY) if one.key == "viral-load")
    tab.desk.list.judged.emit(row, "unreadable")

    qtbot.keyClick(tab.desk.fields.view, Qt.Key.Key_Q)
    (sheet,) = clinic.dialogs(tab, FactSheet)
    sheet.button.click()

    decision = made.case(made.centre).one(ReviewDecision)
    assert decision.decision == "more"
    assert "Viral load: unreadable" in decision.wanted
    assert {"viral-load", "hiv-screening", "biochemistry", "pregnancy-test"} == set(decision.papers)
    assert date(2026, 12, 7) == decision.answer_by


def test_accepting_gives_the_number_in_one_go(tab, made, qtbot):
    press(qtbot, tab, Qt.Key.Key_Space, times=8)
    qtbot.keyClick(tab.desk.fields.view, Qt.Key.Key_A)
    (dialog,) = clinic.dialogs(tab, FormDialog)

    dialog.form.level.editor.set_raw("L2")
    dialog.form.number.editor.set_raw("KG-30412")
    dialog.form.why.editor.set_raw("Three papers come later")
    dialog.button.click()

    case = made.case(made.centre)
    assert case.one(ReviewDecision).identity_level == "L2"
    assert case.one(Registration).number == "KG-30412"
    assert clinic.says(tab, "Accepted. Registration number KG-30412.")
    assert not clinic.dialogs(tab, FormDialog)


def test_accepting_with_facts_left_asks_why_and_for_the_level(tab, made):
    tab.commands["primary"]()
    (dialog,) = clinic.dialogs(tab, FormDialog)

    dialog.button.click()

    assert clinic.says(dialog, "Say why you accept although not everything is checked.")
    assert clinic.says(dialog, "Choose how well the identity is proven.")
    assert not made.case(made.centre).of(ReviewDecision)


def test_words_alone_are_not_enough_evidence(tab, made):
    tab.desk.accept()
    (dialog,) = clinic.dialogs(tab, FormDialog)

    dialog.form.level.editor.set_raw("L0")
    dialog.form.why.editor.set_raw("Known for years")
    dialog.button.click()

    assert clinic.says(dialog, "To accept, identity needs at least L1: a passport photo that was seen.")
    assert not made.case(made.centre).of(ReviewDecision)


def test_declining_says_why_and_what_next_and_the_host_reads_it(tab, made, qtbot):
    tab.desk.decline()
    (sheet,) = clinic.dialogs(tab, FactSheet)
    sheet.button.click()
    refused = not made.case(made.centre).of(ReviewDecision)

    sheet.form.fields["reason"].editor.set_raw("Registered elsewhere")
    sheet.form.fields["next_step"].editor.set_raw("Write to that centre")
    sheet.button.click()
    made.carry()
    seen = clinic.open_tab(ReviewTab, made, made.host, qtbot)

    assert refused
    assert clinic.says(seen, "The Centre cannot take this case")
    assert clinic.says(seen, "Reason: Registered elsewhere\nWhat to do next: Write to that centre")


def test_the_host_sees_what_is_asked_and_answers_a_question(tab, made, qtbot):
    tab.desk.questions.composer.text.editor.set_raw("Which name is in the new passport?")
    tab.desk.questions.send()
    made.carry()
    seen = clinic.open_tab(ReviewTab, made, made.host, qtbot)

    question = made.case(made.host).of(Question)[0]
    seen.answer.questions.answer(question)
    seen.answer.questions.composer.text.editor.set_raw("The same")
    seen.answer.questions.composer.send.click()

    (answer,) = made.case(made.host).of(Answer)
    assert answer.about == question.id
    assert clinic.says(seen, "The same")
    assert seen.answer.questions.composer.text.editor.raw() == ""


def test_an_empty_question_is_not_sent(tab, made):
    tab.desk.questions.send()

    assert clinic.says(tab.desk.questions, "Write the question.")
    assert not made.case(made.centre).of(Question)


def test_a_returned_package_says_why_to_the_host(made, qtbot):
    reviews.receive(made.centre, made.stream)
    reviews.send_back(made.centre, made.stream, Returned(on=made.hands.day, reasons=("expired",)))
    made.carry()

    seen = clinic.open_tab(ReviewTab, made, made.host, qtbot)

    assert clinic.says(seen, "Package returned for correction")
    assert clinic.says(seen, "a paper is too old")


def test_names_are_not_shown_while_the_screen_is_discreet(made):
    case = made.case(made.centre)

    titles = [row.title for row in field_rows(case, paper_rows(case, make.TODAY), make.TODAY, names=False)]

    assert "Name of the person" not in titles
    assert "Citizenship" in titles


def test_before_a_package_the_centre_may_take_the_case(tmp_path, light, qtbot):
    made = clinic.clinic(tmp_path)

    tab = clinic.open_tab(ReviewTab, made, made.centre, qtbot)

    assert clinic.says(tab, "No package was sent for this case yet.")
    assert clinic.says(tab, "Receive the case")
