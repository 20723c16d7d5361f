"""Closing and locking in the settings: after how many minutes, and the person's PIN."""

from typing import Final

from PySide6.QtCore import Signal

from regdesk import settings
from regdesk.actions import closed_screen
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui import key_files
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.chips import Segments

MINUTES: Final = (1, 2, 5, 10, 15, 30)
_HINT: Final = N_(
    "Ctrl+L, a closed lid and half an hour without anybody lock: then only the passphrase opens. Drafts stay."
)
_WHAT: Final = N_("A PIN of six digits opens the closed screen, five tries. It never opens a locked desk.")


class ClosingCard(Card):
    """`minutes_asked` carries the minutes after which the screen closes."""

    minutes_asked = Signal(int)

    def __init__(self, place: Workplace) -> None:
        self._place = place
        title = tr(N_("The screen closes when nobody is at it for"))
        self.minutes = Segments([trn(N_("{n} minute"), N_("{n} minutes"), each) for each in MINUTES], title)
        self._state, self._error = label("", wrap=True), label("", "small", "danger", wrap=True)
        self.passphrase = PassphraseField(tr(N_("Your passphrase")))
        self.pin, self.again = (
            PassphraseField(tr(N_("PIN, six digits"))),
            PassphraseField(tr(N_("Once more"))),
        )
        self.set, self.remove = Button(tr(N_("Set a PIN"))), Button(tr(N_("Remove the PIN")))
        self.keep = Button(tr(N_("Set this PIN")), "primary")
        self._form = box(
            column(self.passphrase, self.pin, self.again, self._error, row(self.keep, None), gap=8)
        )
        super().__init__(
            tr(N_("Closing and locking")),
            label(title, "label", "secondary", wrap=True),
            self.minutes,
            label(tr(_HINT), "caption", "tertiary", wrap=True),
            8,
            self._state,
            label(tr(_WHAT), "caption", "tertiary", wrap=True),
            row(self.set, self.remove, None),
            self._form,
            icon="lock",
        )
        self.minutes.chosen.connect(lambda index: self.minutes_asked.emit(MINUTES[index]))
        self.set.clicked.connect(lambda _: self._begin())
        self.remove.clicked.connect(lambda _: self._remove())
        self.keep.clicked.connect(lambda _: self._keep())
        self.again.line.returnPressed.connect(self._keep)

    def reload(self) -> None:
        """Read how it stands."""
        now = settings.load(self._place.desk.folder).close_minutes
        nearest = min(MINUTES, key=lambda each: abs(each - now))
        self.minutes.blockSignals(True)
        self.minutes.choose(MINUTES.index(nearest))
        self.minutes.blockSignals(False)
        self._clear()
        desk = self._place.desk
        self._place.background.run(lambda: closed_screen.has_pin(desk), self._show, "write")

    def _show(self, has_pin: bool) -> None:  # noqa: FBT001 - what was read
        self._state.setText(tr(N_("You have a PIN.")) if has_pin else tr(N_("You have no PIN.")))
        appear(self.remove, on=has_pin)

    def _begin(self) -> None:
        appear(self._form, on=True)
        self.passphrase.line.setFocus()

    def _keep(self) -> None:
        desk, pin = self._place.desk, self.pin.line.text()
        given = key_files.typed(self.passphrase.line.text())
        if pin != self.again.line.text():
            self._say(tr(N_("The two PINs differ. Type them again.")))
            self.pin.line.setFocus()
            return
        self._place.background.run(
            lambda: closed_screen.set_pin(desk, given, pin),
            lambda _: self.reload(),
            "write",
            self._failed,
        )

    def _remove(self) -> None:
        desk = self._place.desk
        self._place.background.run(lambda: closed_screen.remove_pin(desk), lambda _: self.reload(), "write")

    def _failed(self, error: RegDeskError) -> None:
        self._say(tr(error.message).format(**error.values))

    def _say(self, sentence: str) -> None:
        self._error.setText(sentence)
        appear(self._error, on=bool(sentence))

    def _clear(self) -> None:
        for field in (self.passphrase, self.pin, self.again):
            field.line.clear()
        self._say("")
        appear(self._form, on=False)
