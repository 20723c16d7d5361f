"""An invitation to a server: what a new organisation needs so that it must type nothing.

    invite = canonical msgpack [1, server URL, server key 32, invitation code, introduction]
    text   = "REGDESK-INVITE-1" and the invite in base64url; without its introduction it fits into a QR code

The introduction is the inviting organisation's, empty where the server's owner invites. Nothing here is
proved: the thirty digits of the partner, or of the server, are compared as without an invitation.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, replace
from typing import Final

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import introductions
from regdesk.wire.encoding import NEWER

VERSION: Final = 1
TEXT: Final = "REGDESK-INVITE-1"
DAMAGED = N_("This invitation is damaged. Ask for it again.")
OTHER_SERVER = N_("This invitation names another server than the organisation that invites. Call them.")
_KEY: Final = 32


@dataclass(frozen=True)
class Invite:
    """Where the server is, the key it answers with, its invitation code, and who invites, if anybody."""

    url: str
    key: bytes
    code: str
    introduction: bytes = b""

    def pack(self) -> bytes:
        """Give the file."""
        return pack([VERSION, self.url, self.key, self.code, self.introduction])

    def text(self) -> str:
        """Give all of it as text, to be pasted."""
        return f"{TEXT} {urlsafe_b64encode(self.pack()).decode()}"

    def short(self) -> str:
        """Give what a QR code can hold: the server alone."""
        return replace(self, introduction=b"").text()


def read(data: bytes) -> Invite:
    """Read a file or the text of a QR code; raise Refused where it is damaged or contradicts itself."""
    match _parts(_plain(data)):
        case [str(url), bytes(key), str(code), bytes(introduction)] if url and len(key) == _KEY:
            invite = Invite(url, key, code, introduction)
        case _:
            raise Refused(DAMAGED)
    if introduction:
        card = introductions.read_introduction(introduction)
        if (card.server_url, card.server_key) != (url, key):
            raise Refused(OTHER_SERVER)
    return invite


def _plain(data: bytes) -> bytes:
    if not data.startswith(TEXT.encode()):
        return data
    try:
        return urlsafe_b64decode(data[len(TEXT) :].strip())
    except ValueError as error:
        raise Refused(DAMAGED) from error


def _parts(data: bytes) -> list[object]:
    try:
        parts = unpack(data)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    if not isinstance(parts, list) or not parts:
        raise Refused(DAMAGED)
    if parts[0] != VERSION:
        raise Refused(NEWER)
    return parts[1:]
