"""The whole document before it is signed: plan and prescription as they will be printed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.pieces import box, column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.page_images import PageImages

_FINAL = N_("Read both papers to the end. What is signed is not changed any more: a later plan follows it.")


class SignDialog(QDialog):
    """`signed` is pressed once; the window stays until it is written, so that a refusal shows in it."""

    signed = Signal()

    def __init__(self, parent: QWidget, code: str, pages: Sequence[bytes]) -> None:
        super().__init__(parent)
        words = tr(N_("Sign the plan {code}")).format(code=code)
        self.setWindowTitle("RegDesk")
        self.setAccessibleName(words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.summary, self.images = ErrorSummary(), PageImages(words)
        self.sign, back = (
            Button(words, "primary", icon="signature", keys="Ctrl Enter"),
            Button(tr(N_("Back"))),
        )
        self.sign.clicked.connect(lambda _: self.signed.emit())
        back.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.signed.emit)
        note = label(tr(_FINAL), "body", "secondary", wrap=True)
        head = box(column(label(words, "title.m"), note, self.summary, gap=6, margins=(20, 14)), "header")
        foot = box(row(None, back, self.sign, margins=(20, 12)), "footer")
        whole = column(head, self.images, foot, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        look, screen = theme.current(), self.screen().availableSize()
        self.resize(min(look.px(900), screen.width() - 40), min(look.px(760), screen.height() - 40))
        self.images.show_pages(pages)
        self.images.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: RegDeskError) -> None:
        """Say why it was not signed."""
        self.summary.show_sentence(tr(error.message).format(**error.values))
