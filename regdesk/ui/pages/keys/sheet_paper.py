"""A recovery sheet on its way to paper: printed, saved for another printer, or written down by hand."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from regdesk import i18n
from regdesk.actions import documents, sheets
from regdesk.actions.desk import Desk
from regdesk.actions.sheets import Draft
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import files
from regdesk.ui.background import Background
from regdesk.ui.dialogs.document import paint_pages
from regdesk.ui.pieces import column, label
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.word_tiles import WordTiles

_WHAT: Final = N_(
    "Whoever has these numbers can read everything. Print the page, or write the groups down by hand, and "
    "keep it where you keep money. Once the sheet is in force they are on paper only."
)
_SAVED: Final = N_("Saved: {name}. Print it elsewhere, then erase the file: it is as secret as the paper.")


class SheetPaper(QWidget):
    """Shows the groups of a sheet that is not in force yet; `failed` carries why it could not be printed."""

    failed = Signal(object)

    def __init__(self, desk: Desk, background: Background) -> None:
        super().__init__()
        self._desk, self._background = desk, background
        self.groups = WordTiles(tr(N_("Groups of the sheet")), 4)
        self.print, self.save = (
            Button(tr(N_("Print the sheet")), icon="printer"),
            Button(tr(N_("Save for another printer…")), icon="download"),
        )
        self.said = label("", "small", "secondary", wrap=True)
        buttons = FlowLayout(self.print, self.save)
        self.setLayout(column(Note(tr(_WHAT), "warning"), self.groups, buttons, self.said, gap=12))
        self.said.hide()
        self.print.clicked.connect(lambda _: self._print())
        self.save.clicked.connect(lambda _: self._choose())

    def show_draft(self, draft: Draft) -> None:
        """Show the groups, numbered as on the paper."""
        self.groups.show_texts([f"{n}.  {g[:3]} {g[3:]}" for n, g in enumerate(draft.groups, start=1)])

    def print_to(self, printer: QPrinter) -> None:
        """Print the page; the queue shows a name that tells nothing."""
        printer.setDocName("RD")
        desk, language = self._desk, i18n.language()
        self._run(
            lambda: documents.pages(sheets.paper(desk, language), 200),
            lambda pages: paint_pages(printer, pages),
        )

    def save_to(self, path: Path) -> None:
        """Write the page to a PDF, for a printer that is elsewhere."""
        desk, language = self._desk, i18n.language()
        self._run(lambda: files.write(path, sheets.paper(desk, language)), self._on_saved)

    def _on_saved(self, path: Path) -> None:
        self.said.setText(tr(_SAVED).format(name=path.name))
        self.said.show()

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)

    def _choose(self) -> None:
        title, name = self.save.accessibleName(), sheets.file_name(self._desk)
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, tr(N_("PDF file (*.pdf)")))
        if chosen:
            self.save_to(Path(chosen))

    def _run(self, job: Callable[[], object], then: Callable[..., object]) -> None:
        self._background.run(job, then, "write", self._on_failed)

    def _on_failed(self, error: RegDeskError) -> None:
        self.failed.emit(error)
