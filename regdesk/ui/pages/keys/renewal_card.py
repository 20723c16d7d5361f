"""A restored or copied file makes a new key: the person's request, and an administrator's confirming it."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog

from regdesk.actions import renewal
from regdesk.actions.renewal import Asked
from regdesk.errors import RegDeskError
from regdesk.i18n import LANGUAGES, N_, tr
from regdesk.ui import files
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.word_tiles import SixWords

_FILES: Final = N_("RegDesk file (*.regdesk)")
_MINE: Final = N_(
    "This computer's file was restored or copied, so you have a new key. Until an administrator confirms it "
    "you can read everything, but write nothing. Take the file to their computer and compare the words."
)
_THEIRS: Final = N_("Was somebody's computer restored or copied? Read its file, compare the words.")


class RenewalCard(Card):
    """Shows the own request where one waits; else, to an administrator, the way to confirm another's."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._asked: Asked | None = None
        self._said, self.words = label("", "body", "secondary", wrap=True), SixWords()
        self._who = label("", "body.strong", wrap=True)
        self.save = Button(tr(N_("Save the request…")), icon="download")
        self.load = Button(tr(N_("Confirm a new key…")), icon="upload")
        self.yes = Button(tr(N_("They are the same: confirm")))
        buttons = row(self.save, self.load, self.yes, None)
        super().__init__(
            tr(N_("A new key after restoring")), self._said, self._who, self.words, buttons, icon="rotate-ccw"
        )
        self.save.clicked.connect(lambda _: self._choose_to_save())
        self.load.clicked.connect(lambda _: self._choose_to_load())
        self.yes.clicked.connect(lambda _: self.confirm())
        self.show_state(waiting=False, admin=False)

    def show_state(self, *, waiting: bool, admin: bool) -> None:
        """Show what there is to do for the person here."""
        self._said.setText(tr(_MINE if waiting else _THEIRS))
        for widget, on in ((self.save, waiting), (self.load, admin and not waiting), (self.words, waiting)):
            appear(widget, on=on)
        appear(self.yes, on=False)
        appear(self._who, on=False)
        appear(self, on=waiting or admin)
        if waiting:
            desk = self._place.desk
            self._run(
                lambda: {language: renewal.words(desk, language) for language in LANGUAGES},
                lambda words: self.words.show_words(words.__getitem__),
            )

    def write(self, path: Path) -> None:
        """Write the own request."""
        desk = self._place.desk
        said = tr(N_("Saved: {name}"))
        self._run(
            lambda: files.write(path, renewal.request(desk)),
            lambda done: self._place.shell.say(said.format(name=done.name)),
        )

    def read(self, path: Path) -> None:
        """Read somebody's request and show its words."""
        desk = self._place.desk
        self._run(lambda: renewal.asked(desk, files.read(path)), self._show_asked)

    def confirm(self) -> None:
        """Let the new key do what the earlier one does."""
        if (one := self._asked) is not None:
            desk = self._place.desk
            self._run(lambda: renewal.confirm(desk, one), lambda _: self._confirmed())

    def _show_asked(self, one: Asked) -> None:
        self._asked = one
        self._who.setText(one.name)
        self.words.show_words(one.words)
        appear(self._who, on=True)
        appear(self.words, on=True)
        appear(self.yes, on=True)

    def _confirmed(self) -> None:
        self._asked = None
        self.show_state(waiting=False, admin=True)
        self._place.shell.say(tr(N_("Confirmed; the other computer learns it at its next exchange")))
        self._place.shell.exchange_asked.emit()

    def _choose_to_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr(N_("Save the request…")), "RD-1.regdesk", tr(_FILES))
        if path:
            self.write(Path(path))

    def _choose_to_load(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr(N_("Confirm a new key…")), "", tr(_FILES))
        if path:
            self.read(Path(path))

    def _run(self, job: Callable[[], object], then: Callable[..., object]) -> None:
        self._place.background.run(job, then, "write", self._failed)

    def _failed(self, error: RegDeskError) -> None:
        self._place.shell.show_trouble(error)
