"""The page of the log of reading, for administrators: is it whole, who did what, and saving it as a file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QFileDialog, QFrame, QStackedWidget, QWidget

from regdesk.actions import audit
from regdesk.actions.audit import Row, Standing
from regdesk.domain.audit import Fault
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui import audit_words, theme
from regdesk.ui.page import Page
from regdesk.ui.pages.audit_filter import AuditFilter
from regdesk.ui.pages.audit_table import COLUMNS, Shown, shown
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, empty, label, retone, row, scrolled, sized
from regdesk.ui.tables import PagedTable, RowView
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note

_READABLE: Final = N_(
    "Anybody who gets the file can read it: names of colleagues, times and codes of cases. No names of people"
    " in care are in it, and no words that were searched."
)
_NONE: Final = N_("No line answers to this.")
_ROOM: Final = 220  # of the table at 100 % text; what does not fit is scrolled to
_LARGE: Final = 1.5
_EMPTY: Final = N_("Nothing is written down yet.")


class AuditPage(Page):
    """Looks through the whole chain each time it is opened; Enter on a line opens its case."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._at: Standing | None = None
        self._unchecked, self._looking = False, False
        self.notes, self._lines = QFrame(), column(gap=8)
        self.notes.setLayout(self._lines)
        self.notes.setAccessibleName(tr(N_("What needs you")))
        self.filter = AuditFilter(place.desk.clock)
        self.table = PagedTable(COLUMNS, self._ask, lambda one: one.row.n)
        self.view = RowView(self.table, tr(N_("Log of reading")))
        self.state, self.none = label("", "body", "secondary", wrap=True), label("", wrap=True)
        self.all = label("", "body", "secondary")
        self.trouble = label("", "body", "warning", wrap=True)
        self.line = label("", "body", "secondary", wrap=True)
        self.save_as = Button(tr(N_("Save as a file…")), icon="download")
        self._lists = QStackedWidget()
        self._lay_out()
        self.filter.changed.connect(self.table.reload)
        self.view.opened.connect(self._open)
        self.view.chosen.connect(self._read_out)
        self.save_as.clicked.connect(lambda _: self._choose_file())
        self.commands = {"filter": self.filter.code.setFocus, "close": self._on_escape}

    def arrive(self, target: Any = None) -> None:  # noqa: ARG002 - the page has no target
        """Read how the log stands, and once its newest lines are shown look through all of it."""
        self._unchecked = self._looking = True
        self.reload()
        self.filter.people.setFocus()

    def reload(self) -> None:
        """Read how the log stands and its newest lines."""
        self._run(lambda: audit.standing(self._place.desk), self._show)

    def save(self, file: Path) -> None:
        """Write the lines that are asked for as CSV; that becomes a line itself."""
        desk, wanted = self._place.desk, self.filter.wanted()
        appear(self.trouble, on=False)
        self._place.background.run(
            lambda: audit.save(desk, wanted, file), self._saved, "write", self._not_saved
        )

    def _checked(self, found: Sequence[Fault]) -> None:
        desk = self._place.desk
        if found:
            self._place.background.run(lambda: audit.keep(desk, found), lambda _: self._looked(), "write")
        else:
            self._looked()

    def _looked(self) -> None:
        self._looking = False
        self.reload()

    def _show(self, at: Standing) -> None:
        self._at = at
        empty(self._lines)
        today = self._place.desk.clock.today()
        for author in dict.fromkeys(one.author for one in at.faults):
            text = audit_words.explained([one for one in at.faults if one.author == author], today)
            self._lines.addWidget(Note(text, "warning", title=audit_words.title(author, at)))
        appear(self.notes, on=bool(at.faults))
        self._say_state()
        self.all.setText(trn(N_("{n} line"), N_("{n} lines"), at.count))
        self.filter.show_people(at)
        self.table.reload()

    def _say_state(self) -> None:
        """Say whether the log is whole; while it is looked through only what was found before is certain."""
        if self._at is None:
            return
        text, tone = audit_words.state(self._at)
        if self._looking and not self._at.faults:
            text, tone = tr(N_("Looking through the log…")), "secondary"
        self.state.setText(text)
        retone(self.state, tone)

    def _ask(self, cursor: Any, take: Callable[[Sequence[Shown]], None]) -> None:
        desk, wanted = self._place.desk, self.filter.wanted()
        self._run(
            lambda: audit.page(desk, wanted, cursor),
            lambda rows: self._take(rows, take, first=cursor is None),
        )

    def _take(self, rows: Sequence[Row], take: Callable[[Sequence[Shown]], None], *, first: bool) -> None:
        faults = self._at.faults if self._at else ()
        take(shown(rows, faults))
        if first:
            self.none.setText(tr(_NONE if self.filter.narrow else _EMPTY))
            self._lists.setCurrentIndex(0 if rows else 1)
            appear(self.save_as, on=bool(rows))
            appear(self.line, on=False)
        if self._unchecked:
            self._unchecked = False
            self._run(lambda: audit.check(self._place.desk), self._checked)

    def _read_out(self, one: Shown) -> None:
        """Write the chosen line out in full where large text leaves columns no room."""
        self.line.setText(self.table.sentence(one))
        appear(self.line, on=theme.current().scale >= _LARGE)

    def _open(self, one: Shown) -> None:
        """Open the case of a line, if it is here."""
        if one.row.code:
            self._place.shell.open("case", one.row.stream)

    def _run(self, job: Callable[[], Any], then: Callable[[Any], object]) -> None:
        self._place.background.run(job, then, "read", self._refused)

    def _refused(self, error: RegDeskError) -> None:
        self.none.setText(tr(error.message).format(**error.values))
        self._lists.setCurrentIndex(1)
        appear(self.save_as, on=False)

    def _saved(self, file: Path) -> None:
        self._place.shell.say(tr(N_("Saved: {name}")).format(name=file.name))
        self.reload()

    def _not_saved(self, error: RegDeskError) -> None:
        self.trouble.setText(tr(error.message).format(**error.values))
        appear(self.trouble, on=True)
        self.reload()

    def _choose_file(self) -> None:
        start = str(Path.home() / audit.file_name(self._place.desk))
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr(N_("Save as a file…")), start, tr(N_("Table (*.csv)"))
        )
        if chosen:
            self.save(Path(chosen))

    def _on_escape(self) -> None:
        """Ask for everything again; where nothing narrows, go back."""
        if self.filter.narrow:
            self.filter.clear()
        else:
            self._place.shell.back()

    def _lay_out(self) -> None:
        head = row(label(tr(N_("Log of reading")), "title.m"), self.all, None, gap=8)
        self._lists.addWidget(self.view)
        self._lists.addWidget(self._nothing())
        card = box(column(box(column(self.filter, margins=(12, 10))), self._lists, gap=0, margins=1), "card")
        sized(self._lists, min_height=_ROOM)
        readable = label(tr(_READABLE), "caption", "secondary", wrap=True)
        foot = row(self.save_as, readable, gap=12)
        foot.setStretch(1, 1)
        for hidden in (self.notes, self.line, self.trouble):
            appear(hidden, on=False)
        parts = head, self.state, self.notes, card, self.line, self.trouble, foot
        whole = column(*parts, gap=10, margins=(20, 16))
        whole.setStretch(3, 1)
        self.setLayout(column(scrolled(box(whole)), gap=0))

    def _nothing(self) -> QWidget:
        return box(column(self.none, None, margins=(20, 24)))
