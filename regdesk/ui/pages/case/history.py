"""The history: every record of the case, newest first; who wrote it, when, and whether it still stands."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from regdesk.actions import late, records
from regdesk.actions.cases import Look
from regdesk.domain.erasure import Erasure
from regdesk.domain.facts import EnteredInError, Unknown
from regdesk.domain.journal import Entry, EntryId, Versions, accepted
from regdesk.domain.membership import LateEntry
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.cells import TagCell, TagValue
from regdesk.ui.pages.case import erasing, sheet
from regdesk.ui.pages.case.checklist import mark, travelled
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, empty, label, line, row, scrolled
from regdesk.ui.sentences import sentence
from regdesk.ui.tables import Column, RowTable, RowView
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.panes import Panes

_STATES = {
    "stands": TagValue(""),
    "replaced": TagValue(N_("corrected"), "neutral", "pencil"),
    "taken-back": TagValue(N_("taken back"), "neutral", "undo-2"),
    "two": TagValue(N_("two versions"), "warning", "git-branch"),
    "waiting": TagValue(N_("waiting"), "info", "clock"),
    "aside": TagValue(N_("put aside"), "warning", "triangle-alert"),
}
_WHY = {
    "stands": N_("This record stands."),
    "replaced": N_("A later record corrected this one. It stays here."),
    "taken-back": N_("This record was taken back. It stays here."),
    "two": N_("This record stands in two versions. Choose which is right."),
}


@dataclass(frozen=True)
class Line:
    """One record as the table shows it."""

    entry: Entry
    when: str
    who: str
    what: str
    state: str
    sent: str
    travelled: str

    def sentence(self) -> str:
        """Say the record as a screen reader does: how far it got in words, not in ticks."""
        said = (self.what, self.who, self.when, self.tag.text, self.travelled)
        return ". ".join(part for part in said if part)

    @property
    def tag(self) -> TagValue:
        """The state as a tag."""
        value = _STATES[self.state]
        return TagValue(tr(value.text), value.tone, value.icon)


COLUMNS = (
    Column[Line](N_("When"), lambda each: each.when, width=140),
    Column[Line](N_("Who"), lambda each: each.who, width=92, drop=2),
    Column[Line](N_("What"), lambda each: each.what),
    Column[Line]("", lambda each: each.tag, width=124, drop=3, cell=TagCell),
    Column[Line]("", lambda each: each.sent, width=46, drop=1),
)


class HistoryTab(LookTab):
    """`versions_asked` carries the Versions that are to be compared."""

    id = "history"
    title = N_("History")
    versions_asked = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._look: Look | None = None
        self.table = RowTable(COLUMNS, sentence=Line.sentence)
        self.view = RowView(self.table, tr(N_("History")))
        self.view.chosen.connect(self.show_line)
        self._detail = column(gap=8, margins=16)
        right = box(column(scrolled(box(self._detail)), gap=0, margins=1), "card")
        self.ask_erasing = erasing.ask_button(context)
        panes = Panes(box(column(self.view, gap=0, margins=1), "card"), right)
        self.setLayout(column(panes, row(None, self.ask_erasing), gap=8))
        self.setFocusProxy(self.view)
        context.shell.discreet.changed.connect(self._on_discreet)

    def show_look(self, look: Look) -> None:
        """Show every record."""
        chosen = self.view.currentIndex().row()
        self._look = look
        self.ask_erasing.setVisible(look.may(Erasure))
        newest = sorted(look.case.entries, key=lambda entry: (entry.at, entry.id), reverse=True)
        states = _states(look)
        self.table.set_rows([self._line(entry, look, states[entry.id]) for entry in newest])
        self.view.selectRow(min(max(chosen, 0), len(newest) - 1))

    def show_line(self, shown: Line) -> None:
        """Show one record in full."""
        look, entry = self._look, shown.entry
        if look is None:
            return
        empty(self._detail)
        discreet = self.context.shell.discreet.on
        who = " · ".join(part for part in (shown.who, shown.when) if part)
        self._add(label(sentence(entry.fact, discreet=discreet), "title.s", wrap=True))
        self._add(label(who, "small", "secondary", wrap=True))
        self._add(label(_why(look, entry, shown.state), "small", "secondary", wrap=True))
        if entry.id in look.marks:
            self._add(label(travelled(entry.id, look), "small", "secondary", wrap=True))
        self._detail.addLayout(self._buttons(look, shown))
        self._add(line())
        self._show_fields(entry, hidden=discreet)
        self._detail.addStretch(1)

    def correct(self, entry: Entry) -> None:
        """Open the form to put a right record in place of this one."""
        desk, stream = self.context.desk, self.context.stream
        asked = Asked(type(entry.fact), entry.fact.title, N_("Correct"), entry.fact)
        said = tr(N_("Corrected; the history keeps the old record"))
        sheet.ask(self.context, asked, lambda fact: records.correct(desk, stream, [entry.id], fact), said)

    def take_back(self, entry: Entry) -> None:
        """Ask why, and mark the record as entered in error."""
        desk, stream = self.context.desk, self.context.stream
        blank = EnteredInError(of_kind=entry.kind)
        asked = Asked(
            EnteredInError,
            N_("Take this record back"),
            N_("Take back"),
            blank,
            ("why",),
            sentence(entry.fact),
        )
        said = tr(N_("Taken back; the history keeps it"))

        def act(fact: Any) -> Any:
            return records.take_back(desk, stream, entry.id, fact.why)

        sheet.ask(self.context, asked, act, said)

    def _line(self, entry: Entry, look: Look, state: str) -> Line:
        return Line(
            entry,
            words.moment(entry.at, look.today),
            look.names.of(entry.author) or tr(N_("unknown key")),
            sentence(entry.fact, discreet=self.context.shell.discreet.on),
            state,
            mark(entry.id, look.marks)[0],
            travelled(entry.id, look).lstrip("✓ "),
        )

    def _buttons(self, look: Look, shown: Line) -> Any:
        entry, made = shown.entry, row(gap=8)
        if shown.state == "two":
            choose = Button(tr(N_("Compare and choose")), "primary", height="compact")
            choose.clicked.connect(lambda: self._ask_versions(entry))
            made.addWidget(choose)
        elif shown.state == "stands" and _may_mend(look, entry):
            correct = Button(tr(N_("Correct")), icon="pencil", height="compact")
            correct.clicked.connect(partial(self.correct, entry))
            back = Button(tr(N_("Take back")), icon="undo-2", height="compact")
            back.clicked.connect(partial(self.take_back, entry))
            made.addWidget(correct)
            made.addWidget(back)
        elif look.may(LateEntry) and late.is_late(look.case, entry):
            let_in = Button(tr(N_("Let in…")), height="compact")
            let_in.clicked.connect(partial(self.let_in, entry))
            made.addWidget(let_in)
        for button in erasing.answers(self.context, look, entry):
            made.addWidget(button)
        made.addStretch(1)
        return made

    def let_in(self, entry: Entry, *_: Any) -> None:
        """Ask why a record that came too late may count all the same."""
        desk, stream = self.context.desk, self.context.stream
        first = LateEntry(entries=(entry.id,))
        asked = Asked(LateEntry, N_("Let a late record in"), N_("Let in"), first, ("why",))
        said = tr(N_("They count from now on; the others learn it at the next exchange"))

        def act(fact: Any) -> Any:
            return late.let_in(desk, stream, [entry.id], fact.why)

        sheet.ask(self.context, asked, act, said)

    def _ask_versions(self, entry: Entry) -> None:
        if found := _versions_of(self._look, entry):
            self.versions_asked.emit(found)

    def _show_fields(self, entry: Entry, *, hidden: bool) -> None:
        """List the fields; in discreet mode behind a button."""
        if hidden:
            show = Button(tr(N_("Show")), icon="eye", height="compact")
            show.clicked.connect(partial(self._unhide, entry, show))
            self._detail.addLayout(row(show, None))
            return
        for text, value in words.shown_fields(entry.fact):
            self._add(box(column(label(text, "caption", "secondary"), label(value, wrap=True), gap=0)))

    def _unhide(self, entry: Entry, button: QWidget) -> None:
        button.hide()
        self._show_fields(entry, hidden=False)

    def _add(self, widget: QWidget) -> None:
        self._detail.addWidget(widget)

    def _on_discreet(self, _: bool) -> None:  # noqa: FBT001 - Qt's signals pass it like this
        if self._look:
            self.show_look(self._look)


def _states(look: Look) -> dict[EntryId, str]:
    case = look.case
    two = {entry.id for versions in case.conflicts for entry in versions.entries}
    taken = {n for e in case.standing if isinstance(e.fact, EnteredInError) for n in e.replaces}
    found: dict[EntryId, str] = {}
    for entry in case.entries:
        if not accepted(case.verdicts, entry.id):
            found[entry.id] = case.verdicts[entry.id].state
        elif entry.id in case.replaced:
            found[entry.id] = "taken-back" if entry.id in taken else "replaced"
        else:
            found[entry.id] = "two" if entry.id in two else "stands"
    return found


def _why(look: Look, entry: Entry, state: str) -> str:
    """Say in words why a record counts or does not."""
    if state in ("waiting", "aside"):
        return tr(look.case.verdicts[entry.id].why)
    if state == "taken-back":
        taken = (e.fact for e in look.case.standing if entry.id in e.replaces)
        why = next((fact.why for fact in taken if isinstance(fact, EnteredInError) and fact.why), "")
        return f"{tr(_WHY[state])} {why}".strip()
    return tr(_WHY[state])


def _may_mend(look: Look, entry: Entry) -> bool:
    kind = type(entry.fact)
    made = not isinstance(entry.fact, (Unknown, EnteredInError))
    return made and not entry.fact.fixed and look.may(kind)


def _versions_of(look: Look | None, entry: Entry) -> Versions | None:
    conflicts = look.case.conflicts if look else ()
    return next((one for one in conflicts if any(e.id == entry.id for e in one.entries)), None)
