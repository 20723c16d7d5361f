"""The desk: everything an action needs, and the one way to write what a person states."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TypedDict, Unpack

from regdesk.crypto.keys import DeviceKeys, EpochKeys
from regdesk.domain import codec, rights
from regdesk.domain.facts import Fact, Unknown
from regdesk.domain.journal import (
    ACCEPTED,
    AuthorId,
    CaseFile,
    Changes,
    Entry,
    EntryId,
    OrgId,
    StreamId,
    next_at,
)
from regdesk.domain.rights import Author, Authors, World
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import heads, journal, peers, state
from regdesk.store.database import Database
from regdesk.sync.post import BURNT
from regdesk.wire import rosters, signatures
from regdesk.wire.rosters import Roster

AUTHORS_HERE = "authors_here"
NOT_CONFIRMED = N_(
    "These data were restored or copied, and an administrator has not confirmed your new key yet. Until then "
    "you can read, and what you type is kept as a draft."
)
REMOVED = N_(
    "This computer or your key was removed from the organisation. You can read what is here, but add nothing."
)
OLDER_COPY = N_("These data are an older copy. Lock RegDesk and open it again: it then makes a new key.")
_BEYOND = N_("A date or number lies far beyond what can be. Check the years and numbers you typed.")
_NOT_YOURS = N_("This record may not replace the one it corrects.")


@dataclass(frozen=True)
class Clock:
    """Time as this desk sees it: ms since 1970, and the day people live in."""

    now_ms: Callable[[], int]
    today: Callable[[], date]


@dataclass(frozen=True)
class Person:
    """Who works here now: the key's id, its secret and the name shown on this computer only.

    earlier    the secret of the key given up after this file was restored or copied; empty: there was none
    temporary  the passphrase was chosen by another administrator, and is to be changed first of all
    """

    author: AuthorId
    secret: bytes = field(repr=False)
    name: str
    earlier: bytes = field(default=b"", repr=False)
    temporary: bool = False


@dataclass(frozen=True)
class Desk:
    """An unlocked desk. Data only: what one does with it are functions of `actions`.

    write, read   the one connection that writes, and one that reads (different threads)
    epochs        the organisation's epoch keys by number, as they are now
    random        gives that many random bytes
    key           opens the file and its copies
    """

    folder: Path
    write: Database
    read: Database
    person: Person
    org: OrgId
    device: DeviceKeys
    epochs: Mapping[int, EpochKeys]
    clock: Clock
    random: Callable[[int], bytes]
    key: bytes = field(repr=False)


def world(desk: Desk, db: Database | None = None) -> World:
    """Give whose keys are whose, from all rosters this desk has."""
    own, authors = roster(desk, db), dict[AuthorId, Author]()
    for peer in peers.peers(db or desk.read):
        authors |= _authors(peer.org, peer.statements)
    return World(authors, desk.org, colleagues=len(computers(own)) > 1)


def computers(own: Roster) -> frozenset[bytes]:
    """Give the ids of the computers that are in use; a paper sheet is none."""
    papers = {rosters.device_id(own.org32, author.pub) for author in own.authors.values()}
    return frozenset(name for name, one in own.devices.items() if one.active and name not in papers)


def roster(desk: Desk, db: Database | None = None, org: OrgId | None = None) -> Roster:
    """Give an organisation's roster (the own one, if none is named); raise Refused where it is not known."""
    peer = peers.peer(db or desk.read, org or desk.org)
    if peer is None:
        raise Refused(N_("This organisation is not known on this desk. Exchange introduction files first."))
    return read_roster(peer.statements)


@lru_cache(maxsize=256)
def read_roster(statements: tuple[bytes, ...]) -> Roster:
    """Read and verify a roster once for each length it has."""
    return rosters.read(statements)


@lru_cache(maxsize=256)
def _authors(org: OrgId, statements: tuple[bytes, ...]) -> Authors:
    found = read_roster(statements)
    return {
        AuthorId(name): Author(org, frozenset(one.roles), one.pub, found.revocations.get(name, ()))  # type: ignore[arg-type]
        for name, one in found.authors.items()
    }


def authors_here(desk: Desk) -> frozenset[AuthorId]:
    """Give the authors who ever wrote on this computer: colleagues who share it, and earlier keys."""
    here: list[AuthorId] = state.get(desk.write, AUTHORS_HERE, [])
    return frozenset((*here, desk.person.author))


def my_roles(desk: Desk) -> frozenset[str]:
    """Give the roles of the person who works here."""
    me = roster(desk).authors.get(desk.person.author)
    return me.roles if me else frozenset()


def read_case(desk: Desk, stream: StreamId) -> CaseFile:
    """Read what stands in a case."""
    return journal.read_case(desk.read, stream, world(desk))


class Links(TypedDict, total=False):
    """What an entry may name; `section` is only given where the fact itself belongs to any."""

    about: EntryId | None
    follows: EntryId | None
    replaces: Sequence[EntryId]
    section: str


class Pen:
    """Writes several entries in one go: all of them are stored, or none."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._world = world(desk, desk.write)
        _check_may_sign(desk)
        self._entries: list[Entry] = []
        self._signed: list[bytes] = []

    def write(self, stream: StreamId, fact: Fact, **links: Unpack[Links]) -> Entry:
        """Check, stamp and sign one fact; it is stored by `done`."""
        fact.check()
        section = links.get("section") or fact.section
        draft = Entry(
            id=EntryId(b""),
            stream=stream,
            section=section,
            author=self._desk.person.author,
            n=self._next_n(stream, section),
            at=self._next_at(),
            fact=fact,
            about=links.get("about"),
            follows=links.get("follows"),
            replaces=tuple(sorted(links.get("replaces", ()))),
        )
        array = codec.encode(draft)
        signed = array + signatures.sign(self._desk.person.secret, "regdesk/entry/v1", array)
        entry = codec.decode(signed)
        if isinstance(entry.fact, Unknown) and not isinstance(fact, Unknown):
            raise Refused(_BEYOND)
        self._entries.append(entry)
        self._signed.append(signed)
        return entry

    def done(self) -> Changes:
        """Store what was written; raise Refused, and store nothing, where the person may not write it."""
        judged = [self._judge(stream) for stream in {entry.stream for entry in self._entries}]
        desk = self._desk
        return journal.write(desk.write, self._signed, judged, self._world, today=desk.clock.today())

    def _judge(self, stream: StreamId) -> CaseFile:
        """Refuse here what every other desk would put aside; give the case as it will be."""
        stored = journal.entries(self._desk.write, stream, self._world)
        written = [entry for entry in self._entries if entry.stream == stream]
        both = (*stored, *written)
        limits = heads.limits(self._desk.write, stream, both, self._world)
        case = rights.read(stream, both, self._world.authors, self._world.own, limits)
        for entry in written:
            if case.verdicts[entry.id] != ACCEPTED:
                raise Refused(case.verdicts[entry.id].why)
            if entry.id in case.ignored:
                raise Refused(_NOT_YOURS)
        return case

    def _next_n(self, stream: StreamId, section: str) -> int:
        pending = sum(e.stream == stream and e.section == section for e in self._entries)
        return journal.next_n(self._desk.write, stream, section, self._desk.person.author) + pending

    def _next_at(self) -> int:
        newest = max((e.at for e in self._entries), default=journal.newest_at(self._desk.write))
        return next_at(self._desk.clock.now_ms(), newest)


def _check_may_sign(desk: Desk) -> None:
    """Raise Refused, with what to do, where nobody would count what this person signs."""
    me = roster(desk, desk.write).authors.get(desk.person.author)
    if me is None:
        raise Refused(NOT_CONFIRMED)
    if not me.active:
        raise Refused(REMOVED)
    if desk.person.author in state.get(desk.write, BURNT, []):
        raise Refused(OLDER_COPY)


def record(desk: Desk, stream: StreamId, fact: Fact, **links: Unpack[Links]) -> Changes:
    """Write one fact into a journal. Every action that states one thing ends here."""
    pen = Pen(desk)
    pen.write(stream, fact, **links)
    return pen.done()
