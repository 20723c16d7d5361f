"""How the exchange stands: in words, with the cause, what happens next, and when."""

from time import monotonic
from typing import Final

from PySide6.QtCore import QTimer

from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.announce import announce
from regdesk.ui.pages.exchange.lines import pair
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, column, label, picture, row, with_icon
from regdesk.ui.pulse import LOOKS, Line, Pulse, line_item
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_TITLES: Final = {
    Line.ONLINE: N_("Connected with the server"),
    Line.OFFLINE: N_("No connection with the server"),
    Line.FAILED: N_("The exchange did not work"),
    Line.REFUSED: N_("The exchange has stopped"),
}
_SAID: Final = {
    Line.ONLINE: N_("RegDesk exchanges every two minutes by itself."),
    Line.EXCHANGING: N_("Go on working: this stops nothing."),
    Line.OFFLINE: N_(
        "Work as usual. Everything is saved on this computer and goes out by itself when there is internet."
    ),
    Line.STALE: N_(
        "Nothing is lost: everything is saved here. If the line stays away, hand the records over on a stick."
    ),
    Line.FAILED: N_("Nothing is lost: everything is saved here, and RegDesk tries again by itself."),
    Line.REFUSED: N_("Everything is saved here and waits. A person has to do something first:"),
}
_MINUTE: Final = 60


class StateCard(Card):
    """Follows the bottom line's pulse; the time to the next try is counted down each second."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._due = place, 0.0
        self._icon, self._said = picture("wifi-off", "text.secondary", 24), label("", wrap=True)
        self._head = label("", "title.s", wrap=True)
        self._last_box, self._last = pair(tr(N_("Last exchange")), "")
        self._why_box, self._why = pair(tr(N_("Why it did not work")), "")
        self._next_box, self._next = pair(tr(N_("Next try")), "")
        self._settings = Button(tr(N_("Settings")), icon="settings", height="compact")
        text = column(self._head, self._said, gap=4)
        head = row(column(self._icon, None), text, gap=14)
        head.setStretch(1, 1)
        super().__init__("", head, self._why_box, self._last_box, self._next_box, row(self._settings, None))
        self.setAccessibleName(tr(N_("How the exchange stands")))
        self._settings.clicked.connect(lambda _: place.shell.settings_asked.emit())
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.count_down)
        place.shell.pulsed.connect(lambda pulse, _: self.show_pulse(pulse))
        self._line: Line | None = None
        self.show_pulse(place.shell.pulse or Pulse())

    def show_pulse(self, pulse: Pulse) -> None:
        """Say how things stand now; a new state is said to a screen reader once."""
        icon, tone = LOOKS[pulse.line]
        with_icon(self._icon, icon, "text.secondary" if tone == "offline" else f"{tone}.text", 24)
        title = _TITLES.get(pulse.line)
        self._head.setText(tr(title) if title else line_item(pulse).text)
        self._said.setText(tr(_SAID[pulse.line]))
        self._why.setText(pulse.reason)
        appear(self._why_box, on=bool(pulse.reason))
        appear(self._next_box, on=pulse.line is not Line.EXCHANGING)
        appear(self._settings, on=pulse.line is Line.REFUSED)
        self._due = monotonic() + pulse.next_s
        self.count_down()
        if self._line is not pulse.line:
            self._line = pulse.line
            announce(self, f"{self._head.text()}. {pulse.reason or self._said.text()}")

    def show_last(self, last_ms: int) -> None:
        """Say when an exchange last succeeded."""
        today = self._place.desk.clock.today()
        never = tr(N_("never yet"))
        self._last.setText(words.moment(last_ms, today) if last_ms else never)

    def start(self) -> None:
        """Count down while the page is in sight."""
        self._clock.start()
        self.count_down()

    def stop(self) -> None:
        """Stop counting."""
        self._clock.stop()

    def count_down(self) -> None:
        """Say in how many minutes or seconds the next try begins."""
        self._next.setText(soon(round(self._due - monotonic())))


def soon(seconds: int) -> str:
    """Say a short time to come: in 4 min, in 40 s, now."""
    if seconds <= 0:
        return tr(N_("now"))
    if seconds < _MINUTE:
        return trn(N_("in {n} s"), N_("in {n} s"), seconds)
    return trn(N_("in {n} min"), N_("in {n} min"), round(seconds / _MINUTE))
