"""Removing a computer or a person: confirmed by a page that names the thing and repeats the verb."""

from collections.abc import Callable
from typing import Final

from regdesk.actions import computers, staff
from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import key_files
from regdesk.ui.pages.keys.computers_card import Leaver
from regdesk.ui.pages.keys.over import Over, point
from regdesk.ui.pages.sheet_groups import SheetIfNeeded
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear
from regdesk.ui.widgets.button import Button

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


class RemovePage(Over):
    """Lies over the list until it is done or left; *done* is called once the computer or person is gone."""

    def __init__(self, place: Workplace, leaver: Leaver, done: Callable[[], object]) -> None:
        self._place, self._leaver = place, leaver
        self._what = leaver.key.name if leaver.key and leaver.key.name else leaver.name
        title = N_("Remove the person {name}?") if leaver.key else N_("Remove {name}?")
        verb = N_("Remove the person {name}") if leaver.key else N_("Remove {name}")
        self.passphrase, self.sheet = PassphraseField(tr(N_("Your own passphrase"))), SheetIfNeeded()
        button = Button(tr(verb).format(name=self._what), "danger", icon="ban")
        points = [point(tr(text)) for text in (_LEFT if leaver.key else _GONE)]
        head = tr(title).format(name=self._what)
        super().__init__(head, done, button, *points, self.passphrase, self.sheet)
        appear(self.passphrase, on=self._by_passphrase)
        appear(self.sheet, on=False)

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
        secret = self.sheet.secret(desk)
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
        self.show_failure(error)
        appear(self.sheet, on=not self._by_passphrase)
