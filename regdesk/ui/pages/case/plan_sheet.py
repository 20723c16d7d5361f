"""A signed plan, to be read: regimen, doses, dates, follow-up; its papers beside it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QGridLayout, QWidget

from regdesk.actions.cases import Look
from regdesk.advice import checks
from regdesk.advice.advice import Advice
from regdesk.catalogue import whole
from regdesk.domain.plans import Dose, Plan, Prescription
from regdesk.i18n import N_, tr
from regdesk.ui.dates import long_date
from regdesk.ui.pages.case import regimen_words
from regdesk.ui.pages.case.advice_notes import AdviceCard
from regdesk.ui.pages.case.other_medicines import OtherMedicines
from regdesk.ui.pages.case.print_card import PrintCard
from regdesk.ui.pages.case.sides import Sides
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, empty, label, line, picture, row, scrolled, spaced
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.tags import Tag

_HOST_PRINTS = ("handout", "treatment-plan", "prescription")
_CENTRE_PRINTS = ("treatment-plan", "prescription", "handout")


class PlanSheet(QWidget):
    """`anew` is pressed to write a later plan."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._tag = Tag("", "success", "check")
        self._regimen, self._dates = Card(tr(N_("Regimen")), right=self._tag), Card(tr(N_("Follow-up")))
        self._decisions, self._earlier = Card(tr(N_("Checks and decisions"))), Card(tr(N_("Earlier plans")))
        self.asked = AdviceCard(N_("To get or to ask the person"), "clipboard-list")
        self.medicines = OtherMedicines(context)
        self.prints = PrintCard(context, _HOST_PRINTS if context.part == "host" else _CENTRE_PRINTS)
        self.anew = Button(tr(N_("Write a later plan")), icon="square-pen")
        parts = (self._regimen, self.asked, self._decisions, self.medicines, self._dates)
        left = column(*parts, None, gap=12)
        right = column(self.prints, row(self.anew, None), self._earlier, None, gap=12)
        self.setLayout(column(scrolled(Sides(box(left), box(right))), gap=0))

    def show_look(self, look: Look) -> None:
        """Show the plan in force."""
        plan = look.case.one(Plan)
        if plan is None:
            return
        self._show_regimen(plan, look)
        _show_lines(self._decisions, regimen_words.checked(plan))
        self._show_dates(plan, look)
        self.asked.show_advice(_to_act_on(plan, look) if look.part == "host" else ())
        tips = {entry.id for entry in look.case.tips(Plan)}
        earlier = [one.fact for one in look.case.of(Plan) if one.id not in tips]
        _show_lines(self._earlier, [_earlier(one, look) for one in earlier if isinstance(one, Plan)])
        self.medicines.show_look(look)
        self.prints.show_look(look)
        self.anew.setVisible(look.may(Plan))

    def _show_regimen(self, plan: Plan, look: Look) -> None:
        empty(self._regimen.body)
        signed = tr(N_("signed on {day}")).format(day=long_date(plan.on, look.today))
        self._tag.show_text(signed, "success", "check")
        head = label(
            " · ".join(one for one in (plan.regimen, f"№ {plan.number}", plan.clinician) if one),
            "body.strong",
            wrap=True,
        )
        self._regimen.body.addWidget(head)
        for dose in plan.doses:
            self._regimen.body.addWidget(line())
            self._regimen.body.addWidget(_dose(dose, plan.supply_days))
        self._regimen.body.addWidget(line())
        self._regimen.body.addWidget(_facts(plan, look))

    def _show_dates(self, plan: Plan, look: Look) -> None:
        empty(self._dates.body)
        grid = QGridLayout()
        spaced(grid, 8)
        grid.setColumnStretch(1, 1)
        for number, one in enumerate(plan.follow_ups):
            grid.addWidget(label(long_date(one.on, look.today), "body.strong"), number, 0)
            grid.addWidget(label(regimen_words.what(one.what), wrap=True), number, 1)
            grid.addWidget(label(regimen_words.who(one.who), "body", "secondary"), number, 2)
        self._dates.body.addLayout(grid)
        self._dates.setVisible(bool(plan.follow_ups))


def _to_act_on(plan: Plan, look: Look) -> tuple[Advice, ...]:
    """What the checks of a plan ask of whoever is beside the person; what is for the doctor stays away."""
    return checks.for_host(checks.of_plan(look.case, plan, whole.current(), look.today))


def _dose(dose: Dose, days: int) -> QWidget:
    words = column(
        label(dose.inn, "body.strong", wrap=True), label(dose.strength, "small", "secondary"), gap=2
    )
    times = column(
        label(regimen_words.taken(dose)), label(regimen_words.packs(dose, days), "small", "secondary"), gap=2
    )
    both = row(picture("pill"), words, times, gap=12)
    both.setStretch(1, 1)
    return box(both)


def _facts(plan: Plan, look: Look) -> QWidget:
    """Say from when, until when, the next order, and how long the prescription is valid."""
    start = plan.start_on
    recipe = look.case.one(Prescription)
    begun = tr(N_("from {day}")).format(day=long_date(start, look.today)) if start else ""
    valid = (
        tr(N_("prescription until {day}")).format(day=long_date(recipe.valid_to, look.today))
        if recipe
        else ""
    )
    said = (
        ("calendar-days", ", ".join(one for one in (begun, regimen_words.until(plan, look.today)) if one)),
        ("truck", regimen_words.order_by(plan, look.today, look.coverage.lead_days)),
        ("file-text", valid),
    )
    facts = [
        box(row(picture(icon, size=16), label(text, "small", "secondary"), gap=6))
        for icon, text in said
        if text
    ]
    shown = QWidget()
    shown.setLayout(FlowLayout(*facts, gap=16))
    return shown


def _show_lines(card: Card, lines: Iterable[str]) -> None:
    empty(card.body)
    texts = list(lines)
    for text in texts:
        card.body.addWidget(label(text, "body", wrap=True))
    card.setVisible(bool(texts))


def _earlier(plan: Plan, look: Look) -> str:
    return f"{long_date(plan.on, look.today)}: {plan.regimen}, № {plan.number}"
