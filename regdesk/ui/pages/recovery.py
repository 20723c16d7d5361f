"""Restoring an organisation from its paper recovery sheet, on an empty computer."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from regdesk.actions import recovery, sheets
from regdesk.actions.recovery import Place, Recovery
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import files
from regdesk.ui.background import Background
from regdesk.ui.editors import SeveralEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.first_run import ROLES, offered_words
from regdesk.ui.pages.gate_steps import Step, StepGate, unfilled
from regdesk.ui.pages.sheet_groups import SheetGroups
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pieces import label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.error_summary import Line

_SHEET, _PLACE, _ABOUT, _PASSPHRASE, _READY = range(5)
_FILES: Final = N_("RegDesk file (*.regdesk *.regdesk-kit)")
Recover = Callable[[Recovery], object]


class RecoveryPage(StepGate):
    """`opened` carries the Desk; `left` leads back to the choice. *recover* makes the desk in the folder."""

    opened = Signal(object)
    left = Signal()

    def __init__(self, background: Background, recover: Recover, offered: str) -> None:
        self._background, self._recover, self._offered = background, recover, offered
        self._place: Place | None = None
        self.groups = SheetGroups()
        scan_hint = N_("what the picture on the sheet says, if you can scan it")
        self.scanned = Field("scanned", TextEditor(), text=N_("Code of the sheet"), hint=scan_hint)
        typed_hint = N_("only without the picture and without a file; it stands on the sheet, sixteen groups")
        self.number = Field("number", TextEditor(), text=N_("Number of the organisation"), hint=typed_hint)
        self.server = Field("server", TextEditor(), text=N_("Server address"), hint=N_("as on the sheet"))
        self.person = Field("person", TextEditor(), text=N_("Your name"))
        self.roles = Field("roles", SeveralEditor(ROLES), text=N_("Your work"))
        self.passphrase = PassphraseField(tr(N_("Type it here")))
        self.control = label("", "title.m", wrap=True)
        super().__init__(self._steps_of(), N_("This needs the internet, or the file of the envelope."))
        self.go_to(_SHEET)

    def errors(self, step: int) -> list[Line]:
        """Ask for what a step needs."""
        if step == _PASSPHRASE and self.passphrase.line.text() != self._offered:
            return [(tr(N_("What is typed differs from the words above")), self.passphrase.line.setFocus)]
        asked: dict[int, list[Field]] = {_SHEET: [self.groups], _ABOUT: [self.person, self.roles]}
        return (
            self.groups.errors()
            if step == _SHEET and self.groups.editor.value()
            else unfilled(asked.get(step, []))
        )

    def leave(self, step: int) -> None:
        """Find out where to look, or restore, before going on."""
        if step == _PLACE:
            self._background.run(self._find, self._on_place, "net", self.show_error)
        elif step == _READY:
            asked = self._asked()
            self._next.show_text(tr(N_("Restoring…")))
            self._background.run(lambda: self._recover(asked), self.opened.emit, "write", self._failed)
        else:
            self.go_to(step + 1)

    def back(self) -> None:
        """Leave for the choice from the first step."""
        if self.step == _SHEET:
            self.left.emit()
        else:
            super().back()

    def go_to(self, step: int) -> None:
        """Show a step; at the last one the control number is compared with the paper."""
        super().go_to(step)
        self._back.setVisible(True)
        last = N_("The number is the same: restore") if step == _READY else N_("Next")
        self._next.show_text(tr(last), keys="Enter")
        if step == _READY and self._place:
            self.control.setText(self._place.control)

    def read_file(self, path: Path) -> None:
        """Take the file of the envelope, or an introduction that a partner kept."""
        self._background.run(
            lambda: recovery.place_of_file(files.read(path)), self._on_place, "write", self.show_error
        )

    def _find(self) -> Place:
        scanned, url = str(self.scanned.editor.raw()), str(self.server.editor.raw())
        if scanned:
            return recovery.place_of_text(scanned)
        return recovery.place_typed(sheets.groups_in(str(self.number.editor.raw())), url)

    def _on_place(self, place: Place) -> None:
        self._place = place
        self.go_to(_ABOUT)

    def _asked(self) -> Recovery:
        return Recovery(
            groups=self.groups.typed(),
            place=self._place or Place(b""),
            person=str(self.person.editor.raw()),
            roles=frozenset(self.roles.editor.value() or ()),
            passphrase=self.passphrase.line.text(),
        )

    def _failed(self, error: RegDeskError) -> None:
        self.go_to(_READY)
        self.show_error(error)

    def _steps_of(self) -> tuple[Step, ...]:
        load = Button(tr(N_("Read the file of the envelope…")), icon="upload")
        load.clicked.connect(lambda _: self._open())
        compare = label(tr(N_("Control number; it must be the same on the paper:")), "body", wrap=True)
        return (
            Step(
                N_("Recovery sheet"),
                N_("Type the sixteen groups in their order. A wrong one is named."),
                (self.groups,),
                self.groups.jump,
            ),
            Step(
                N_("Where to look"),
                N_("One is enough: the file of the envelope, the sheet's picture, or what is printed."),
                (row(load, None), self.scanned, self.number, self.server),
                load.setFocus,
            ),
            Step(
                N_("About you"),
                N_("You become an administrator."),
                (self.person, self.roles),
                self.person.jump,
            ),
            Step(
                N_("Your passphrase"),
                N_("Write it down on paper. Nobody can look it up, not even we."),
                (offered_words(self._offered), self.passphrase),
                self.passphrase.line.setFocus,
            ),
            Step(
                N_("Compare and restore"),
                N_("What was sent comes back from the server and partners. Then remove the lost computers."),
                (compare, self.control),
            ),
        )

    def _open(self) -> None:
        title = tr(N_("Read the file of the envelope…"))
        path, _ = QFileDialog.getOpenFileName(self, title, "", tr(_FILES))
        if path:
            self.read_file(Path(path))
