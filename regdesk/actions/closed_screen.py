"""What opens a closed screen: the passphrase of the person who works here, or this person's PIN.

The PIN's slow hash lies inside the encrypted file and nowhere else. There it protects nothing that its reader
does not have already, so six digits are enough: the PIN keeps people away from an open desk whose screen is
closed, with five tries, and never opens a file.
"""

from typing import Final

from regdesk.actions.desk import Desk
from regdesk.actions.passphrases import own_slot
from regdesk.crypto import pins
from regdesk.crypto.slots import Cost
from regdesk.crypto.vault import FLOOR, Given, Typed
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import state

TRIES: Final = 5
DIGITS: Final = 6
_PINS: Final = "pins"
_RUNS: Final = "01234567890 09876543210"

SIX = N_("A PIN has six digits.")
EASY = N_("This PIN is guessed at once. Take digits that are not all the same and not in a row.")
WRONG_PIN = N_("This is not your PIN.")


def has_pin(desk: Desk) -> bool:
    """Tell whether the person who works here has a PIN."""
    return desk.person.author in _kept(desk)


def set_pin(desk: Desk, given: Given, pin: str, floor: Cost = FLOOR) -> None:
    """Let a PIN open the closed screen; raise Refused on an easy one, or if the passphrase is not one's own.

    The passphrase is asked for, so that somebody passing an open desk cannot leave a PIN for later.
    """
    check_pin(pin)
    own_slot(desk, given, floor)
    _keep(desk, {**_kept(desk), desk.person.author: pins.hashed(pin, floor)})


def remove_pin(desk: Desk) -> None:
    """Let only the passphrase open the closed screen."""
    _keep(desk, {author: kept for author, kept in _kept(desk).items() if author != desk.person.author})


def check_pin(pin: str) -> None:
    """Raise Refused where a PIN is not six digits, or where it is one that everybody tries first."""
    if len(pin) != DIGITS or not (pin.isascii() and pin.isdecimal()):
        raise Refused(SIX)
    if len(set(pin)) == 1 or pin in _RUNS:
        raise Refused(EASY)


def open_again(desk: Desk, given: Typed, floor: Cost = FLOOR) -> None:
    """Raise Refused unless what was typed is the passphrase or PIN of the person who works here."""
    typed = given.passphrase.strip()
    kept = _kept(desk).get(desk.person.author)
    if kept and len(typed) == DIGITS and typed.isascii() and typed.isdecimal():
        if not pins.fits(typed, kept):
            raise Refused(WRONG_PIN)
        return
    own_slot(desk, given, floor)


def _kept(desk: Desk) -> dict[bytes, list[object]]:
    found: dict[bytes, list[object]] = dict(state.get(desk.write, _PINS, []))
    return found


def _keep(desk: Desk, kept: dict[bytes, list[object]]) -> None:
    state.put(desk.write, _PINS, sorted([author, hashed] for author, hashed in kept.items()))
