"""Twenty and more invented people of all kinds, taken through the windows of two desks that are mostly offline."""

from datetime import timedelta

import pytest

from regdesk.actions import cases, reviews
from regdesk.domain import links
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.follow_ups import FollowUp, ReturnAssessed
from regdesk.domain.detention import ArrivalPlan
from regdesk.domain.labs import LabResult
from regdesk.domain.outcomes import CauseOfDeath, Closed
from regdesk.domain.papers import ClinicalPaper, Submission
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.steps import progress
from regdesk.domain.supply import Dispensing, Handover, Parcel, ParcelEvent
from regdesk.ui import words
from tests import make
from tests.chain import FRESH, Chain

WEEK = timedelta(days=7)


@pytest.fixture
def chain(qtbot, light, tmp_path):
    """Give a host and a centre at their windows, without a line."""
    return Chain(qtbot, tmp_path)


def days_left(chain, stream):
    """Give the days of medicines left, the same on both desks."""
    found = {cases.look(worker.desk, stream).coverage.days_left for worker in (chain.host, chain.centre)}
    assert len(found) == 1
    return found.pop()


def test_1_a_usual_case_goes_through_all_six_steps(chain):
    stream = chain.on_treatment("Асанов", "Бакыт", "1990", stock="12")

    case = chain.case(stream)
    assert progress(case, chain.hands.day).step == 6
    assert days_left(chain, stream) == 12 + 90
    assert case.one(Registration).number == "KG-90001"
    assert len(case.of(Prescription)) == 1


def test_2_a_parcel_is_lost_and_another_takes_its_place(chain):
    stream = chain.registered("Турдубаев", "Эрлан", "1985", stock="20")
    chain.sign(stream)
    chain.assemble(stream)
    chain.exchange()
    chain.days(30)
    chain.host.go(stream, "supply")
    chain.host.press("Lost or damaged…", "Write it down")
    chain.exchange()

    chain.centre.go(stream, "supply")
    assert chain.centre.says("Assemble a parcel")
    chain.assemble(stream)
    chain.exchange()
    chain.arrive(stream)
    chain.hand_over(stream)
    chain.exchange()

    case = chain.case(stream)
    assert len(case.of(Parcel)) == 2
    assert len(case.of(Handover)) == 1
    assert days_left(chain, stream) == 90


def test_3_half_a_parcel_comes_and_only_what_is_counted_is_counted_on(chain):
    stream = chain.registered("Садыков", "Нурлан", "1979", stock="0")
    chain.sign(stream)
    chain.assemble(stream)
    chain.exchange()

    chain.host.go(stream, "supply")
    chain.host.press("The parcel has arrived")
    chain.host.write(what="partial", A="30")
    chain.host.press("Write it down")
    chain.hand_over(stream)
    chain.exchange()

    (handed,) = chain.case(stream).all(Handover)
    assert handed.days == 30
    assert days_left(chain, stream) == 30


def test_4_officials_take_a_parcel_away_and_what_others_may_have_learned_is_asked(chain):
    stream = chain.registered("Юсупов", "Азиз", "1993", stock="40")
    chain.sign(stream)
    chain.assemble(stream)
    chain.exchange()

    chain.host.go(stream, "supply")
    chain.host.press("Lost or damaged…")
    chain.host.write(what="seized")
    chain.host.press("Write it down", "What others may have learned")
    chain.host.write(risk="nothing")
    chain.host.press("Write it down")
    chain.exchange()

    whats = [event.what for event in chain.case(stream).all(ParcelEvent)]
    assert "seized" in whats
    assert chain.case(stream).all(ParcelEvent)[-1].risk == "nothing"


def test_5_a_paper_too_old_is_asked_for_and_follows(chain):
    stream = chain.identify("Эшматов", "Тимур", "1988", stock="60")
    chain.gather(stream, without=("cd4",))
    chain.paper(stream, ClinicalPaper, "cd4", "388", on=make.TODAY - timedelta(days=300))
    chain.host.go(stream, "documents")
    assert chain.host.says("older than 6 months"), chain.host.all_said()
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


def test_6_a_diagnosis_that_is_not_confirmed_is_declined_with_what_to_do_next(chain):
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


def test_7_nobody_under_18_is_offered_a_ready_made_regimen(chain):
    stream = chain.registered("Орозов", "Данияр", "2010")

    chain.centre.go(stream, "plan")

    assert chain.centre.says("under 18")


def test_8_who_is_registered_under_another_spelling_is_linked_by_two_people_of_the_centre(chain):
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


def test_9_of_two_results_corrected_apart_a_person_chooses_and_until_then_nothing_is_signed(chain):
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


def test_10_a_pause_stops_the_clock_and_a_count_starts_it_anew(chain):
    stream = chain.on_treatment("Бекова", "Жылдыз", "1987", sex="f", stock="0")
    chain.days(10)
    left = days_left(chain, stream)
    chain.centre.go(stream, "summary")
    chain.centre.press("Pause the medicines…")
    chain.centre.write(until=chain.hands.day + timedelta(days=5), why="Before an operation")
    chain.centre.press("Declare the pause")
    chain.exchange()

    assert days_left(chain, stream) == left + 5
    chain.host.go(stream, "supply")
    chain.host.press("Count the stock")
    chain.host.write(days="70")
    chain.host.press("Write it down")
    chain.exchange()

    assert days_left(chain, stream) == 70 + 5


def test_11_who_takes_the_consent_back_is_left_alone_and_nothing_more_travels(chain):
    stream = chain.on_treatment("Исаев", "Руслан", "1996", stock="0")
    chain.host.go(stream, "summary")
    chain.host.press_in(TransferConsent.title, "Withdraw…")
    chain.host.write(why="I go home")
    chain.host.press("The person takes it back")
    chain.contact(stream, how="call", missed="0")
    chain.exchange()

    assert chain.host.case(stream).of(FollowUp)
    assert not chain.centre.case(stream).of(FollowUp)
    assert chain.centre.case(stream).of(Withdrawal)


def test_12_a_pregnant_woman_comes_first_and_within_two_days(chain):
    other = chain.identify("Абдиев", "Самат", "1980")
    chain.gather(other)
    chain.send(other)
    chain.days(1)
    stream = chain.identify("Жумабаева", "Назира", "1999", sex="f")
    chain.told(chain.host, stream, "Conditions and allergies", name="Pregnancy", code="Z33")
    chain.gather(stream)
    chain.send(stream)
    chain.exchange()

    inbox = chain.centre.visit("review")
    first, second = reviews.inbox(chain.centre.desk)

    assert (first.stream, second.stream) == (stream, other)
    assert chain.centre.says("pregnant"), inbox
    chain.centre.go(stream, "review")
    assert chain.centre.says("Decide by 26 November")


def test_13_rifampicin_is_met_by_a_second_dose_that_the_doctor_adds(chain):
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


def test_14_what_stands_against_a_plan_is_set_aside_only_with_a_reason_that_prints(chain):
    stream = chain.registered("Шарипов", "Фаррух", "1989")
    chain.told(chain.centre, stream, "Other medicines of the person", name="Рифампицин")
    chain.centre.go(stream, "plan")
    chain.centre.write(ready="TDF/3TC/DTG")
    chain.centre.press("Otherwise")
    chain.centre.write(reason="The course ended yesterday")
    chain.centre.press("Check and sign", "Sign the plan")
    chain.exchange()

    plan = chain.case(stream).one(Plan)
    assert [one.reason for one in plan.overrides] == ["The course ended yesterday"]


def test_15_two_high_results_apart_are_shown_to_the_doctor_who_writes_another_plan(chain):
    stream = chain.on_treatment("Каримов", "Достон", "1986", stock="0")
    for after, value in ((200, "5400"), (95, "8100")):
        chain.days(after)
        chain.paper(stream, ClinicalPaper, "viral-load", value, on=chain.hands.day)
    chain.exchange()

    chain.centre.go(stream, "follow-up")
    assert chain.centre.says("failure"), chain.centre.all_said()
    chain.centre.go(stream, "plan")
    chain.centre.press("Write a new plan")
    chain.sign(stream, ready="TDF/3TC/EFV600", times="22:00", reason="failure")
    chain.exchange()

    first, second = chain.case(stream).of(Plan)
    assert second.follows == first.id


def test_16_who_is_lost_and_comes_back_is_assessed_and_goes_on(chain):
    stream = chain.on_treatment("Раимова", "Гулзат", "1995", sex="f", stock="0")
    chain.days(15)
    for after in (1, 6, 7):
        chain.days(after)
        chain.contact(stream, how="no-answer", tried="call")
    chain.days(15)
    chain.host.go(stream, "summary")
    chain.host.press("Close the case…")
    chain.host.write(outcome="lost", source="three calls in vain")
    chain.host.press("Close the case")
    chain.exchange()
    assert progress(chain.case(stream), chain.hands.day).closed == "lost"

    chain.days(60)
    chain.host.go(stream, "summary")
    chain.host.press("Open again")
    chain.contact(stream, how="call", without_since=chain.hands.day - timedelta(days=20))
    chain.exchange()
    chain.centre.go(stream, "summary")
    chain.centre.press_any("Assess")
    chain.centre.write(decision="wait")
    chain.centre.press("Write it down")
    chain.exchange()

    case = chain.case(stream)
    assert progress(case, chain.hands.day).closed == ""
    assert case.one(ReturnAssessed).decision == "wait"


def test_17_who_moves_on_to_a_third_country_is_closed_once_the_new_centre_confirmed(chain):
    stream = chain.on_treatment("Давлатов", "Сухроб", "1983", stock="0")
    chain.host.go(stream, "summary")
    chain.host.press("The person moves…")
    chain.host.write(country="KZ", centre="Алматы")
    chain.host.press("Write it down", "Close the case…")
    chain.host.write(outcome="transferred", source="letter", received_by="Алматы")
    chain.host.press("Close the case")
    assert progress(chain.host.case(stream), chain.hands.day).closed == ""
    chain.host.write(confirmed_on=chain.hands.day)
    chain.host.press("Close the case")
    chain.exchange()

    assert chain.case(stream).one(Closed).received_by == "Алматы"


def test_18_a_death_closes_the_case_and_an_open_parcel_is_settled(chain):
    stream = chain.registered("Осмонов", "Кубан", "1961", stock="30")
    chain.sign(stream)
    chain.assemble(stream)
    chain.exchange()
    chain.host.go(stream, "summary")
    chain.host.press("Close the case…")
    chain.host.write(outcome="died", source="his brother called", cause="not known")
    chain.host.press("Close the case")
    chain.exchange()

    case = chain.case(stream)
    assert progress(case, chain.hands.day).closed == "died"
    assert case.one(CauseOfDeath).cause == "not known"
    todo = {one.verb for one in cases.look(chain.centre.desk, stream).todo}
    assert "settle-parcel" in todo


def test_19_a_detention_is_urgent_for_the_centre_and_medicines_wait_at_home(chain):
    stream = chain.on_treatment("Назаров", "Шухрат", "1992", stock="0")
    chain.host.go(stream, "summary")
    chain.host.press("Detained or deported…")
    chain.host.write(what="deported", source="a relative called", arrives_on=chain.hands.day + WEEK)
    chain.host.press("Write it down")
    chain.exchange()

    (todo,) = [one for one in cases.look(chain.centre.desk, stream).todo if one.verb == "arrange-arrival"]
    assert todo.urgent
    chain.centre.go(stream, "summary")
    chain.centre.press_any("Arrange")
    chain.centre.write(place="Центр, Бишкек")
    chain.centre.press("Write it down")
    chain.exchange()

    assert chain.case(stream).one(ArrivalPlan).place == "Центр, Бишкек"


def test_20_a_severe_effect_comes_before_the_doctor_at_once(chain):
    stream = chain.on_treatment("Алиева", "Зарина", "1998", sex="f", stock="0")
    chain.days(9)
    chain.told(chain.host, stream, "Unwanted effects", what="Сыпь и жар", severity="severe")
    chain.exchange()

    (todo,) = [one for one in cases.look(chain.centre.desk, stream).todo if one.verb == "see-effect"]
    assert todo.urgent
    chain.centre.visit("today")
    assert chain.centre.says(words.code_of(chain.centre.case(stream)))


def test_21_who_went_home_is_handed_to_the_register_in_person(chain):
    stream = chain.on_treatment("Эргешов", "Мирлан", "1975", stock="0")
    chain.host.go(stream, "summary")
    chain.host.press("Close the case…")
    chain.host.write(outcome="returned-home", source="registered in person in Osh")
    chain.host.press("Close the case")
    chain.exchange()

    assert progress(chain.case(stream), chain.hands.day).closed == "returned-home"
    assert not [one for one in cases.look(chain.host.desk, stream).todo if one.verb == "order"]
