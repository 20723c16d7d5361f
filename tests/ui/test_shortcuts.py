"""Keys: letters go by their place on the keyboard, whatever the layout."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow

from regdesk.ui.shortcuts import KEYS, LayoutShortcutFilter, keys_of, latin

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(light, qtbot):
    made, keys = QMainWindow(), LayoutShortcutFilter()
    made.field = QLineEdit()
    made.setCentralWidget(made.field)
    qtbot.addWidget(made)
    light.installEventFilter(keys)
    made.show()
    made.activateWindow()
    made.field.setFocus()
    yield made
    light.removeEventFilter(keys)


def _press(widget, key, modifiers, text=""):
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


@pytest.mark.parametrize(
    ("keys", "letter"), [("Ctrl+K", "Л"), ("Ctrl+N", "Т"), ("Ctrl+D", "В"), ("Ctrl+L", "Д")]
)
def test_a_shortcut_fires_under_a_russian_layout(window, qtbot, keys, letter):
    fired = []
    QShortcut(QKeySequence(keys), window).activated.connect(lambda: fired.append(keys))

    _press(window.field, ord(letter), CTRL)

    assert [keys] == fired


def test_russian_text_is_typed_as_it_is(window, qtbot):
    _press(window.field, ord("Л"), Qt.KeyboardModifier.NoModifier, "л")

    assert "л" == window.field.text()


def test_every_command_has_its_own_name_and_keys():
    names = [key.id for key in KEYS]
    keys = [QKeySequence(each).toString() for key in KEYS for each in key.keys]

    assert len(names) == len(set(names))
    assert len(keys) == len(set(keys))
    assert "" not in keys


def test_caps_on_buttons_show_latin_keys():
    assert "Ctrl K" == keys_of("palette")
    assert "Ctrl Enter" == keys_of("primary")
    assert "Ctrl +" == keys_of("larger")


def test_single_letters_go_by_their_place_on_the_keyboard():
    assert ["B", "D", "J", "S", "B", "1", ""] == [latin(one) for one in ("и", "В", "о", "і", "b", "1", "")]
