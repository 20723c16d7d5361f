"""How batches in stock are said: in choices, tables and sentences. They name no medicine."""

from datetime import date

from regdesk.actions import stock
from regdesk.actions.stock import BatchRow, LineRow
from regdesk.domain.stock import COUNTED, SET_ASIDE, WHY
from regdesk.i18n import N_, tr, trn
from regdesk.ui.dates import digits

STATES = {
    "short": (N_("short"), "danger", "triangle-alert"),
    "expired": (N_("expired"), "danger", "ban"),
    "soon": (N_("expires soon"), "warning", "clock"),
    "": ("", "neutral", ""),
}


def batch_said(one: BatchRow) -> str:
    """Say a batch in a choice: its number, until when it is good, what is left."""
    left = trn(N_("{n} unit there"), N_("{n} units there"), one.units)
    return ", ".join(part for part in (one.batch, good_until(one), left) if part)


def good_until(one: BatchRow) -> str:
    """Say until when a batch is good, nothing where nobody wrote it down."""
    return tr(N_("good until {day}")).format(day=digits(one.expires_on)) if one.expires_on else ""


def state(one: BatchRow, today: date) -> tuple[str, str, str]:
    """Say how a batch stands: words, tone and icon of a tag."""
    text, tone, icon = STATES[stock.state_of(one, today)]
    return (tr(text) if text else ""), tone, icon


def why(line: LineRow) -> str:
    """Say why units came or went."""
    return tr(N_("set aside for a person")) if line.why == SET_ASIDE else tr(WHY.get(line.why, line.why))


def signed(line: LineRow) -> str:
    """Say how many came or went; of a count, what lay there."""
    return (
        f"= {line.units}" if line.why == COUNTED else f"{'+' if line.units > 0 else ''}{number(line.units)}"
    )


def number(units: int) -> str:
    """Write units, below zero with a minus."""
    return str(units).replace("-", "\N{MINUS SIGN}")


def shortage(batches: int) -> str:
    """Say of how many batches more was given than there was; nothing where there is none."""
    text = trn(
        N_("Of {n} batch more was given than there was. Count what lies on the shelf."),
        N_("Of {n} batches more was given than there was. Count what lies on the shelf."),
        batches,
    )
    return text if batches else ""
