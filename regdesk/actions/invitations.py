"""An invitation as it came: a picture of its QR code, its text pasted, or a file; all say the same."""

from typing import Final

from regdesk.actions import joining, set_up
from regdesk.actions.enrolment import QR
from regdesk.actions.joining import Code
from regdesk.documents import qr
from regdesk.wire.invites import Invite

_OURS: Final = "REGDESK-"


def plain(data: bytes) -> bytes:
    """Give what a picture's QR code says; anything else as it is. Raise Refused where there is no code."""
    if qr.is_picture(data):
        return qr.text(data, _OURS).encode()
    said = data.strip()
    return said if said.startswith(_OURS.encode()) else data


def read(data: bytes) -> Code | Invite:
    """Read an invitation: of a new computer to its organisation, or of a new organisation.

    Raise Refused where it is damaged or something else.
    """
    said = plain(data)
    if said.startswith(QR.encode()):
        return joining.read_code(said.decode("utf-8", "replace"))
    return set_up.read_invite(said)


def text(data: bytes) -> str:
    """Give the text of an invitation to one's own organisation in one line; raise Refused for another."""
    said = plain(data).decode("utf-8", "replace")
    joining.read_code(said)
    return " ".join(said.split())
