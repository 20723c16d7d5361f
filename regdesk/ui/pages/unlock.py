"""Unlock: the passphrase alone finds the person; no list of staff, no names."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QToolButton, QWidget

from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import key_files
from regdesk.ui.pieces import appear, box, column, label, picture, row, scrolled, sized, with_icon
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.tags import Tag

_MINUTE, _LOOK_EACH = 60, 3
KEY_FILES = N_("Key file (*.regdesk-key)")


class Unlock(QWidget):
    """`opened` carries the passphrase typed; `show_error` says that it did not work.

    `forgotten` asks what to do without it. *wait* says how many seconds the next try must wait.
    """

    opened = Signal(str)
    forgotten = Signal()

    def __init__(self, greeting: str = "", wait: Callable[[], int] = lambda: 0) -> None:
        super().__init__()
        self.passphrase = PassphraseField(tr(N_("Passphrase")))
        self._greeting = label(greeting or tr(N_("Good day")), "title.m")
        self._error = label("", "small", "danger", wrap=True)
        self._error.hide()
        self._wait, self._file = wait, label("", "caption", "secondary", wrap=True)
        self._open = Button(tr(N_("Open")), "primary", keys="Enter", height="large")
        self._open.clicked.connect(self.open)
        self.key_file = Button(tr(N_("Key file…")), "quiet", height="compact")
        self.help = Button(tr(N_("Forgotten the passphrase?")), "link", height="compact")
        self.key_file.clicked.connect(lambda _: self._choose_file())
        self.help.clicked.connect(lambda _: self.forgotten.emit())
        self.passphrase.line.returnPressed.connect(self.open)
        self._seconds = QTimer(self)
        self._seconds.setInterval(1000)
        self._seconds.timeout.connect(self._tick)
        self._ticks, self.too_soon = 0, False
        page = column(None, self._brand(), 22, row(None, self._card(), None), 16, *_notes(), None, margins=8)
        self.setLayout(column(scrolled(box(page)), gap=0))

    def open(self) -> None:
        """Hand over what was typed; nothing typed, or too soon, keeps the keyboard in the field."""
        typed = self.passphrase.line.text()
        self.passphrase.line.setFocus()
        if typed and not self.too_soon:
            self.show_busy(busy=True)
            self.opened.emit(typed)

    def show_error(self, error: RegDeskError) -> None:
        """Say why it did not open; the field is ready for another try, once it is time."""
        self.show_busy(busy=False)
        self._say(tr(error.message).format(**error.values))
        self.passphrase.line.selectAll()
        self.passphrase.line.setFocus()
        self._show_wait()

    def show_busy(self, *, busy: bool) -> None:
        """Say that the key is being worked out; it takes a second on purpose."""
        self._open.show_text(tr(N_("Opening…") if busy else N_("Open")), keys="" if busy else "Enter")
        self._error.hide()

    def use_file(self, path: Path) -> None:
        """Take a key file that was chosen; say so where it is none."""
        try:
            key_files.choose(path)
        except Refused as refused:
            self.show_error(refused)
        self.look()

    def look(self) -> None:
        """See whether a stick with a key file came or went."""
        found = bool(key_files.at_hand())
        self._file.setText(tr(N_("A key file is at hand.")) if found else "")
        appear(self._file, on=found)

    def showEvent(self, _: object) -> None:
        """Be ready to type."""
        self.passphrase.line.setFocus()
        self._show_wait()
        self.look()
        self._seconds.start()

    def hideEvent(self, _: object) -> None:
        """Look at no stick while this is out of sight."""
        self._seconds.stop()

    def _tick(self) -> None:
        """Count down each second, look at sticks every third."""
        self._ticks += 1
        if self.too_soon:
            self._show_wait()
        if self._ticks % _LOOK_EACH == 0:
            self.look()

    def _show_wait(self) -> None:
        """Count down after wrong passphrases; what is typed meanwhile stays."""
        left, waited = self._wait(), self.too_soon
        self.too_soon = left > 0
        self._open.show_text(tr(N_("Wait") if left else N_("Open")), keys="" if left else "Enter")
        if left:
            clock = tr(N_("{m} min {s} s")) if left >= _MINUTE else tr(N_("{s} s"))
            said = tr(N_("Too many wrong passphrases. The next try is possible in {wait}."))
            self._say(said.format(wait=clock.format(m=left // _MINUTE, s=left % _MINUTE)))
        elif waited:
            self._error.hide()

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        self._error.show()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, tr(N_("Key file…")), "", tr(KEY_FILES))
        if chosen:
            self.use_file(Path(chosen))

    def _brand(self) -> QWidget:
        mark = picture("regdesk", "accent.on", 32)
        mark.setProperty("kind", "mark")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sized(mark, width=44, height=44)
        return box(row(None, mark, label("RegDesk", "title.l"), None, gap=12))

    def _card(self) -> QFrame:
        ways = FlowLayout(self.help, self.key_file)
        words = column(self._greeting, label(tr(N_("Type your passphrase.")), "body", "secondary"), gap=4)
        inside = (words, self.passphrase, self._file, self._error, self._open, ways)
        card = box(column(*inside, gap=16, margins=28), "card")
        sized(card, width=420)
        return card


class PassphraseField(QFrame):
    """A line for a passphrase that says which layout is on, warns of Caps Lock, and can be shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setProperty("kind", "large")
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(text)
        self._layout = Tag(_layout())
        self._eye = QToolButton()
        self._eye.setAccessibleName(tr(N_("Show the passphrase")))
        self._eye.setToolTip(tr(N_("Show the passphrase")))
        self._eye.setCheckable(True)
        with_icon(self._eye, "eye")
        self._eye.toggled.connect(self._show)
        self._caps = box(row(picture("triangle-alert", "warning.text", 14), _caps_words(), None, gap=6))
        self._caps.hide()
        title = label(text, "label")
        title.setBuddy(self.line)
        line = row(self.line, self._layout, self._eye, gap=8)
        line.setStretch(0, 1)
        self.setLayout(column(title, line, self._caps, gap=4))
        self.line.installEventFilter(self)
        QGuiApplication.inputMethod().localeChanged.connect(self._show_layout)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Watch letters for Caps Lock: capitals without Shift, or small ones with it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text().isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._caps.setVisible(event.text().isupper() != shift)
        self._show_layout()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def _show(self, on: bool) -> None:  # noqa: FBT001 - Qt's signals pass it like this
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        with_icon(self._eye, "eye-off" if on else "eye")

    def _show_layout(self) -> None:
        self._layout.show_text(_layout())


def _layout() -> str:
    """Give the two letters of the keyboard layout in use, or nothing where the system does not tell."""
    name = QGuiApplication.inputMethod().locale().name()
    return "" if name == "C" else name[:2].upper()


def _caps_words() -> QWidget:
    return label(tr(N_("Caps Lock is on")), "caption", "warning")


def _notes() -> tuple[QFrame, QFrame]:
    safe = label(tr(N_("What is on this computer is encrypted")), "caption", "tertiary")
    offline = label(tr(N_("Work goes on without the internet")), "caption", "tertiary")
    return (
        box(row(None, picture("shield-check", "text.tertiary", 14), safe, None, gap=6)),
        box(row(None, picture("wifi-off", "text.tertiary", 14), offline, None, gap=6)),
    )
