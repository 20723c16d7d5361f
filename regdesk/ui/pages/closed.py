"""The closed screen: nothing of the desk is seen, the exchange goes on; the passphrase or PIN opens it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pieces import box, column, label, picture, row, scrolled, sized
from regdesk.ui.widgets.button import Button


class ClosedScreen(QWidget):
    """`opened` carries what was typed, `lock_asked` that somebody else wants to work here."""

    opened = Signal(str)
    lock_asked = Signal()

    def __init__(self, *, with_pin: bool) -> None:
        super().__init__()
        title = tr(N_("Passphrase or PIN")) if with_pin else tr(N_("Passphrase"))
        self.typed, self._asked = PassphraseField(title), False
        self._error = label("", "small", "danger", wrap=True)
        self._error.hide()
        self._open = Button(tr(N_("Open")), "primary", keys="Enter", height="large")
        self._lock = Button(tr(N_("Lock, for somebody else")), "quiet", keys="Ctrl L", height="compact")
        self._open.clicked.connect(self.open)
        self._lock.clicked.connect(lambda _: self.lock_asked.emit())
        self.typed.line.returnPressed.connect(self.open)
        page = column(None, row(None, self._card(), None), None, margins=8)
        self.setLayout(column(scrolled(box(page)), gap=0))

    def open(self) -> None:
        """Hand over what was typed; the field is empty at once."""
        typed = self.typed.line.text()
        self.typed.line.setFocus()
        if typed and not self._asked:
            self._asked = True
            self._error.hide()
            self.typed.line.clear()
            self.opened.emit(typed)

    def show_error(self, error: RegDeskError, left: int) -> None:
        """Say why it did not open, and how many tries are left before everything is locked."""
        said = tr(error.message).format(**error.values)
        tries = trn(N_("{n} try left, then RegDesk locks."), N_("{n} tries left, then RegDesk locks."), left)
        self._error.setText(f"{said} {tries}")
        self._error.show()
        self._asked = False
        self.typed.line.setFocus()

    def showEvent(self, _: object) -> None:
        """Be ready to type."""
        self.typed.line.setFocus()

    def _card(self) -> QFrame:
        lock = picture("lock", "text.secondary", 24)
        head = row(None, lock, label(tr(N_("Screen closed")), "title.m"), None, gap=8)
        said = label(tr(N_("Nothing is lost: everything is as you left it.")), "body", "secondary", wrap=True)
        parts = (head, said, self.typed, self._error, self._open, row(None, self._lock, None))
        card = box(column(*parts, gap=16, margins=28), "card")
        sized(card, width=420)
        return card
