"""Twenty invented people of all kinds, taken through the windows of two desks that are mostly offline."""

from datetime import timedelta

import pytest

from regdesk.actions import cases, reviews
from regdesk.domain import links
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.labs import LabResult
from regdesk.domain.outcomes import Closed
from regdesk.domain.papers import ClinicalPaper, Submission
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.steps import progress
from regdesk.domain.supply import Dispensing, Handover, Parcel, ParcelEvent
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
    assert chain.host.says("older than 6 months")
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
