"""Eleven invented people of all kinds from the first meeting to the plan, in the windows of two desks.

The cable is in only while they exchange; with `test_people_in_care.py` there are twenty-two.
"""

from datetime import timedelta

import pytest

from regdesk.actions import reviews
from regdesk.domain import links
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper, Submission
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.steps import progress
from tests import make
from tests.chain import Chain


@pytest.fixture
def chain(qtbot, light, tmp_path):
    """Give a host and a centre at their windows, without a line."""
    return Chain(qtbot, tmp_path)


def test_a_usual_case_goes_through_all_six_steps(chain):
    stream = chain.on_treatment("Асанов", "Бакыт", "1990", stock="12")

    case = chain.case(stream)
    assert progress(case, chain.hands.day).step == 6
    assert chain.days_left(stream) == 12 + 90
    assert case.one(Registration).number == "KG-90001"
    assert len(case.of(Prescription)) == 1


def test_a_paper_too_old_is_asked_for_and_follows(chain):
    stream = chain.identify("Эшматов", "Тимур", "1988", stock="60")
    chain.gather(stream, without=("cd4",))
    chain.paper(stream, ClinicalPaper, "cd4", "388", on=make.TODAY - timedelta(days=300))
    assert "older than 6 months" in chain.wanted(stream, "CD4 count")
    chain.send(stream)
    chain.exchange()

    chain.centre.go(stream, "review")
    chain.centre.press("Ask for more")
    chain.centre.write(wanted="CD4 not older than 6 months", reason="The old one is of January")
    chain.centre.press("Ask for more")
    chain.exchange()
    chain.host.go(stream, "review")
    assert chain.host.says("CD4 not older than 6 months")
    chain.paper(stream, ClinicalPaper, "cd4", "402")
    chain.send(stream)
    chain.exchange()
    chain.accept(stream)
    chain.exchange()

    case = chain.case(stream)
    assert [decision.decision for decision in case.all(ReviewDecision)] == ["more", "accept"]
    assert len(case.of(Submission)) == 2


def test_a_diagnosis_that_is_not_confirmed_is_declined_with_what_to_do_next(chain):
    stream = chain.identify("Ким", "Алексей", "1991")
    chain.gather(stream, hiv_confirmation="indeterminate")
    chain.send(stream)
    chain.exchange()

    chain.centre.go(stream, "review")
    chain.centre.press("Decline…")
    chain.centre.write(reason="The confirmation is indeterminate", next_step="Repeat it in 4 weeks")
    chain.centre.press("Decline")
    chain.exchange()

    chain.host.go(stream, "review")
    assert chain.host.says("Repeat it in 4 weeks")
    assert not chain.case(stream).of(Registration)


def test_nobody_under_18_is_offered_a_ready_made_regimen(chain):
    stream = chain.registered("Орозов", "Данияр", "2010")

    chain.centre.go(stream, "plan")

    assert chain.centre.says("under 18")


def test_who_is_registered_under_another_spelling_is_linked_by_two_people_of_the_centre(chain):
    first = chain.registered("Асанова", "Айгүл", "1994", sex="f")
    chain.exchange()
    again = chain.identify("Асанова", "Айгуль", "1994", sex="f")
    chain.gather(again)
    chain.send(again)
    chain.exchange()
    centre, deputy = chain.centre, chain.deputy()

    centre.go(again, "review")
    assert centre.says("Perhaps on your register already")
    centre.press("Same person…")
    centre.write(evidence="Birth, mother's name and passport are the same")
    centre.press("Link, to be confirmed")
    assert not links.confirmed(centre.case(again))
    assert not centre.offers("It is the same person")
    chain.exchange()
    deputy.go(again, "review")
    deputy.press("It is the same person")
    chain.exchange()

    case = chain.case(again)
    (link,) = links.confirmed(case)
    assert link.number == chain.case(first).one(Registration).number
    assert not case.of(Registration)


def test_of_two_results_corrected_apart_a_person_chooses_and_until_then_nothing_is_signed(chain):
    stream = chain.registered("Мамытов", "Улан", "1982")
    chain.exchange()
    for worker, value in ((chain.host, "377"), (chain.centre, "399")):
        chain.correct(worker, stream, "cd4", value)
    chain.exchange()

    chain.centre.go(stream, "plan")
    chain.centre.press("Check and sign")
    assert not chain.centre.case(stream).of(Plan)
    chain.choose(chain.centre, stream, 1)
    chain.exchange()

    assert not chain.case(stream).undecided(LabResult)
    chain.sign(stream)
    assert chain.centre.case(stream).of(Plan)


def test_a_pregnant_woman_comes_first_and_within_two_days(chain):
    other = chain.identify("Абдиев", "Самат", "1980")
    chain.gather(other)
    chain.send(other)
    chain.days(1)
    stream = chain.identify("Жумабаева", "Назира", "1999", sex="f")
    chain.told(chain.host, stream, "Conditions and allergies", name="Pregnancy", code="Z33")
    chain.gather(stream)
    chain.send(stream)
    chain.exchange()

    chain.centre.visit("review")
    first, second = reviews.inbox(chain.centre.desk)

    assert (first.stream, second.stream) == (stream, other)
    assert chain.centre.says("pregnant")
    chain.centre.go(stream, "review")
    assert chain.centre.says("Decide by 26 November")


def test_rifampicin_is_met_by_a_second_dose_that_the_doctor_adds(chain):
    stream = chain.registered("Токтосунов", "Азамат", "1984")
    chain.told(chain.centre, stream, "Other medicines of the person", name="Рифампицин", dose="600 мг")
    chain.centre.go(stream, "plan")
    chain.centre.write(ready="TDF/3TC/DTG")
    chain.centre.press("Check and sign")
    assert not chain.centre.case(stream).of(Plan)

    chain.centre.press("Add ")
    chain.centre.press("Check and sign", "Sign the plan")
    chain.exchange()

    plan = chain.case(stream).one(Plan)
    assert [dose.times for dose in plan.doses] == [("21:00",), ("09:00",)]
    assert not plan.overrides


def test_what_stands_against_a_plan_is_set_aside_only_with_a_reason_that_prints(chain):
    stream = chain.registered("Шарипов", "Фаррух", "1989")
    chain.told(chain.centre, stream, "Other medicines of the person", name="Рифампицин")
    chain.centre.go(stream, "plan")
    chain.centre.write(ready="TDF/3TC/DTG")
    chain.centre.press("Check and sign", "Otherwise")
    chain.centre.write(reason="The course ended yesterday")
    chain.centre.press("Check and sign", "Sign the plan")
    chain.exchange()

    plan = chain.case(stream).one(Plan)
    assert [one.reason for one in plan.overrides] == ["The course ended yesterday"]


def test_two_high_results_apart_are_shown_to_the_doctor_who_writes_another_plan(chain):
    stream = chain.on_treatment("Каримов", "Достон", "1986", stock="0")
    for after, value in ((200, "5400"), (95, "8100")):
        chain.days(after)
        chain.paper(stream, ClinicalPaper, "viral-load", value, on=chain.hands.day)
    chain.exchange()

    chain.centre.go(stream, "follow-up")
    assert chain.centre.says("failure"), chain.centre.all_said()
    chain.centre.go(stream, "plan")
    chain.centre.press("Write a later plan")
    chain.sign(stream, ready="TDF/3TC/EFV600", units="1", times="22:00", reason="failure")
    chain.exchange()

    first, second = chain.case(stream).of(Plan)
    assert second.follows == first.id


def test_with_hepatitis_b_a_plan_without_tenofovir_is_stopped_and_one_with_it_is_signed(chain):
    stream = chain.identify("Холматов", "Рустам", "1978")
    chain.gather(stream)
    chain.paper(stream, ClinicalPaper, "hepatitis", "положительно")
    chain.send(stream)
    chain.exchange()
    chain.accept(stream)

    chain.centre.go(stream, "plan")
    chain.centre.write(ready="DTG/3TC", units="1", times="21:00")
    chain.centre.press("Check and sign")
    assert chain.centre.says("Hepatitis B without tenofovir")
    assert not chain.centre.case(stream).of(Plan)
    plan = chain.sign(stream)
    chain.exchange()

    assert [dose.medicine for dose in plan.doses] == ["TLD"]
    assert "Hepatitis B: keep tenofovir" in " ".join(map(str, plan.noted))
