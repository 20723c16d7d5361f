"""Other medicines the person takes: doctor and host add to one list; the checks say what each does."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt

from regdesk.actions import follow_ups
from regdesk.actions.cases import Look
from regdesk.advice.advice import CONSIDER, NOT_CHECKED, RESOLVE, Advice
from regdesk.catalogue import whole
from regdesk.catalogue.rules import TIERS
from regdesk.domain.follow_ups import MedicineTaken
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.cells import TagCell, TagValue
from regdesk.ui.dates import long_date
from regdesk.ui.pages.case.asking import ask
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import label
from regdesk.ui.tables import Column, RowTable, RowView
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_APART = "separate-dosing"


@dataclass(frozen=True)
class Taken:
    """One medicine, and what the checks say of it with the plan being written."""

    fact: MedicineTaken
    said: TagValue


class OtherMedicines(Card):
    """A table with one button. What the checks of a plan being written say of each stands beside it."""

    def __init__(self, context: Context, *, beside_checks: bool = False) -> None:
        self.add = Button(tr(N_("Add")), "link", icon="plus", height="compact")
        super().__init__(tr(N_("Other medicines of the person")), right=self.add)
        self.add.setAccessibleDescription(tr(N_("Other medicines of the person")))
        self._context, self._advice = context, tuple[Advice, ...]()
        self._taken: list[MedicineTaken] = []
        self._none = label(
            tr(N_("No other medicines are written down. Ask the person.")), "body", "secondary", wrap=True
        )
        self._table = RowTable((*_COLUMNS, _WITH) if beside_checks else _COLUMNS)
        self.view = RowView(self._table, tr(N_("Other medicines of the person")))
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._none)
        self.body.addWidget(self.view)
        self.add.clicked.connect(lambda _: self.ask())

    def show_look(self, look: Look) -> None:
        """Show what stands."""
        taken = look.case.all(MedicineTaken)
        self._taken = rows = [one for one in taken if one.until is None or one.until >= look.today]
        self._show_rows()
        self._none.setVisible(not rows)
        self.view.setVisible(bool(rows))
        look_px = theme.current().px
        self.view.setFixedHeight(
            look_px(36) * len(rows) + self.view.horizontalHeader().sizeHint().height() + 2
        )
        self.add.setVisible(look.may(MedicineTaken))

    def show_advice(self, found: Sequence[Advice]) -> None:
        """Say of each what the checks of the plan say."""
        if tuple(found) != self._advice:
            self._advice = tuple(found)
            self._show_rows()

    def _show_rows(self) -> None:
        self._table.set_rows([Taken(one, _worst(one, self._advice)) for one in self._taken])

    def ask(self) -> None:
        """Ask for one more medicine."""
        context = self._context
        asked = Asked(MedicineTaken, N_("Other medicine"), N_("Write it down"))
        said = tr(N_("The medicine is written down."))
        ask(context, asked, lambda fact: follow_ups.add(context.desk, context.stream, fact), said)


def _until(one: Taken) -> str:
    return long_date(one.fact.until) if one.fact.until else ""


def _worst(one: MedicineTaken, found: Sequence[Advice]) -> TagValue:
    """Say the gravest thing the checks say of a medicine; where they say nothing, it was not checked."""
    about = [each for each in found if one.name in each.about]
    if not found:
        return TagValue("")
    worst = min(about, key=lambda each: TIERS.index(each.tier), default=None)
    if worst is None:
        return TagValue(tr(N_("not checked")), "neutral", "circle-dashed")
    if worst.tier == RESOLVE:
        said = N_("change the dose") if worst.remedy else N_("resolve")
        return TagValue(tr(said), "danger", "octagon-alert")
    if worst.tier == CONSIDER:
        row = whole.current().interactions.get(worst.rule)
        apart = row is not None and row.action == _APART
        said = N_("separate in time") if apart else N_("consider")
        return TagValue(tr(said), "warning", "triangle-alert")
    if worst.tier == NOT_CHECKED:
        return TagValue(tr(N_("not checked")), "neutral", "circle-dashed")
    return TagValue(tr(N_("can be")), "success", "check")


_COLUMNS = (
    Column[Taken](N_("Medicine"), lambda one: one.fact.name, strong=True),
    Column[Taken](N_("Dose"), lambda one: one.fact.dose, width=120, drop=2),
    Column[Taken](N_("What for"), lambda one: one.fact.why, width=130, drop=2),
    Column[Taken](N_("Until"), _until, width=110, drop=1),
    Column[Taken](N_("Source"), lambda one: one.fact.source, width=100, drop=1),
)
_WITH: Final = Column[Taken](N_("With this regimen"), lambda one: one.said, width=175, cell=TagCell)
