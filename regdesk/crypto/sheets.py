"""The paper recovery sheet: one secret as sixteen groups of six digits, and the keys that follow from it."""

from collections.abc import Sequence
from typing import Final

from regdesk.crypto import digits
from regdesk.crypto.keys import DeviceKeys, hkdf
from regdesk.i18n import N_

GROUPS: Final = 16

WRONG_GROUP = N_("Group {number} of the recovery sheet is not right. Compare it with the paper.")

OTHER_SHEET = N_("This is not the recovery sheet in force. Look for the newest one.")


def sheet_keys(seed: bytes) -> DeviceKeys:
    """Give the keys on the sheet: the first signs as one more admin, to the second epoch seeds are sealed."""
    return DeviceKeys(hkdf(seed, "regdesk/sheet-sign/v1"), hkdf(seed, "regdesk/sheet-kem/v1"))


def groups(seed: bytes) -> tuple[str, ...]:
    """Give what is printed for a 32-byte seed."""
    return digits.groups(seed)


def seed_of(typed: Sequence[str]) -> bytes:
    """Read the groups back; raise Refused that names the first one that cannot be right."""
    return digits.secret_of(typed, GROUPS, WRONG_GROUP)
