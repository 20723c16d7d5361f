"""A person at a window: types into fields by their names and presses buttons by their words."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from regdesk.actions.desk import Desk, read_case
from regdesk.domain.facts import Fact
from regdesk.domain.journal import CaseFile, StreamId
from regdesk.ui.field import Field
from regdesk.ui.page import Page, Place
from regdesk.ui.pages.case.checklist import Item
from regdesk.ui.pages.case.page import CasePage
from regdesk.ui.pages.case.tab import Tab
from tests import case_pages
from tests.shells import Opened

W = TypeVar("W", bound=QWidget)


class Worker:
    """Somebody at the window of a desk. What is pressed and typed must be in sight."""

    def __init__(self, qtbot: QtBot, desk: Desk, folder: Path) -> None:
        self.desk, self._folder = desk, folder
        self.window = Opened(qtbot, desk, discreet=False)
        shell, background = self.window.shell, self.window.background
        shell.places["case"] = Place(
            "case", "Case", "user", lambda: CasePage(desk, background, shell), under="people"
        )
        folder.mkdir(exist_ok=True)

    def case(self, stream: StreamId) -> CaseFile:
        """Read the case as this desk has it."""
        return read_case(self.desk, stream)

    def go(self, stream: StreamId, tab: str) -> Tab:
        """Open a tab of a case, and lift the line over medical data."""
        page = self.window.page("case", (stream, tab))
        assert isinstance(page, CasePage)
        assert page.body
        if (veil := page.body.veil()) and not veil.lifted:
            veil.lift()
        self.settle()
        return page.body.tab(page.body.number)

    def visit(self, place: str) -> Page:
        """Go to a place of the window."""
        return self.window.page(place)

    def press(self, *words: str) -> None:
        """Press the buttons that begin with these words, one after the other."""
        for text in words:
            seen = list(self._seen(QAbstractButton))
            found = [one for one in seen if one.text() == text] or [
                one for one in seen if one.text().startswith(text)
            ]
            assert found, f"no button says {text!r} among {[one.text() for one in seen]}; {self.all_said()}"
            found[-1].click()  # the head of a case stands first, and leads to what its tab does
            self.settle()

    def press_nth(self, text: str, which: int) -> None:
        """Press one of several buttons that say the same, counted from 0."""
        [one for one in self._seen(QAbstractButton) if one.text() == text][which].click()
        self.settle()

    def press_any(self, words: str) -> None:
        """Press the first button in sight that begins with these words."""
        found = [one for one in self._seen(QAbstractButton) if one.text().startswith(words)]
        assert found, f"no button begins with {words!r}; {self.all_said()}"
        found[0].click()
        self.settle()

    def offers(self, text: str) -> bool:
        """Tell whether a button in sight begins with these words."""
        return any(one.text().startswith(text) for one in self._seen(QAbstractButton))

    def press_in(self, title: str, *words: str) -> None:
        """Press buttons that a screen reader says together with *title*."""
        for text in words:
            found = [
                one
                for one in self._seen(QAbstractButton)
                if one.text() == text and title in (one.accessibleDescription(), one.accessibleName())
            ]
            assert found, f"nothing under {title!r} says {text!r}; {self.all_said()}"
            found[-1].click()
            self.settle()

    def write(self, **values: Any) -> None:
        """Type into the fields of these names."""
        for name, value in values.items():
            found = [one for one in self._seen(Field) if one.name == name]
            names = sorted({one.name for one in self._seen(Field)})
            assert found, f"no field {name!r} among {names}; {self.all_said()}"
            editor = found[0].editor
            if isinstance(value, str):
                editor.set_raw(value)
            else:
                editor.set_value(value)
            editor.edited.emit()
            self.settle()

    def mend(self, text: str) -> None:
        """Write *text* into every field that says it is to be mended."""
        for one in list(self._seen(Field)):
            if one.error():
                one.editor.set_raw(text)
                one.editor.edited.emit()
        self.settle()

    def says(self, words: str) -> bool:
        """Tell whether these words are in sight."""
        self.settle()
        spoken = (one.text() for one in (*self._seen(QLabel), *self._seen(QAbstractButton)))
        return any(words in text for text in spoken)

    def all_said(self) -> str:
        """Give all words in sight, for a failed claim."""
        return " | ".join(one.text() for one in self._seen(QLabel) if one.text())

    def scan(self, stream: StreamId, kind: type[Fact], name: str, **values: Any) -> None:
        """Add a paper of one page, and say what stands on it."""
        tab: Any = self.go(stream, "documents")
        file = self._folder / "page.png"
        file.write_bytes(case_pages.form())
        tab.list.choose_item(Item(kind, name))
        tab.add_files([str(file)])
        if values:
            self.write(**values)
        self.press("Add to the case")

    def dialog(self) -> QDialog | None:
        """Give the window on top, if one is open."""
        self.settle()
        found = [one for one in self.window.window.findChildren(QDialog) if one.isVisible()]
        return found[-1] if found else None

    def settle(self) -> None:
        """Let the window do what it was told."""
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _seen(self, kind: type[W]) -> Iterable[W]:
        dialogs = [one for one in self.window.window.findChildren(QDialog) if one.isVisible()]
        top: QWidget = dialogs[-1] if dialogs else self.window.window
        return [one for one in top.findChildren(kind) if one.isVisible()]
