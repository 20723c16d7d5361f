"""Treatment plans and prescriptions."""

from collections.abc import Mapping
from datetime import date

from regdesk.actions.desk import Desk, Pen, record
from regdesk.actions.records import stored
from regdesk.domain import plans, steps
from regdesk.domain.journal import CaseFile, Changes, StreamId, closure
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Plan, Prescription
from regdesk.domain.reviews import Registration
from regdesk.errors import Refused
from regdesk.i18n import N_

UNDECIDED = N_("Two versions of one record wait for a decision. Choose which is right first.")


def sign(desk: Desk, stream: StreamId, plan: Plan, *, signa: Mapping[str, str], valid_to: date) -> Changes:
    """Sign a plan and the prescription it asks for, together; a later plan follows the earlier one.

    Raise Refused while clinical records of the case stand in two versions.
    """
    case = stored(desk, stream)
    _ready(case, desk.clock.today())
    before = case.current(Plan), case.current(Prescription)
    pen = Pen(desk)
    entry = pen.write(stream, plan, follows=before[0].id if before[0] else None)
    number = f"{plan.number}-{len(case.of(Prescription)) + 1}"
    pen.write(
        stream,
        plans.prescribe(plan, number, signa, valid_to),
        about=entry.id,
        follows=before[1].id if before[1] else None,
    )
    return pen.done()


def correct(desk: Desk, stream: StreamId, right: Plan) -> Changes:
    """Put a right plan in place of all that stand in two versions, or of the current one."""
    case = stored(desk, stream)
    shown = [entry.id for entry in case.tips(Plan)]
    follows = case.by_id[shown[0]].follows if shown else None
    return record(desk, stream, right, follows=follows, replaces=closure(case, shown))


def number(desk: Desk, case: CaseFile) -> str:
    """Give the number of the next plan: country, year, this computer's prefix and a running number.

    It is final when signed, without asking anybody, so it begins with four signs of the key that signs.
    """
    prefix = desk.person.author.hex()[:4].upper()
    return f"{desk.clock.today().year}-{prefix}-{_code(case)}-{len(case.of(Plan)) + 1}"


def _code(case: CaseFile) -> str:
    return case.id.hex()[:4].upper()


def _ready(case: CaseFile, today: date) -> None:
    if case.undecided(LabResult, Plan, Prescription, Registration):
        raise Refused(UNDECIDED)
    for lack in steps.not_ready(case, Plan, today):
        raise Refused(lack)
