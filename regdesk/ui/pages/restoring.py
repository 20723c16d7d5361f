"""Restoring from a backup copy on an empty computer: which copy, the passphrase, and what happens next."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar

from regdesk.actions import restoring
from regdesk.actions.backups import Copy, Way
from regdesk.actions.restoring import Restored
from regdesk.actions.unlocking import Given
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui import backup_words, key_files
from regdesk.ui.background import Background
from regdesk.ui.editors import ChoiceEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.gate_steps import Step, StepGate
from regdesk.ui.pages.unlock import KEY_FILES, PassphraseField
from regdesk.ui.pieces import appear, column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.error_summary import Line

LOOK_MS: Final = 300
_WHICH, _PASSPHRASE, _COPYING, _NEXT = range(4)
_NEWEST: Final = N_("The newest is chosen. Take an older one only if it does not open.")
_OURS: Final = N_(
    "This computer has new keys now: the old ones may have been used since the copy. You can work on at"
    " once. At the next exchange RegDesk sends again what is missing elsewhere, and fetches what came after"
    " the copy."
)
_WAITS: Final = N_(
    "This computer has new keys now: the old ones may have been used since the copy. An administrator"
    " confirms yours: open “Computers and keys” and compare six words. Until then you can read, and what you"
    " type is kept as a draft."
)
_PAPER: Final = N_(
    "What was written after the copy and never sent is on paper only. The exchange page names the days."
)
_AFTER: Final = N_(
    "If the old computer was stolen, remove it in “Computers and keys”. Then choose a folder for the backup"
    " copies of this one."
)
Restore = Callable[[Copy, Given, Way], Restored]


class RestoringPage(StepGate):
    """`opened` carries the Desk; `left` leads back to the choice. *restore* brings a copy into the folder."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, background: Background, restore: Restore) -> None:
        self._background, self._restore = background, restore
        self._copies: Sequence[Copy] = ()
        self._way = Way()
        self._done: Restored | None = None
        self.choose = Button(tr(N_("Choose the stick or folder…")), icon="folder-open")
        self.choose.clicked.connect(lambda _: self._choose_folder())
        self.which, self._which_at = self._choice({}), column(gap=0)
        self._which_at.addWidget(self.which)
        self.passphrase = PassphraseField(tr(N_("Your passphrase, as on the old computer")))
        self.key_file = Button(tr(N_("Key file…")), "quiet", height="compact")
        self.key_file.clicked.connect(lambda _: self._choose_key_file())
        self.bar, self.how_far = QProgressBar(), label("", "body", "secondary", wrap=True)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(N_("How far the copy is")))
        self.next, self.scans = label("", "body", wrap=True), label("", "body", "secondary", wrap=True)
        self._timer = QTimer()
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        super().__init__(self._steps_of(), N_("None of this needs the internet."))
        self._timer.setParent(self)
        self.go_to(_WHICH)

    def errors(self, step: int) -> list[Line]:
        """Ask for a copy and for the passphrase."""
        if step == _WHICH and not self.which.editor.value():
            return [(tr(N_("Choose the stick or folder with the copies first")), self.choose.setFocus)]
        if step == _PASSPHRASE and not self.passphrase.line.text():
            return [(tr(N_("Type your passphrase")), self.passphrase.line.setFocus)]
        return []

    def leave(self, step: int) -> None:
        """Begin copying after the passphrase; the last step opens the desk."""
        if step == _PASSPHRASE:
            self._begin()
        elif step == _COPYING:
            self._way.stop = True
        elif step == _NEXT and self._done:
            self.opened.emit(self._done.desk)
        else:
            self.go_to(step + 1)

    def back(self) -> None:
        """Leave for the choice from the first step."""
        if self.step == _WHICH:
            self.left.emit()
        else:
            super().back()

    def go_to(self, step: int) -> None:
        """Show a step; copying can only be stopped, and what is restored is not taken back."""
        if step in (_COPYING, _NEXT) and not (self._timer.isActive() or self._done):
            return  # the list of steps does not lead past the passphrase
        super().go_to(step)
        self._back.setVisible(step in (_WHICH, _PASSPHRASE))
        texts = {_PASSPHRASE: N_("Restore"), _COPYING: N_("Stop"), _NEXT: N_("Open RegDesk")}
        self._next.show_text(tr(texts.get(step, N_("Next"))), keys="" if step == _COPYING else "Enter")

    def search(self, folder: Path) -> None:
        """List the copies in a folder."""
        self._background.run(lambda: restoring.find(folder), self._show_copies, "disk", self.show_error)

    def use_file(self, path: Path) -> None:
        """Take a key file that was chosen; say so where it is none. One on a stick is found by itself."""
        try:
            key_files.choose(path)
        except Refused as refused:
            self.show_error(refused)

    def look(self) -> None:
        """Show how far it is."""
        way = self._way
        self.bar.setMaximum(100)
        self.bar.setValue(100 * way.done // way.size if way.size else 0)
        text = tr(N_("{done} of {size} MB")).format(done=way.done // 2**20, size=-(-way.size // 2**20))
        self.how_far.setText(text if way.size else "")

    def _show_copies(self, found: Sequence[Copy]) -> None:
        self._copies = found
        named = {str(at): backup_words.moment(one.made_ms) for at, one in enumerate(found)}
        old, self.which = self.which, self._choice(named)
        self.which.editor.set_value("0")
        self._which_at.replaceWidget(old, self.which)
        old.hide()
        old.deleteLater()
        appear(self.which, on=True)
        self._summary.clear()
        self.which.jump()

    def _choice(self, named: dict[str, str]) -> Field:
        field = Field("copy", ChoiceEditor(named, optional=False), text=N_("Copy of"), hint=_NEWEST)
        appear(field, on=bool(named))
        return field

    def _begin(self) -> None:
        copy = self._copies[int(self.which.editor.raw())]
        typed = key_files.typed(self.passphrase.line.text())
        self._way = way = Way()
        self._timer.start()
        self.go_to(_COPYING)
        self._background.run(lambda: self._restore(copy, typed, way), self._restored, "disk", self._failed)

    def _restored(self, done: Restored) -> None:
        self._done = done
        self._timer.stop()
        self.passphrase.line.clear()
        self.next.setText(tr(_WAITS if done.waits else _OURS))
        absent = trn(
            N_("{n} scan was not in the copy; it comes again from the server or partners."),
            N_("{n} scans were not in the copy; they come again from the server or partners."),
            done.absent,
        )
        self.scans.setText(absent if done.absent else "")
        appear(self.scans, on=bool(done.absent))
        self.go_to(_NEXT)

    def _failed(self, error: RegDeskError) -> None:
        self._timer.stop()
        self.go_to(_PASSPHRASE)
        self.passphrase.line.selectAll()
        self.show_error(error)

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr(N_("Choose the stick or folder…")))
        if folder:
            self.search(Path(folder))

    def _choose_key_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr(N_("Key file…")), "", tr(KEY_FILES))
        if path:
            self.use_file(Path(path))

    def _steps_of(self) -> tuple[Step, ...]:
        return (
            Step(
                N_("Backup copy"),
                N_("Put in the stick that the lost computer wrote its copies to."),
                (row(self.choose, None), self._which_at),
                self.choose.setFocus,
            ),
            Step(
                N_("Your passphrase"),
                N_("It alone opens the copy. Whoever shared the old computer can open it too."),
                (self.passphrase, row(self.key_file, None)),
                self.passphrase.line.setFocus,
            ),
            Step(
                N_("Copying"),
                N_("The stick stays as it is. You can stop and begin again."),
                (self.bar, self.how_far),
            ),
            Step(
                N_("What happens next"),
                N_("Everything of the copy is here."),
                (
                    self.next,
                    self.scans,
                    label(tr(_PAPER), "body", wrap=True),
                    label(tr(_AFTER), "body", wrap=True),
                ),
            ),
        )
