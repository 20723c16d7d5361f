"""The ways to an open desk: the passphrase, creating, joining, the paper sheet, a backup copy."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from regdesk.actions import invitations, joining, recovery, set_up, unlocking
from regdesk.actions.desk import Desk
from regdesk.actions.joining import Code, Joining, NewComputer
from regdesk.actions.recovery import Recovery
from regdesk.actions.rescue import NotUpdated, Out
from regdesk.actions.restoring import Restoring
from regdesk.actions.set_up import NewOrganisation
from regdesk.errors import Refused, RegDeskError
from regdesk.ui import files, key_files
from regdesk.ui.background import Background
from regdesk.ui.chosen import Chosen
from regdesk.ui.countries import COUNTRIES
from regdesk.ui.main_window import MainWindow
from regdesk.ui.pages.first_run import FirstRun, FirstRunPage
from regdesk.ui.pages.join import JoinPage
from regdesk.ui.pages.recovery import RecoveryPage
from regdesk.ui.pages.restoring import RestoringPage
from regdesk.ui.pages.unlock import Unlock
from regdesk.ui.passphrase_gates import PassphraseGates
from regdesk.ui.start import Start
from regdesk.ui.way_out import WayOut


class WaysIn(QObject):
    """Shows the gates before a desk; `opened` carries the Desk."""

    opened = Signal(object)

    def __init__(self, start: Start, window: MainWindow, background: Background, chosen: Chosen) -> None:
        super().__init__(window)
        self._start, self._window, self._background, self._chosen = start, window, background, chosen
        self._way_out = WayOut(background, self.begin)
        self._gates = PassphraseGates(start, background)

    def begin(self) -> None:
        """Ask for the passphrase, or begin a new desk; a folder that tears data is refused first."""
        try:
            unlocking.check_place(self._start.folder)
        except Refused as refused:
            self._window.show_gate(self._way_out.from_place(refused))
            return
        if unlocking.exists(self._start.folder):
            gate = self._gates.ask()
            gate.forgotten.connect(self._show_forgotten)
            gate.opened.connect(lambda typed: self._unlock(gate, typed))
            self._window.show_gate(gate)
        else:
            self._show_first_run(self._chosen.settings.language)

    def _unlock(self, gate: Unlock, passphrase: str) -> None:
        self._background.run(
            lambda: self._gates.open(passphrase),
            lambda desk: self._enter(desk, passphrase),
            "write",
            lambda error: self._not_opened(gate, passphrase, error),
        )

    def _enter(self, desk: Desk, passphrase: str) -> None:
        """Hand the desk over; who came with a colleague's temporary words takes own ones first."""
        if not desk.person.temporary:
            self.opened.emit(desk)
            return
        gate = self._gates.own_words(desk, passphrase)
        gate.finished.connect(lambda: self.opened.emit(desk))
        self._window.show_gate(gate)

    def _show_forgotten(self) -> None:
        page = self._gates.forgotten()
        page.opened.connect(self.opened)
        page.left.connect(self.begin)
        self._window.show_gate(page)

    def _not_opened(self, gate: Unlock, passphrase: str, error: RegDeskError) -> None:
        """Go on joining where the computer waits for its answer; else say why it did not open."""
        start = self._start
        if isinstance(error, unlocking.StillJoining):
            self._background.run(
                lambda: joining.resume(start.folder, passphrase, start.clock, start.random),
                self._show_join,
                "write",
                gate.show_error,
            )
        elif isinstance(error, NotUpdated):
            out = Out(start.folder, key_files.typed(passphrase), start.clock)
            self._window.show_gate(self._way_out.from_update(error, out, start.random))
        elif error.message == unlocking.NEWER:
            out = Out(start.folder, key_files.typed(passphrase), start.clock)
            self._window.show_gate(self._way_out.from_newer(error, out))
        else:
            gate.show_error(error)

    def _show_first_run(self, language: str) -> None:
        self._chosen.use_language(language)
        page = FirstRunPage(set_up.offer_passphrase(self._start.random, language), COUNTRIES, language)
        page.language_asked.connect(self._show_first_run)
        page.created.connect(lambda decided: self._create(decided, page.show_error))
        page.invite_read.connect(lambda source: self._read_invite(page, source))
        page.join_asked.connect(self._show_join)
        page.restore_asked.connect(self._show_recovery)
        page.copy_asked.connect(self._show_restoring)
        self._window.show_gate(page)

    def _show_join(self, waiting: Joining | None = None) -> JoinPage:
        start = self._start

        def begin(new: NewComputer) -> Joining:
            return joining.begin(start.folder, new, start.clock, start.random)

        page = JoinPage(self._background, begin, self._offered(), waiting)
        self._show_way_in(page)
        return page

    def _show_recovery(self) -> None:
        start = self._start

        def recover(asked: Recovery) -> Desk:
            return recovery.recover(start.folder, asked, start.clock, start.random)

        self._show_way_in(RecoveryPage(self._background, recover, self._offered()))

    def _show_restoring(self) -> None:
        start = self._start
        restore = Restoring(start.folder, start.clock, start.random).restore
        self._show_way_in(RestoringPage(self._background, restore))

    def _show_way_in(self, page: JoinPage | RecoveryPage | RestoringPage) -> None:
        page.opened.connect(self.opened)
        page.left.connect(lambda: self._show_first_run(self._chosen.settings.language))
        self._window.show_gate(page)

    def _offered(self) -> str:
        return set_up.offer_passphrase(self._start.random, self._chosen.settings.language)

    def _create(self, decided: FirstRun, failed: Callable[[RegDeskError], object]) -> None:
        new = NewOrganisation(
            name=decided.organisation,
            country=decided.country,
            part=decided.part,
            person=decided.person,
            roles=frozenset(decided.roles),
            passphrase=decided.passphrase,
            invite=set_up.read_invite(decided.invite) if decided.invite else None,
        )
        start = self._start
        self._background.run(
            lambda: set_up.create(start.folder, new, start.clock, start.random),
            self.opened.emit,
            "write",
            failed,
        )

    def _read_invite(self, page: FirstRunPage, source: Path | bytes) -> None:
        """Read an invitation as it came: one leads to joining, the other fills in what it says."""

        def read() -> tuple[bytes, str]:
            data = invitations.plain(files.content(source))
            found = invitations.read(data)
            return data, "" if isinstance(found, Code) else found.url

        def show(found: tuple[bytes, str]) -> None:
            data, url = found
            if url:
                page.show_invite(data, url)
            else:
                self._show_join().take_text(invitations.text(data))

        self._background.run(read, show, "write", page.show_error)
