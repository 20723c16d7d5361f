"""A window that asks for one record: title, form, and a button that repeats the verb."""

from typing import Any, Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.pieces import box, column, first_focus, label, row, scrolled
from regdesk.ui.widgets.button import Button

_WIDE, _HIGHEST = 560, 620


class Asked(Protocol):
    """What a window can ask with: a FactForm, or a widget that answers like one."""

    def fact(self) -> Any:
        """Give what was typed, or None after showing what is to mend."""

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""


class FormDialog(QDialog):
    """`given` carries what was typed, each time the button is pressed; `finish` closes the window."""

    given = Signal(object)

    def __init__(self, parent: QWidget, title: str, form: Any, button: str, *, tone: str = "primary") -> None:
        super().__init__(parent)
        self.form: Asked = form
        self.setWindowTitle("RegDesk")
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.button = Button(button, tone, keys="Ctrl Enter")
        cancel = Button(tr(N_("Cancel")))
        self.button.clicked.connect(self.give)
        cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.give)
        inside = QWidget()
        inside.setLayout(column(label(title, "title.m", wrap=True), form, None, gap=14, margins=20))
        self.foot = row(self.button, cancel, None, margins=(20, 12))
        whole = column(scrolled(inside), box(self.foot, "footer"), gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self._fit(inside)
        if first := first_focus(form):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def give(self) -> None:
        """Hand on what was typed, if it can be read."""
        fact = self.form.fact()
        if fact is not None:
            self.given.emit(fact)

    def finish(self) -> None:
        """Close: what was asked for is done."""
        self.accept()

    def refuse(self, error: RegDeskError) -> None:
        """Say in the form why it could not be done."""
        self.form.show_refusal(error)

    def _fit(self, inside: QWidget) -> None:
        look, screen = theme.current(), self.screen().availableSize()
        wide = min(look.px(_WIDE), screen.width() - look.px(40))
        inside.setMinimumWidth(0)
        high = inside.heightForWidth(wide) if inside.hasHeightForWidth() else inside.sizeHint().height()
        self.resize(wide, min(max(high, look.px(160)) + look.px(80), look.px(_HIGHEST), screen.height() - 40))
