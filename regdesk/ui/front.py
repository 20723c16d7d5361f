"""The window's life: a way in, the desk, and locking."""

from contextlib import suppress
from pathlib import Path
from threading import Timer

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from regdesk.actions import erasing_computer, lists, sheets, unlocking
from regdesk.actions.desk import Desk
from regdesk.errors import RegDeskError, Trouble
from regdesk.i18n import tr
from regdesk.ui import accidents, look, pages, quiet
from regdesk.ui.background import Background
from regdesk.ui.chosen import Chosen
from regdesk.ui.copying import Copying
from regdesk.ui.crash import Crashes
from regdesk.ui.discreet import Discreet
from regdesk.ui.exchanging import Exchanging
from regdesk.ui.knowing import Knowing
from regdesk.ui.locking.closing import Rules
from regdesk.ui.locking.guards import Guards
from regdesk.ui.main_window import MainWindow
from regdesk.ui.one_window import OneWindow, raise_first
from regdesk.ui.pages.notice import Notice
from regdesk.ui.pages.settings import SettingsPage
from regdesk.ui.pages.sheet_gate import SheetGate
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.shell import Shell
from regdesk.ui.shortcuts import LayoutShortcutFilter
from regdesk.ui.start import Start
from regdesk.ui.tidying import Tidying
from regdesk.ui.ways_in import WaysIn

_SMALL_SCREEN = 1440
_LOCK_S = 2
_AT_LAST_S = 20


def run(start: Start, arguments: list[str]) -> int:
    """Show the window until it is closed."""
    app = _application(arguments)
    front = Front(start)
    front.crashes.listen()
    quiet.keep_no_traces()
    front.begin()
    show(front.window)
    front.guards.listen()
    front.guards.exclude(on=front.discreet.on)
    only = OneWindow(start.folder, front)
    only.asked.connect(front.window.come_forward)
    code = app.exec()
    only.close()
    front.close()
    return code


def turn_away(folder: Path, error: RegDeskError, arguments: list[str]) -> int:
    """Raise the window that is open on *folder*, or say in words why none opens; give the exit code."""
    app = _application(arguments)
    if raise_first(folder):
        return 0
    chosen = Chosen(folder, app)
    look.use(chosen.theme)
    window = MainWindow(Discreet())
    window.show_gate(Notice(tr(error.message).format(**error.values)))
    show(window)
    app.exec()
    return 1


def _application(arguments: list[str]) -> QApplication:
    app = QApplication(arguments)
    app.setApplicationName("RegDesk")
    app.setDesktopFileName("regdesk")
    return app


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
        self.chosen = Chosen(start.folder, self)
        look.use(self.chosen.theme)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(LayoutShortcutFilter(app))
        self.discreet = Discreet(on=self.chosen.settings.discreet)
        self.window = MainWindow(self.discreet)
        self.window.look_changed.connect(self.chosen.keep_theme)
        self.discreet.changed.connect(lambda on: self.chosen.keep(discreet=on))
        self.chosen.language_chosen.connect(self._speak_anew)
        self.background = background or Background()
        self.ways_in = WaysIn(start, self.window, self.background, self.chosen)
        self.ways_in.opened.connect(self.enter)
        self.guards = Guards(self.window, self.background, self.discreet)
        self.guards.lock_asked.connect(self._lock_open)
        self.desk: Desk | None = None
        self.exchanging: Exchanging | None = None
        self._copying: Copying | None = None
        self._heard: list[SettingsPage] = []
        self._closed = False
        self.crashes = Crashes(self)
        self.crashes.happened.connect(lambda one: accidents.show(self, start.folder, one))
        # Whatever hangs, the keys leave memory: what is in the file survives an end at any moment.
        self._at_last = Timer(_AT_LAST_S, start.restart)
        self._at_last.daemon = True

    def begin(self) -> None:
        """Ask for the passphrase, or begin a new desk; an erasing that was broken off is finished first."""
        if erasing_computer.is_begun(self._start.folder):
            self._erase_files()
        self.ways_in.begin()

    def enter(self, desk: Desk) -> None:
        """Show the desk that was opened; set-up that was not finished goes on first."""
        self.desk = desk
        self.guards.watch(desk, Rules(self._close_minutes, self._is_exchanging))
        if sheets.due(desk):
            self._show_sheet(desk)
            return
        place = Workplace(desk, self.background, lists.me(desk))
        shell = pages.open_shell(place, self.discreet)
        shell.lock_asked.connect(self.lock)
        shell.visited.connect(lambda place: self._listen_to_settings(shell, place))
        self.exchanging = Exchanging(desk, self.background, shell)
        Knowing(desk, self.background, shell)
        self.window.show_shell(shell)
        shell.open("today")
        self.exchanging.exchange()
        self._copying = place.copying
        self._copying.start()

    def lock(self) -> None:
        """Close everything and start anew: Python cannot wipe its memory, a new process can.

        What is being typed is written first, as a draft or as a record; the window is gone before that.
        """
        if self._closed:
            return
        self.window.vanish()
        self._at_last.start()
        page = self.window.shell.page() if self.window.shell else None
        if page:
            page.leave()
            self.background.settle(_LOCK_S)
        self.close()
        self._at_last.cancel()
        self._start.restart()
        self.window.close()

    def _lock_open(self) -> None:
        """Lock if a desk is open: before that there is nothing to lock."""
        if self.desk:
            self.lock()

    def _close_minutes(self) -> int:
        return min(max(self.chosen.settings.close_minutes, 1), 30)

    def _is_exchanging(self) -> bool:
        return self.exchanging is not None and self.exchanging.busy

    def erase(self) -> None:
        """Close everything, erase this computer, and start anew with the first run."""
        self.close()
        self._erase_files()
        self._start.restart()
        self.window.close()

    def _erase_files(self) -> None:
        with suppress(Trouble):  # the keys are gone; the next start removes what would not go now
            erasing_computer.erase(self._start.folder)

    def close(self) -> None:
        """Finish what is being written and close the desk; once is enough."""
        if self._closed:
            return
        self._closed = True
        self.guards.stop()
        if self._copying:
            self._copying.stop()
        self.background.close()
        self._tidying.stop()
        if self.desk:
            unlocking.close(self.desk)
            self.desk = None

    def _show_sheet(self, desk: Desk) -> None:
        gate = SheetGate(desk, self.background)
        gate.finished.connect(lambda: self.enter(desk))
        self.window.show_gate(gate)

    def _listen_to_settings(self, shell: Shell, place: str) -> None:
        page = shell.page()
        if place == "settings" and isinstance(page, SettingsPage) and page not in self._heard:
            self._heard.append(page)
            page.look_asked.connect(self.window.set_theme)
            page.erase_asked.connect(self.erase)
            self.chosen.listen(page)

    def _speak_anew(self) -> None:
        """Make every page anew in another language."""
        if self.desk:
            self.enter(self.desk)
            if self.window.shell:
                self.window.shell.open("settings")
