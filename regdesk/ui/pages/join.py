"""Joining an organisation: the administrator's code, who you are, your passphrase, six words compared."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from regdesk.actions import invitations, joining, knocks
from regdesk.actions.joining import Code, Joining, NewComputer
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import files
from regdesk.ui.background import Background
from regdesk.ui.editors import SeveralEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.first_run import ROLES, offered_words
from regdesk.ui.pages.gate_steps import Step, StepGate, unfilled
from regdesk.ui.pages.invitation import FILES, NEVER, TakeIn
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pieces import label, line, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.error_summary import Line
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.word_tiles import SixWords

KNOCK_MS: Final = 5_000
_CODE, _ABOUT, _PASSPHRASE, _WORDS = 0, 1, 2, 3
_CODE_HINT = N_("The administrator adds this computer on theirs: “Computers and keys”, “Add a computer”.")
_WAITS = N_("Waiting for the administrator. This page asks the server every few seconds.")
_STICK = N_("Take our file to the administrator's computer on a stick, and bring the answer back.")
Begin = Callable[[NewComputer], Joining]


class JoinPage(StepGate):
    """`opened` carries the Desk once it is handed over; `left` leads back to the choice.

    *begin* makes the keys in the folder. *waiting* is a computer that asked before it was closed.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(
        self, background: Background, begin: Begin, offered: str, waiting: Joining | None = None
    ) -> None:
        self._background, self._begin, self._offered = background, begin, offered
        self._said, self._code, self._sent = b"", Code(b""), False
        self.waiting, self.invitation = waiting, TakeIn()
        self.code = Field("code", TextEditor(), text=N_("Code, eight groups"), hint=_CODE_HINT)
        server_hint = N_("as in the administrator's settings; the picture, text and file know it already")
        self.server = Field("server", TextEditor(), text=N_("Server address"), hint=server_hint)
        self.person = Field("person", TextEditor(), text=N_("Your name"))
        self.roles = Field("roles", SeveralEditor(ROLES), text=N_("Your work"))
        self.passphrase = PassphraseField(tr(N_("Type it here")))
        self.words, self.state = SixWords(), label("", "body", "secondary", wrap=True)
        super().__init__(self._steps_of(), N_("This needs the internet, or a stick."))
        self._timer = QTimer(self)
        self._timer.setInterval(KNOCK_MS)
        self._timer.timeout.connect(self.knock)
        self.invitation.taken.connect(self.take)
        self.go_to(_WORDS if waiting else _CODE)
        if waiting:
            self._show_words(waiting)

    def errors(self, step: int) -> list[Line]:
        """Ask for what a step needs."""
        if step == _PASSPHRASE and self.passphrase.line.text() != self._offered:
            return [(tr(N_("What is typed differs from the words above")), self.passphrase.line.setFocus)]
        asked = {_CODE: [self.code], _ABOUT: [self.person, self.roles]}
        return unfilled(asked.get(step, []))

    def leave(self, step: int) -> None:
        """Look at the code, or make the keys, before going on."""
        if step == _CODE:
            typed, url = str(self.code.editor.raw()), str(self.server.editor.raw())
            self._run(lambda: self._read(typed, url), self._on_code, "net")
        elif step == _PASSPHRASE:
            new = self._new()
            self._run(lambda: self._begin(new), self._show_words, "write")
        elif step == _WORDS:
            self.knock()
        else:
            self.go_to(step + 1)

    def back(self) -> None:
        """Leave for the choice from the first step; forget what was begun from the last."""
        if self.step == _WORDS and self.waiting:
            self._timer.stop()
            self._run(self._forget, lambda _: self.left.emit(), "write")
        elif self.step == _CODE:
            self.left.emit()
        else:
            super().back()

    def go_to(self, step: int) -> None:
        """Show a step."""
        super().go_to(step)
        self._back.setVisible(True)
        asking = step == _WORDS
        self._back.show_text(tr(N_("Give up joining") if asking else N_("Back")), icon="chevron-left")
        self._next.show_text(tr(N_("Look for the answer") if asking else N_("Next")), keys="Enter")

    def take(self, source: Path | bytes) -> None:
        """Take the invitation as it came: a picture or file that was chosen, or what was pasted."""
        self._run(lambda: invitations.text(files.content(source)), self.take_text, "write")

    def take_text(self, text: str) -> None:
        """Take the text of an invitation as if it had been typed, and go on."""
        self.code.editor.set_raw(text)
        self.advance()

    def keep_request(self, path: Path) -> None:
        """Write the file for the administrator's computer."""
        if (one := self.waiting) is not None:
            self._run(lambda: files.write(path, one.file), self._on_written, "write")

    def read_answer(self, path: Path) -> None:
        """Read what the administrator's computer handed over."""
        if (one := self.waiting) is not None:
            self._run(lambda: joining.finish(one, files.read(path)), self._finished, "write")

    def knock(self) -> None:
        """Leave our request at the server, once, and ask whether the administrator's computer handed over."""
        if (one := self.waiting) is not None and one.server_url:
            self._background.run(lambda: self._asked(one), self._on_answer, "net", self._on_no_line)

    def _asked(self, one: Joining) -> bytes | None:
        if not self._sent:
            joining.send_request(one)
            self._sent = True
        return knocks.answer(one)

    def _read(self, typed: str, url: str) -> tuple[Code, bytes]:
        """Read the code; what the other computer said first is in the invitation, or at the server."""
        code = joining.read_code(typed)
        if code.hello:
            return code, code.hello
        return code, joining.fetch_hello(code.secret, url) if url else b""

    def _on_code(self, found: tuple[Code, bytes]) -> None:
        self._code, self._said = found
        if not self._said:
            self.server.show_error(tr(joining.NEEDS_FILE))
            self._summary.show_lines([(tr(joining.NEEDS_FILE), self.server.jump)])
            return
        self.go_to(_ABOUT)

    def _new(self) -> NewComputer:
        url = self._code.server_url or str(self.server.editor.raw())
        return NewComputer(
            code=self._code.secret,
            hello=self._said,
            person=str(self.person.editor.raw()),
            roles=frozenset(self.roles.editor.value() or ()),
            passphrase=self.passphrase.line.text(),
            server_url=url,
        )

    def _show_words(self, waiting: Joining) -> None:
        self.waiting = waiting
        self.words.show_words(waiting.words)
        self.go_to(_WORDS)
        self.state.setText(tr(_WAITS if waiting.server_url else _STICK))
        if waiting.server_url:
            self._timer.start()
            self.knock()

    def _on_answer(self, data: bytes | None) -> None:
        one = self.waiting
        if data and one is not None:
            self._timer.stop()
            self._run(lambda: joining.finish(one, data), self._finished, "write")

    def _finished(self, desk: object) -> None:
        self._timer.stop()
        self.waiting = None
        self.opened.emit(desk)

    def _forget(self) -> None:
        if self.waiting is not None:
            joining.forget(self.waiting)

    def _on_no_line(self, error: RegDeskError) -> None:
        self.state.setText(f"{tr(error.message).format(**error.values)} {tr(_STICK)}")

    def _on_written(self, path: Path) -> None:
        self.state.setText(f"{tr(N_('Saved: {name}')).format(name=path.name)}. {tr(_STICK)}")

    def _run(self, job: Callable[[], object], then: Callable[..., object], lane: str) -> None:
        self._background.run(job, then, lane, self.show_error)  # type: ignore[arg-type]

    def _steps_of(self) -> tuple[Step, ...]:
        keep = Button(tr(N_("Save our file…")), icon="download")
        answer = Button(tr(N_("Read the answer…")), icon="upload")
        answer.clicked.connect(lambda _: self._open(answer, self.read_answer))
        keep.clicked.connect(lambda _: self._save())
        return (
            Step(
                N_("Invitation"),
                N_("The administrator gives it to you as a picture, a text or a file. Or type its code."),
                (self.invitation, line(), self.code, self.server),
                self.invitation.choose.setFocus,
            ),
            Step(
                N_("About you"),
                N_("The administrator sees this, and decides what you may do."),
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
                N_("Compare the words"),
                N_("Call the administrator or stand beside them and read the words aloud."),
                (self.words, Note(tr(NEVER)), self.state, row(keep, answer, None)),
                self.words.setFocus,
            ),
        )

    def _open(self, button: QWidget, then: Callable[[Path], object]) -> None:
        path, _ = QFileDialog.getOpenFileName(self, button.accessibleName(), "", tr(FILES))
        if path:
            then(Path(path))

    def _save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(self, tr(N_("Save our file…")), "RD-2.regdesk", tr(FILES))
        if path:
            self.keep_request(Path(path))
