"""Set-up ends with a recovery sheet on paper: nothing leads around it, and a crash comes back to it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from regdesk.actions import computers, set_up, sheets, unlocking
from regdesk.actions.desk import Desk
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.front import Front
from regdesk.ui.pages.sheet_gate import SheetGate
from regdesk.ui.pages.unlock import Unlock
from tests import desks, fronts

pytestmark = pytest.mark.usefixtures("light", "_cheap")


@pytest.fixture
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the window open the tests' cheap vaults."""
    monkeypatch.setattr(unlocking.unlock, "__defaults__", (desks.CHEAP,))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desks.desk(tmp_path / "desk", "Опора", "host")


@pytest.fixture
def front(tmp_path: Path, light: object) -> Iterator[Front]:
    del light
    made = fronts.begin(tmp_path / "desk")
    made.window.show()
    yield made
    fronts.close(made)


def gate(front: Front) -> SheetGate:
    found = front.window.findChildren(SheetGate)
    assert found, "the sheet fills the window"
    return found[-1]


def groups(page: SheetGate) -> list[str]:
    """Read the paper: the groups without their numbers."""
    return [text.split(".")[1].replace(" ", "") for text in page.paper.groups.texts]


def type_back(page: SheetGate, paper: list[str]) -> None:
    for field in page.typed:
        field.editor.set_raw(paper[int(field.title.split()[-1]) - 1])


def test_two_groups_from_the_paper_end_set_up(front: Front, desk: Desk) -> None:
    front.enter(desk)
    page = gate(front)
    assert front.window.shell is None
    assert front.exchanging is None

    paper = groups(page)
    page.advance()
    type_back(page, paper)
    page.advance()

    assert not sheets.due(desk)
    assert computers.overview(desk).sheet_on is not None
    assert front.window.shell is not None
    assert front.window.shell.isVisible()


def test_the_groups_are_hidden_while_they_are_typed_back(front: Front, desk: Desk) -> None:
    front.enter(desk)
    page = gate(front)
    assert page.paper.groups.isVisible()

    page.advance()

    assert not page.paper.groups.isVisible()
    assert page.typed[0].editor.inside.hasFocus()


@pytest.mark.parametrize("typed", ["", "000000"])
def test_wrong_groups_open_nothing(front: Front, desk: Desk, typed: str) -> None:
    front.enter(desk)
    page = gate(front)
    page.advance()
    for field in page.typed:
        field.editor.set_raw(typed)

    page.advance()

    assert sheets.due(desk)
    assert front.window.shell is None
    assert page._summary.isVisible()


def test_no_key_and_no_button_leads_around_it(front: Front, desk: Desk, qtbot: QtBot) -> None:
    front.enter(desk)
    page = gate(front)

    for key in (Qt.Key.Key_Escape, Qt.Key.Key_1, Qt.Key.Key_Comma, Qt.Key.Key_K):
        for held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            qtbot.keyClick(page, key, held)
    page._list.asked.emit(0)

    shown = {one.text() for one in page.findChildren(QPushButton) if one.isVisibleTo(page)}
    assert len(shown) == 3, "print, save, on paper"
    assert front.window.shell is None
    assert sheets.due(desk)


def test_after_a_crash_the_same_sheet_is_there_at_the_next_unlocking(front: Front, desk: Desk) -> None:
    front.enter(desk)
    paper = groups(gate(front))
    unlocking.close(desk)  # the power fails: the window's life ends, another begins
    front.desk = None

    again = Front(front._start, Background({lane: AtOnce() for lane in LANES}))
    again.begin()
    again.window.findChildren(Unlock)[0].opened.emit(desks.PASSPHRASE)

    page = gate(again)
    assert groups(page) == paper, "what was printed is still right"
    page.advance()
    type_back(page, paper)
    page.advance()
    assert again.window.shell is not None
    fronts.close(again)


def test_it_can_be_printed_or_saved_without_a_line(
    front: Front, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("asked the network"))
    front.enter(desk)
    page = gate(front)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    page.paper.print_to(printer)
    page.paper.save_to(tmp_path / sheets.file_name(desk))

    (saved,) = tmp_path.glob("RD-*.pdf")
    assert saved.read_bytes().startswith(b"%PDF")
    assert (tmp_path / "printed.pdf").stat().st_size > 1000
    assert saved.name in page.paper.said.text()


def test_who_joined_or_came_from_paper_is_asked_for_no_sheet(desk: Desk, tmp_path: Path) -> None:
    desks.with_sheet(desk)

    second = desks.second(desk, tmp_path / "second", roles="admin caseworker")

    assert not sheets.due(second)
    assert not sheets.due(desk)


def test_set_up_makes_no_network_call_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("asked the network"))

    made = desks.with_sheet(desks.desk(tmp_path / "desk", "Опора", "host"))

    assert not sheets.due(made)
    assert len(set_up.offer_passphrase(os.urandom, "ru").split()) == 5
