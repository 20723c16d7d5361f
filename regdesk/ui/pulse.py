"""What the bottom line says: the state of the exchange and the two stock warnings, in words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from regdesk.i18n import N_, tr, trn
from regdesk.ui.dates import show_moment


class Line(StrEnum):
    """How the exchange stands; being offline is normal, being refused needs a person."""

    ONLINE = "online"
    EXCHANGING = "exchanging"
    OFFLINE = "offline"
    STALE = "stale"
    FAILED = "failed"
    REFUSED = "refused"


@dataclass(frozen=True)
class Pulse:
    """Everything the bottom line shows.

    unsent          entries and documents still to go out
    received_at     when something was last received; None: never
    urgent, soon    people with stock up to 14 days, and from 15 to 30
    done, total     parts of the exchange under way
    days            days without an exchange, for STALE
    reason          why the last exchange did not work, translated; empty where it did
    next_s          seconds until the next one begins by itself
    """

    line: Line = Line.OFFLINE
    unsent: int = 0
    received_at: datetime | None = None
    urgent: int = 0
    soon: int = 0
    done: int = 0
    total: int = 0
    days: int = 0
    reason: str = ""
    next_s: int = 0


@dataclass(frozen=True)
class Item:
    """One part of the bottom line: its sentence, its short form for narrow windows, icon and tone."""

    text: str
    short: str
    icon: str
    tone: str = "secondary"


def line_item(pulse: Pulse) -> Item:
    """Say how the exchange stands."""
    words = {
        Line.ONLINE: N_("Online"),
        Line.EXCHANGING: N_("Exchange: {done} of {total}") if pulse.total else N_("Exchange is under way"),
        Line.OFFLINE: N_("Offline"),
        Line.FAILED: N_("Did not work: {reason}"),
        Line.REFUSED: N_("Exchange stopped: {reason}"),
    }
    icon, tone = LOOKS[pulse.line]
    if pulse.line == Line.STALE:
        text = trn(N_("No exchange for {n} day"), N_("No exchange for {n} days"), pulse.days)
    else:
        text = tr(words[pulse.line]).format(done=pulse.done, total=pulse.total, reason=pulse.reason)
    return Item(text, text, icon, tone)


def unsent_item(pulse: Pulse) -> Item:
    """Say what has not gone out yet."""
    if not pulse.unsent:
        return Item(tr(N_("Everything sent")), "0", "check")
    text = trn(N_("{n} not sent"), N_("{n} not sent"), pulse.unsent)
    return Item(text, str(pulse.unsent), "arrow-up", "warning")


def received_item(pulse: Pulse, now: datetime) -> Item:
    """Say when something last came in."""
    if pulse.received_at is None:
        return Item(tr(N_("Nothing received yet")), "", "arrow-down")
    when = show_moment(pulse.received_at, now)
    return Item(tr(N_("Received {when}")).format(when=when), "", "arrow-down")


def urgent_item(pulse: Pulse) -> Item:
    """Say how many people run out within 14 days."""
    text = tr(N_("Stock up to 14 days: {n}")).format(n=pulse.urgent)
    return Item(text, str(pulse.urgent), "octagon-alert", "danger" if pulse.urgent else "secondary")


def soon_item(pulse: Pulse) -> Item:
    """Say how many people run out within 15 to 30 days."""
    text = tr(N_("15–30 days: {n}")).format(n=pulse.soon)
    return Item(text, str(pulse.soon), "clock", "warning" if pulse.soon else "secondary")


LOOKS = {
    Line.ONLINE: ("wifi", "success"),
    Line.EXCHANGING: ("refresh-cw", "info"),
    Line.OFFLINE: ("wifi-off", "offline"),
    Line.STALE: ("clock", "warning"),
    Line.FAILED: ("triangle-alert", "warning"),
    Line.REFUSED: ("octagon-alert", "danger"),
}
