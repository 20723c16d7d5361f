"""What stands before every exchange: rosters and epoch seeds, brought up to date both ways.

The server takes statements only where it still holds the list they build on. If another computer of the
organisation was faster, this one reads that first and states its own once more on top; only statements that
nobody has seen yet are stated again.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from regdesk.domain.book import OrganisationCard
from regdesk.domain.codec import unpack
from regdesk.domain.journal import Changes, OrgId, book_id
from regdesk.errors import Refused
from regdesk.store import again, journal, peers, state, tray
from regdesk.store.database import transaction
from regdesk.sync import arriving, epochs, troubles
from regdesk.sync.building import SHOWN
from regdesk.sync.http import Remote
from regdesk.sync.post import Post
from regdesk.wire import calls, rosters, signatures, statements
from regdesk.wire.rosters import Roster

# A file remembers under this name that it was made anew from paper and does not know its partners yet.
FIND_PARTNERS: Final = "find_partners"
_TRIES: Final = 3
_AT_SERVER: Final = "wraps_at"


def own_roster(post: Post, remote: Remote) -> Changes:
    """Bring the own roster up to date here and at the server, which may be new to us; raises Trouble."""
    changes = Changes()
    for _ in range(_TRIES):
        there = _there(post, remote)
        changes |= post.on_writer(_take_in, post, there, _wraps_of(post, remote, there))
        own = post.on_writer(post.roster, post.org)
        if own is None or not set(own.statements) - set(there):
            break
        try:
            _bring(post, remote, own, there)
        except troubles.RosterMoved:
            continue
        break
    return changes


def partner_roster(post: Post, remote: Remote, org: OrgId) -> Changes:
    """Learn what is new in a partner's roster; all of it where some follows what is not here."""
    known = post.on_writer(post.roster, org)
    if known is None:
        return Changes()
    try:
        fresh = remote.roster(org, len(known.statements))
        if not rosters.whole_with(known, fresh):
            fresh = remote.roster(org)
    except troubles.NotThere:
        return Changes()
    return post.on_writer(_learn, post, org, fresh)


def partners_of_book(post: Post, remote: Remote) -> None:
    """After recovery from paper: meet again the partners that the book, once it came, says were compared.

    Their ids stand in entries that colleagues signed, and an id proves a roster, whoever gives it.
    """
    for org, on in post.on_writer(_unknown_partners, post):
        try:
            there = remote.roster(org)
        except troubles.NotThere:
            continue
        post.on_writer(_meet_again, post, org, there, on)


def _unknown_partners(post: Post) -> list[tuple[OrgId, date]]:
    if not state.get(post.db, FIND_PARTNERS, 0):
        return []
    known = {one.org for one in peers.peers(post.db) if one.compared_on}
    cards = journal.read_case(post.db, book_id(post.org), post.world()).all(OrganisationCard)
    return [
        (OrgId(card.org), card.compared_on)
        for card in cards
        if card.compared_on and card.org not in {*known, post.org}
    ]


def _meet_again(post: Post, org: OrgId, there: tuple[bytes, ...], on: date) -> None:
    try:
        rosters.read(there, org)
    except Refused as refused:
        tray.alarm(post.db, b"".join(there), refused.message, post.today(), org)
        return
    with transaction(post.db):
        peers.keep(post.db, org, there)
        peers.compared(post.db, org, on)
        again.ask(post.db, [org])


def seeds(post: Post, remote: Remote) -> bool:
    """Fetch the seeds this computer lacks and bring wraps the server lacks; say if a seed was new."""
    learned, asked = False, set[int]()
    while left := [n for n in post.on_writer(epochs.lacking, post) if n not in asked]:
        asked.add(left[0])
        if wraps := _asked(remote, left[0]):
            learned |= post.on_writer(epochs.learn, post, left[0], wraps)
    _bring_wraps(post, remote)
    return learned


def _there(post: Post, remote: Remote) -> tuple[bytes, ...]:
    try:
        return remote.roster(post.org)
    except (troubles.NotThere, troubles.UnknownComputer):
        return ()


def _bring(post: Post, remote: Remote, own: Roster, there: tuple[bytes, ...]) -> None:
    """Add our statements to the server's; the wraps of a new epoch go first, or a reader finds none."""
    if there:
        _bring_wraps(post, remote)
    head = rosters.statement_hash(there[-1]) if there else b""
    invite: str = post.on_writer(state.get, post.db, "invite", "")
    fresh = tuple(one for one in own.statements if one not in set(there))
    sent = calls.Extend(length=len(there), head=head, statements=fresh, invite=invite)
    remote.extend_roster(post.org, sent)
    post.on_writer(state.put, post.db, SHOWN, len(own.statements))


def _bring_wraps(post: Post, remote: Remote) -> None:
    kept: dict[int, bytes] = post.on_writer(epochs.kept, post.db)
    instance, there = post.on_writer(state.get, post.db, _AT_SERVER, [b"", []])
    done: list[int] = list(there) if instance == remote.instance else []
    for number in [one for one in kept if one not in done]:
        try:
            remote.put_wraps(number, kept[number])
        except troubles.OtherWraps:
            continue
        done.append(number)
        post.on_writer(state.put, post.db, _AT_SERVER, [remote.instance, sorted(done)])


def _asked(remote: Remote, number: int) -> bytes:
    try:
        return remote.wraps(number)
    except troubles.NotThere:
        return b""


def _wraps_of(post: Post, remote: Remote, there: tuple[bytes, ...]) -> bytes:
    """Fetch the wraps of the newest epoch the server's roster names, if they may be new to us."""
    own = post.on_writer(post.roster, post.org)
    if own is None or not set(there) - set(own.statements):
        return b""
    number = rosters.read((*own.statements, *there)).epoch
    return _asked(remote, number) if number else b""


def _take_in(post: Post, there: tuple[bytes, ...], wraps: bytes) -> Changes:
    """Take over what the server has more; where it went another way, state again what nobody saw.

    What others saw stays, and so a second branch appears.
    """
    own = post.roster(post.org)
    if own is None or not set(there) - set(own.statements):
        return Changes()
    common = tuple(one for one in own.statements if one in set(there))
    mine = own.statements[len(common) :]
    unseen = len(common) >= state.get(post.db, SHOWN, 1) and (*common, *mine) == own.statements
    if not unseen or not all(_secret_of(post, _body(signed)) for signed in mine):
        return _learn(post, post.org, there)
    before = rosters.read(common)
    with transaction(post.db):
        epochs.forget_after(post.db, before.epoch)
        peers.forget(post.db, post.org, mine)
        changes = _learn(post, post.org, there)
        base = rosters.read((*common, *there), post.org)
        if wraps:
            epochs.learn(post, base.epoch, wraps)
        state.put(post.db, SHOWN, len(there))
        peers.keep(post.db, post.org, _on_top(post, base, mine).statements)
    return changes


def _learn(post: Post, org: OrgId, statements: tuple[bytes, ...]) -> Changes:
    """Learn statements that the server gave; what cannot be read is put aside and stops nothing."""
    known = post.roster(org)
    if known is None or not statements:
        return Changes()
    try:
        return arriving.learn(post, org, (*known.statements, *statements))
    except Refused as refused:
        tray.alarm(post.db, b"".join(statements), refused.message, post.today(), org)
        return Changes()


def _body(signed: bytes) -> Mapping[str, Any]:
    body: Mapping[str, Any] = unpack(signed[: -signatures.SIZE])[3]
    return body


def _secret_of(post: Post, body: Mapping[str, Any]) -> bytes:
    """Give the own secret, or the earlier one, that signed a statement; empty where it was another's."""
    for secret in (post.secret, post.earlier):
        if secret and body.get("by") == rosters.author_id(post.org, signatures.public(secret)):
            return secret
    return b""


def _on_top(post: Post, base: Roster, mine: Sequence[bytes]) -> Roster:
    """State once more, on top of what others stated first; nothing of it, where one may not be stated."""
    grown = base
    try:
        for signed in mine:
            grown = _again(post, grown, *unpack(signed[: -signatures.SIZE])[2:4])
    except Refused:
        return base
    return grown


def _again(post: Post, roster: Roster, kind: str, body: Mapping[str, Any]) -> Roster:
    secret = _secret_of(post, body)
    if kind != "epoch":
        rest = {name: value for name, value in body.items() if name != "by"}
        return statements.state(roster, secret, kind, rest, post.now_ms())
    epoch, wraps = epochs.make(roster, post.epochs)
    epochs.keep(post.db, [epoch])
    epochs.keep_wraps(post.db, epoch.number, wraps)
    return statements.add_epoch(roster, secret, epoch.kem.public, wraps, post.now_ms())
