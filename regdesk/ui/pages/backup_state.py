"""Where copies go and how they stand; making one now, with progress and a way to stop."""

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar

from regdesk.actions.backups import Lying, Standing
from regdesk.i18n import N_, tr, trn
from regdesk.ui import backup_words
from regdesk.ui.announce import announce
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, label, retone, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout

LOOK_MS: Final = 300
_WHAT: Final = N_(
    "A copy of everything on this computer, encrypted like the data themselves: without a passphrase of this"
    " computer nobody reads it. It is made once a day when the stick is there, and work goes on meanwhile."
)
_SAME: Final = N_(
    "This folder is on the same disk as the data. If the disk breaks, both are lost: a stick or a second disk"
    " is better."
)
_DONE: Final = N_("The copy is made.")


class StateCard(Card):
    """One copy at a time; what came of it stays in sight."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.state, self.where = (
            label("", "body.strong", wrap=True),
            label("", "body", "secondary", wrap=True),
        )
        self.same = label(tr(_SAME), "body", "warning", wrap=True)
        self.said, self.bar = label("", "body", wrap=True), QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(N_("How far the copy is")))
        self.now = Button(tr(N_("Make a copy now")), "primary", icon="copy")
        self.first, self.choose = (
            Button(tr(N_("Choose a folder or stick…")), kind, icon="folder-open")
            for kind in ("primary", "plain")
        )
        self.stop = Button(tr(N_("Stop")), height="compact")
        progress = row(self.bar, self.stop, gap=8)
        progress.setStretch(0, 1)
        super().__init__(
            tr(N_("Copies of this computer")),
            self.state,
            self.where,
            self.same,
            FlowLayout(self.now, self.first, self.choose),
            progress,
            self.said,
            label(tr(_WHAT), "caption", "tertiary", wrap=True),
            icon="usb",
        )
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.now.clicked.connect(lambda _: self.copy_now())
        self.stop.clicked.connect(lambda _: place.copying.break_off())
        place.copying.answered.connect(self._answered)
        self.say("", well=True)
        for button in (self.now, self.choose):
            appear(button, on=False)
        self.show_busy()

    def main(self) -> Button:
        """Give the button that comes next: choosing, as long as nothing is chosen."""
        return self.first if self.now.isHidden() else self.now

    def copy_now(self) -> None:
        """Make a copy because a person asked for it."""
        self.say("", well=True)
        self._place.copying.copy(tr(_DONE))

    def show_state(self, at: Standing, lying: Lying) -> None:
        """Say how copies stand."""
        clock = self._place.desk.clock
        text, tone = backup_words.state(at, lying, clock.now_ms(), clock.today())
        self.state.setText(text)
        retone(self.state, "warning" if tone == "warning" else "primary")
        count = trn(N_("{n} copy there"), N_("{n} copies there"), len(lying.made)) if lying.made else ""
        self.where.setText(" · ".join(filter(None, (at.folder, count))))
        appear(self.where, on=bool(at.folder))
        appear(self.same, on=lying.same_disk)
        for button in (self.now, self.choose):
            appear(button, on=bool(at.folder))
        appear(self.first, on=not at.folder)

    def show_busy(self) -> None:
        """Show how far a copy is while one is made, and the buttons otherwise."""
        busy = self._place.copying.busy == "copy"
        for widget in (self.bar, self.stop):
            appear(widget, on=busy)
        if busy:
            self._timer.start()
            self.look()
        else:
            self._timer.stop()

    def look(self) -> None:
        """Show how far it is."""
        way = self._place.copying.way
        self.bar.setMaximum(100)
        self.bar.setValue(100 * way.done // way.size if way.size else 0)

    def _answered(self, what: str, said: str, well: bool) -> None:  # noqa: FBT001 - signals pass it like this
        if what == "copy":
            self.say(said, well=well)

    def say(self, text: str, *, well: bool) -> None:
        """Say what came of it."""
        self.said.setText(text)
        retone(self.said, "success" if well else "warning")
        appear(self.said, on=bool(text))
        if text:
            announce(self, text)
