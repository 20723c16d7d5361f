"""The palette: type a code, a name or a verb; people come first, then commands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.pieces import box, column, label, picture, row, sized
from regdesk.ui.widgets.section_list import QueueRow, Section, SectionList

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_COMMANDS_SHOWN = 8


@dataclass(frozen=True)
class Found:
    """One line of the palette: a person (code and a few words) or a command (verb and its keys)."""

    text: str
    act: Callable[[], object]
    note: str = ""
    keys: str = ""
    icon: str = "users"


Ask = Callable[[str, Callable[[Sequence[Found]], None]], object]


class Palette(QDialog):
    """*people(text, take)* looks people up and calls take(found), now or later."""

    def __init__(self, window: QWidget, people: Ask, commands: Sequence[Found]) -> None:
        super().__init__(window, Qt.WindowType.FramelessWindowHint | Qt.WindowType.Dialog)
        self.setModal(True)
        self.setAccessibleName(tr(N_("Find a person or a command")))
        self._window, self._people, self._commands, self._turn = window, people, commands, 0
        self._found: Sequence[Found] = ()
        self._field = QLineEdit()
        self._field.setProperty("kind", "search")
        self._field.setPlaceholderText(tr(N_("Code, name, phone or a command")))
        self._field.setAccessibleName(self.accessibleName())
        self._list = SectionList(tr(N_("Found")))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lay_out()
        self._field.textChanged.connect(self.look_up)
        self._field.installEventFilter(self)
        self._list.clicked.connect(lambda _: self.act())
        self.look_up("")

    def look_up(self, text: str) -> None:
        """Look for people, and for commands whose words begin so."""
        self._turn += 1
        turn = self._turn

        def take(found: Sequence[Found]) -> None:
            if turn == self._turn:
                self._found = found
                self._show(text)

        self._show(text)
        self._people(text, take)

    def act(self) -> None:
        """Close, and do what the chosen line says."""
        if chosen := self._list.current():
            self.accept()
            chosen.data.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows move in the list and Enter act while the field keeps the keyboard."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _MOVES:
                self._list.keyPressEvent(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.act()
                return True
        return super().eventFilter(watched, event)

    def showEvent(self, _: object) -> None:
        """Stand in the upper middle of the window, ready to type."""
        look, window = theme.current(), self._window
        wide = min(look.size("palette.w"), window.width() - look.px(32))
        self.resize(wide, min(look.px(486), window.height() - look.px(32)))
        corner = window.mapToGlobal(QPoint((window.width() - wide) // 2, look.px(56)))
        self.move(corner)
        self._field.setFocus()

    def _show(self, text: str) -> None:
        wanted = text.casefold().split()
        commands = [
            each
            for each in self._commands
            if all(any(w.startswith(part) for w in each.text.casefold().split()) for part in wanted)
        ]
        self._list.show_sections(
            (
                Section(tr(N_("People")), [_line(found) for found in self._found]),
                Section(tr(N_("Commands")), [_line(found) for found in commands[:_COMMANDS_SHOWN]]),
            )
        )
        self._list.choose_first()

    def _lay_out(self) -> None:
        top = box(row(picture("search"), self._field, gap=10, margins=(18, 8)), "header")
        keys = row(gap=6, margins=(16, 8))
        for cap, does in (
            ("↑", ""),
            ("↓", tr(N_("choose"))),
            ("Enter", tr(N_("open"))),
            ("Esc", tr(N_("close"))),
        ):
            keys.addWidget(keycap(cap))
            keys.addWidget(label(does, "caption", "secondary"))
        keys.addStretch(1)
        keys.addWidget(label(tr(N_("works in any keyboard layout")), "caption", "secondary"))
        frame = box(column(top, self._list, box(keys, "footer"), gap=0, margins=1), "undo")
        self.setLayout(column(frame, gap=0))


def keycap(keys: str) -> QFrame:
    """Make a key cap to stand in a hint."""
    cap = label(keys, "caption")
    cap.setProperty("kind", "keycap")
    cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sized(cap, height=18)
    return cap


def _line(found: Found) -> QueueRow:
    return QueueRow(do=found.text, why=found.note, keys=found.keys, icon=found.icon, data=found)
