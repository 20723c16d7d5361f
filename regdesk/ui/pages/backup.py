"""The page of backup copies: where they go, how they stand, trying one out, and how many are kept."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtWidgets import QFileDialog, QWidget

from regdesk.actions import alarms, backups
from regdesk.actions.backups import Lying, Standing
from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.page import Page
from regdesk.ui.pages.backup_drill import DrillCard
from regdesk.ui.pages.backup_state import StateCard
from regdesk.ui.pages.case.sides import Sides
from regdesk.ui.pages.exchange.alarms_box import AlarmsBox
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, label, scrolled
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.chips import Segments

KEEP: Final = {
    (7, 4, 12): N_("a year"),
    (7, 4, 0): N_("a month"),
    (3, 0, 0): N_("3 days"),
}
WARN: Final = {3: N_("after 3 days"), 7: N_("after a week"), 14: N_("after two weeks")}
_GONE: Final = N_(
    "Install RegDesk on another computer, choose “Restore from a backup copy” there, put the stick in and"
    " type your passphrase. The new computer gets keys of its own and fetches what came after the copy."
)
_KEPT: Final = N_(
    "A year: the newest copy of each of 7 days, 4 weeks and 12 months stays. A month: of 7 days and 4 weeks."
    " Scans are stored once for all copies. What was erased at a person's wish leaves with the next copy."
)


class BackupPage(Page):
    """Reads itself again whenever a copy begins or ends."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.alarms = AlarmsBox(place, "backup")
        self.state, self.drill = StateCard(place), DrillCard(place)
        self.keep = Segments([tr(text) for text in KEEP.values()], tr(N_("How far back copies are kept")))
        self.warn = Segments([tr(text) for text in WARN.values()], tr(N_("Warn without a copy")))
        for button in (self.state.first, self.state.choose):
            button.clicked.connect(lambda _: self._choose_folder())
        left = column(self.state, self.drill, gap=12)
        right = column(self._kept_card(), self._gone_card(), gap=12)
        body = Sides(box(left), box(right), (3, 2))
        title = label(tr(N_("Backup copies")), "title.m")
        whole = column(title, self.alarms, body, None, gap=12, margins=(20, 16))
        self.setLayout(column(scrolled(box(whole)), gap=0))
        self.commands = {"primary": self.state.copy_now}
        self._at = Standing()
        self.keep.chosen.connect(lambda index: self._keep(*list(KEEP)[index]))
        self.warn.chosen.connect(lambda index: self._warn(list(WARN)[index]))
        place.copying.changed.connect(self._on_changed)
        place.background.changed.connect(self._on_changed)

    def arrive(self, target: Any = None) -> None:  # noqa: ARG002 - the page has no target
        """Read how things stand."""
        self.reload()
        self.state.main().setFocus()

    def reload(self) -> None:
        """Read how copies stand."""
        place = self._place
        place.copying.read(self._show)
        place.background.run(lambda: alarms.own(place.desk), self._show_alarms)

    def choose(self, folder: Path) -> None:
        """Make copies in a folder from now on, the first one at once."""
        desk = self._place.desk
        self._place.background.run(
            lambda: backups.choose(desk, folder), lambda _: self._chosen(), "write", self._refused
        )

    def _chosen(self) -> None:
        self.reload()
        self.state.copy_now()

    def _refused(self, error: RegDeskError) -> None:
        self.state.say(tr(error.message).format(**error.values), well=False)

    def _show(self, at: Standing, lying: Lying) -> None:
        self._at = at
        self.state.show_state(at, lying)
        self.drill.show_state(at, lying)
        kept = (at.days, at.weeks, at.months)
        if kept in KEEP:
            self.keep.choose(list(KEEP).index(kept))
        if at.warn_days in WARN:
            self.warn.choose(list(WARN).index(at.warn_days))

    def _show_alarms(self, found: tuple[alarms.Alarm, ...]) -> None:
        self.alarms.show_alarms([one for one in found if one.place == "backup"])

    def _keep(self, days: int, weeks: int, months: int) -> None:
        if (days, weeks, months) != (self._at.days, self._at.weeks, self._at.months):
            self._change(days=days, weeks=weeks, months=months)

    def _warn(self, days: int) -> None:
        if days != self._at.warn_days:
            self._change(warn_days=days)

    def _change(self, **values: int) -> None:
        desk = self._place.desk
        self._place.background.run(
            lambda: backups.change(desk, **values),
            lambda _: self._place.background.changed.emit(Changes()),
            "write",
        )

    def _on_changed(self, _: object = None) -> None:
        self.state.show_busy()
        self.drill.show_busy()
        if self.isVisible():
            self.reload()

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr(N_("Folder for backup copies")))
        if folder:
            self.choose(Path(folder))

    def _kept_card(self) -> QWidget:
        return Card(
            tr(N_("What is kept")),
            label(tr(N_("How far back copies are kept")), "label", "secondary", wrap=True),
            self.keep,
            8,
            label(tr(N_("Warn without a copy")), "label", "secondary", wrap=True),
            self.warn,
            label(tr(_KEPT), "caption", "tertiary", wrap=True),
            icon="settings",
        )

    def _gone_card(self) -> QWidget:
        return Card(
            tr(N_("If this computer is gone")),
            label(tr(_GONE), "body", "secondary", wrap=True),
            icon="monitor",
        )
