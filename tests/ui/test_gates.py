"""Unlock and first run: what is typed is handed over whole, and nothing is created half."""

import pytest
from PySide6.QtCore import Qt

from regdesk.errors import Refused
from regdesk.ui.discreet import Discreet
from regdesk.ui.main_window import MainWindow
from regdesk.ui.pages.first_run import FirstRun, FirstRunPage
from regdesk.ui.pages.unlock import Unlock

WORDS = "birch wagon notebook cloud"


@pytest.fixture
def unlock(light, qtbot):
    made = Unlock("Good morning")
    qtbot.addWidget(made)
    made.show()
    return made


def test_enter_hands_the_passphrase_over(unlock, qtbot):
    qtbot.keyClicks(unlock.passphrase.line, WORDS)

    with qtbot.waitSignal(unlock.opened) as opened:
        qtbot.keyClick(unlock.passphrase.line, Qt.Key.Key_Return)

    assert [WORDS] == opened.args


def test_nothing_typed_opens_nothing(unlock, qtbot):
    with qtbot.assertNotEmitted(unlock.opened):
        unlock.open()


def test_a_wrong_passphrase_can_be_tried_again(unlock, qtbot):
    qtbot.keyClicks(unlock.passphrase.line, "wrong")
    unlock.open()

    unlock.show_error(Refused("That did not work."))

    assert "That did not work." == unlock._error.text()
    assert "wrong" == unlock.passphrase.line.selectedText()


def test_the_passphrase_is_hidden_until_asked_for(unlock):
    line = unlock.passphrase.line

    assert line.EchoMode.Password == line.echoMode()
    unlock.passphrase._eye.click()
    assert line.EchoMode.Normal == line.echoMode()


def test_capitals_without_shift_warn_of_caps_lock(unlock, qtbot):
    qtbot.keyClick(unlock.passphrase.line, "A")

    assert unlock.passphrase._caps.isVisible()
    qtbot.keyClick(unlock.passphrase.line, "a")
    assert not unlock.passphrase._caps.isVisible()


@pytest.fixture
def first_run(light, qtbot):
    made = FirstRunPage(WORDS, {"RU": "Russia", "KG": "Kyrgyzstan"}, "en")
    qtbot.addWidget(made)
    made.show()
    return made


def test_six_steps_make_an_organisation(first_run, qtbot):
    first_run.fill(
        organisation="Opora", country="RU", part="host", person="Alina", roles=("admin", "caseworker")
    )
    qtbot.keyClicks(first_run.passphrase.line, WORDS)

    with qtbot.waitSignal(first_run.created) as created:
        for _ in range(6):
            first_run.advance()

    assert [FirstRun("Opora", "RU", "host", "Alina", ("admin", "caseworker"), WORDS, "en")] == created.args


def test_a_step_is_not_left_half_filled(first_run):
    first_run.go_to(2)

    first_run.advance()

    assert 2 == first_run._stack.currentIndex()
    assert "Please fill in: Name of the organisation" == first_run._fields["organisation"].error()


def test_enter_goes_on_from_a_field(first_run, qtbot):
    first_run.go_to(3)
    first_run.fill(person="Alina", roles=("admin",))

    qtbot.keyClick(first_run._fields["person"].editor.inside, Qt.Key.Key_Return)

    assert 4 == first_run._stack.currentIndex()


def test_the_passphrase_must_be_typed_as_it_was_offered(first_run, qtbot):
    first_run.go_to(4)
    qtbot.keyClicks(first_run.passphrase.line, "birch wagon")

    first_run.advance()

    assert 4 == first_run._stack.currentIndex()
    assert first_run._summary.isVisible()


@pytest.mark.parametrize("way", ["join", "copy", "restore"])
def test_joining_and_restoring_lead_to_pages_of_their_own(first_run, qtbot, way):
    first_run.go_to(1)
    getattr(first_run, f"_{way}").setChecked(True)

    with qtbot.waitSignal(getattr(first_run, f"{way}_asked")):
        first_run.advance()

    assert 1 == first_run.step


def test_a_gate_replaces_the_whole_window(light, qtbot):
    window = MainWindow(Discreet())
    qtbot.addWidget(window)
    gate = Unlock()

    window.show_gate(gate)
    window.show()

    assert gate.isVisible()
    assert not window.bottom.isVisible()
