"""Removing a computer or a person: confirmed by a page that names the thing and repeats the verb."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from regdesk.actions import computers, sheets, staff
from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import key_files
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.keys.computers_card import Leaver
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, label, picture, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary

_NEW_KEY: Final = N_(
    "The organisation gets a new key. Colleagues and partners learn it at their next exchange; nothing is to "
    "be compared again."
)
_GONE: Final = (
    N_("From the next exchange on it sends and receives nothing any more."),
    _NEW_KEY,
    N_("What lies on its disk is closed by the passphrase. Who knows it can read what was there."),
    N_("What was written on it stays in the cases. What comes from it later is put aside, to be looked at."),
    N_("This cannot be undone. The computer can only be added anew, by a code."),
)
_LEFT: Final = (
    N_("The person's passphrase opens nothing here any more."),
    _NEW_KEY,
    N_("What the person wrote stays in the cases."),
    N_("This cannot be undone. The person can only be added anew."),
)
SHEET = N_("Sixteen groups of the recovery sheet")
SHEET_HINT = N_("only where RegDesk says that the sheet is needed")


class RemovePage(QWidget):
    """Lies over the list until it is done or left; *done* is called once the computer or person is gone."""

    def __init__(self, place: Workplace, leaver: Leaver, done: Callable[[], object]) -> None:
        super().__init__()
        self._place, self._leaver, self._done = place, leaver, done
        person = leaver.key.name if leaver.key else ""
        self._what = person or leaver.name
        title = N_("Remove the person {name}?") if leaver.key else N_("Remove {name}?")
        verb = N_("Remove the person {name}") if leaver.key else N_("Remove {name}")
        self.summary = ErrorSummary()
        self.passphrase = PassphraseField(tr(N_("Your own passphrase")))
        self.sheet = Field("sheet", TextEditor(), text=SHEET, hint=SHEET_HINT)
        self.button = Button(tr(verb).format(name=self._what), "danger", icon="ban")
        self.back = Button(tr(N_("Back")), keys="Esc")
        points = [self._point(text) for text in (_LEFT if leaver.key else _GONE)]
        card = Card("", *points, self.passphrase, self.sheet)
        appear(self.passphrase, on=self._by_passphrase)
        appear(self.sheet, on=False)
        head = label(tr(title).format(name=self._what), "title.l", wrap=True)
        head.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # read first, and in sight first where the text is large
        page = box(column(head, self.summary, card, row(self.back, None, self.button), None, gap=14))
        sized(page, max_width=680)
        middle = row(None, page, None, margins=(20, 24))
        middle.setStretch(1, 100)
        self.setLayout(column(scrolled(box(middle)), gap=0))
        self.button.clicked.connect(lambda _: self.finish())
        self.back.clicked.connect(lambda _: self._done())

    @property
    def _by_passphrase(self) -> bool:
        """Whether a slot of this computer's vault is to be emptied."""
        return self._leaver.key is not None and self._leaver.computer.here

    def finish(self) -> None:
        """Remove it."""
        self.summary.clear()
        self._place.background.run(self._remove, self._removed, "write", self._failed)

    def _remove(self) -> Changes:
        desk, leaver = self._place.desk, self._leaver
        typed = str(self.sheet.editor.raw())
        secret = sheets.secret_of(desk, sheets.groups_in(typed)) if typed else None
        if leaver.key is None:
            return computers.remove_computer(desk, leaver.computer.device, secret)
        if self._by_passphrase:
            return staff.remove(desk, key_files.typed(self.passphrase.line.text()), leaver.key.author)
        return computers.remove_key(desk, leaver.key.author, secret)

    def _removed(self, _: Changes) -> None:
        self._done()
        self._place.shell.say(tr(N_("Removed: {name}. The others learn it now.")).format(name=self._what))
        self._place.shell.exchange_asked.emit()

    def _failed(self, error: RegDeskError) -> None:
        self.summary.show_sentence(tr(error.message).format(**error.values))
        appear(self.sheet, on=not self._by_passphrase)

    def _point(self, text: str) -> QWidget:
        words = row(column(picture("info", "text.secondary", 16), None), label(tr(text), wrap=True), gap=10)
        words.setStretch(1, 1)
        return box(words)
