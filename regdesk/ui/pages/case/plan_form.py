"""The form of a plan: regimen, medicines, start, days and dates of follow-up; what follows is worked out."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from regdesk.actions import plans as acting
from regdesk.actions.cases import Look
from regdesk.advice.calendar import propose
from regdesk.catalogue.regimens import STATUSES, Regimen
from regdesk.domain.journal import EntryId
from regdesk.domain.plans import Plan, add_months
from regdesk.domain.routes import LEAD_DAYS
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.dates import long_date
from regdesk.ui.editors import ChoiceEditor, DateEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.keeping import Keeping
from regdesk.ui.pages.case import regimen_words
from regdesk.ui.pages.case.dose_rows import DoseRows
from regdesk.ui.pages.case.other_medicines import OtherMedicines
from regdesk.ui.pages.case.planned_rows import PlannedRows
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, empty, label, line, picture, row, sized
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.flow_layout import FlowLayout

DAYS = {"30": N_("30 days"), "90": N_("90 days"), "180": N_("180 days")}
_VALID_MONTHS = 6
_BY_HAND = "by-hand"


class PlanForm(QWidget):
    """Typing stays while the case is read again, and over a lock; a plan that came begins the form anew."""

    edited = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._today = context, context.desk.clock.today
        self._basis: tuple[EntryId | None] | None = None
        self._beginning = False
        self._regimens: dict[str, Regimen] = {}
        self.summary = ErrorSummary()
        self._choice = column(gap=0)
        self.name = Field("name", TextEditor(), text=N_("Name of the regimen"))
        receipt = N_("empty: on the day of receipt")
        self.start = Field("start", DateEditor(self._today), text=N_("Start"), hint=receipt)
        self.days = Field("days", ChoiceEditor(DAYS, optional=False), text=N_("For how long"))
        self.valid = Field("valid", DateEditor(self._today), text=N_("Prescription valid until"))
        self.doses, self.planned = DoseRows(), PlannedRows(self._today)
        self.medicines = OtherMedicines(context)
        self._source, self._worked_out = label("", "caption", "secondary", wrap=True), QWidget()
        self._facts = FlowLayout(gap=16)
        self._worked_out.setLayout(self._facts)
        self._lead_days = LEAD_DAYS
        self._lay_out()
        self._offer({})
        for field in (self.start, self.days):
            field.edited.connect(self._on_dates)
        self.doses.edited.connect(self._work_out)
        self.keeping = Keeping(self, self, context.desk, context.background)
        for part in (self.name, self.start, self.days, self.valid, self.doses, self.planned):
            part.edited.connect(self.edited)

    def show_look(self, look: Look) -> None:
        """Show what the case gives to begin with, once; then only what others wrote."""
        self.medicines.show_look(look)
        self._lead_days = look.coverage.lead_days
        current = look.case.current(Plan)
        basis = (current.id if current else None,)
        if basis != self._basis:
            self._basis, self._beginning = basis, True
            self._begin(look, current.fact if current and isinstance(current.fact, Plan) else None)
            self._beginning = False
            self._on_dates()
            self.keeping.begin(
                f"{self._context.stream.hex()}/{Plan.kind}/{current.id.hex() if current else ''}"
            )

    def typed(self) -> dict[str, Any]:
        """Give everything as it was typed."""
        plain = {field.name: field.editor.raw() for field in self._plain()}
        return {**plain, "doses": self.doses.typed(), "planned": self.planned.typed()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what a draft kept."""
        self._beginning = True
        for field in self._plain():
            field.editor.set_raw(draft[field.name])
        self._on_ready(keep=True)
        self.doses.restore(draft["doses"])
        self._beginning = False
        self._on_dates()
        self.planned.restore(draft["planned"])

    def _plain(self) -> tuple[Field, ...]:
        return self.ready, self.name, self.start, self.days, self.valid

    def plan(self, decisions: tuple[str, ...]) -> tuple[Plan, date] | None:
        """Give the plan and the last day of its prescription, or None after showing what is to mend."""
        doses, errors = self.doses.doses()
        planned, more = self.planned.planned()
        values: dict[str, Any] = {}
        for field in (self.start, self.valid):
            try:
                values[field.name] = field.editor.value()
                field.show_error("")
            except Refused as refused:
                more.append((field, tr(refused.message)))
                field.show_error(tr(refused.message))
        if values.get("valid", 0) is None:
            more.append((self.valid, tr(N_("Enter until when the prescription is valid."))))
        regimen = self._regimen_name()
        if not regimen:
            more.append((self.name, tr(N_("Enter the name of the regimen, or choose a ready-made one."))))
        self.summary.show_lines([(text, field.jump) for field, text in (*errors, *more)])
        if errors or more:
            return None
        made = Plan(
            number="",  # given when it is signed
            regimen=regimen,
            doses=doses,
            on=self._today(),
            start_on=values["start"],
            days=int(self.days.editor.raw() or 0),
            valid_to=values["valid"],
            follow_ups=planned,
            decisions=decisions,
            clinician=self._context.desk.person.name,
        )
        return self._checked(made, values["valid"])

    def refuse(self, error: RegDeskError) -> None:
        """Say on top why it cannot be signed."""
        self.summary.show_sentence(tr(error.message).format(**error.values))

    def _checked(self, made: Plan, valid_to: date) -> tuple[Plan, date] | None:
        try:
            made.check()
        except Refused as refused:
            self.refuse(refused)
            return None
        return made, valid_to

    def _lay_out(self) -> None:
        choice = row(self._choice, self.name, gap=10)
        choice.setStretch(0, 3)
        choice.setStretch(1, 2)
        sized(self.days, max_width=130)
        dates = row(self.start, self.days, self.valid, None, gap=10)
        for field in (self.start, self.days, self.valid):
            dates.setAlignment(field, Qt.AlignmentFlag.AlignTop)
        regimen = Card(tr(N_("Regimen")), choice, self._source, self.doses, line(), dates, self._worked_out)
        follow_up = Card(tr(N_("Follow-up")), self.planned)
        self.setLayout(column(self.summary, regimen, self.medicines, follow_up, None, gap=12))

    def _begin(self, look: Look, before: Plan | None) -> None:
        offered, why_none = acting.ready_made(look.case, look.today)
        self._regimens = {one.id: one for one in offered}
        choices = {one.id: _named(one, look.today) for one in offered}
        self._offer({**choices, _BY_HAND: tr(N_("another, written by hand"))})
        self.valid.editor.set_value(add_months(look.today, _VALID_MONTHS))
        self.days.editor.set_value(str(before.days) if before and str(before.days) in DAYS else "90")
        self.start.editor.set_value(None)
        if before:
            known = before.regimen if before.regimen in self._regimens else _BY_HAND
            self.ready.editor.set_value(known)
            self.name.editor.set_value("" if known in self._regimens else before.regimen)
            self.doses.show_doses(before.doses)
        else:
            self.ready.editor.set_value(next(iter(self._regimens), _BY_HAND))
        self._on_ready(keep=before is not None)
        self._source.setText(tr(why_none) if why_none else self._source.text())

    def _offer(self, choices: dict[str, str]) -> None:
        """Make the list of regimens anew."""
        empty(self._choice)
        self.ready = Field("ready", ChoiceEditor(choices, optional=False), text=N_("Ready-made regimen"))
        self.ready.edited.connect(self._on_ready)
        self.ready.edited.connect(self.edited)
        self._choice.addWidget(self.ready)

    def _on_ready(self, *, keep: bool = False) -> None:
        chosen = self._regimens.get(str(self.ready.editor.raw()))
        self.name.setVisible(chosen is None)
        if chosen and not keep:
            self.doses.show_regimen(chosen)
        elif not chosen and not keep:
            self.doses.show_doses(())
        checked = long_date(chosen.checked, date(1, 1, 1)) if chosen else ""
        source = tr(N_("Source: {source}; checked on {day}"))
        self._source.setText(source.format(source=chosen.source, day=checked) if chosen else "")
        self._source.setVisible(bool(chosen) or not self._regimens)
        self._work_out()

    def _on_dates(self) -> None:
        if self._beginning:
            return
        self.planned.propose(propose(self._start() or self._today() + timedelta(days=self._lead_days)))
        self._work_out()

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
        doses = [one.dose("A")[0] for one in self.doses.rows()] if self._typed() else []
        days = int(self.days.editor.raw() or 0)
        plan = Plan(number="", regimen="", doses=(), on=self._today(), start_on=self._start(), days=days)
        said = [("package", f"{regimen_words.packs(dose, days)}") for dose in doses if dose]
        said.append(("calendar-days", regimen_words.until(plan, self._today())))
        said.append(("truck", regimen_words.order_by(plan, self._today(), self._lead_days)))
        for icon, text in said:
            if text:
                self._facts.addWidget(
                    box(row(picture(icon, size=16), label(text, "small", "secondary"), gap=6))
                )

    def _typed(self) -> bool:
        return all(one.inn.editor.raw() and one.times.editor.raw() for one in self.doses.rows())

    def _regimen_name(self) -> str:
        chosen = str(self.ready.editor.raw())
        return chosen if chosen in self._regimens else str(self.name.editor.raw())


def _named(one: Regimen, on: date) -> str:
    """Say a regimen with its standing."""
    says = one.standing(on)
    return f"{one.id} ({tr(STATUSES[says.status])})" if says else one.id
