"""The report for support, to be read before it is handed on: a person sees that nothing personal is in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QWidget

from regdesk.actions import diagnosis
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.announce import announce
from regdesk.ui.background import Background
from regdesk.ui.pieces import appear, box, column, label, row
from regdesk.ui.widgets.button import Button

TITLE: Final = N_("Report for support")
_WHAT: Final = N_(
    "All of it stands below: numbers, versions and places in the program. Save it on a stick or in a folder"
    " and hand it on yourself; RegDesk sends it nowhere."
)
_SAVED: Final = N_("Saved: {name}")


class ReportDialog(QDialog):
    """Makes the report in the lane that reads, shows it, and saves it where the person says."""

    def __init__(self, parent: QWidget, background: Background, make: Callable[[], str]) -> None:
        super().__init__(parent)
        self._background = background
        self.setWindowTitle("RegDesk")
        self.setAccessibleName(tr(TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(tr(TITLE))
        self.text.setTabChangesFocus(True)
        self.said = label("", "body", wrap=True)
        self.said.hide()
        self.keep = Button(tr(N_("Save the report…")), "primary", icon="download")
        appear(self.keep, on=False)
        close = Button(tr(N_("Close")))
        self.keep.clicked.connect(lambda _: self._choose())
        close.clicked.connect(self.reject)
        head = column(label(tr(TITLE), "title.m"), label(tr(_WHAT), "body", "secondary", wrap=True), gap=6)
        whole = column(head, self.text, self.said, gap=12, margins=20)
        whole.setStretch(1, 1)
        foot = box(row(self.keep, None, close, margins=(20, 12)), "footer")
        self.setLayout(column(box(whole), foot, gap=0))
        look, screen = theme.current(), self.screen().availableSize()
        self.resize(min(look.px(720), screen.width() - 40), min(look.px(560), screen.height() - 40))
        background.run(make, self._show, "read", self._failed)

    def save_to(self, folder: Path) -> None:
        """Write what is shown into a folder."""
        text = self.text.toPlainText()
        self._background.run(lambda: diagnosis.save(text, folder), self._saved, "net", self._failed)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr(N_("Save the report…")))
        if chosen:
            self.save_to(Path(chosen))

    def _show(self, text: str) -> None:
        self.text.setPlainText(text)
        appear(self.keep, on=True)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, file: Path) -> None:
        self._say(tr(_SAVED).format(name=file.name))

    def _failed(self, error: RegDeskError) -> None:
        self._say(tr(error.message).format(**error.values))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.show()
        announce(self.said, sentence)
