"""The one window: before unlocking a gate fills it, afterwards the shell; keys, text size and focus ring."""

from datetime import datetime
from time import monotonic

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui import icons, look, theme
from regdesk.ui.bottom_line import BottomLine
from regdesk.ui.discreet import Discreet
from regdesk.ui.locking.cover import Cover
from regdesk.ui.pieces import first_focus
from regdesk.ui.pulse import Pulse
from regdesk.ui.shell import Shell
from regdesk.ui.shortcuts import KEYS
from regdesk.ui.theme import SCALES, Theme
from regdesk.ui.widgets.focus_ring import FocusRing
from regdesk.ui.widgets.keys_dialog import KeysDialog

_NARROW, _LEAST = 1000, 640
_TWICE_S = 1.0


class MainWindow(QMainWindow):
    """Titled "RegDesk", whatever it shows. `look_changed` carries the new Theme, to be kept.

    `lock_asked` comes from the closed screen.
    """

    look_changed = Signal(object)
    lock_asked = Signal()

    def __init__(self, discreet: Discreet) -> None:
        super().__init__()
        self.setWindowTitle("RegDesk")
        self.setWindowIcon(icons.icon("regdesk", "accent.text", 32))
        self._discreet, self._f8_at = discreet, 0.0
        self.shell: Shell | None = None
        self._cover: QWidget | None = None
        self._behind: QWidget | None = None
        self._hiding = Cover(self)
        self._root = QStackedWidget()
        self.setCentralWidget(self._root)
        self.bottom = BottomLine()
        self.setStatusBar(self.bottom)
        self.bottom.asked.connect(self._on_bottom)
        self.bottom.hide()
        self._ring = FocusRing(self)
        self._bind_keys()

    def show_gate(self, gate: QWidget) -> None:
        """Let *gate* (unlock, first run, closed screen) replace the whole window at once."""
        self._root.addWidget(gate)
        self._put(gate)

    def show_shell(self, shell: Shell) -> None:
        """Show the shell; one that was behind a gate is shown again as it was."""
        if self.shell is not shell:
            self.shell = shell
            shell.pulsed.connect(self.show_pulse)
            self._root.addWidget(shell)
        self._put(shell)

    def cover(self, screen: QWidget) -> None:
        """Show only *screen* until `uncover`: other windows of the program go too, and the bottom line."""
        self._hiding.put_on()
        self._behind, self._cover = self._root.currentWidget(), screen
        self._root.addWidget(screen)
        self._root.setCurrentWidget(screen)
        self.bottom.hide()

    def uncover(self) -> None:
        """Show again what was there, with the keyboard where it was."""
        behind, self._cover, self._behind = self._behind, None, None
        if behind:
            self._put(behind)
        self._hiding.take_off()

    @property
    def covered(self) -> bool:
        """Tell whether the screen is closed."""
        return self._cover is not None

    def come_forward(self) -> None:
        """Show the window in front of the others: a person started RegDesk once more."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def vanish(self) -> None:
        """Take everything off the screen at once: the program is about to lock."""
        for widget in QApplication.topLevelWidgets():
            widget.hide()

    def show_pulse(self, pulse: Pulse, now: datetime) -> None:
        """Say in the bottom line how things stand."""
        self.bottom.show_pulse(pulse, now)

    def set_scale(self, scale: float) -> None:
        """Change the text size, as far as 640 pixels of page still fit; say so where it stops."""
        allowed = [each for each in SCALES if self.width() / each >= _LEAST] or [SCALES[0]]
        if scale > allowed[-1] and self.shell:
            self.shell.say(tr(N_("Larger text would not fit this window")))
        self.set_theme(Theme(theme.current().name, min(max(scale, SCALES[0]), allowed[-1])))

    def set_theme(self, new: Theme) -> None:
        """Show everything in another theme or size, and tell of it."""
        if new != theme.current():
            look.use(new)
            self._fit()
            self.look_changed.emit(new)

    def do(self, command: str) -> None:
        """Do what a key means: text size and parts of the window here, everything else in the shell."""
        size = SCALES.index(theme.current().scale) if theme.current().scale in SCALES else 0
        if command == "larger":
            self.set_scale(SCALES[min(size + 1, len(SCALES) - 1)])
        elif command == "smaller":
            self.set_scale(SCALES[max(size - 1, 0)])
        elif command == "usual":
            self.set_scale(SCALES[0])
        elif self.covered:
            self._do_covered(command)
        elif command == "help":
            KeysDialog(self).open()
        elif self.shell and self._root.currentWidget() is self.shell:
            if command in ("next-pane", "previous-pane"):
                self._go_to_pane(1 if command == "next-pane" else -1)
            elif command == "discreet":
                self._on_f8(self.shell)
            else:
                self.shell.do(command)

    def _do_covered(self, command: str) -> None:
        """Lock from the closed screen too; no other key reaches what is behind."""
        if command == "lock" or (command == "discreet" and self._twice()):
            self.lock_asked.emit()

    def sizeHint(self) -> QSize:
        """Begin as large as the smallest screens we know."""
        return QSize(1366, 696)

    def minimumSizeHint(self) -> QSize:
        """Never ask for more than a small screen has."""
        return QSize(_LEAST, 480)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the bottom line in narrow windows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.bottom.show_wide(self.width() / theme.current().scale >= _NARROW)
        if self.shell:
            self.shell.fit()

    def _put(self, widget: QWidget) -> None:
        """Show a gate or the shell; behind a closed screen it waits."""
        if self._cover:
            self._behind = widget
            return
        self._root.setCurrentWidget(widget)
        self.bottom.setVisible(widget is self.shell)
        self._drop_others(widget)
        self._fit()

    def _drop_others(self, kept: QWidget) -> None:
        """Let go of gates that were passed; nothing of them stays in memory."""
        for index in reversed(range(self._root.count())):
            widget = self._root.widget(index)
            if widget and widget not in (kept, self.shell):
                self._root.removeWidget(widget)
                widget.deleteLater()

    def _bind_keys(self) -> None:
        for key in KEYS:
            for keys in key.keys:
                shortcut = QShortcut(QKeySequence(keys), self)
                shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
                shortcut.activated.connect(lambda name=key.id: self.do(name))
        for number in range(1, 10):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda which=number: self._go_to_place(which))

    def _go_to_place(self, number: int) -> None:
        if self.shell and self._root.currentWidget() is self.shell:
            places = list(self.shell.navigation.buttons)
            if number <= len(places):
                self.shell.open(places[number - 1])

    def _go_to_pane(self, step: int) -> None:
        """Move the keyboard between navigation, top bar, page and bottom line."""
        if not self.shell:
            return
        panes = [self.shell.navigation, self.shell.top, self.shell.page(), self.bottom]
        now = QApplication.focusWidget()
        at = next((n for n, pane in enumerate(panes) if pane and now and pane.isAncestorOf(now)), 0)
        pane = panes[(at + step) % len(panes)]
        if pane and (first := first_focus(pane)):
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_f8(self, shell: Shell) -> None:
        """F8 changes discreet mode; twice within a second: hide everything and lock."""
        if self._twice():
            self._discreet.set_on(True)
            shell.lock_asked.emit()
        else:
            shell.do("discreet")

    def _twice(self) -> bool:
        """Tell whether the last F8 was less than a second ago, and note this one."""
        twice = monotonic() - self._f8_at < _TWICE_S
        self._f8_at = monotonic()
        return twice

    def _on_bottom(self, part: str) -> None:
        if part == "help":
            self.do("help")
        elif self.shell and part == "lock":
            self.shell.lock_asked.emit()
        elif self.shell:
            self.shell.line_asked.emit(part)
