"""A paper recovery sheet: made, printed, two of its groups typed back from the paper, and then in force."""

from collections.abc import Callable
from typing import Final

from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from regdesk import i18n
from regdesk.actions import documents, sheets
from regdesk.actions.sheets import Draft
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.dialogs.document import paint_pages
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, label, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.word_tiles import WordTiles

_WHAT: Final = N_(
    "Whoever has these numbers can read everything. Print the page, or write the groups down by hand, and "
    "keep it where you keep money. Once the sheet is in force they are on paper only."
)
_EARLIER: Final = N_("Sixteen groups of the sheet in force")
_EARLIER_HINT: Final = N_("the new sheet takes its place; the old paper is void from then on")


class SheetPage(QWidget):
    """Lies over the list until the sheet is in force or left; *done* is called then."""

    def __init__(self, place: Workplace, done: Callable[[], object], *, replaces: bool) -> None:
        super().__init__()
        self._place, self._done = place, done
        self.summary, self.groups = ErrorSummary(), WordTiles(tr(N_("Groups of the sheet")), 4)
        self.print = Button(tr(N_("Print the sheet")), icon="printer")
        self.typed = [Field(name, TextEditor(), text=N_("Group")) for name in ("first", "second")]
        self.earlier = Field("earlier", TextEditor(), text=_EARLIER, hint=_EARLIER_HINT)
        self.button = Button(tr(N_("Put the sheet in force")), "primary")
        back = Button(tr(N_("Back")), keys="Esc")
        self._draft: Draft | None = None
        paper = Card(tr(N_("1. On paper")), Note(tr(_WHAT), "warning"), self.groups, row(self.print, None))
        fields = row(*self.typed, gap=12)
        again = Card(tr(N_("2. Type back from the paper")), fields, self.earlier)
        appear(self.earlier, on=replaces)
        title = label(tr(N_("Recovery sheet")), "title.l")
        page = box(column(title, self.summary, paper, again, row(back, None, self.button), None, gap=12))
        sized(page, max_width=760)
        middle = row(None, page, None, margins=(20, 16))
        middle.setStretch(1, 100)
        self.setLayout(column(scrolled(box(middle)), gap=0))
        self.print.clicked.connect(lambda _: self._print())
        self.button.clicked.connect(lambda _: self.confirm())
        back.clicked.connect(lambda _: done())
        self._run(lambda: sheets.make(place.desk), self._show)

    def confirm(self) -> None:
        """Put the sheet in force, if the paper says what it should."""
        draft, desk = self._draft, self._place.desk
        if draft is None:
            return
        typed = {
            number: str(field.editor.raw()) for number, field in zip(draft.asked, self.typed, strict=True)
        }
        earlier = sheets.groups_in(str(self.earlier.editor.raw()))
        self._run(lambda: sheets.confirm(desk, typed, earlier), lambda _: self._confirmed())

    def print_to(self, printer: QPrinter) -> None:
        """Print the page; the queue shows a name that tells nothing."""
        printer.setDocName("RD")
        desk, language = self._place.desk, i18n.language()
        self._place.background.run(
            lambda: documents.pages(sheets.paper(desk, language), 200),
            lambda pages: paint_pages(printer, pages),
            "write",
            self._failed,
        )

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self.groups.show_texts([f"{n}.  {g[:3]} {g[3:]}" for n, g in enumerate(draft.groups, start=1)])
        for number, field in zip(draft.asked, self.typed, strict=True):
            field.rename(tr(N_("Group {number}")).format(number=number))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)

    def _confirmed(self) -> None:
        self._done()
        self._place.shell.say(tr(N_("The recovery sheet is in force. Put the paper away now.")))
        self._place.shell.exchange_asked.emit()

    def _run(self, job: Callable[[], object], then: Callable[..., object]) -> None:
        self._place.background.run(job, then, "write", self._failed)

    def _failed(self, error: RegDeskError) -> None:
        self.summary.show_sentence(tr(error.message).format(**error.values))
