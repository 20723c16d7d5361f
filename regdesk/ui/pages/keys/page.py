"""The page of computers and keys: who may sign for the organisation, and everything that changes that."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QToolButton, QWidget

from regdesk.actions import alarms, branches, computers, recovery, renewal
from regdesk.actions.computers import Overview
from regdesk.domain.journal import Changes, book_id
from regdesk.i18n import N_, tr
from regdesk.ui import files
from regdesk.ui.page import Page
from regdesk.ui.pages.case.sides import Sides
from regdesk.ui.pages.exchange.alarms_box import AlarmsBox
from regdesk.ui.pages.keys.add_computer import AddComputerPage
from regdesk.ui.pages.keys.add_person import AddPersonPage
from regdesk.ui.pages.keys.computers_card import ComputersCard, Leaver
from regdesk.ui.pages.keys.key_file import KeyFilePage
from regdesk.ui.pages.keys.passphrase import PassphrasePage
from regdesk.ui.pages.keys.remove import RemovePage
from regdesk.ui.pages.keys.renewal_card import RenewalCard
from regdesk.ui.pages.keys.reset import ResetPage
from regdesk.ui.pages.keys.sheet import SheetPage
from regdesk.ui.pages.keys.side_cards import DigitsCard, EpochsCard, SheetCard
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, first_focus, label, row, scrolled, with_icon
from regdesk.ui.widgets.button import Button

_OWN: Final = {"passphrase": PassphrasePage, "key-file": KeyFilePage}
_FILE = N_("RegDesk file (*.regdesk)")


class KeysPage(Page):
    """Shows the list; adding, removing and the sheet are pages that lie over it."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place, self._replaces = place, False
        self.sheet = SheetCard(place)
        self.digits, self.epochs = DigitsCard(), EpochsCard(place)
        self.alarms, self.renewal = AlarmsBox(place, "keys"), RenewalCard(place)
        self.add = Button(tr(N_("Add a computer")), "primary", icon="plus")
        self.person = Button(tr(N_("Add a person here")), icon="user-plus")
        self.computers = ComputersCard(place, self.add, self.person)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list())
        self.setLayout(column(self.pages, gap=0))
        self.commands = {"close": self.close_over, "primary": self.press_main}
        self.add.clicked.connect(lambda _: self.open_over(AddComputerPage(place, self.close_over)))
        self.person.clicked.connect(lambda _: self.open_over(AddPersonPage(place, self.close_over)))
        self.computers.removed.connect(self.ask_to_remove)
        self.computers.forgot.connect(
            lambda leaver: self.open_over(ResetPage(place, leaver, self.close_over))
        )
        self.sheet.asked.connect(self.make_sheet)
        self.sheet.file.clicked.connect(lambda _: self._choose_file())
        self.digits.join.clicked.connect(lambda _: self.join_lists())
        place.background.changed.connect(self._on_changed)

    @property
    def over(self) -> QWidget | None:
        """The page that lies over the list, if there is one."""
        return self.pages.currentWidget() if self.pages.currentIndex() else None

    def arrive(self, target: Any = None) -> None:
        """Read who is there; the targets "sheet", "passphrase" and "key-file" open a page at once."""
        self.reload()
        self.add.setFocus()
        if target == "sheet":
            self.make_sheet()
        elif target in _OWN:
            self.open_over(_OWN[target](self._place, self._place.shell.back))

    def leave(self) -> None:
        """Leave nothing half done and no code or group in sight."""
        self._drop()

    def reload(self) -> None:
        """Read the list again."""
        desk, background = self._place.desk, self._place.background
        background.run(
            lambda: (computers.overview(desk), renewal.waiting(desk)), lambda both: self._show(*both), "write"
        )
        background.run(lambda: desk.org in branches.forked(desk), lambda on: appear(self.digits.join, on=on))

    def ask_to_remove(self, leaver: Leaver) -> None:
        """Ask once, naming what is to be removed."""
        self.open_over(RemovePage(self._place, leaver, self.close_over))

    def make_sheet(self) -> None:
        """Make a recovery sheet."""
        self.open_over(SheetPage(self._place, self.close_over, replaces=self._replaces))

    def keep_file(self, path: Path) -> None:
        """Write the file that makes starting from the sheet possible where the server is gone too."""
        desk = self._place.desk
        said = tr(N_("Saved: {name}. Keep it with the sheet; it holds nothing secret."))
        self._place.background.run(
            lambda: files.write(path, recovery.kit(desk)),
            lambda written: self._place.shell.say(said.format(name=written.name)),
            "write",
            self._place.shell.show_trouble,
        )

    def join_lists(self) -> None:
        """Make one list of keys of the two that go about; who should not be there was removed before."""
        desk = self._place.desk

        def joined(_: None) -> None:
            self.reload()
            self._place.shell.say(tr(N_("The lists are joined; the others learn it at the next exchange")))
            self._place.shell.exchange_asked.emit()

        self._place.background.run(
            lambda: branches.join(desk), joined, "write", self._place.shell.show_trouble
        )

    def open_over(self, page: QWidget) -> None:
        """Lay a page over the list."""
        self._drop()
        self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        if first := first_focus(page):
            first.setFocus()

    def press_main(self) -> None:
        """Press the main button of the page in sight; what cannot be undone is pressed by itself only."""
        main = getattr(self.over, "button", None) if self.over else self.add
        if isinstance(main, Button) and not isinstance(self.over, RemovePage):
            main.click()

    def close_over(self) -> None:
        """Take away the page that lies over the list, or go back."""
        if self.over:
            self._drop()
            self.arrive()
        else:
            self._place.shell.back()

    def _list(self) -> QWidget:
        away = QToolButton()
        with_icon(away, "chevron-left", "accent.text")
        away.setAccessibleName(tr(N_("Back")))
        away.clicked.connect(self._place.shell.back)
        title = label(tr(N_("Computers and keys")), "title.m")
        head = row(away, title, None, gap=8)
        right = column(self.sheet, self.digits, self.epochs, self.renewal, gap=12)
        body = Sides(self.computers, box(right), (3, 2))
        whole = column(self.alarms, body, None, gap=12, margins=(20, 0, 20, 16))
        page = column(column(head, margins=(20, 16, 20, 0)), scrolled(box(whole)), gap=12)
        page.setStretch(1, 1)
        return box(page)

    def _show(self, found: Overview, waiting: bool) -> None:  # noqa: FBT001 - a state, not an option
        self.renewal.show_state(waiting=waiting, admin=found.admin)
        self._replaces = found.sheet_on is not None
        self.computers.show_computers(found.computers, admin=found.admin)
        self.sheet.show_overview(found)
        self.digits.show_digits(found.digits)
        self.epochs.show_epochs(found.epochs)
        for button in (self.add, self.person):
            appear(button, on=found.admin)
        desk, own = self._place.desk, self.alarms
        self._place.background.run(lambda: alarms.own(desk), own.show_alarms)

    def _choose_file(self) -> None:
        title = tr(N_("Save the file for the envelope…"))
        chosen, _ = QFileDialog.getSaveFileName(self, title, "RD-2.regdesk", tr(_FILE))
        if chosen:
            self.keep_file(Path(chosen))

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and (not changes.cases or book_id(self._place.desk.org) in changes.cases):
            self.reload()

    def _drop(self) -> None:
        while self.pages.count() > 1 and (old := self.pages.widget(1)):
            self.pages.removeWidget(old)
            old.deleteLater()
