"""The six steps, whose turn it is, and how long the medicines last."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from regdesk.domain import consent, gap, labs, plans, steps, supply
from regdesk.domain.facts import Fact
from regdesk.domain.journal import EntryId
from regdesk.domain.papers import ClinicalPaper, Submission
from regdesk.domain.people import IdentityPaper
from regdesk.domain.questions import Answer, Question
from regdesk.domain.reviews import Registration, Returned, ReviewDecision
from regdesk.errors import Refused
from tests import make

DAY = timedelta(days=1)


def whole_chain() -> list[tuple[int, str, make.Journal]]:
    """Walk through the six steps; after each act give the step, the turn and a copy of the journal."""
    seen: list[tuple[int, str, make.Journal]] = []
    journal = make.Journal()

    def look() -> None:
        at = steps.progress(journal.file(), make.TODAY)
        seen.append((at.step, at.turn, make.Journal(entries=list(journal.entries))))

    journal = make.opened()
    look()
    journal.write(make.HOST, IdentityPaper(type="passport"))
    paper = journal.write(make.HOST, ClinicalPaper(type="cd4"))
    journal.write(
        make.HOST, make.lab_result(test="hiv-confirmation", value=None, unit="", outcome="positive")
    )
    package = journal.write(make.HOST, Submission(on=make.TODAY, papers=(paper.id,)))
    look()
    journal.write(
        make.CENTRE, ReviewDecision(decision="accept", on=make.TODAY, identity_level="L2"), about=package.id
    )
    journal.write(make.CENTRE, Registration(number="KG-30412", on=make.TODAY))
    look()
    plan = journal.write(make.CENTRE, make.plan())
    fact = plans.prescribe(make.plan(), "R-1", {"A": "1 tablet at 21:00"}, make.TODAY + 180 * DAY)
    prescription = journal.write(make.CENTRE, fact, about=plan.id)
    look()
    items = (supply.Packed(item="A", units=90, packs=3, batch="B1", expires_on=date(2028, 1, 1)),)
    set_aside = journal.write(
        make.CENTRE, supply.Dispensing(on=make.TODAY, days=90, items=items), about=prescription.id
    )
    parcel = journal.write(make.CENTRE, supply.Parcel(number="P-1", on=make.TODAY), about=set_aside.id)
    journal.write(make.CENTRE, supply.ParcelEvent(what="dispatched", on=make.TODAY), about=parcel.id)
    look()
    journal.write(make.HOST, supply.ParcelEvent(what="received", on=make.TODAY), about=parcel.id)
    look()
    journal.write(make.HOST, supply.Handover(on=make.TODAY, days=90), about=parcel.id)
    look()
    return seen


def test_the_chain_goes_through_all_six_steps_and_always_names_whose_turn_it_is() -> None:
    assert [(step, turn) for step, turn, _ in whole_chain()] == [
        (2, "host"),
        (3, "centre"),
        (4, "centre"),
        (5, "centre"),
        (5, "carrier"),
        (5, "host"),
        (6, "person"),
    ]


def test_delivery_opens_again_when_the_supply_runs_down() -> None:
    journal = whole_chain()[-1][2]

    later = steps.progress(journal.file(), make.TODAY + 46 * DAY)

    assert (later.step, later.turn) == (5, "host")


def test_a_returned_package_is_the_hosts_turn_again() -> None:
    journal = whole_chain()[1][2]
    package = journal.file().current(Submission)
    assert package is not None
    journal.write(make.CENTRE, Returned(on=make.TODAY, reasons=("missing",)), about=package.id)

    at = steps.progress(journal.file(), make.TODAY)

    assert (at.step, at.turn) == (2, "host")


@pytest.mark.parametrize(("asker", "turn"), [(make.CENTRE, "host"), (make.HOST, "centre")])
def test_an_open_question_is_the_turn_of_whoever_was_asked(asker: make.Org, turn: str) -> None:
    journal = whole_chain()[-1][2]
    question = journal.write(asker, Question(text="When was the last dose?"))
    assert steps.progress(journal.file(), make.TODAY).turn == turn

    journal.write(make.HOST, Answer(text="Yesterday."), about=question.id)

    assert steps.progress(journal.file(), make.TODAY).turn == "person"


def test_facts_out_of_order_are_shown_and_never_refused() -> None:
    journal = make.Journal()
    journal.entries += make.opened().entries[:4]
    journal.write(make.CENTRE, Registration(number="1", on=make.TODAY))

    at = steps.progress(journal.file(), make.TODAY)

    assert at.step == 4
    assert len(at.lacking) == 3


@pytest.mark.parametrize(
    "kind", [Submission, Registration, plans.Plan, plans.Prescription, supply.Dispensing]
)
def test_every_guard_holds_in_an_empty_case_and_is_quiet_after_the_whole_chain(kind: type[Fact]) -> None:
    assert steps.not_ready(make.Journal().file(), kind, make.TODAY)
    assert not steps.not_ready(whole_chain()[-1][2].file(), kind, make.TODAY)


def handed(days: int, on: date, first: date | None = None) -> make.Journal:
    journal = make.opened()
    journal.write(make.HOST, supply.Handover(on=on, days=days, first_dose_on=first))
    return journal


def test_days_left_count_today_and_run_out_is_the_first_day_without_a_dose() -> None:
    cover = gap.coverage(handed(90, make.TODAY).file(), make.TODAY)

    assert cover.days_left == 90
    assert cover.run_out == make.TODAY + 90 * DAY
    assert cover.order_by == make.TODAY + (90 - 21 - 14) * DAY


def test_supply_runs_from_the_first_dose_not_from_the_handover() -> None:
    cover = gap.coverage(handed(30, make.TODAY, make.TODAY + 5 * DAY).file(), make.TODAY)

    assert cover.run_out == make.TODAY + 35 * DAY


def test_the_newest_count_restarts_the_sum() -> None:
    journal = handed(90, make.TODAY - 30 * DAY)
    journal.write(make.HOST, supply.StockCount(on=make.TODAY, days=6))

    cover = gap.coverage(journal.file(), make.TODAY)

    assert cover.days_left == 6
    assert cover.gap_days == 15


def test_a_count_of_the_same_day_written_before_the_handover_does_not_swallow_it() -> None:
    journal = make.opened()
    journal.write(make.HOST, supply.StockCount(on=make.TODAY, days=6))
    journal.write(make.HOST, supply.Handover(on=make.TODAY, days=90))

    assert gap.coverage(journal.file(), make.TODAY).days_left == 96


def test_nothing_known_is_not_zero_days_known() -> None:
    assert not gap.coverage(make.opened().file(), make.TODAY).known


def test_consent_names_organisation_and_section_and_ends_when_withdrawn() -> None:
    journal = make.opened()
    given = journal.file().current(consent.TransferConsent)
    assert given is not None
    assert consent.live(journal.file(), make.CENTRE.id, "clinical", make.TODAY)
    assert not consent.live(journal.file(), make.STRANGER.id, "clinical", make.TODAY)

    journal.write(make.HOST, consent.Withdrawal(on=make.TODAY), about=given.id)

    assert not consent.live(journal.file(), make.CENTRE.id, "clinical", make.TODAY)
    assert consent.live(journal.file(), make.CENTRE.id, "case", make.TODAY)


def test_of_two_consents_made_apart_the_narrower_rules() -> None:
    journal = make.opened()
    given = journal.file().current(consent.TransferConsent)
    assert given is not None
    journal.write(make.HOST, make.transfer_consent(language="ru"), follows=given.id)
    journal.write(make.HOST, make.transfer_consent(sections=("person",)), follows=given.id)

    assert consent.live(journal.file(), make.CENTRE.id, "person", make.TODAY)
    assert not consent.live(journal.file(), make.CENTRE.id, "clinical", make.TODAY)


@pytest.mark.parametrize(
    ("fact", "word"),
    [
        (make.lab_result(value=Decimal(-1)), "below zero"),
        (make.lab_result(value=None), "either a number"),
        (make.lab_result(outcome="positive"), "either a number"),
        (make.lab_result(unit=""), "unit"),
        (make.transfer_consent(given="spoken"), "witness"),
        (make.transfer_consent(until=date(2020, 1, 1)), "ends before"),
        (make.plan(doses=()), "medicine"),
        (make.plan(days=0), "how many days"),
        (make.safe_contact(phone=""), "way to reach"),
        (make.identity(family_name=" ", given_names=""), "name"),
        (ReviewDecision(decision="decline", on=make.TODAY), "why"),
        (ReviewDecision(decision="accept", on=make.TODAY, identity_level="L0"), "L1"),
        (Submission(on=make.TODAY), "empty"),
        (supply.StockCount(on=make.TODAY, days=-1), "below zero"),
        (supply.Handover(on=make.TODAY, days=9, first_dose_on=make.TODAY - DAY), "first dose"),
    ],
)
def test_what_cannot_be_true_is_refused_on_writing(fact: Fact, word: str) -> None:
    with pytest.raises(Refused) as refused:
        fact.check()

    assert word in refused.value.message


def test_a_pack_that_expires_too_soon_is_refused() -> None:
    items = (supply.Packed(item="A", units=90, packs=3, batch="B1", expires_on=make.TODAY + 119 * DAY),)

    with pytest.raises(Refused):
        supply.Dispensing(on=make.TODAY, days=90, items=items).check()


def test_the_prescription_holds_whole_packs_for_the_plans_days() -> None:
    dose = plans.Dose(
        item="A", inn="x", strength="1", units=Decimal("0.5"), times=("09:00", "21:00"), pack=28
    )

    fact = plans.prescribe(make.plan(doses=(dose,), days=31), "R-1", {"A": "as planned"}, make.TODAY)

    assert (fact.medicines[0].quantity, fact.medicines[0].packs) == (31, 2)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, then: date) -> None:
    assert plans.add_months(day, months) == then


def test_the_newest_sample_is_the_latest_result_whenever_it_was_typed() -> None:
    journal = make.opened()
    new = journal.write(make.HOST, make.lab_result(taken_on=date(2026, 11, 1)))
    journal.write(make.HOST, make.lab_result(taken_on=date(2026, 5, 1)))

    assert labs.latest(journal.file(), "cd4") == new
    assert labs.latest(journal.file(), "viral-load") is None
    assert isinstance(EntryId(new.id), bytes)
