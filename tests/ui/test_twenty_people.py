"""Twenty invented people of all kinds, taken through the windows of two desks that are mostly offline."""

from datetime import timedelta

import pytest

from regdesk.actions import cases
from regdesk.domain import gap
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
