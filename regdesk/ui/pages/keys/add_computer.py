"""Adding a computer: a code for it, six words compared aloud, its person's roles, and the answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from regdesk.actions import documents, enrolment, knocks
from regdesk.actions.enrolment import Asked, Invitation
from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import files, words
from regdesk.ui.announce import announce
from regdesk.ui.background import OnWriterLane
from regdesk.ui.pages.invitation import COPIED
from regdesk.ui.pages.keys.add_steps import CodeStep, LastStep, WordsStep
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, row, scrolled, sized
from regdesk.ui.widgets.error_summary import ErrorSummary

KNOCK_MS: Final = 5_000
_WAITS = N_("Waiting for the new computer. This page asks the server every few seconds.")
_STICK = N_("No server is set: take the invitation to the new computer, and bring its file back on a stick.")
_NO_LINE = N_("The picture, text and file work all the same; only typing needs the server.")
_SENT = N_("{name} can work on the new computer as soon as its window shows “Done”.")
_CARRY = N_("Take the answer to the new computer on a stick: {name} can work once it was read there.")
_DIFFER = N_("Nothing was handed over. Make a new code and try again; if the words differ again, stop.")


class AddComputerPage(QWidget):
    """Three steps, each shown when its time has come; *done* is called at the end or when it is left."""

    def __init__(self, place: Workplace, done: Callable[[], object]) -> None:
        super().__init__()
        self._place, self._done = place, done
        self._invitation: Invitation | None = None
        self._asked: Asked | None = None
        self._answer = b""
        self.summary, self.steps = ErrorSummary(), QStackedWidget()
        self.code, self.words, self.last = CodeStep(), WordsStep(), LastStep()
        for step in (self.code, self.words, self.last):
            self.steps.addWidget(step)
        page = box(column(self.summary, self.steps, None, gap=12))
        sized(page, max_width=760)
        middle = row(None, page, None, margins=(20, 16))
        middle.setStretch(1, 100)
        self.setLayout(column(scrolled(box(middle)), gap=0))
        self._timer = QTimer(self)
        self._timer.setInterval(KNOCK_MS)
        self._timer.timeout.connect(self.knock)
        self.code.kept.connect(self.keep_ours)
        self.code.read.connect(self.read_theirs)
        self.code.copied.connect(lambda: place.shell.say(tr(COPIED)))
        self.words.same.connect(self.hand_over)
        self.words.differ.connect(self.differ)
        self.last.kept.connect(self.keep_answer)
        for step in (self.code, self.words, self.last):
            step.left.connect(self.leave)
        self._run(lambda: enrolment.invite(place.desk), self._show_code, "write")

    def leave(self) -> None:
        """Stop waiting and go back to the list."""
        self._timer.stop()
        self._done()

    def knock(self) -> None:
        """Ask the server whether the new computer has answered."""
        desk, on_writer = self._place.desk, OnWriterLane(self._place.background)
        self._place.background.run(
            lambda: knocks.request(desk, on_writer), self._on_knock, "net", self._on_no_line
        )

    def keep_ours(self, path: Path) -> None:
        """Write the invitation to a file."""
        if self._invitation:
            body = self._invitation.text.encode()
            self._run(lambda: files.write(path, body), self._on_written, "write")

    def read_theirs(self, path: Path) -> None:
        """Read the file of the new computer."""
        desk = self._place.desk
        self._run(lambda: enrolment.asked(desk, files.read(path)), self._show_words, "write")

    def hand_over(self) -> None:
        """Let the computer work for the organisation: the words were the same on both screens."""
        one, roles, desk = self._asked, self.words.chosen(), self._place.desk
        if one is not None:
            self._run(lambda: enrolment.hand_over(desk, one, roles), self._on_handed, "write")

    def differ(self) -> None:
        """Throw the code away: somebody may stand between the two computers."""
        desk = self._place.desk
        self._asked = None

        def again(found: Invitation) -> None:
            self._show_code(found)
            self.summary.show_sentence(tr(_DIFFER))

        self._run(lambda: enrolment.invite(desk), again, "write")

    def keep_answer(self, path: Path) -> None:
        """Write what was handed over to a file."""
        self._run(lambda: files.write(path, self._answer), self._on_written, "write")

    def _show_code(self, found: Invitation) -> None:
        self._invitation = found
        until = words.moment(found.until_ms, self._place.desk.clock.today())
        self.code.show_code(found.groups, found.text, documents.squares(found.text), until)
        self.steps.setCurrentWidget(self.code)
        self.code.say(tr(_STICK))
        desk, on_writer = self._place.desk, OnWriterLane(self._place.background)
        if knocks.by_server(desk):
            self._place.background.run(
                lambda: enrolment.leave_hello(desk, on_writer),
                lambda _: self._wait(),
                "net",
                self._on_no_line,
            )

    def _wait(self) -> None:
        self.code.say(tr(_WAITS))
        self._timer.start()

    def _on_knock(self, found: Asked | None) -> None:
        if found and self.steps.currentWidget() is self.code:
            self._show_words(found)

    def _on_no_line(self, error: RegDeskError) -> None:
        self.code.say(f"{tr(error.message).format(**error.values)} {tr(_NO_LINE)}")

    def _show_words(self, found: Asked) -> None:
        self._timer.stop()
        self.summary.clear()
        self._asked = found
        self.words.show_request(found.request.name, found.request.roles, found.words)
        self.steps.setCurrentWidget(self.words)
        announce(self, self.words.words.accessibleName())

    def _on_handed(self, handed: tuple[bytes, Changes]) -> None:
        self.summary.clear()
        self._answer, changes = handed
        name = self._asked.request.name if self._asked else ""
        server = knocks.by_server(self._place.desk)
        self.last.say(tr(_SENT if server else _CARRY).format(name=name))
        self.steps.setCurrentWidget(self.last)
        self._place.background.changed.emit(changes)
        desk, on_writer = self._place.desk, OnWriterLane(self._place.background)
        if server:
            exchange = self._place.shell.exchange_asked.emit
            self._run(lambda: enrolment.send_answer(desk, on_writer), lambda _: exchange(), "net")

    def _on_written(self, path: Path) -> None:
        self._place.shell.say(tr(N_("Saved: {name}")).format(name=path.name))

    def _run(self, job: Callable[[], object], then: Callable[..., object], lane: str) -> None:
        self._place.background.run(job, then, lane, self._failed)  # type: ignore[arg-type]

    def _failed(self, error: RegDeskError) -> None:
        self.summary.show_sentence(tr(error.message).format(**error.values))
