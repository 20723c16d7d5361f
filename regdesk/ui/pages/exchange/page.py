"""The exchange page, reached from the bottom line: how it stands, what waits, and what needs a person."""

from typing import Any

from PySide6.QtGui import QShowEvent

from regdesk.actions import exchange_state
from regdesk.actions.exchange_state import Standing
from regdesk.domain.journal import Changes
from regdesk.i18n import N_, tr
from regdesk.ui.page import Page
from regdesk.ui.pages.case.sides import Sides
from regdesk.ui.pages.exchange.alarms_box import AlarmsBox
from regdesk.ui.pages.exchange.aside_card import AsideCard
from regdesk.ui.pages.exchange.late_card import LateCard
from regdesk.ui.pages.exchange.queue_card import QueueCard
from regdesk.ui.pages.exchange.received_card import ReceivedCard
from regdesk.ui.pages.exchange.state_card import StateCard
from regdesk.ui.pages.exchange.stick_card import StickCard
from regdesk.ui.pages.exchange.versions_card import VersionsCard
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, label, row, scrolled
from regdesk.ui.pulse import Line, Pulse
from regdesk.ui.widgets.button import Button


class ExchangePage(Page):
    """Reads itself again whenever a record changes or an exchange ends, as long as it is in sight."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place, self._line = place, Line.OFFLINE
        self.state, self.queue = StateCard(place), QueueCard(place)
        self.received, self.versions = ReceivedCard(place), VersionsCard(place)
        self.alarms, self.aside, self.stick = AlarmsBox(place), AsideCard(place), StickCard(place)
        self.now = Button(tr(N_("Try now")), "primary", icon="refresh-cw", keys="F5")
        self.now.clicked.connect(lambda _: place.shell.exchange_asked.emit())
        head = row(label(tr(N_("Exchange of data")), "title.m"), None, self.now)
        left = column(self.state, self.queue, self.stick, gap=12)
        self.late = LateCard(place)
        right = column(self.versions, self.late, self.received, self.aside, gap=12)
        body = Sides(box(left), box(right), (1, 1))
        whole = column(self.alarms, body, None, gap=12, margins=(20, 0, 20, 16))
        page = column(column(head, margins=(20, 16, 20, 0)), scrolled(box(whole)), gap=12)
        page.setStretch(1, 1)
        self.setLayout(page)
        self.commands = {"primary": place.shell.exchange_asked.emit}
        place.background.changed.connect(self._on_changed)
        place.shell.pulsed.connect(lambda pulse, _: self._on_pulse(pulse))
        place.shell.discreet.changed.connect(lambda _: self._on_changed(Changes()))

    def arrive(self, target: Any = None) -> None:  # noqa: ARG002 - the page has no target
        """Read how the exchange stands."""
        self.state.start()
        self.reload()
        self.now.setFocus()

    def leave(self) -> None:
        """Count no seconds while another page is in sight."""
        self.state.stop()

    def reload(self) -> None:
        """Read everything again."""
        desk = self._place.desk
        self._place.background.run(lambda: exchange_state.standing(desk), self._show)

    def showEvent(self, event: QShowEvent) -> None:
        """Come into sight as things are now."""
        super().showEvent(event)
        self.reload()

    def _show(self, found: Standing) -> None:
        self.state.show_last(found.last_ms)
        self.queue.show_queue(found.queue)
        self.received.show_received(found.received)
        self.versions.show_versions(found.versions)
        self.alarms.show_alarms(found.alarms)
        self.aside.show_aside(found.aside)
        self.stick.show_partners(found.received)
        self.late.show_late(found.late)

    def _on_changed(self, _: Changes) -> None:
        if self.isVisible():
            self.reload()

    def _on_pulse(self, pulse: Pulse) -> None:
        """Read again when an exchange begins or ends."""
        if pulse.line is not self._line and self.isVisible():
            self.reload()
        self._line = pulse.line
