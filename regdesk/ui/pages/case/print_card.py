"""What can be printed for a case, each with its button; papers open as pages before they are printed."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from regdesk.actions import documents
from regdesk.actions.cases import Look
from regdesk.actions.documents import Printable
from regdesk.i18n import N_, tr
from regdesk.ui.dialogs.document import DocumentDialog
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import empty, label
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout


class PrintCard(Card):
    """Holds the buttons of what can be printed, under a title."""

    def __init__(self, context: Context, only: Collection[str]) -> None:
        self.buttons = PrintButtons(context, only)
        super().__init__(tr(N_("Print")), self.buttons, icon="printer")

    def show_look(self, look: Look) -> None:
        """Ask what can be printed now."""
        self.buttons.show_look(look)


class PrintButtons(QWidget):
    """A button for each paper of *only* for which the case holds enough, in that order.

    *short* has other words (msgids) for some papers, where there is little room.
    """

    def __init__(
        self, context: Context, only: Collection[str], short: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self._short = short or {}
        self._context, self._only = context, list(only)
        self.papers: Sequence[Printable] = ()
        self._lines = FlowLayout(gap=6)
        self.setLayout(self._lines)

    def show_look(self, look: Look) -> None:
        """Ask what can be printed now."""
        desk, stream = self._context.desk, look.case.id
        self._context.background.run(lambda: documents.kinds(desk, stream), self._show)

    def open(self, paper: Printable) -> DocumentDialog:
        """Show a paper."""
        context = self._context
        dialog = DocumentDialog(context.shell, context.desk, context.background, context.stream, paper)
        dialog.open()
        return dialog

    def open_first(self) -> None:
        """Show the first paper of the list."""
        if self.papers:
            self.open(self.papers[0])

    def _show(self, there: Sequence[Printable]) -> None:
        found = [paper for name in self._only for paper in there if paper.id == name]
        if found == list(self.papers) and found:
            return
        self.papers = found
        empty(self._lines)
        for paper in self.papers:
            button = Button(tr(self._short.get(paper.id, paper.title)), icon="printer", height="compact")
            button.clicked.connect(lambda _, paper=paper: self.open(paper))
            self._lines.addWidget(button)
        if not self.papers:
            words = tr(N_("Nothing to print yet."))
            self._lines.addWidget(label(words, "small", "secondary"))
