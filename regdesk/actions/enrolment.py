"""A new computer, seen from an administrator's: a one-time code, six words compared, all handed over."""

from base64 import urlsafe_b64encode
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final

from regdesk.actions import audit, syncing
from regdesk.actions.desk import Desk, Pen, roster
from regdesk.actions.may import check_admin
from regdesk.actions.records import stored
from regdesk.crypto import digits, enrolment
from regdesk.crypto.enrolment import Message
from regdesk.domain.book import StaffCard
from regdesk.domain.journal import Changes, book_id
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import journal, peers, state
from regdesk.store.database import transaction
from regdesk.sync import boxes, building, epochs, meeting
from regdesk.sync.post import OnWriter, here
from regdesk.wire import enrolment as wire
from regdesk.wire import rosters, statements
from regdesk.wire.rosters import Roster, RosterAuthor

GOOD_FOR_MS: Final = 48 * 60 * 60 * 1000
# What a colleague's computer needs to remember as this one does, by the name in `store.state`.
CARRIED: Final = ("server_url", "server_key", "invite", "office_phone", "index")
QR: Final = "REGDESK-JOIN-1"
NO_CODE = N_("Make a code for the new computer first.")
TOO_LATE = N_("The code for the new computer is more than two days old. Make a new one.")
NO_ROLE = N_("Choose at least one role for this person.")
_INVITING: Final = "inviting"
_HANDED: Final = "handed"


@dataclass(frozen=True)
class Invitation:
    """A one-time code for one new computer.

    groups  to be typed there
    text    the same with the organisation and the server's address, for a QR code, to be pasted, or as a file
    """

    groups: tuple[str, ...]
    text: str
    until_ms: int


@dataclass(frozen=True)
class Asked:
    """What a new computer asks for; nothing is handed over before people compared the words."""

    request: wire.Request
    talk32: bytes

    def words(self, language: str) -> str:
        """Give the six words that the new computer must show too (about 0.05 s)."""
        return enrolment.words(self.talk32, language)


def invite(desk: Desk) -> Invitation:
    """Make a code for one new computer; the one before is good no longer. Raise Refused for no admin."""
    check_admin(desk)
    with transaction(desk.write):
        code = desk.random(enrolment.CODE)
        hello = enrolment.seal(code, Message.HELLO, wire.hello(desk.org))
        state.put(desk.write, _INVITING, [code, desk.clock.now_ms(), hello])
        state.put(desk.write, _HANDED, [])
    return invitation(desk)


def invitation(desk: Desk) -> Invitation:
    """Give the code that is good now; raise Refused where there is none."""
    code, made_ms, _ = _inviting(desk)
    groups = digits.groups(code)
    url: str = state.get(desk.write, "server_url", "")
    text = "\n".join((QR, "".join(groups), urlsafe_b64encode(wire.hello(desk.org)).decode(), url))
    return Invitation(groups, text, made_ms + GOOD_FOR_MS)


def asked(desk: Desk, data: bytes) -> Asked:
    """Read the file of a new computer; raise Refused where it was made for another code."""
    request = enrolment.unseal(_inviting(desk)[0], Message.REQUEST, data)
    return Asked(wire.read_request(request), wire.talk(wire.hello(desk.org), request))


def hand_over(desk: Desk, one: Asked, roles: Collection[str]) -> tuple[bytes, Changes]:
    """Let the computer and its person work for the organisation, and give the file with all they need.

    Call it once the words were the same on both screens. The statements and the colleague's name are written
    in one go; the code is used up. The file stays here until the next code (`handed`).
    """
    if not roles:
        raise Refused(NO_ROLE)
    code = _inviting(desk)[0]
    check_admin(desk)
    epochs.check_current(roster(desk, desk.write), desk.epochs)
    with transaction(desk.write):
        grown = _stated(desk, one.request, roles)
        peers.keep(desk.write, desk.org, grown.statements)
        author = rosters.author_id(desk.org, one.request.author_pub)
        pen = Pen(desk)
        pen.write(book_id(desk.org), StaffCard(author=author, name=one.request.name))
        audit.note(desk, "computer-in")
        changes = pen.done()
        answer = wire.answer(_handed(desk), one.talk32, desk.org, desk.person.secret)
        sealed = enrolment.seal_answer(code, one.request.device.kem_pub, one.talk32, answer)
        state.put(desk.write, _HANDED, [code, sealed])
        state.put(desk.write, _INVITING, [])
        state.put(desk.write, building.SHOWN, len(grown.statements))
    return sealed, changes


def handed(desk: Desk) -> bytes:
    """Give the last file that was handed over, in case a stick was lost on the way; empty where none is."""
    found: list[bytes] = state.get(desk.write, _HANDED, [])
    return found[1] if found else b""


def leave_hello(desk: Desk, on_writer: OnWriter = here) -> None:
    """Tell the new computer through the server which organisation it is; call it with a new code."""
    code, _, file = on_writer(_inviting, desk)
    with closing(syncing.connect(desk)) as remote:
        boxes.put(remote, code, Message.HELLO, file)


def fetch_request(desk: Desk, on_writer: OnWriter = here) -> bytes:
    """Fetch from the server what the new computer asks, for `asked`; raise NotThere while it has not come.

    What colleagues stated meanwhile is fetched too, so that nothing is stated beside it.
    """
    code, _, _ = on_writer(_inviting, desk)
    with closing(syncing.connect(desk)) as remote:
        meeting.own_roster(syncing.post_of(desk, on_writer), remote)
        return boxes.get(remote, code, Message.REQUEST)


def send_answer(desk: Desk, on_writer: OnWriter = here) -> None:
    """Leave at the server what was handed over; the new computer is known there from then on."""
    found: list[bytes] = on_writer(state.get, desk.write, _HANDED, [])
    if not found:
        raise Refused(NO_CODE)
    with closing(syncing.connect(desk)) as remote:
        meeting.own_roster(syncing.post_of(desk, on_writer), remote)
        boxes.put(remote, found[0], Message.ANSWER, found[1])


def _inviting(desk: Desk) -> tuple[bytes, int, bytes]:
    found: list[Any] = state.get(desk.write, _INVITING, [])
    if not found:
        raise Refused(NO_CODE)
    code, made_ms, file = found
    if desk.clock.now_ms() - made_ms > GOOD_FOR_MS:
        raise Refused(TOO_LATE)
    return code, made_ms, file


def _stated(desk: Desk, request: wire.Request, roles: Collection[str]) -> Roster:
    """Give the roster with the new computer and its person."""
    now_ms, secret = desk.clock.now_ms(), desk.person.secret
    grown = statements.add_device(roster(desk, desk.write), secret, request.device, now_ms)
    home = rosters.device_id(desk.org, request.device.sign_pub)
    author = RosterAuthor(request.author_pub, frozenset(roles), home)
    return statements.add_author(grown, secret, author, now_ms)


def _handed(desk: Desk) -> dict[str, Any]:
    """Gather what a colleague's computer starts with; what was written it fetches from the mailbox."""
    book = stored(desk, book_id(desk.org))
    others = [peer for peer in peers.peers(desk.write) if peer.org != desk.org]
    values = {name: state.get(desk.write, name, None) for name in CARRIED}
    return {
        "roster": list(roster(desk, desk.write).statements),
        "epochs": state.get(desk.write, "epochs", []),
        "peers": [
            [list(one.statements), one.introduction, one.compared_on and one.compared_on.isoformat()]
            for one in others
        ],
        "book": list(journal.signed(desk.write, book.id, [entry.id for entry in book.entries]).values()),
        "state": {name: value for name, value in values.items() if value is not None},
    }
