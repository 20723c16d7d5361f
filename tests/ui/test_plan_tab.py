"""The plan tab: a doctor writes and signs, looking at the whole document first; others read and print."""

from datetime import date, timedelta

import pytest

from regdesk.actions import documents, follow_ups, labs, plans, records
from regdesk.advice.calendar import propose
from regdesk.documents import pdf, show
from regdesk.domain.follow_ups import FollowUp, MedicineTaken
from regdesk.domain.people import Identity
from regdesk.domain.plans import Plan, Prescription
from regdesk.ui.dialogs.document import DocumentDialog
from regdesk.ui.dialogs.sign import SignDialog
from regdesk.ui.pages.case import regimen_words
from regdesk.ui.pages.case.dose_rows import DoseRows
from regdesk.ui.pages.case.plan import PlanTab
from regdesk.ui.pages.case.planned_rows import PlannedRows
from regdesk.ui.pages.case.sheet import FactSheet
from tests import clinic, make

START = make.TODAY + timedelta(days=3)


@pytest.fixture
def made(tmp_path, light):
    return clinic.clinic(tmp_path, "accepted")


@pytest.fixture
def tab(made, qtbot):
    shown = clinic.open_tab(PlanTab, made, made.centre, qtbot)
    shown.form.regimen.ready.editor.set_raw("TDF/3TC/DTG")
    return shown


def signing(tab):
    tab.commands["primary"]()
    (dialog,) = clinic.dialogs(tab, SignDialog)
    return dialog


def test_the_preferred_regimen_is_there_with_its_one_time_a_day(tab):
    doses, errors = tab.form.doses.doses()

    assert not errors
    assert [dose.times for dose in doses] == [("21:00",)]
    assert tab.form.regimen.ready.editor.raw() == "TDF/3TC/DTG"
    assert clinic.says(tab, "3 packs of 30")
    assert clinic.says(tab, "WHO updated recommendations on HIV clinical management, 2025")


def test_a_regimen_without_a_sourced_dose_leaves_the_times_to_the_doctor(tab):
    tab.form.regimen.ready.editor.set_raw("TDF/3TC/EFV600")

    tab.check()

    assert clinic.says(tab, "Enter at least one time, for example 21:00.")
    assert not clinic.dialogs(tab, SignDialog)


def test_what_follows_from_start_and_days_is_worked_out_while_typing(tab):
    tab.form.start.editor.set_value(START)
    tab.form.days.editor.set_raw("180")

    assert clinic.says(tab, "6 packs of 30")
    assert clinic.says(tab, "until 24 May 2027")
    assert clinic.says(tab, "next order by 20 April 2027")


def test_follow_up_dates_go_with_the_start_until_one_is_changed(tab):
    tab.form.start.editor.set_value(START)
    first = [one.on for one in tab.form.planned.planned()[0]]

    tab.form.planned.rows()[0].what.editor.inside.textEdited.emit("x")
    tab.form.start.editor.set_value(START + timedelta(days=10))

    assert first[0] == START + timedelta(days=14)
    assert first == [one.on for one in tab.form.planned.planned()[0]]


def test_the_whole_document_is_shown_before_it_is_signed(tab, made):
    dialog = signing(tab)

    assert dialog.images.page_count() >= 2
    assert not made.case(made.centre).of(Plan)
    assert clinic.says(dialog, "What is signed is not changed any more")


def test_before_signing_no_page_says_that_it_is_signed(tab, made):
    plan, valid_to = tab.form.plan()
    signa = regimen_words.signa(plan)
    case = plans.draft(made.centre, made.stream, plan, signa=signa, valid_to=valid_to)

    papers = [show.text(pdf.render(paper)) for paper in documents.drafts(made.centre, case, "en")]

    assert len(papers) == 2
    assert all("Not signed yet" in text for text in papers)
    assert not any("Signed electronically" in text or "Record:" in text for text in papers)


def test_signing_writes_plan_and_prescription_and_shows_them(tab, made):
    dialog = signing(tab)
    dialog.sign.click()

    case = made.case(made.centre)
    (plan,), (recipe,) = case.all(Plan), case.all(Prescription)
    assert plan.regimen == "TDF/3TC/DTG"
    assert plan.start_on is None
    assert [line.packs for line in recipe.medicines] == [3]
    assert recipe.medicines[0].signa == "1 tablet at 21:00, every day"
    assert clinic.says(tab.sheet, f"№ {plan.number}")
    assert not clinic.dialogs(tab, SignDialog)


def test_the_codes_of_planned_dates_are_kept_as_codes(tab, made):
    signing(tab).sign.click()

    (plan,) = made.case(made.centre).all(Plan)

    assert {"call", "creatinine-alt", "viral-load"} <= {one.what for one in plan.follow_ups}


def test_a_later_plan_begins_with_the_earlier_one_and_follows_it(made, qtbot):
    made.prescribe()
    tab = clinic.open_tab(PlanTab, made, made.centre, qtbot)
    tab.sheet.anew.click()

    tab.form.days.editor.set_raw("30")
    signing(tab).sign.click()

    case = made.case(made.centre)
    first, second = case.of(Plan)
    assert second.follows == first.id
    assert second.fact.doses[0].inn == clinic.DOSE.inn
    assert second.fact.days == 30
    assert clinic.says(tab.sheet, "Earlier plans")


def test_two_versions_of_a_result_stop_signing_with_words(made, qtbot):
    made.two_results()
    tab = clinic.open_tab(PlanTab, made, made.centre, qtbot)

    tab.check()

    assert clinic.says(tab, "Two versions of one record. Nothing is lost.")
    assert clinic.says(tab.form.summary, "Laboratory result: two versions")
    assert not clinic.dialogs(tab, SignDialog)


def test_a_paper_that_rests_on_two_versions_says_so_instead_of_pages(made, qtbot):
    made.prescribe()
    made.two_results()
    tab = clinic.open_tab(PlanTab, made, made.centre, qtbot)

    dialog = tab.sheet.prints.buttons.open(tab.sheet.prints.buttons.papers[0])

    assert dialog.images.page_count() == 0
    assert clinic.says(dialog, "Choose which is right first")


def test_other_medicines_are_shown_as_not_checked(tab, made):
    follow_ups.add(made.centre, made.stream, MedicineTaken(name="Kava kava"))

    tab.show_look(made.look(made.centre))

    assert clinic.says(tab.side, "Kava kava is not in the catalogue")


def test_a_medicine_written_down_can_be_taken_back(tab, made):
    tab.form.medicines.add.click()
    (sheet,) = clinic.dialogs(tab, FactSheet)
    sheet.form.fields["name"].editor.set_raw("Antacid")
    sheet.button.click()
    written = [one.name for one in made.case(made.centre).all(MedicineTaken)]

    tab.context.shell.undo_bar.undo()

    assert written == ["Antacid"]
    assert not made.case(made.centre).of(MedicineTaken)


def test_under_eighteen_no_ready_made_regimen_is_offered(tab, made):
    person = made.look(made.centre).case.current(Identity)
    young = make.identity(born_on=date(2010, 1, 1))
    records.correct(made.host, made.stream, [person.id], young)
    made.carry()
    tab.form._basis = None

    tab.show_look(made.look(made.centre))

    assert clinic.says(tab, "No ready-made plan for a person under 18")
    assert tab.form.regimen.ready.editor.raw() == "by-hand"


def test_under_thirty_kilograms_no_ready_made_regimen_is_offered(made, qtbot):
    follow_ups.add(
        made.host, made.stream, FollowUp(on=made.hands.day, weight=make.lab_result(value=29).value)
    )
    made.carry()

    tab = clinic.open_tab(PlanTab, made, made.centre, qtbot)

    assert clinic.says(tab, "No ready-made plan for a person under 30 kg")


def test_typing_stays_when_the_case_is_read_again(tab, made):
    tab.form.start.editor.set_value(START)
    labs.add_result(made.centre, made.stream, make.lab_result(test="creatinine", value=80, unit="umol/L"))

    tab.show_look(made.look(made.centre))

    assert tab.form.start.editor.value() == START
    assert clinic.says(tab.side, "80")


def test_the_host_reads_the_plan_and_prints_the_handout_in_the_persons_language(made, qtbot):
    made.prescribe()
    tab = clinic.open_tab(PlanTab, made, made.host, qtbot)

    dialog = tab.sheet.prints.buttons.open(tab.sheet.prints.buttons.papers[0])
    dialog.language.editor.set_raw("ky")

    assert not tab.sheet.anew.isVisible()
    assert tab.sheet.prints.buttons.papers[0].id == "handout"
    assert dialog.images.page_count() >= 1
    assert dialog.language.editor.raw() == "ky"


@pytest.mark.parametrize(
    ("language", "said"), [("ru", False), ("en", False), ("ky", True), ("hy", True), ("uz-Cyrl", True)]
)
def test_the_window_says_that_a_machine_made_the_words(made, qtbot, language, said):
    made.prescribe()
    tab = clinic.open_tab(PlanTab, made, made.host, qtbot)
    dialog = tab.sheet.prints.buttons.open(tab.sheet.prints.buttons.papers[0])

    dialog.language.editor.set_raw(language)

    assert said == clinic.says(dialog, "These words were made by a machine.")


def test_a_saved_paper_has_a_name_that_tells_nothing(made, qtbot, tmp_path):
    made.prescribe()
    tab = clinic.open_tab(PlanTab, made, made.host, qtbot)
    dialog = tab.sheet.prints.buttons.open(tab.sheet.prints.buttons.papers[0])

    file = tmp_path / dialog._name
    dialog.save_to(file)

    assert file.name.startswith("RD-")
    assert file.read_bytes().startswith(b"%PDF")
    assert clinic.dialogs(tab, DocumentDialog) == [dialog]


def test_before_there_is_a_plan_the_host_is_told_who_writes_it(made, qtbot):
    tab = clinic.open_tab(PlanTab, made, made.host, qtbot)

    assert clinic.says(tab, "There is no plan yet. The Centre writes it after registration.")


def test_without_a_number_the_plan_cannot_be_signed(tmp_path, light, qtbot):
    made = clinic.clinic(tmp_path, "submitted")
    tab = clinic.open_tab(PlanTab, made, made.centre, qtbot)

    tab.check()

    assert clinic.says(tab.form.summary, "The person has no registration number yet.")


def test_times_are_read_as_people_write_them(light, qtbot):
    rows = DoseRows(lambda: make.TODAY)
    qtbot.addWidget(rows)
    rows.show_doses([clinic.DOSE])
    rows.rows()[0].times.editor.set_raw("21, 9.30")

    ((dose,), errors) = rows.doses()

    assert dose.times == ("09:30", "21:00")
    assert not errors


def test_a_planned_date_that_cannot_be_read_is_said_at_its_line(light, qtbot):
    rows = PlannedRows(lambda: make.TODAY)
    qtbot.addWidget(rows)
    rows.show_planned(propose(START))
    rows.rows()[1].on.editor.set_raw("soon")

    _, errors = rows.planned()

    assert [text for _, text in errors] == ["Write the date like this: 9.11.2026"]


def test_papers_that_need_nothing_of_the_case_are_not_offered_too_early(tmp_path, light):
    made = clinic.clinic(tmp_path)

    before = {paper.id for paper in documents.kinds(made.host, made.stream)}
    made.submit()
    made.accept()
    made.prescribe()

    assert not before & {"package", "treatment-plan", "prescription", "handout"}
    after = {paper.id for paper in documents.kinds(made.host, made.stream)}
    assert {"package", "treatment-plan", "prescription", "handout"} <= after
    assert "packing-list" not in after
