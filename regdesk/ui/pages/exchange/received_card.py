"""What partners told: what they last acknowledged, and when anything last came from them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from regdesk.actions.exchange_state import Received
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, empty, label, line, picture, row
from regdesk.ui.widgets.card import Card

_NOBODY = N_("No partner yet. In the settings you give each other a file and compare 30 digits.")


class ReceivedCard(Card):
    """One line for each partner, one for the own other computers."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._lines = place, column(gap=8)
        super().__init__(tr(N_("Received by partners")), self._lines, icon="users")

    def show_received(self, found: Sequence[Received]) -> None:
        """Show what was told."""
        empty(self._lines)
        for one in found:
            self._lines.addWidget(box(self._line(one)))
        if not found:
            self._lines.addWidget(label(tr(_NOBODY), "body", "secondary", wrap=True))

    def _line(self, one: Received) -> QVBoxLayout:
        name = tr(N_("Our other computers")) if one.own else one.name
        title = label(name, "body.strong", wrap=True)
        said = column(title, label(self._receipt(one), "small", "secondary", wrap=True), gap=2)
        said.addWidget(label(self._heard(one), "small", "secondary", wrap=True))
        icon = column(picture("building-2" if not one.own else "users"), None)
        inside = row(icon, said, gap=12)
        inside.setStretch(1, 1)
        return column(line(), inside, gap=8)

    def _receipt(self, one: Received) -> str:
        today = self._place.desk.clock.today()
        waits = trn(N_("{n} record not acknowledged yet"), N_("{n} records not acknowledged yet"), one.open)
        parts = [waits] if one.open else []
        if one.acknowledged_ms:
            when = words.moment(one.acknowledged_ms, today)
            parts.insert(0, tr(N_("✓✓ acknowledged {when}")).format(when=when))
        return " · ".join(parts) or tr(N_("Nothing acknowledged yet"))

    def _heard(self, one: Received) -> str:
        if not one.heard_ms:
            return tr(N_("Nothing came from them yet"))
        when = words.moment(one.heard_ms, self._place.desk.clock.today())
        return tr(N_("Last heard of {when}")).format(when=when)
