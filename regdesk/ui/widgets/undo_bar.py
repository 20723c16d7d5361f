"""The bar that says what has just happened and offers to take it back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame

from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.announce import announce
from regdesk.ui.pieces import label, picture, row
from regdesk.ui.widgets.button import Button


class UndoBar(QFrame):
    """Shown for 8 seconds above the bottom line; waits while the mouse or the keyboard is on it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "undo")
        self._text = label("", "body")
        self._button = Button(tr(N_("Undo")), "link", keys="Ctrl Z", height="compact")
        self._undo: Callable[[], object] | None = None
        self.setLayout(
            row(picture("circle-check", "success.text"), self._text, self._button, margins=(14, 6))
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(theme.tokens()["threshold"]["undo.seconds"] * 1000)
        self._timer.timeout.connect(self.hide)
        self._button.clicked.connect(self.undo)
        self._button.installEventFilter(self)
        self.hide()

    def show_done(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Say what happened; *undo* takes it back."""
        self._undo = undo
        self._text.setText(sentence)
        self._button.setVisible(undo is not None)
        self.setAccessibleName(sentence)
        self.show()
        self.adjustSize()
        self.raise_()
        self._timer.start()
        announce(self, sentence)

    def undo(self) -> bool:
        """Take back what the bar shows; tell whether there was anything."""
        undo, self._undo = self._undo, None
        self.hide()
        self._timer.stop()
        if undo:
            undo()
        return undo is not None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait while the keyboard is on the button."""
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and self.isVisible():
            self._timer.start()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        """Wait while the mouse is over the bar."""
        if event.type() == QEvent.Type.Enter:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave and self.isVisible():
            self._timer.start()
        return super().event(event)

    def place(self) -> None:
        """Stand in the middle above the lower edge of the parent."""
        parent = self.parentWidget()
        if parent:
            self.adjustSize()
            gap = theme.current().px(12)
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - gap)

    def showEvent(self, _: object) -> None:
        """Find the place each time."""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.place()
