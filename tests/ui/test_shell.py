"""The shell: places, history, keys, palette, widths, and a title that tells nothing."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from regdesk import i18n
from regdesk.errors import Trouble
from regdesk.ui import look, theme
from regdesk.ui.discreet import Discreet
from regdesk.ui.main_window import MainWindow
from regdesk.ui.page import Identity, Page, Place
from regdesk.ui.pieces import column
from regdesk.ui.pulse import Line, Pulse
from regdesk.ui.shell import Shell
from regdesk.ui.theme import Theme
from regdesk.ui.widgets.palette import Found, Palette

NOW = datetime(2026, 11, 23, 9, 14)  # noqa: DTZ001 - the screen shows local time


class Sheet(Page):
    """A page that notes what happens to it."""

    def __init__(self, notes, name):
        super().__init__()
        self.notes, self.name, self.field = notes, name, QLineEdit()
        self.setLayout(column(self.field, None))
        notes.append(f"{name} built")

    def arrive(self, target=None):
        self.notes.append(f"{self.name} {target or ''}".strip())

    def leave(self):
        self.notes.append(f"{self.name} left")


@pytest.fixture
def notes():
    return []


@pytest.fixture
def window(light, qtbot, notes):
    discreet = Discreet()
    made = MainWindow(discreet)
    qtbot.addWidget(made)
    places = [
        Place("today", "Today", "sun", lambda: Sheet(notes, "today")),
        Place("people", "People", "users", lambda: Sheet(notes, "people")),
        Place("case", "Case", "users", lambda: Sheet(notes, "case"), under="people"),
    ]
    made.show_shell(Shell(Identity("Opora", "NGO", "Alina Somova", "caseworker"), places, discreet))
    made.resize(1366, 696)
    made.show()
    made.activateWindow()
    made.shell.open("today")
    yield made
    look.use(Theme())


def test_a_page_is_built_at_its_first_visit_only(window, notes):
    window.shell.open("people")
    window.shell.open("today")

    assert ["today built", "today", "today left", "people built", "people", "people left", "today"] == notes


def test_the_way_back_and_forward_is_kept_with_what_was_shown(window, notes, qtbot):
    window.shell.open("people")
    window.shell.open("case", "MTKA")
    notes.clear()

    for keys in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right):
        qtbot.keyClick(window, keys, Qt.KeyboardModifier.AltModifier)

    assert ["people", "today", "people", "case MTKA"] == [n for n in notes if "left" not in n]


def test_a_case_lights_up_people(window):
    window.shell.open("case", "MTKA")

    assert window.shell.navigation.buttons["people"].isChecked()
    assert not window.shell.navigation.buttons["today"].isChecked()


def test_ctrl_and_a_number_goes_to_a_place(window, notes, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert "people" == notes[-1]


def test_keys_mean_what_the_page_says_first(window, qtbot):
    done = []
    window.shell.page().commands["primary"] = lambda: done.append("ordered")

    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert ["ordered"] == done


def test_the_keyboard_is_put_into_the_page(window):
    window.shell.open("people")

    assert window.shell.page().field is window.shell.page().focusWidget()


def test_trouble_is_said_above_the_page_until_it_is_left(window):
    window.shell.show_trouble(Trouble("The server did not answer: {why}", why="asleep"))

    assert "The server did not answer: asleep" == window.shell._trouble.accessibleName()
    assert window.shell._trouble.isVisible()
    window.shell.open("people")
    assert not window.shell._trouble.isVisible()


def test_undo_is_offered_and_works_by_its_key(window, qtbot):
    undone = []
    window.shell.page().field.clearFocus()
    window.shell.say("Handover recorded", lambda: undone.append(1))

    window.do("undo")

    assert [1] == undone


def test_f8_twice_hides_everything_and_locks(window, qtbot):
    window.shell.discreet.set_on(False)

    with qtbot.waitSignal(window.shell.lock_asked):
        window.do("discreet")
        window.do("discreet")

    assert window.shell.discreet.on


def test_the_window_is_titled_regdesk_whatever_it_shows(window):
    window.shell.open("case", "MTKA 482-7")

    assert "RegDesk" == window.windowTitle()


def test_text_grows_in_steps_and_stops_where_it_would_not_fit(window, qtbot):
    window.do("larger")
    assert 1.25 == theme.current().scale

    window.resize(1000, 600)
    for _ in range(5):
        window.do("larger")

    assert 1.5 == theme.current().scale
    window.do("usual")
    assert 1.0 == theme.current().scale


@pytest.mark.parametrize(("width", "wide"), [(1366, True), (1365, False), (700, False)])
def test_the_navigation_folds_in_smaller_windows(window, width, wide):
    window.resize(width, 696)

    assert (212 if wide else 56) == window.shell.navigation.width()


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_shell_can_be_seen_in_both_languages_and_never_grows_beyond_the_screen(window, language, scale):
    i18n.use(language)
    look.use(Theme("light", scale))

    window.shell.show_pulse(Pulse(Line.OFFLINE, 3, NOW, 2, 5), NOW)
    window.shell.show_count("people", 7)
    drawn = window.grab().toImage()

    assert (1366, 696) == (window.width(), window.height())
    assert len({drawn.pixel(x, y) for x in range(0, 1366, 7) for y in range(0, 696, 7)}) > 5


def test_the_palette_finds_people_then_commands_and_acts_by_enter(window, qtbot):
    done = []
    window.shell.look_people_up_by(
        lambda text, take: take([Found(f"MTKA {text}", lambda: done.append(text))])
    )
    window.do("palette")
    palette = window.findChild(Palette)

    qtbot.keyClicks(palette._field, "48")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)

    assert ["48"] == done


def test_the_palette_goes_to_places(window, qtbot, notes):
    window.do("palette")
    palette = window.findChild(Palette)

    qtbot.keyClicks(palette._field, "peop")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)

    assert "people" == notes[-1]


def test_a_late_answer_of_the_palette_is_dropped(window):
    takes = []
    palette = Palette(window, lambda _, take: takes.append(take), [])

    palette.look_up("a")
    palette.look_up("ab")
    takes[-1]([Found("new", lambda: None)])
    takes[-2]([Found("old", lambda: None)])

    assert "new" == palette._list.current().do


def test_f6_goes_round_the_parts_of_the_window(window, qtbot):
    window.shell.page().field.setFocus()

    window.do("next-pane")
    assert window.bottom.isAncestorOf(window.focusWidget())
    window.do("next-pane")
    assert window.shell.navigation.isAncestorOf(window.focusWidget())
    window.do("previous-pane")
    window.do("previous-pane")
    assert window.shell.page().isAncestorOf(window.focusWidget())
