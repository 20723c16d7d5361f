"""An organisation's roster: what its signed statements, a hash-linked tree, say of who may sign for it.

`read` takes statements in any order, from any number of branches, and gives one roster: the union over all
branches of what is not undone. So knowledge only grows, whatever a server shows or hides. A server can never
swap a key: it can only withhold news. Rosters hold keys and roles, never names.

What one statement says is in `wire.clauses`, which of them hold in `wire.branches` and `wire.revocations`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from regdesk.domain.codec import pack, unpack
from regdesk.domain.limits import Revocation
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire.branches import NEEDS_SHEET, NOT_ADMIN, OTHER, Set, Tree, grow, places
from regdesk.wire.clauses import (
    ADMIN,
    DAMAGED,
    KEM_PUBLIC,
    LABEL,
    SIGN_PUBLIC,
    Device,
    Epoch,
    RosterAuthor,
    Statement,
    author_id,
    device_id,
    statement_hash,
)
from regdesk.wire.revocations import Judged, judge

__all__ = [
    "ADMIN",
    "DAMAGED",
    "FORK",
    "KEM_PUBLIC",
    "LABEL",
    "MOST_STATEMENTS",
    "NEEDS_SHEET",
    "NEWER",
    "NOT_ADMIN",
    "OTHER",
    "SIGN_PUBLIC",
    "Device",
    "Mark",
    "News",
    "Revocation",
    "Roster",
    "RosterAuthor",
    "author_id",
    "changed_authors",
    "device_id",
    "extend",
    "knows",
    "news",
    "read",
    "read_all",
    "statement_hash",
    "unpack_statements",
    "whole_with",
]

MOST_STATEMENTS: Final = 10_000
FORK = N_("Two different lists of keys exist for this organisation. Call them before you go on.")
NEWER = N_("The organisation's list of keys was written by a newer RegDesk. Update RegDesk on this computer.")


@dataclass(frozen=True)
class Mark:
    """How much of a roster somebody knew: its organisation, the number and the hash of its last statement."""

    org32: bytes
    length: int
    head32: bytes


@dataclass(frozen=True)
class Roster:
    """What the statements of one organisation say.

    statements   those that hold on their own branch, by number and hash, and their hashes
    length       number of the last statement of the main branch;  head32  its hash: the next one follows it
    tips         hashes of the last statements of all branches that say something, the main one first
    epochs, wraps   by number; of two branches' the main one's, to which partners seal
    rivals       the public keys of all branches, by epoch
    revocations  by author16, those that hold
    sheet        author16 of the paper sheet of the main branch;  last_epoch  its newest number, void or not
    """

    org32: bytes
    statements: tuple[bytes, ...]
    hashes: tuple[bytes, ...]
    length: int
    head32: bytes
    tips: tuple[bytes, ...]
    authors: Mapping[bytes, RosterAuthor] = field(default_factory=dict)
    devices: Mapping[bytes, Device] = field(default_factory=dict)
    epochs: Mapping[int, bytes] = field(default_factory=dict)
    wraps: Mapping[int, bytes] = field(default_factory=dict)
    rivals: Mapping[int, tuple[bytes, ...]] = field(default_factory=dict)
    revocations: Mapping[bytes, tuple[Revocation, ...]] = field(default_factory=dict)
    seals: tuple[bytes, ...] = ()
    last_epoch: int = 0
    sheet: bytes | None = None
    closed: bool = False
    waiting: tuple[bytes, ...] = field(default=(), compare=False)
    declined: Mapping[bytes, str] = field(default_factory=dict, compare=False)

    @property
    def mark(self) -> Mark:
        """Give what a batch states of its sender's roster."""
        return Mark(self.org32, self.length, self.head32)

    @property
    def forked(self) -> bool:
        """Say whether two branches say something: people must look, and join them."""
        return len(self.tips) > 1

    @property
    def epoch(self) -> int:
        """Give the number of the newest epoch; 0 before the first."""
        return max(self.epochs, default=0)

    @property
    def next_epoch(self) -> int:
        """Give the number of the epoch to begin next."""
        return max(self.epoch, self.last_epoch) + 1

    def epoch_keys(self, number: int) -> tuple[bytes, ...]:
        """Give every public key that an epoch has on any branch, the main one's first."""
        return self.rivals.get(number, ())

    def pack(self) -> bytes:
        """Give the roster as bytes for a file or the server."""
        return pack(list(self.statements))


@dataclass(frozen=True)
class News:
    """What a set of statements brings to one who knows others.

    roster  what both say together       less   something known is missing in it: a rollback, or an older copy
    more    it says something new        fork   a branch appears with it
    """

    roster: Roster
    more: bool
    less: bool
    fork: bool


def unpack_statements(data: bytes) -> tuple[bytes, ...]:
    """Read what `Roster.pack` gave, still unchecked; raise Refused where it is no list of statements."""
    try:
        statements = unpack(data)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    if not isinstance(statements, list) or not all(isinstance(one, bytes) for one in statements):
        raise Refused(DAMAGED)
    return tuple(statements)


def read(statements: Iterable[bytes], org32: bytes | None = None) -> Roster:
    """Give the roster of a set of statements; order and repetition never matter.

    A statement that does not hold is left out (`declined`), and so is one that follows none here (`waiting`).
    Raise Refused with DAMAGED where no organisation is founded, with OTHER where another than *org32* is, and
    with NEWER where a statement counts that this version must not pass over.
    """
    return _read(frozenset(statements), org32)


def read_all(statements: Iterable[bytes], org32: bytes | None = None) -> Roster:
    """Give the roster of statements that all hold; raise Refused where one does not."""
    given = tuple(statements)
    roster = read(given, org32)
    if len(roster.statements) < len(set(given)):
        raise Refused(next((roster.declined[one] for one in given if one in roster.declined), DAMAGED))
    return roster


def extend(roster: Roster, signed: bytes) -> Roster:
    """Give the roster with one more statement; raise Refused where it does not hold."""
    return read_all((*roster.statements, signed), roster.org32)


def knows(roster: Roster, mark: Mark) -> bool:
    """Say whether *mark* is a statement of this roster; if not, somebody knows more, or other things."""
    return mark.org32 == roster.org32 and mark.head32 in roster.hashes


def whole_with(known: Roster, offered: Iterable[bytes]) -> bool:
    """Say whether all that *offered* names as its past is here or in it; if not, the whole is needed."""
    try:
        return not grow((*known.statements, *offered), known.org32).waiting
    except Refused:
        return True  # it is no part of this roster; `read` says why


def news(known: Roster, offered: Iterable[bytes]) -> News:
    """Say what *offered* brings to one who has *known*; raise Refused as `read` does."""
    fresh = frozenset(offered)
    both = read(fresh.union(known.statements), known.org32)
    held = set(known.statements)
    return News(
        roster=both,
        more=len(both.statements) > len(held),
        less=not held <= fresh,
        fork=len(both.tips) > len(known.tips),
    )


def changed_authors(known: Roster | None, fresh: Roster) -> frozenset[bytes]:
    """Give the author16 of whom *fresh* says something else than *known*: what they wrote is judged again."""
    authors, revocations = (known.authors, known.revocations) if known else ({}, {})
    names = {*authors, *fresh.authors, *fresh.revocations}
    return frozenset(
        name
        for name in names
        if authors.get(name) != fresh.authors.get(name)
        or revocations.get(name) != fresh.revocations.get(name)
    )


@lru_cache(maxsize=256)
def _read(statements: frozenset[bytes], org32: bytes | None) -> Roster:
    if len(statements) > MOST_STATEMENTS:
        raise Refused(DAMAGED)
    tree = grow(statements, org32)
    judged = judge(tree)
    counting = [tree.nodes[place] for place in places(judged.counting)]
    if any(one.critical for one in counting):
        raise Refused(NEWER)
    tips = _tips(tree, judged.live)
    main = tree.before[tips[0]] | 1 << tips[0]
    head = tree.nodes[tips[0]]
    revocations = _revocations(tree, judged)
    authors = _authors(counting, revocations)
    sheet = tree.sheet[tips[0]]
    epochs = _epochs(tree, judged.counting, main)
    return Roster(
        org32=tree.org32,
        statements=tuple(one.signed for one in tree.nodes),
        hashes=tuple(one.hash for one in tree.nodes),
        length=head.n,
        head32=head.hash,
        tips=tuple(tree.nodes[tip].hash for tip in tips),
        authors=authors,
        devices=_devices(counting),
        epochs={number: ones[0].pub for number, ones in epochs.items()},
        wraps={number: ones[0].wraps for number, ones in epochs.items()},
        rivals={number: tuple(one.pub for one in ones) for number, ones in epochs.items()},
        revocations=revocations,
        last_epoch=tree.epoch[tips[0]],
        seals=tuple(one.seal for one in counting if one.seal),
        sheet=sheet if sheet in authors and authors[sheet].active else None,
        closed=any(one.kind == "close" for one in counting),
        waiting=tuple(tree.waiting),
        declined=dict(tree.declined),
    )


def _tips(tree: Tree, live: Set) -> list[int]:
    """Give the last statements of the branches that say something, the longest branch first."""
    covered = 0
    for place in places(live):
        covered |= tree.before[place]
    ends = places(live & ~covered)
    return sorted(ends, key=lambda place: (-tree.nodes[place].n, tree.nodes[place].hash))


def _revocations(tree: Tree, judged: Judged) -> dict[bytes, tuple[Revocation, ...]]:
    found: dict[bytes, tuple[Revocation, ...]] = {}
    for place in places(judged.live):
        if whom := tree.ends_whom(place):
            node = tree.nodes[place]
            found[whom] = (*found.get(whom, ()), Revocation(node.hash, node.heads))
    return found


def _authors(counting: Iterable[Statement], revoked: Mapping[bytes, object]) -> dict[bytes, RosterAuthor]:
    """Give every key that a counting statement brings; its roles are all it was ever given."""
    keys: dict[bytes, RosterAuthor] = {}
    roles: dict[bytes, frozenset[str]] = {}
    for one in counting:
        if one.author:
            keys.setdefault(one.author16, one.author)
            roles[one.author16] = roles.get(one.author16, frozenset()) | one.author.roles
        elif one.kind == "add_roles":
            roles[one.target] = roles.get(one.target, frozenset()) | one.roles
    return {name: replace(key, roles=roles[name], active=name not in revoked) for name, key in keys.items()}


def _devices(counting: Iterable[Statement]) -> dict[bytes, Device]:
    devices: dict[bytes, Device] = {}
    revoked = set()
    for one in counting:
        if one.device:
            devices.setdefault(one.device16, one.device)
        elif one.kind == "revoke_device":
            revoked.add(one.target)
    return {name: replace(one, active=name not in revoked) for name, one in devices.items()}


def _epochs(tree: Tree, counting: Set, main: Set) -> dict[int, list[Epoch]]:
    """Give the epochs by number; where branches gave one number twice, the main one's comes first."""
    found: dict[int, list[Epoch]] = {}
    for these in (counting & main, counting & ~main):
        for place in places(these):
            if epoch := tree.nodes[place].epoch:
                found.setdefault(epoch.number, []).append(epoch)
    return found
