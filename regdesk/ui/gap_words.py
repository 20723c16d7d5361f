"""The gap clock in sentences: how long medicines last, what is likely, what is worst, when to order."""

from datetime import date

from regdesk.domain import gap
from regdesk.domain.gap import Coverage
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.dates import long_date
from regdesk.ui.widgets.coverage_bar import Coverage as Shown

_LATER = (
    N_("If ordered today there will be a gap of {days}. Look for a reserve."),
    N_("If ordered today a gap of {days} is likely, {worst} at worst. Look for a reserve."),
    N_("If ordered today no gap is likely; at worst it is {worst}."),
)
_ORDERED = (
    N_("Ordered: a gap of {days} is likely all the same. Look for a reserve."),
    N_("Ordered: a gap of {days} is likely, {worst} at worst. Look for a reserve."),
    N_("Ordered: no gap is likely; at worst it is {worst}."),
)
_COMING = (
    N_("A gap of {days} is expected before the parcel. Look for a reserve."),
    N_("Before the parcel a gap of {days} is likely, {worst} at worst. Look for a reserve."),
    N_("Before the parcel no gap is likely; at worst it is {worst}."),
)


def shown(known: Coverage, ordered: int) -> Shown:
    """Give the days as the bar draws them; *ordered* are those of a delivery that is ordered or due."""
    how = "on-the-way" if known.transit_days else "ordered" if known.ordered_on else "today"
    if how == "today" and not is_open(known):
        return Shown(known.days_left)
    return Shown(known.days_left, known.gap_days, known.transit_days or ordered, known.worst_gap_days, how)


def gap_said(known: Coverage) -> str:
    """Say the gap before the next parcel, or before one ordered today while a refill is open."""
    if not known.known or not (known.sent_on or known.ordered_on or is_open(known)):
        return ""
    likely, worst = known.gap_days, known.worst_gap_days
    if not worst:
        return ""
    same, both, maybe = _COMING if known.sent_on else _ORDERED if known.ordered_on else _LATER
    text = maybe if not likely else same if likely == worst else both
    return tr(text).format(days=words.days(likely), worst=words.days(worst))


def order_said(known: Coverage, *, asked: bool) -> str:
    """Say by when the next delivery is to be ordered; nothing where it is *asked* for or on its way."""
    if known.order_by is None or known.sent_on or asked:
        return ""
    if known.order_by <= known.today:
        return tr(N_("Next order: now."))
    return tr(N_("Next order by {day}.")).format(day=long_date(known.order_by, known.today))


def way_said(known: Coverage) -> str:
    """Say how long an order takes on this way, and how that is known."""
    way = known.way
    if not way.parcels:
        text = N_("A delivery is reckoned with {days}: fewer than five parcels of this way are known.")
        return tr(text).format(days=words.days(way.slow))
    by = trn(N_("by {n} parcel"), N_("by {n} parcels"), way.parcels)
    text = tr(N_("A delivery usually takes {days}, at worst {worst} ({by})."))
    return text.format(days=words.days(way.usual), worst=words.days(way.slow), by=by)


def rule_said(known: Coverage) -> str:
    """Say how the order-by date comes about, and whose rule that is (domain.md 2.6, decided)."""
    text = N_(
        "The order-by date leaves {slow} for the way and {reserve} in reserve (RegDesk's own proposal of "
        "22 November 2026)."
    )
    return tr(text).format(slow=words.days(known.lead_days), reserve=words.days(gap.RESERVE_DAYS))


def pause_said(known: Coverage) -> str:
    """Say that a declared pause goes on, in words that tell a casual reader nothing."""
    return tr(N_("Days of stock stand still for now: so the Centre decided.")) if known.paused else ""


def unsure_said(known: Coverage, clock: date) -> str:
    """Say that a record is more than a day ahead of the clock, and by which of the two days is counted."""
    return clock_unsure(clock, known.today) if known.unsure else ""


def clock_unsure(clock: date, counted: date) -> str:
    """Say that the computer's date may be wrong and that stock is counted from the worse of two days."""
    text = N_(
        "Clock unsure: this computer says {clock}, but there are records of {counted}. Days of stock are "
        "counted from the later day. Check the date of the computer."
    )
    return tr(text).format(clock=_with_year(clock), counted=_with_year(counted))


def is_open(known: Coverage) -> bool:
    """Say whether a refill is to be ordered by now."""
    return known.opens_on is not None and known.opens_on <= known.today


def tone(known: Coverage) -> str:
    """Give the tone of days left: danger up to 14, warning up to 30."""
    if known.days_left <= gap.URGENT_DAYS:
        return "danger"
    return "warning" if known.days_left <= gap.SOON_DAYS else "success"


def _with_year(day: date) -> str:
    return f"{long_date(day)} {day.year}"
