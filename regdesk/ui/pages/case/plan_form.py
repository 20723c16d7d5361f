"""The form of a plan: regimen, medicines, start, days and dates of follow-up; what follows is worked out."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from regdesk.actions import plans as acting
from regdesk.actions.cases import Look
from regdesk.advice.calendar import propose
from regdesk.advice.treatment import KIDNEY_OR_LIVER, holds
from regdesk.domain.journal import CaseFile, EntryId
from regdesk.domain.plans import REASONS, Dose, Plan, add_months
from regdesk.domain.routes import LEAD_DAYS
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, DateEditor, NumberEditor
from regdesk.ui.field import Field
from regdesk.ui.keeping import Keeping
from regdesk.ui.pages.case import proposed, regimen_words
from regdesk.ui.pages.case.dose_rows import DoseRows
from regdesk.ui.pages.case.other_medicines import OtherMedicines
from regdesk.ui.pages.case.plan_side import PlanSide
from regdesk.ui.pages.case.planned_rows import PlannedRows
from regdesk.ui.pages.case.regimen_choice import RegimenChoice
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import appear, box, column, empty, label, line, picture, row, sized
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.flow_layout import FlowLayout

DAYS = {"30": N_("30 days"), "90": N_("90 days"), "180": N_("180 days")}
_VALID_MONTHS = 6
Values = dict[str, Any]
Errors = list[tuple[Field, str]]


class PlanForm(QWidget):
    """Typing stays while the case is read again, and over a lock; a plan that came begins the form anew."""

    edited = Signal()

    def __init__(self, context: Context, side: PlanSide) -> None:
        super().__init__()
        self._context, self._side, self._today = context, side, context.desk.clock.today
        self._basis: tuple[EntryId | None] | None = None
        self._beginning, self._lead_days = False, LEAD_DAYS
        self._case: CaseFile | None = None
        self.summary, self.regimen = ErrorSummary(), RegimenChoice()
        receipt, usual = N_("empty: on the day of receipt"), N_("14 to 30 are usual")
        self.start = Field("start", DateEditor(self._today), text=N_("Start"), hint=receipt)
        self.days = Field("days", ChoiceEditor(DAYS, optional=False), text=N_("For how long"))
        self.reserve = Field("reserve", NumberEditor(int), text=N_("Days in reserve"), hint=usual)
        self.valid = Field("valid", DateEditor(self._today), text=N_("Prescription valid until"))
        self.reason = Field(
            "reason", ChoiceEditor(REASONS, optional=False), text=N_("Why the regimen changes")
        )
        self.doses, self.planned = DoseRows(self._today), PlannedRows(self._today)
        self.medicines = OtherMedicines(context, beside_checks=True)
        self._worked_out, self._facts = QWidget(), FlowLayout(gap=16)
        self._worked_out.setLayout(self._facts)
        self._lay_out()
        self.regimen.chosen.connect(self._on_regimen)
        for field in (self.start, self.days, self.reserve):
            field.edited.connect(self._work_out)
        self.doses.edited.connect(self._work_out)
        self.keeping = Keeping(self, self, context.desk, context.background)
        for field in self._plain():
            field.edited.connect(self.edited)
        for part in (self.regimen, self.doses, self.planned, side):
            part.edited.connect(self.edited)

    def show_look(self, look: Look) -> None:
        """Show what the case gives to begin with, once; then only what others wrote."""
        self.medicines.show_look(look)
        self._case, self._lead_days = look.case, look.coverage.lead_days
        current = look.case.current(Plan)
        basis = (current.id if current else None,)
        if basis != self._basis:
            self._basis, self._beginning = basis, True
            self._begin(look, current.fact if current and isinstance(current.fact, Plan) else None)
            self._beginning = False
            self._work_out()
            self.keeping.begin(
                f"{self._context.stream.hex()}/{Plan.kind}/{current.id.hex() if current else ''}"
            )

    def typed(self) -> dict[str, Any]:
        """Give everything as it was typed."""
        plain = {field.name: field.editor.raw() for field in self._plain()}
        lines = {"doses": self.doses.typed(), "planned": self.planned.typed()}
        return {**plain, **lines, "regimen": self.regimen.typed(), "side": self._side.typed()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what a draft kept; one of an earlier version, which lacks some, brings the rest."""
        self._beginning = True
        for field in self._plain():
            field.editor.set_raw(draft.get(field.name, ""))
        self.regimen.restore(draft.get("regimen") or draft)
        self.doses.restore(draft["doses"])
        if side := draft.get("side"):
            self._side.restore(side)
        self._beginning = False
        self._work_out()
        self.planned.restore(draft["planned"])
        self.edited.emit()

    def sketch(self) -> Plan:
        """Give the plan as far as it is typed, to be checked meanwhile; nothing is said of errors."""
        unread: Errors = []
        values = self._values(unread)
        return self._made(self.doses.sketch(), values)

    def plan(self) -> tuple[Plan, date] | None:
        """Give the plan and the last day of its prescription, or None after showing what is to mend."""
        doses, errors = self.doses.doses()
        planned, more = self.planned.planned()
        values = self._values(errors)
        if values.get("valid", 0) is None:
            more.append((self.valid, tr(N_("Enter until when the prescription is valid."))))
        if not self.regimen.regimen():
            named = N_("Choose a ready-made regimen, or enter the name of another.")
            more.append((self.regimen.ready, tr(named)))
        made = self._made(doses, {**values, "follow_ups": planned})
        if self._changes(made) and not made.reason:
            more.append((self.reason, tr(acting.NO_REASON)))
        self.summary.show_lines([(text, field.jump) for field, text in (*errors, *more)])
        if errors or more:
            return None
        try:
            made.check()
        except Refused as refused:
            self.refuse(refused)
            return None
        return made, values["valid"]

    def refuse(self, error: RegDeskError) -> None:
        """Say on top why it cannot be signed."""
        self.summary.show_sentence(tr(error.message).format(**error.values))

    def _plain(self) -> tuple[Field, ...]:
        return self.start, self.days, self.reserve, self.valid, self.reason

    def _values(self, errors: Errors) -> Values:
        """Read the single fields; *errors* hears what is to mend, which shows at the field."""
        values: Values = {}
        for field in (self.start, self.reserve, self.valid):
            said = ""
            try:
                values[field.name] = field.editor.value()
            except Refused as refused:
                said = tr(refused.message)
                errors.append((field, said))
            field.show_error(said)
        return values

    def _made(self, doses: tuple[Dose, ...], values: Values) -> Plan:
        made = Plan(
            number="",  # given when it is signed
            regimen=self.regimen.regimen(),
            doses=doses,
            on=self._today(),
            start_on=values.get("start"),
            days=int(self.days.editor.raw() or 0),
            valid_to=values.get("valid"),
            follow_ups=values.get("follow_ups", ()),
            decisions=self._side.typed_decisions(),
            clinician=self._context.desk.person.name,
            reserve_days=values.get("reserve") or None,
            overrides=self._side.checks.overrides(),
            handout=self._side.checks.handout(),
            noted=self._side.checks.noted(),
        )
        reason = str(self.reason.editor.raw()) if self._changes(made) else ""
        return replace(made, reason=reason)

    def _changes(self, made: Plan) -> bool:
        return self._case is not None and bool(made.doses) and acting.changes_regimen(self._case, made)

    def _lay_out(self) -> None:
        sized(self.days, max_width=130)
        sized(self.reserve, max_width=140)
        sized(self.start, max_width=200)
        sized(self.valid, max_width=200)
        dates = box(FlowLayout(self.start, self.days, self.reserve, self.valid, gap=10))
        appear(self.reason, on=False)
        below = (self.regimen, self.doses, self.reason, line(), dates, self._worked_out)
        regimen = Card(tr(N_("Regimen")), *below)
        follow_up = Card(tr(N_("Follow-up")), self.planned)
        self.setLayout(column(self.summary, regimen, self.medicines, follow_up, None, gap=12))

    def _begin(self, look: Look, before: Plan | None) -> None:
        self.regimen.show_offer(acting.offer(look.case, look.today), before.regimen if before else None)
        self.valid.editor.set_value(add_months(look.today, _VALID_MONTHS))
        self.days.editor.set_value(str(before.days) if before and str(before.days) in DAYS else "90")
        self.reserve.editor.set_value(before.reserve_days if before else None)
        self.start.editor.set_value(None)
        self.reason.editor.set_raw("")
        self.doses.show_doses(before.doses if before else ())
        self._side.checks.begin(before.handout if before else ())

    def _on_regimen(self) -> None:
        if not self._beginning:
            chosen = self.regimen.current
            self.doses.show_doses(proposed.doses(chosen) if chosen else ())

    def _start(self) -> date | None:
        try:
            value: date | None = self.start.editor.value()
        except Refused:
            return None
        return value

    def _work_out(self) -> None:
        """Say what follows from what is typed so far: packs, until when, by when to order."""
        if self._beginning:
            return
        empty(self._facts)
        plan = self.sketch()
        begins = self._start() or self._today() + timedelta(days=LEAD_DAYS)
        self.planned.propose(propose(begins, kidney_or_liver=holds(plan, KIDNEY_OR_LIVER) is not False))
        appear(self.reason, on=self._changes(plan))
        counted = [one for one in plan.doses if one.times and one.units > 0 and one.pack > 0]
        said = [("package", regimen_words.packs(dose, plan.supply_days)) for dose in counted]
        said.append(("calendar-days", regimen_words.until(plan, self._today())))
        said.append(("truck", regimen_words.order_by(plan, self._today(), self._lead_days)))
        for icon, text in said:
            if text:
                self._facts.addWidget(_fact(icon, text))


def _fact(icon: str, text: str) -> QWidget:
    return box(row(picture(icon, size=16), label(text, "small", "secondary"), gap=6))
