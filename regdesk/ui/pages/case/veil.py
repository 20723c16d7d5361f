"""The one line in front of medical data while discreet mode is on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from regdesk.i18n import N_, tr
from regdesk.ui.discreet import Discreet
from regdesk.ui.pieces import box, column, label, picture, row
from regdesk.ui.widgets.button import Button


class Veil(QWidget):
    """Shows what is behind it when asked (Enter), and hides it again when one leaves."""

    def __init__(self, behind: QWidget, discreet: Discreet) -> None:
        super().__init__()
        self.behind, self._discreet = behind, discreet
        words = tr(N_("Medical data is shown here."))
        self.button = Button(tr(N_("Show")), "primary", keys="Enter", height="compact")
        self.button.clicked.connect(self.lift)
        line = row(picture("eye-off"), label(words, wrap=True), self.button, gap=10, margins=(14, 10))
        line.setStretch(1, 1)
        self._line = box(column(box(line, "card"), None, gap=0))
        whole = column(self._line, behind, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.button.setAutoDefault(True)
        self.setAccessibleName(words)
        discreet.changed.connect(self._on_discreet)
        self._on_discreet(discreet.on)

    @property
    def lifted(self) -> bool:
        """Whether the medical data is in sight."""
        return self.behind.isVisibleTo(self)

    def lift(self) -> None:
        """Show what is behind, until one leaves."""
        self._show(open_=True)
        self.behind.setFocus(Qt.FocusReason.OtherFocusReason)

    def fall(self) -> None:
        """Hide it again, where discreet mode is on."""
        self._show(open_=not self._discreet.on)

    def _show(self, *, open_: bool) -> None:
        self._line.setVisible(not open_)
        self.behind.setVisible(open_)

    def _on_discreet(self, _: bool) -> None:  # noqa: FBT001 - Qt's signals pass it like this
        self.fall()
