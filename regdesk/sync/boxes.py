"""Messages of two computers that are joining, through the server's one-time boxes."""

from regdesk.crypto import enrolment
from regdesk.crypto.enrolment import Message
from regdesk.sync import http
from regdesk.sync.http import Remote


def stranger(url: str) -> Remote:
    """Open the line of a computer that no server knows yet.

    The server's key is taken as it says: whatever it does, it can neither read nor make a message.
    """
    address = url.strip().rstrip("/")
    return Remote(http.stranger(address, http.discover(address).answer_key))


def put(remote: Remote, code: bytes, message: Message, sealed: bytes) -> None:
    """Leave a sealed message; the same once more changes nothing."""
    for number, part in enumerate(enrolment.parts(sealed)):
        remote.put_box(enrolment.box(code, message, number), part)


def get(remote: Remote, code: bytes, message: Message) -> bytes:
    """Fetch a sealed message; raise NotThere while it has not come."""
    first = remote.box(enrolment.box(code, message))
    others = (remote.box(enrolment.box(code, message, number)) for number in range(1, first[0]))
    return enrolment.joined([first, *others])
