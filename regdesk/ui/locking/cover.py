"""What goes out of sight with a closed screen and comes back: other windows, and the keyboard's place."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Cover(QObject):
    """Hides every window of the program but one; a window that opens meanwhile waits too."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._focused: QWidget | None = None
        self._hidden: list[QWidget] = []

    def put_on(self) -> None:
        """Take everything else off the screen at once."""
        self._focused = QApplication.focusWidget()
        self._hidden = [one for one in QApplication.topLevelWidgets() if self._is_other(one)]
        for one in self._hidden:
            one.hide()
        self._window.setProperty("covered", True)
        if app := QApplication.instance():
            app.installEventFilter(self)

    def take_off(self) -> None:
        """Show again what was there, with the keyboard where it was."""
        if app := QApplication.instance():
            app.removeEventFilter(self)
        self._window.setProperty("covered", False)
        for one in self._hidden:
            if isValid(one):
                one.show()
        if self._focused and isValid(self._focused):
            self._focused.window().activateWindow()
            self._focused.setFocus(Qt.FocusReason.OtherFocusReason)
        self._hidden, self._focused = [], None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let a window that opens behind a closed screen wait."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and self._is_other(watched):
            self._hidden.append(watched)
            QTimer.singleShot(0, watched, watched.hide)
        return False

    def _is_other(self, widget: QWidget) -> bool:
        return widget.isWindow() and widget is not self._window and widget.isVisible()
