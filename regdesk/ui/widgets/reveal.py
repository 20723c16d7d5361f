"""A name that is hidden until it is held: by the mouse or by F9, for at most ten seconds."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent, Qt

from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.widgets.button import Button


class Reveal(Button):
    """Asks *name* only when it is pressed, so that a hidden name is not even in the window's memory.

    Its accessible name stays «Name hidden» while hidden. Holding F9 anywhere in its window presses it.
    `revealed` tells, once each time it is held, that a name was shown.
    """

    revealed = Signal()

    def __init__(self, name: Callable[[], str]) -> None:
        super().__init__(tr(N_("Name hidden")), icon="eye-off", keys="F9", height="compact")
        self._name = name
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(theme.tokens()["threshold"]["reveal.seconds"] * 1000)
        self._limit.timeout.connect(self.hide_name)
        self.pressed.connect(self.show_name)
        self.released.connect(self.hide_name)

    def show_name(self) -> None:
        """Show the name until the button is let go or ten seconds are over."""
        name = self._name()
        self.show_text(name, icon="eye", keys="F9")
        self._limit.start()
        if name:
            self.revealed.emit()

    def hide_name(self) -> None:
        """Hide the name again."""
        self._limit.stop()
        self.show_text(tr(N_("Name hidden")), icon="eye-off", keys="F9")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow F9 being held, anywhere in the window."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F9 and not event.isAutoRepeat():
            if event.type() == QEvent.Type.KeyPress:
                self.show_name()
            elif event.type() == QEvent.Type.KeyRelease:
                self.hide_name()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Listen to the window's keys while shown; hide the name when hidden."""
        if event.type() == QEvent.Type.Show:
            self.window().installEventFilter(self)
        elif event.type() == QEvent.Type.Hide:
            self.window().removeEventFilter(self)
            self.hide_name()
        return super().event(event)
