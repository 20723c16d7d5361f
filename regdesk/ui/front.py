"""The window's life: first run or unlocking, the desk, and locking."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from regdesk import i18n, settings
from regdesk.actions import invitations, joining, lists, recovery, set_up, sheets, unlocking
from regdesk.actions.desk import Clock, Desk
from regdesk.actions.joining import Code, Joining, NewComputer
from regdesk.actions.recovery import Recovery
from regdesk.actions.set_up import NewOrganisation
from regdesk.errors import RegDeskError
from regdesk.settings import Settings
from regdesk.ui import files, look, pages
from regdesk.ui.background import Background
from regdesk.ui.copying import Copying
from regdesk.ui.countries import COUNTRIES
from regdesk.ui.discreet import Discreet
from regdesk.ui.exchanging import Exchanging
from regdesk.ui.main_window import MainWindow
from regdesk.ui.pages.first_run import FirstRun, FirstRunPage
from regdesk.ui.pages.join import JoinPage
from regdesk.ui.pages.restore import RestorePage
from regdesk.ui.pages.settings import SettingsPage
from regdesk.ui.pages.sheet_gate import SheetGate
from regdesk.ui.pages.unlock import Unlock
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.shell import Shell
from regdesk.ui.shortcuts import LayoutShortcutFilter
from regdesk.ui.theme import Theme
from regdesk.ui.tidying import Tidying

_SMALL_SCREEN = 1440
_LOCK_S = 2


@dataclass(frozen=True)
class Start:
    """What the window needs to begin; `restart` starts RegDesk anew in a process without keys or names."""

    folder: Path
    clock: Clock
    random: Callable[[int], bytes]
    restart: Callable[[], object]


def run(start: Start, arguments: list[str]) -> int:
    """Show the window until it is closed."""
    app = QApplication(arguments)
    app.setApplicationName("RegDesk")
    app.setDesktopFileName("regdesk")
    front = Front(start)
    front.begin()
    show(front.window)
    code = app.exec()
    front.close()
    return code


def show(window: MainWindow) -> None:
    """Show the window: as large as a small screen allows, at its own size on a large one."""
    room = window.screen().availableGeometry()
    window.resize(room.size().boundedTo(window.sizeHint()))
    if room.width() < _SMALL_SCREEN:
        window.setGeometry(room)
        window.showMaximized()
    else:
        window.show()


class Front(QObject):
    """Holds what is open now: the window always, a desk between unlocking and locking."""

    def __init__(self, start: Start, background: Background | None = None) -> None:
        super().__init__(QApplication.instance())
        self._start, self._tidying = start, Tidying(self)
        self._settings = settings.load(start.folder)
        i18n.use(self._settings.language)
        look.use(Theme(self._settings.theme, self._settings.text_percent / 100))
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(LayoutShortcutFilter(app))
        self.discreet = Discreet(on=self._settings.discreet)
        self.window = MainWindow(self.discreet)
        self.window.look_changed.connect(self._keep_look)
        self.discreet.changed.connect(lambda on: self._keep(replace(self._settings, discreet=on)))
        self.background = background or Background()
        self.desk: Desk | None = None
        self.exchanging: Exchanging | None = None
        self._copying: Copying | None = None
        self._heard: list[SettingsPage] = []

    def begin(self) -> None:
        """Ask for the passphrase, or begin a new desk."""
        if unlocking.exists(self._start.folder):
            gate = Unlock()
            gate.opened.connect(lambda typed: self._unlock(gate, typed))
            self.window.show_gate(gate)
        else:
            self._show_first_run(self._settings.language)

    def enter(self, desk: Desk) -> None:
        """Show the desk that was opened; set-up that was not finished goes on first."""
        self.desk = desk
        if sheets.due(desk):
            self._show_sheet(desk)
            return
        place = Workplace(desk, self.background, lists.me(desk))
        shell = pages.open_shell(place, self.discreet)
        shell.lock_asked.connect(self.lock)
        shell.visited.connect(lambda place: self._listen_to_settings(shell, place))
        self.exchanging = Exchanging(desk, self.background, shell)
        self.window.show_shell(shell)
        shell.open("today")
        self.exchanging.exchange()
        self._copying = place.copying
        self._copying.start()

    def _show_sheet(self, desk: Desk) -> None:
        gate = SheetGate(desk, self.background)
        gate.finished.connect(lambda: self.enter(desk))
        self.window.show_gate(gate)

    def lock(self) -> None:
        """Close everything and start anew: Python cannot wipe its memory, a new process can.

        What is being typed is written first, as a draft or as a record.
        """
        page = self.window.shell.page() if self.window.shell else None
        if page:
            page.leave()
            self.background.settle(_LOCK_S)
        self._start.restart()
        self.window.close()

    def close(self) -> None:
        """Finish what is being written and close the desk."""
        if self._copying:
            self._copying.stop()
        self.background.close()
        self._tidying.stop()
        if self.desk:
            unlocking.close(self.desk)
            self.desk = None

    def _listen_to_settings(self, shell: Shell, place: str) -> None:
        page = shell.page()
        if place == "settings" and isinstance(page, SettingsPage) and page not in self._heard:
            self._heard.append(page)
            page.language_asked.connect(self._use_language)
            page.look_asked.connect(self.window.set_theme)
            page.line_asked.connect(
                lambda metered, kbit: self._keep(replace(self._settings, metered=metered, most_kbit=kbit))
            )

    def _use_language(self, language: str) -> None:
        """Make every page anew in another language."""
        self._keep(replace(self._settings, language=language))
        i18n.use(language)
        if self.desk:
            self.enter(self.desk)
            if self.window.shell:
                self.window.shell.open("settings")

    def _unlock(self, gate: Unlock, passphrase: str) -> None:
        start = self._start
        self.background.run(
            lambda: unlocking.unlock(start.folder, passphrase, start.clock, start.random),
            self.enter,
            "write",
            lambda error: self._not_opened(gate, passphrase, error),
        )

    def _not_opened(self, gate: Unlock, passphrase: str, error: RegDeskError) -> None:
        """Go on joining where the computer waits for its answer; else say why it did not open."""
        start = self._start
        if isinstance(error, unlocking.StillJoining):
            self.background.run(
                lambda: joining.resume(start.folder, passphrase, start.clock, start.random),
                self._show_join,
                "write",
                gate.show_error,
            )
        else:
            gate.show_error(error)

    def _show_first_run(self, language: str) -> None:
        self._keep(replace(self._settings, language=language))
        i18n.use(language)
        page = FirstRunPage(set_up.offer_passphrase(self._start.random, language), COUNTRIES, language)
        page.language_asked.connect(self._show_first_run)
        page.created.connect(lambda decided: self._create(decided, page.show_error))
        page.invite_read.connect(lambda source: self._read_invite(page, source))
        page.join_asked.connect(self._show_join)
        page.restore_asked.connect(self._show_restore)
        self.window.show_gate(page)

    def _show_join(self, waiting: Joining | None = None) -> JoinPage:
        start = self._start
        offered = set_up.offer_passphrase(start.random, self._settings.language)

        def begin(new: NewComputer) -> Joining:
            return joining.begin(start.folder, new, start.clock, start.random)

        page = JoinPage(self.background, begin, offered, waiting)
        self._show_way_in(page)
        return page

    def _show_restore(self) -> None:
        start = self._start
        offered = set_up.offer_passphrase(start.random, self._settings.language)

        def recover(asked: Recovery) -> Desk:
            return recovery.recover(start.folder, asked, start.clock, start.random)

        self._show_way_in(RestorePage(self.background, recover, offered))

    def _show_way_in(self, page: JoinPage | RestorePage) -> None:
        page.opened.connect(self.enter)
        page.left.connect(lambda: self._show_first_run(self._settings.language))
        self.window.show_gate(page)

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
        self.background.run(
            lambda: set_up.create(start.folder, new, start.clock, start.random),
            self.enter,
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

        self.background.run(read, show, "write", page.show_error)

    def _keep_look(self, new: Theme) -> None:
        self._keep(replace(self._settings, theme=new.name, text_percent=round(new.scale * 100)))

    def _keep(self, changed: Settings) -> None:
        self._settings = changed
        settings.save(self._start.folder, changed)
