"""Treatment plans and prescriptions."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from regdesk.actions import plan_numbers
from regdesk.actions.desk import Desk, Pen, record, world
from regdesk.actions.records import stored
from regdesk.advice import choices, drugs
from regdesk.advice.advice import RESOLVE, Advice, said, sourced
from regdesk.advice.checks import of_plan
from regdesk.advice.choices import Offer
from regdesk.catalogue import whole
from regdesk.domain import plans, rights, steps
from regdesk.domain.gap import RESERVE_DAYS
from regdesk.domain.journal import CaseFile, Changes, Entry, StreamId, closure
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Override, Plan, Prescription
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.routes import LEAD_DAYS
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store.database import transaction

# What a plan rests on: while any of it stands in two versions, nothing is signed or printed.
CLINICAL: Final = (LabResult, ReviewDecision, Registration, Plan, Prescription)

AGAINST = N_(
    "Checks still stand against this plan: {count}. Resolve them, or write why you prescribe it all the same."
)
NO_REASON = N_("The regimen is another than before. Say why it changes.")
UNDECIDED = N_("Two versions of one record wait for a decision. Choose which is right first.")


def sign(desk: Desk, stream: StreamId, plan: Plan, *, signa: Mapping[str, str], valid_to: date) -> Changes:
    """Sign a plan and the prescription it asks for, together; a later plan follows the earlier one.

    Its number is given here, in the turn that stores it, so that none is given twice. Raise Refused while
    clinical records of the case stand in two versions.
    """
    with transaction(desk.write):
        pen = Pen(desk)
        _write(desk, pen, stream, replace(plan, number=plan_numbers.take(desk)), (signa, valid_to))
        return pen.done()


def draft(desk: Desk, stream: StreamId, plan: Plan, *, signa: Mapping[str, str], valid_to: date) -> CaseFile:
    """Give the case as it would stand after signing, to look at the papers first; nothing is stored."""
    numbered = replace(plan, number=plan_numbers.following(desk))
    written = _write(desk, Pen(desk), stream, numbered, (signa, valid_to))
    known = world(desk, desk.write)
    return rights.with_more(stored(desk, stream), written, known.authors, known.own)


def dates(plan: Plan, lead_days: int = LEAD_DAYS) -> tuple[date | None, date | None]:
    """Give the last day with a dose and the last day to order; neither is known where start is on receipt.

    *lead_days* is what the person's way takes at the 90th percentile (`Coverage.lead_days`).
    """
    if plan.start_on is None:
        return None, None
    run_out = plan.start_on + timedelta(days=plan.supply_days)
    return run_out - timedelta(days=1), run_out - timedelta(days=lead_days + RESERVE_DAYS)


def offer(case: CaseFile, today: date) -> Offer:
    """Give the regimens to choose from for a person, or why there are none."""
    return choices.offer(case, whole.current(), today)


def checks(case: CaseFile, plan: Plan, today: date) -> tuple[Advice, ...]:
    """Check a plan, as far as it is typed, against its case and the catalogue in use."""
    return of_plan(case, plan, whole.current(), today)


def open_of(found: Iterable[Advice], plan: Plan) -> tuple[Advice, ...]:
    """Give what still stands against a plan: to be resolved, and no reason sets it aside."""
    given = {(one.rule, one.about) for one in plan.overrides if one.reason.strip()}
    return tuple(
        one for one in found if one.tier == RESOLVE and (one.firm or (one.rule, one.about) not in given)
    )


def set_aside(one: Advice, reason: str, language: str) -> Override:
    """Give what a plan keeps of a check that a reason sets aside, in the words that were shown."""
    title, source = said(one.title, language), sourced(one, language)
    return Override(rule=one.rule, about=one.about, title=title, reason=reason, source=source)


def changes_regimen(case: CaseFile, plan: Plan) -> bool:
    """Say whether a plan has other components than the one before it; a second dose changes none."""
    before = case.one(Plan)
    return before is not None and _components(before) != _components(plan)


def _components(plan: Plan) -> frozenset[str]:
    known = whole.current()
    found = [drugs.of_dose(dose, known, plan.start_on or plan.on) for dose in plan.doses]
    return frozenset(name for one in found for name in (*(one.parts or one.named), *one.unknown))


def correct(desk: Desk, stream: StreamId, right: Plan) -> Changes:
    """Put a right plan in place of all that stand in two versions, or of the current one."""
    case = stored(desk, stream)
    shown = [entry.id for entry in case.tips(Plan)]
    follows = case.by_id[shown[0]].follows if shown else None
    return record(desk, stream, right, follows=follows, replaces=closure(case, shown))


def _write(
    desk: Desk, pen: Pen, stream: StreamId, plan: Plan, how: tuple[Mapping[str, str], date]
) -> tuple[Entry, Entry]:
    case = stored(desk, stream)
    _ready(case, plan, desk.clock.today())
    before, earlier = case.current(Plan), case.current(Prescription)
    entry = pen.write(stream, plan, follows=before.id if before else None)
    recipe = plans.prescribe(plan, f"{plan.number}-1", *how)
    follows = earlier.id if earlier else None
    return entry, pen.write(stream, recipe, about=entry.id, follows=follows)


def _ready(case: CaseFile, plan: Plan, today: date) -> None:
    if case.undecided(*CLINICAL):
        raise Refused(UNDECIDED)
    for lack in steps.not_ready(case, Plan, today):
        raise Refused(lack)
    if against := open_of(checks(case, plan, today), plan):
        raise Refused(AGAINST, count=len(against))
    if changes_regimen(case, plan) and not plan.reason:
        raise Refused(NO_REASON)
