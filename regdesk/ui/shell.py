"""The shell around every page: navigation, top bar, the pages themselves, history, and what just happened."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QStackedWidget, QWidget

from regdesk.errors import RegDeskError, Trouble
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.announce import announce
from regdesk.ui.discreet import Discreet
from regdesk.ui.navigation import Navigation
from regdesk.ui.page import Identity, Page, Place
from regdesk.ui.pieces import box, column, first_focus, label, picture, retone, row
from regdesk.ui.pulse import Pulse
from regdesk.ui.shortcuts import KEYS, keys_of
from regdesk.ui.strip import Strip
from regdesk.ui.top_bar import TopBar
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.palette import Ask, Found, Palette
from regdesk.ui.widgets.undo_bar import UndoBar

_WIDE, _NARROW = 1366, 1000
Visit = tuple[str, Any]


class Shell(QWidget):
    """What a person sees after unlocking. Pages get it to open other places and to say what happened.

    visited          id of the place just opened
    pulsed           a Pulse and the time: the main window's bottom line shows it
    line_asked       a part of the bottom line was pressed: line, unsent, received, urgent, soon
    lock_asked       the person wants to lock;  settings_asked  … or to change settings
    exchange_asked   exchange now (F5)
    """

    visited = Signal(str)
    pulsed = Signal(object, object)
    line_asked = Signal(str)
    lock_asked = Signal()
    settings_asked = Signal()
    exchange_asked = Signal()

    def __init__(self, identity: Identity, places: Sequence[Place], discreet: Discreet) -> None:
        super().__init__()
        self.discreet, self.places = discreet, {place.id: place for place in places}
        self.pages: dict[str, Page] = {}
        self.commands: dict[str, Callable[[], object]] = {}
        self.why_not: dict[str, str] = {}  # commands that are not offered here, and the reason (msgid)
        self.pulse: Pulse | None = None
        self._history: list[Visit] = []
        self._at = -1
        self._people: Ask = _nobody
        self._more: Sequence[Found] = ()
        self.navigation, self.top, self.strip = Navigation(identity, places), TopBar(discreet), Strip()
        self._stack, self._trouble = QStackedWidget(), _TroubleNote()
        self._middle = box(column(self.strip, self._trouble, self._stack, gap=0))
        self.undo_bar = UndoBar()
        self.undo_bar.setParent(self._middle)
        right = column(self.top, self._middle, gap=0)
        right.setStretch(1, 1)
        whole = row(self.navigation, right, gap=0)
        whole.setStretch(1, 1)
        # A page never forces the window wider: it wraps, drops a pane, or scrolls.
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setLayout(whole)
        self.navigation.asked.connect(self.open)
        self.navigation.settings_asked.connect(self.settings_asked)
        self.top.palette_asked.connect(self.open_palette)
        self.strip.asked.connect(self.open)

    def open(self, place: str, target: Any = None) -> None:
        """Go to a place, with something to show there; the way back is kept."""
        del self._history[self._at + 1 :]
        self._history.append((place, target))
        self._at = len(self._history) - 1
        self._visit(place, target)

    def back(self, steps: int = 1) -> None:
        """Go back in the history; forward for -1."""
        at = self._at - steps
        if 0 <= at < len(self._history):
            self._at = at
            self._visit(*self._history[at])

    def page(self) -> Page | None:
        """Give the page that is open."""
        page = self._stack.currentWidget()
        return page if isinstance(page, Page) else None

    def say(self, sentence: str, undo: Callable[[], object] | None = None) -> None:
        """Say what happened for 8 seconds; *undo* takes it back."""
        self.undo_bar.show_done(sentence, undo)

    def show_trouble(self, error: RegDeskError) -> None:
        """Say above the page what could not be done; connect `Background.troubled` to it."""
        self._trouble.show_error(error)

    def show_pulse(self, pulse: Pulse, now: datetime) -> None:
        """Say in the bottom line how things stand; pages made later find it in `pulse`."""
        self.pulse = pulse
        self.pulsed.emit(pulse, now)

    def show_count(self, place: str, count: int) -> None:
        """Write a number beside a place."""
        self.navigation.show_count(place, count)

    def show_primary(self, text: str, act: Callable[[], object], *, icon: str = "", keys: str = "") -> None:
        """Show the main button in the top bar."""
        self.top.show_primary(text, act, icon=icon, keys=keys)

    def look_people_up_by(self, people: Ask, commands: Sequence[Found] = ()) -> None:
        """Tell the palette how to find people, and of commands beyond those that have keys."""
        self._people, self._more = people, commands

    def open_palette(self) -> None:
        """Find a person or a command."""
        Palette(self.window(), self._people, [*self._more, *self._places_found(), *self._keys_found()]).open()

    def do(self, command: str) -> bool:
        """Do what a key of `shortcuts.KEYS` means here, the page first; tell whether it meant anything."""
        page = self.page()
        own: dict[str, Callable[[], object]] = {
            "palette": self.open_palette,
            "back": self.back,
            "forward": lambda: self.back(-1),
            "close": self.back,
            "undo": self.undo_bar.undo,
            "exchange": self.exchange_asked.emit,
            "lock": self.lock_asked.emit,
            "settings": self.settings_asked.emit,
            "discreet": self.discreet.toggle,
            "saved": lambda: self.say(tr(N_("Everything is already saved"))),
        }
        act = (page.commands if page else {}).get(command) or self.commands.get(command) or own.get(command)
        if act:
            act()
        elif command in self.why_not:
            self.say(tr(self.why_not[command]))
        return act is not None

    def minimumSizeHint(self) -> QSize:
        """Leave the smallest size to the window."""
        return QSize(0, 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation in smaller windows, the words of the bars in narrow ones."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Arrange everything for the width and text size of now."""
        logical = self.width() / theme.current().scale
        self.navigation.show_wide(logical >= _WIDE)
        self.top.show_wide(logical >= _NARROW)
        self.undo_bar.place()

    def _visit(self, place: str, target: Any) -> None:
        if before := self.page():
            before.leave()
        if place not in self.pages:
            self.pages[place] = self.places[place].build()
            self._stack.addWidget(self.pages[place])
        self._trouble.hide()
        self._stack.setCurrentWidget(self.pages[place])
        self.navigation.light(place)
        self._arrive(self.pages[place], target)
        self.visited.emit(place)

    def _arrive(self, page: Page, target: Any) -> None:
        page.arrive(target)
        if page.focusWidget() is None and (first := first_focus(page)):
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _places_found(self) -> list[Found]:
        shown = [place for place in self.places.values() if not place.under]
        beside = [each for each in self.places.values() if each.under == "settings" and each.id != "settings"]
        numbered = [
            Found(tr(place.title), partial(self.open, place.id), keys=f"Ctrl {number}", icon=place.icon)
            for number, place in enumerate(shown, 1)
        ]
        return [
            *numbered,
            *(Found(tr(each.title), partial(self.open, each.id), icon=each.icon) for each in beside),
        ]

    def _keys_found(self) -> list[Found]:
        left_out = ("palette", "close", "back", "forward", "next-pane", "previous-pane", "filter")
        page = self.page()
        here = {*self.commands, *(page.commands if page else {}), "exchange", "lock", "settings", "discreet"}
        return [
            Found(tr(key.text), partial(self.do, key.id), keys=keys_of(key.id), icon="keyboard")
            for key in KEYS
            if key.id in here and key.id not in left_out
        ]


class _TroubleNote(QWidget):
    """One line above the page about what could not be done, until it is closed or the page is left."""

    def __init__(self) -> None:
        super().__init__()
        self._text = label("", wrap=True)
        close = Button(tr(N_("Close")), height="compact")
        close.clicked.connect(self.hide)
        self._icon = picture("triangle-alert", "warning.text")
        inside = row(self._icon, self._text, close, gap=10, margins=(12, 6))
        inside.setStretch(1, 1)
        self._note = box(inside, "note")
        self._note.setProperty("tone", "warning")
        self.setLayout(column(self._note, gap=0, margins=(20, 12, 20, 0)))
        self.hide()

    def show_error(self, error: RegDeskError) -> None:
        """Say it; trouble (try again) and refusal (change something) look the same: calm."""
        sentence = tr(error.message).format(**error.values)
        self._text.setText(sentence)
        retone(self._note, "warning" if isinstance(error, Trouble) else "info")
        self.setAccessibleName(sentence)
        self.show()
        announce(self, sentence)


def _nobody(_: str, take: Callable[[Sequence[Found]], None]) -> None:
    take(())
