"""Numbers of plans: `KG-2026-3-0417` is final when it is signed, without asking anybody.

Country of the Centre, year, the ordinal of this computer in its organisation and a running number of this
computer. Numbers given before this was so stay as they are.
"""

from typing import Final

from regdesk.actions import partners
from regdesk.actions.desk import Desk, roster
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import state
from regdesk.wire.ordinals import ordinals
from regdesk.wire.rosters import device_id

_GIVEN: Final = "plan_numbers"  # by year, the last running number that this file gave
_NO_PLACE: Final = N_("This computer is not on the organisation's list yet. Exchange first, then sign.")


def following(desk: Desk) -> str:
    """Give the number the next plan will have; raise Refused where this computer is on no list yet."""
    year = str(desk.clock.today().year)
    return f"{_country(desk)}-{year}-{_ordinal(desk)}-{_last(desk).get(year, 0) + 1:04}"


def take(desk: Desk) -> str:
    """Give the next number and count it; call it in the transaction that stores what bears it."""
    number, year = following(desk), str(desk.clock.today().year)
    given = _last(desk)
    state.put(desk.write, _GIVEN, {**given, year: given.get(year, 0) + 1})
    return number


def _last(desk: Desk) -> dict[str, int]:
    return state.get(desk.write, _GIVEN, dict[str, int]())


def _ordinal(desk: Desk) -> str:
    own = roster(desk, desk.write)
    known = ordinals(own).get(device_id(own.org32, desk.device.sign_public))
    if known is None:
        raise Refused(_NO_PLACE)
    return known


def _country(desk: Desk) -> str:
    return partners.organisations(desk)[desk.org].country
