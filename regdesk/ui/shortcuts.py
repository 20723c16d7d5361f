"""The keys of the program, and a filter that makes them work in every keyboard layout."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from regdesk.i18n import N_

# The letters of a Russian keyboard and, on the same keys, the Latin ones.
_RUSSIAN = "йцукенгшщзфывапролдячсмить"
_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_LETTERS = {ord(russian.upper()): ord(latin.upper()) for russian, latin in zip(_RUSSIAN, _LATIN, strict=True)}
# Letters other Cyrillic layouts put on the same keys: Kyrgyz and Kazakh keep ЙЦУКЕН, Ukrainian has і for ы.
_LETTERS |= {ord("І"): ord("S"), ord("Ў"): ord("O")}
_KEYS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)


class LayoutShortcutFilter(QObject):
    """Turns Ctrl+Л into Ctrl+K: letters go by their place on the keyboard. Install it on the application."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Send a Cyrillic letter pressed with Ctrl or Alt again as the Latin letter of its key."""
        if event.type() not in _KEYS or not isinstance(event, QKeyEvent):
            return False
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not held & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        if (latin := _LETTERS.get(int(event.key()))) is None:
            return False
        again = QKeyEvent(event.type(), latin, event.modifiers(), "", event.isAutoRepeat(), event.count())
        QCoreApplication.sendEvent(watched, again)
        event.setAccepted(again.isAccepted())
        return True


@dataclass(frozen=True)
class Key:
    """One entry of the key map: a permanent name, its keys as Qt writes them, and what it does (msgid)."""

    id: str
    keys: tuple[str, ...]
    text: str


KEYS = (
    Key("palette", ("Ctrl+K",), N_("Find a person or a command")),
    Key("new-person", ("Ctrl+N",), N_("New person")),
    Key("filter", ("Ctrl+F", "/"), N_("Filter this list")),
    Key("primary", ("Ctrl+Return", "Ctrl+Enter"), N_("Main button of the page")),
    Key("back", ("Alt+Left",), N_("Back")),
    Key("forward", ("Alt+Right",), N_("Forward")),
    Key("close", ("Esc",), N_("Close, back, clear the filter")),
    Key("undo", ("Ctrl+Z",), N_("Undo")),
    Key("redo", ("Ctrl+Y",), N_("Redo")),
    Key("next-pane", ("F6",), N_("Next part of the window")),
    Key("previous-pane", ("Shift+F6",), N_("Previous part of the window")),
    Key("next-tab", ("Ctrl+Tab",), N_("Next tab of the case")),
    Key("previous-tab", ("Ctrl+Shift+Tab",), N_("Previous tab of the case")),
    Key("exchange", ("F5",), N_("Exchange now")),
    Key("print", ("Ctrl+P",), N_("Print")),
    Key("scan", ("Ctrl+D",), N_("Add a document")),
    Key("discreet", ("F8",), N_("Discreet mode on or off; twice: and lock")),
    Key("larger", ("Ctrl++", "Ctrl+="), N_("Larger text")),
    Key("smaller", ("Ctrl+-",), N_("Smaller text")),
    Key("usual", ("Ctrl+0",), N_("Usual text size")),
    Key("lock", ("Ctrl+L",), N_("Lock")),
    Key("settings", ("Ctrl+,",), N_("Settings")),
    Key("help", ("F1", "Shift+F1"), N_("Keys")),
    Key("saved", ("Ctrl+S",), N_("Nothing needs saving")),
)


def latin(text: str) -> str:
    """Give the Latin capital on the key of a letter, whatever layout is on; other text as it is."""
    upper = text.upper()
    return chr(_LETTERS.get(ord(upper), ord(upper))) if len(upper) == 1 else upper


def keys_of(name: str) -> str:
    """Write the first keys of a command as the caps on its button: Ctrl K."""
    found = next(key for key in KEYS if key.id == name)
    return caps(found.keys[0])


def caps(keys: str) -> str:
    """Write keys as Qt names them as they are printed on caps: Ctrl++ becomes Ctrl +."""
    return re.sub(r"\+(?=.)", " ", keys.replace("Return", "Enter"))
