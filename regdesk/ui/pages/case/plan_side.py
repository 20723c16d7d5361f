"""Beside the plan: what stands against it, its checks, the newest results, the doctor's decisions."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from regdesk.actions import plans as acting
from regdesk.actions.cases import Look
from regdesk.advice.advice import Advice
from regdesk.domain import steps
from regdesk.domain.labs import LabResult, latest
from regdesk.domain.plans import Plan
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.dates import digits
from regdesk.ui.editors import LongEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.case.plan_checks import PlanChecks
from regdesk.ui.pieces import appear, box, column, empty, label, row, scrolled
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.tags import Tag

_TESTS = ("viral-load", "cd4", "creatinine", "alt", "haemoglobin", "hbsag", "anti-hcv", "pregnancy")
_TWO = N_("Two versions of one record. Nothing is lost. Until one is chosen, the plan cannot be signed.")
_EMPTY = N_("Choose a regimen or write a medicine: it is checked at once.")


class PlanSide(QFrame):
    """`sign` and `leave` are its buttons, `checks` its tiers, `decisions` further lines for the plan."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._count, self._soon = Tag("", "danger", "octagon-alert"), Tag("", "warning", "triangle-alert")
        self._notes, self._results, self._against = column(gap=10), column(gap=4), 0
        self._none = label(tr(_EMPTY), "body", "secondary", wrap=True)
        self.checks = PlanChecks()
        hint = N_("one on each line; they are printed on the plan")
        self.decisions = Field("decisions", LongEditor(many=True), text=N_("Your own decisions"), hint=hint)
        self.sign = Button(tr(N_("Check and sign")), "primary", icon="signature")
        self.leave = Button(tr(N_("Leave it")))
        self.setLayout(self._whole())
        for part in (self.checks, self.decisions):
            part.edited.connect(self.edited)
        self.checks.edited.connect(self._say_counts)

    def show_look(self, look: Look) -> None:
        """Show what concerns the plan in this case."""
        against = list(_against(look))
        self._against = len(against)
        empty(self._notes)
        for text, title in against:
            self._notes.addWidget(Note(text, "danger", title=title))
        empty(self._results)
        for line in _results(look):
            self._results.addWidget(line)
        self.leave.setVisible(look.case.current(Plan) is not None)
        self._say_counts()

    def show_advice(self, found: Sequence[Advice], plan: Plan) -> None:
        """Show what the checks say of the plan as it is typed."""
        self.checks.show_advice(found, plan)
        appear(self._none, on=not found)
        self._say_counts()

    def typed(self) -> dict[str, Any]:
        """Give everything as it was typed."""
        return {**self.checks.typed(), "decisions": self.decisions.editor.raw()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what a draft kept."""
        self.checks.restore(draft)
        self.decisions.editor.set_raw(draft["decisions"])
        self._say_counts()

    def typed_decisions(self) -> tuple[str, ...]:
        """Give the decisions typed, one for each line."""
        return tuple(self.decisions.editor.value() or ())

    def _say_counts(self) -> None:
        against, soon = self._against + self.checks.unresolved(), self.checks.considered()
        resolve = tr(N_("{n} to resolve")).format(n=against) if against else ""
        consider = tr(N_("{n} to consider")).format(n=soon) if soon else ""
        self._count.show_text(resolve, "danger", "octagon-alert")
        self._soon.show_text(consider, "warning", "triangle-alert")

    def _whole(self) -> Any:
        head = row(label(tr(N_("Checks")), "title.s"), None, self._count, self._soon)
        results = column(label(tr(N_("Newest results")), "label"), self._results, gap=6)
        inside = column(
            head,
            self._notes,
            self._none,
            self.checks,
            results,
            self.decisions,
            None,
            gap=12,
            margins=(16, 12),
        )
        shown = N_("Before signing, the whole document is shown.")
        said = label(tr(shown), "caption", "secondary", wrap=True)
        foot = box(column(row(self.leave, None, self.sign), said, gap=8, margins=(16, 12)), "footer")
        whole = column(scrolled(box(inside)), foot, gap=0)
        whole.setStretch(0, 1)
        return whole


def stands_against(look: Look) -> list[str]:
    """Say what of the case forbids signing now."""
    short = tr(N_("{record}: two versions"))
    return [short.format(record=title) if title else text for text, title in _against(look)]


def _against(look: Look) -> Iterable[tuple[str, str]]:
    for lack in steps.not_ready(look.case, Plan, look.today):
        yield tr(lack), ""
    for versions in look.case.undecided(*acting.CLINICAL):
        yield tr(_TWO), tr(versions.kind.title)


def _results(look: Look) -> Iterable[QWidget]:
    for test in _TESTS:
        entry = latest(look.case, test)
        fact = entry.fact if entry else None
        said = (
            f"{words.result(fact)}, {digits(fact.taken_on)}"
            if isinstance(fact, LabResult)
            else tr(N_("no result"))
        )
        tone = "primary" if fact else "tertiary"
        yield box(row(label(words.lab_test(test), "small", "secondary"), None, label(said, "small", tone)))
