"""The head of a case: code, hidden name, where from and to, what to do next, the six steps, the tabs."""

from collections import Counter
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QTabBar, QToolButton

from regdesk.actions import papers
from regdesk.actions.cases import Look
from regdesk.domain.journal import CaseFile
from regdesk.domain.people import Identity
from regdesk.i18n import N_, tr, trn
from regdesk.ui import theme, words
from regdesk.ui.dates import show_date
from regdesk.ui.pages.case import next_action
from regdesk.ui.pages.case.next_action import Action
from regdesk.ui.pages.to_do import day_of
from regdesk.ui.pieces import box, column, label, row, with_icon
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.reveal import Reveal
from regdesk.ui.widgets.step_bar import StepBar, steps_until
from regdesk.ui.widgets.tags import Tag

_MARGIN = 20
# From these heights on (px at 100 %) there is room for the step bar, and beside a crowded tab.
_LOW, _ROOMY = 480, 760
_KNOWN_YEAR = ("day", "month", "year")


class CaseHeader(QFrame):
    """`back` leaves the case; `primary` and `second` are pressed buttons; `chosen` carries a tab's number."""

    back = Signal()
    primary = Signal()
    second = Signal()
    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], name: Callable[[], str]) -> None:
        super().__init__()
        self.setProperty("kind", "header")
        self.setAccessibleName(tr(N_("Case")))
        away = QToolButton()
        with_icon(away, "chevron-left", "accent.text")
        away.setAccessibleName(tr(N_("Back")))
        away.setToolTip(f"{tr(N_('Back'))}  Alt ←")
        away.clicked.connect(self.back)
        self.code, self.reveal, self._path = label("", "code"), Reveal(name), label("", "small", "secondary")
        self.ask, self.button = Button("", icon="message-square"), Button("", "primary", keys="Ctrl Enter")
        self.ask.clicked.connect(self.second)
        self.button.clicked.connect(self.primary)
        self.sent = Tag("")
        seen = (self.code, 4, self.reveal, 4, self._path, self.sent)
        self._top = top = row(away, 2, *seen, None, self.ask, self.button, gap=8)
        self.steps, self.tabs = StepBar(), QTabBar()
        self.tabs.setAccessibleName(tr(N_("Parts of the case")))
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self._room, self._keys = (1154, 614, False), "Ctrl Enter"
        self._action: Action | None = None
        self._titles = [tr(title) for title in titles]
        for title in self._titles:
            self.tabs.addTab(title)
        for scroll, icon in zip(
            self.tabs.findChildren(QToolButton), ("chevron-left", "chevron-right"), strict=True
        ):
            with_icon(scroll, icon, "text.primary", 16)
        self.tabs.currentChanged.connect(self.chosen)
        self._steps_box = box(column(self.steps, gap=0, margins=(40, 0, 0, 0)))
        self.setLayout(
            column(
                column(top, self._steps_box, gap=10, margins=(_MARGIN, 12, _MARGIN, 6)),
                column(self.tabs, gap=0, margins=(48, 0, 20, 0)),
                gap=2,
            )
        )

    def show_look(self, look: Look) -> None:
        """Show the case's head."""
        case = look.case
        self.code.setText(words.code_of(case))
        self.code.setAccessibleName(words.code_of(case))
        self._path.setText(" · ".join(part for part in (words.path(case), _born(case)) if part))
        self.sent.show_text(*_sent(look))
        action, second = next_action.next_action(look), next_action.asking(look)
        self._action = action
        self.show_keys(self._keys)
        self.ask.show_text(tr(second.text) if second else "", icon="message-square")
        self.fit(self._room[0], self._room[1], crowded=self._room[2])
        self.steps.show_steps(steps_until(look.progress.step, _notes(look)))
        self._show_counts(look)

    def show_keys(self, keys: str) -> None:
        """Show these keys on the main button: none where the tab has a main button of its own."""
        self._keys = keys
        if self._action:
            self.button.show_text(tr(self._action.text), icon=self._action.icon, keys=keys)

    def fit(self, width: int, height: int, *, crowded: bool = False) -> None:
        """Leave out what there is no room for beside the main button, and the step bar in low windows."""
        self._room = (width, height, crowded)
        said = {
            self._path: self._path.text(),
            self.sent: self.sent.accessibleName(),
            self.ask: self.ask.text(),
        }
        for widget, text in said.items():
            widget.setVisible(bool(text))
        for widget in said:
            self._top.invalidate()
            if self._top.minimumSize().width() + 2 * theme.current().px(_MARGIN) <= width:
                break
            widget.hide()
        self._steps_box.setVisible(height / theme.current().scale >= (_ROOMY if crowded else _LOW))

    def _show_counts(self, look: Look) -> None:
        found = papers.checklist(look.case, look.today)
        notes = {1: tr(N_("{n} of {all}")).format(n=found.ready, all=len(found.wanted))}
        if any(todo.urgent for todo in next_action.ours(look)):
            notes[4] = "!"
        for number, title in enumerate(self._titles):
            note = notes.get(number, "")
            self.tabs.setTabText(number, f"{title}  {note}" if note else title)


def _sent(look: Look) -> tuple[str, str, str]:
    """Say how far the case as a whole got: text, tone and icon of a tag."""
    found = Counter(look.marks.values())
    if waits := found["here"]:
        return trn(N_("{n} not sent"), N_("{n} not sent"), waits), "warning", "arrow-up"
    if there := found["server"]:
        return trn(N_("✓ {n} on the server"), N_("✓ {n} on the server"), there), "neutral", ""
    return (tr(N_("✓✓ all received")), "success", "") if found else ("", "neutral", "")


def _born(case: CaseFile) -> str:
    identity = case.one(Identity)
    if identity is None or identity.born_on is None:
        return ""
    year = str(identity.born_on.year)
    known = identity.born_known in _KNOWN_YEAR
    return tr(N_("born {year}")).format(year=year if known else f"≈ {year}")


def _notes(look: Look) -> list[str]:
    """Say under each step when it was done, and under the present one whose turn it is."""
    done = look.progress.done
    notes = [
        show_date(day_of(done[step]), look.today) if step in done and step < look.progress.step else ""
        for step in range(1, 7)
    ]
    notes[look.progress.step - 1] = next_action.turn(look)
    return notes
