"""What is typed outlives a lock or a crash, until it is written or given up."""

from dataclasses import replace

import pytest

from regdesk.actions import drafts, questions
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.domain.questions import Answer, Question
from regdesk.ui.keeping import AFTER_MS, Keeping
from regdesk.ui.pages.case.documents import DocumentsTab
from regdesk.ui.pages.case.follow_up import FollowUpTab
from regdesk.ui.pages.case.plan import PlanTab
from regdesk.ui.pages.case.review import ReviewTab
from regdesk.ui.pages.case.sheet import FactSheet
from tests import clinic, desks


@pytest.fixture
def made(tmp_path, light):
    return clinic.clinic(tmp_path, "accepted")


def write(field, text):
    """Type into a field."""
    field.editor.set_raw(text)
    field.edited.emit()


def keep(widget):
    """Do what the pause after the last key does."""
    for keeping in widget.findChildren(Keeping):
        keeping.keep_pending()


def locked(made):
    """Lock both desks and open them again."""
    return replace(made, host=desks.reopen(made.host), centre=desks.reopen(made.centre))


def contact(made, qtbot):
    """Open the sheet that asks how a contact went."""
    tab = clinic.open_tab(FollowUpTab, made, made.host, qtbot)
    tab.ask_contact()
    (sheet,) = clinic.dialogs(tab, FactSheet)
    return sheet


def test_a_draft_is_kept_a_moment_after_the_last_key(made, qtbot):
    sheet = contact(made, qtbot)
    name = f"{made.stream.hex()}/{FollowUp.kind}"

    write(sheet.form.fields["note"], "Feels well")

    assert drafts.restore(made.host, name) is None
    qtbot.waitUntil(lambda: drafts.restore(made.host, name) is not None, timeout=AFTER_MS + 2000)
    assert drafts.restore(made.host, name)["note"] == "Feels well"


def test_a_contact_half_written_is_there_after_a_lock_and_gone_once_it_is_written(made, qtbot):
    sheet = contact(made, qtbot)
    write(sheet.form.fields["note"], "Feels well")
    keep(sheet)

    made = locked(made)
    sheet = contact(made, qtbot)
    assert sheet.form.fields["note"].editor.raw() == "Feels well"
    sheet.state()

    assert made.case(made.host).one(FollowUp).note == "Feels well"
    assert contact(made, qtbot).form.fields["note"].editor.raw() == ""


def test_what_is_given_up_does_not_come_back(made, qtbot):
    sheet = contact(made, qtbot)
    write(sheet.form.fields["note"], "Feels well")
    keep(sheet)

    sheet.reject()

    assert contact(made, qtbot).form.fields["note"].editor.raw() == ""


def result(made, qtbot):
    """Begin to type a result beside the CD4 paper."""
    tab = clinic.open_tab(DocumentsTab, made, made.host, qtbot)
    paper = next(one for one in made.case(made.host).of(ClinicalPaper) if one.fact.type == "cd4")
    tab.panel.show_paper(made.look(made.host), paper)
    tab.panel.start_result()
    return tab.panel


def test_a_result_half_typed_is_there_after_a_lock_and_gone_once_it_is_added(made, qtbot):
    panel = result(made, qtbot)
    write(panel.result_form.result, "377")
    panel.leave()

    made = locked(made)
    panel = result(made, qtbot)
    assert panel.result_form.result.editor.raw() == "377"
    panel.write_result()

    assert 377 in {one.value for one in made.case(made.host).all(LabResult)}
    assert result(made, qtbot).result_form.result.editor.raw() == ""


def thread(made, desk, qtbot):
    """Open the questions beside the review."""
    return clinic.open_tab(ReviewTab, made, desk, qtbot).desk.questions


def test_a_question_half_written_is_there_after_a_lock_and_gone_once_it_is_asked(made, qtbot):
    one = thread(made, made.centre, qtbot)
    write(one.composer.text, "When was the sample taken?")
    write(one.composer.by, "next fri")
    keep(one)

    made = locked(made)
    one = thread(made, made.centre, qtbot)
    assert one.composer.text.editor.raw() == "When was the sample taken?"
    assert one.composer.by.editor.raw() == "next fri"
    write(one.composer.by, "")
    one.send()

    assert made.case(made.centre).one(Question).text == "When was the sample taken?"
    assert thread(made, made.centre, qtbot).composer.text.editor.raw() == ""


def test_an_answer_half_written_still_answers_its_question_after_a_lock(made, qtbot):
    questions.ask(made.host, made.stream, Question(text="When can it be collected?"))
    made.carry()
    one = thread(made, made.centre, qtbot)
    one.answer(made.case(made.centre).of(Question)[0])
    write(one.composer.text, "On Monday")
    keep(one)

    made = locked(made)
    one = thread(made, made.centre, qtbot)
    one.send()

    assert made.case(made.centre).one(Answer).text == "On Monday"


def test_a_plan_half_written_is_there_after_a_lock_and_gone_once_it_is_signed(made, qtbot):
    tab = clinic.open_tab(PlanTab, made, made.centre, qtbot)
    write(tab.form.regimen.ready, "by-hand")
    write(tab.form.regimen.name, "By hand")
    write(tab.form.doses.rows()[0].inn, "dolutegravir")
    write(tab.form.days, "30")
    write(tab.form.planned.rows()[0].what, "A visit")
    typed = tab.form.typed()
    keep(tab)

    made = locked(made)
    tab = clinic.open_tab(PlanTab, made, made.centre, qtbot)

    assert tab.form.typed() == typed
    assert tab.form.doses.rows()[0].inn.editor.raw() == "dolutegravir"
    assert tab.form.planned.rows()[0].what.editor.raw() == "A visit"
    tab.form.keeping.drop()
    assert clinic.open_tab(PlanTab, made, made.centre, qtbot).form.typed() != typed
