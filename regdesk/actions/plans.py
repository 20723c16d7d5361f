"""Treatment plans and prescriptions."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from regdesk.actions import plan_numbers
from regdesk.actions.desk import Desk, Pen, record, world
from regdesk.actions.records import stored
from regdesk.catalogue import regimens, whole
from regdesk.catalogue.regimens import Regimen
from regdesk.domain import plans, rights, steps
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.gap import RESERVE_DAYS
from regdesk.domain.journal import CaseFile, Changes, Entry, StreamId, closure
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import CaseOpened
from regdesk.domain.people import Identity
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.routes import LEAD_DAYS
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store.database import transaction

LEAST_KG: Final = 30
# What a plan rests on: while any of it stands in two versions, nothing is signed or printed.
CLINICAL: Final = (LabResult, ReviewDecision, Registration, Plan, Prescription)

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


def ready_made(case: CaseFile, today: date) -> tuple[tuple[Regimen, ...], str]:
    """Give the ready-made regimens that may be offered, or none and why not (msgid).

    Source: domain.md 2.6, decided: under 18 years, or under 30 kg, the doctor writes the plan by hand.
    """
    identity, weights = case.one(Identity), [one.weight for one in case.all(FollowUp) if one.weight]
    if identity and identity.born_on and plans.add_months(identity.born_on, 18 * 12) > today:
        return (), N_("No ready-made regimen for a person under 18: write each medicine by hand.")
    opened = case.one(CaseOpened)
    rows = regimens.offered(whole.current().regimens, today, opened.origin if opened else "")
    if not weights:
        return rows, ""
    fitting = tuple(row for row in rows if all(weights[-1] >= m.least_kg for m in row.medicines))
    if weights[-1] < LEAST_KG:
        return (), N_("No ready-made regimen for a person under 30 kg: write each medicine by hand.")
    return fitting, ""


def dates(plan: Plan, lead_days: int = LEAD_DAYS) -> tuple[date | None, date | None]:
    """Give the last day with a dose and the last day to order; neither is known where start is on receipt.

    *lead_days* is what the person's way takes (`Coverage.lead_days`).
    """
    if plan.start_on is None:
        return None, None
    run_out = plan.start_on + timedelta(days=plan.days)
    return run_out - timedelta(days=1), run_out - timedelta(days=lead_days + RESERVE_DAYS)


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
    _ready(case, desk.clock.today())
    before, earlier = case.current(Plan), case.current(Prescription)
    entry = pen.write(stream, plan, follows=before.id if before else None)
    recipe = plans.prescribe(plan, f"{plan.number}-1", *how)
    follows = earlier.id if earlier else None
    return entry, pen.write(stream, recipe, about=entry.id, follows=follows)


def _ready(case: CaseFile, today: date) -> None:
    if case.undecided(*CLINICAL):
        raise Refused(UNDECIDED)
    for lack in steps.not_ready(case, Plan, today):
        raise Refused(lack)
