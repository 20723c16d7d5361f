"""The table of the log: when, who, what, about which case; lines that were changed say so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from regdesk.actions.audit import HERE, Found, Row
from regdesk.i18n import N_, tr
from regdesk.ui.cells import CodeCell
from regdesk.ui.tables import Column


@dataclass(frozen=True)
class Shown:
    """One line, and whether it is not what was written."""

    row: Row
    wrong: bool


def shown(rows: Sequence[Row], faults: Sequence[Found]) -> list[Shown]:
    """Give lines with what is known to be wrong with them."""
    bad = [one.fault for one in faults if one.author == HERE]
    return [Shown(row, any(f.first <= row.n <= f.last for f in bad)) for row in rows]


def _what(one: Shown) -> str:
    said = one.row.sentence
    return tr(N_("Not as it was written: {what}")).format(what=said) if one.wrong else said


def _when(one: Shown) -> str:
    """Give day and time in full: whoever reads this compares it with other notes."""
    return f"{datetime.fromtimestamp(one.row.at_ms / 1000, UTC).astimezone():%d.%m.%Y %H:%M}"


def _who(one: Shown) -> str:
    return one.row.person or tr(N_("not known here"))


COLUMNS: Final = (
    Column[Shown](N_("Line"), lambda one: one.row.n, width=64, right=True, drop=1),
    Column[Shown](N_("Time"), _when, width=132),
    Column[Shown](N_("Person"), _who, width=130),
    Column[Shown](N_("What"), _what),
    Column[Shown](N_("Case"), lambda one: one.row.code, width=122, cell=CodeCell),
)
