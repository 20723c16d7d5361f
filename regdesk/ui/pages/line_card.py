"""A line that costs by volume, or that others need too: what RegDesk may use of it."""

from typing import Final

from PySide6.QtCore import Signal

from regdesk import settings
from regdesk.i18n import N_, tr
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import label
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.chips import Segments

SPEEDS: Final = {0: N_("all of it"), 2000: "2 Mbit/s", 512: "512 kbit/s", 128: "128 kbit/s"}
_METERED: Final = (N_("Fetch scans by themselves"), N_("Only when I open them"))
_HINT: Final = N_("Records always go first and are small; scans are large.")


class LineCard(Card):
    """`changed` carries whether the line is metered, and the kilobits a second to use (0: all of it)."""

    changed = Signal(bool, int)

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.scans = Segments([tr(text) for text in _METERED], tr(N_("Scans")))
        self.speed = Segments([tr(text) for text in SPEEDS.values()], tr(N_("How much of the line")))
        super().__init__(
            tr(N_("Internet line")),
            label(tr(N_("Scans")), "label", "secondary"),
            self.scans,
            8,
            label(tr(N_("How much of the line")), "label", "secondary"),
            self.speed,
            label(tr(_HINT), "caption", "tertiary", wrap=True),
            icon="wifi",
        )
        self._metered, self._kbit = False, 0
        self.scans.chosen.connect(lambda index: self._change(metered=bool(index), kbit=self._kbit))
        self.speed.chosen.connect(lambda index: self._change(self._metered, list(SPEEDS)[index]))

    def reload(self) -> None:
        """Read what is set."""
        found = settings.load(self._place.desk.folder)
        self._metered, self._kbit = found.metered, found.most_kbit
        self.scans.choose(int(found.metered))
        if found.most_kbit in SPEEDS:
            self.speed.choose(list(SPEEDS).index(found.most_kbit))

    def _change(self, metered: bool, kbit: int) -> None:  # noqa: FBT001 - a state, not an option
        self._metered, self._kbit = metered, kbit
        self.changed.emit(metered, kbit)
