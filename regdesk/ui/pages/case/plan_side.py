"""Beside the plan: what stands against it, what to consider, the newest results, the doctor's decisions."""

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QWidget

from regdesk.actions import plans as acting
from regdesk.actions.cases import Look
from regdesk.domain import steps
from regdesk.domain.follow_ups import Condition, MedicineTaken
from regdesk.domain.labs import LabResult, latest
from regdesk.domain.plans import Plan
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.dates import digits
from regdesk.ui.editors import LongEditor
from regdesk.ui.field import Field
from regdesk.ui.pieces import box, column, empty, label, row, scrolled
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.tags import Tag

_TESTS = ("viral-load", "cd4", "creatinine", "alt", "haemoglobin", "hbsag", "anti-hcv", "pregnancy")
_TWO = N_("Two versions of one record. Nothing is lost. Until one is chosen, the plan cannot be signed.")
_NOT_CHECKED = N_("The program does not check interactions yet. The doctor decides.")


class PlanSide(QFrame):
    """`sign` and `leave` are its buttons; `decisions` what prints on the plan."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "surface")
        self._count, self._soon = Tag("", "danger", "octagon-alert"), Tag("", "warning", "triangle-alert")
        self._notes, self._results = column(gap=10), column(gap=4)
        hint = N_("one on each line; they are printed on the plan")
        self.decisions = Field("decisions", LongEditor(many=True), text=N_("Checks and decisions"), hint=hint)
        self.sign = Button(tr(N_("Check and sign")), "primary", icon="signature")
        self.leave = Button(tr(N_("Leave it")))
        head = row(label(tr(N_("Checks")), "title.s"), None, self._count, self._soon)
        results = column(label(tr(N_("Newest results")), "label"), self._results, gap=6)
        inside = column(head, self._notes, results, self.decisions, None, gap=12, margins=(16, 12))
        said = label(
            tr(N_("Before signing, the whole document is shown.")), "caption", "secondary", wrap=True
        )
        foot = box(column(row(self.leave, None, self.sign), said, gap=8, margins=(16, 12)), "footer")
        whole = column(scrolled(box(inside)), foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_look(self, look: Look) -> None:
        """Show what concerns the plan in this case."""
        against, consider = list(_against(look)), list(_consider(look))
        empty(self._notes)
        for text, tone, title in (*against, *consider):
            self._notes.addWidget(Note(text, tone, title=title))
        if not against and not consider:
            self._notes.addWidget(Note(tr(N_("Nothing stands against it.")), "success"))
        self._count.show_text(_counted(N_("{n} to resolve"), len(against)), "danger", "octagon-alert")
        self._soon.show_text(_counted(N_("{n} to consider"), len(consider)), "warning", "triangle-alert")
        empty(self._results)
        for line in _results(look):
            self._results.addWidget(line)
        self.leave.setVisible(look.case.current(Plan) is not None)

    def typed_decisions(self) -> tuple[str, ...]:
        """Give the decisions typed, one for each line."""
        return tuple(self.decisions.editor.value() or ())


def stands_against(look: Look) -> list[str]:
    """Say what forbids signing now."""
    short = tr(N_("{record}: two versions"))
    return [short.format(record=title) if title else text for text, _, title in _against(look)]


def _against(look: Look) -> Iterable[tuple[str, str, str]]:
    for lack in steps.not_ready(look.case, Plan, look.today):
        yield tr(lack), "danger", ""
    for versions in look.case.undecided(*acting.CLINICAL):
        yield tr(_TWO), "danger", tr(versions.kind.title)


def _consider(look: Look) -> Iterable[tuple[str, str, str]]:
    for one in look.case.all(MedicineTaken):
        if one.until is None or one.until >= look.today:
            yield tr(_NOT_CHECKED), "warning", one.name
    for each in look.case.all(Condition):
        if each.until is None or each.until >= look.today:
            yield each.note or tr(N_("Think of it when you choose.")), "warning", each.name


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


def _counted(text: str, count: int) -> str:
    return tr(text).format(n=count) if count else ""
