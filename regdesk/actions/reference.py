"""Reference data: which pack is in use and who accepted it, looking at a newer one, taking it back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Final

from regdesk.actions import partners
from regdesk.actions.desk import Desk, Pen, my_roles, read_case, read_roster, record, roster, world
from regdesk.actions.records import stored
from regdesk.catalogue import listing, packs, whole
from regdesk.catalogue.listing import Change, Known
from regdesk.catalogue.whole import Catalogue
from regdesk.domain.book import CataloguePack
from regdesk.domain.facts import EnteredInError
from regdesk.domain.journal import CaseFile, Changes, Entry, EntryId, OrgId, book_id, closure
from regdesk.errors import Refused, RegDeskError, Trouble
from regdesk.i18n import N_
from regdesk.store import journal, knowledge, peers
from regdesk.wire import packs as files
from regdesk.wire.rosters import Roster

NOT_YOURS: Final = N_(
    "Only a doctor or administrator of your organisation takes reference data into use. Ask one of them."
)
NOTHING_NEW: Final = N_("The folder says nothing else than what came with the program.")
NO_FOLDER: Final = N_("The folder cannot be read: {why}")


@dataclass(frozen=True)
class Offered:
    """A pack that was looked at and not accepted: what it is, whose, and what it changes."""

    data: bytes
    version: int
    on: date
    title: Mapping[str, str]
    signer: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Taken:
    """A pack that somebody here accepted."""

    entry: EntryId
    version: int
    on: date
    title: Mapping[str, str]
    signer: str
    accepted_by: str
    accepted_on: date


@dataclass(frozen=True)
class Standing:
    """What is in use.

    taken      the pack in use, None: what came with the program
    rivals     packs of one number that say different things: a person chooses, and until then none is used
    unreadable why a newer accepted pack is not used here
    may        whether the person here takes packs into use
    """

    version: int
    taken: Taken | None = None
    rivals: tuple[Taken, ...] = ()
    unreadable: RegDeskError | None = None
    may: bool = False


@dataclass(frozen=True)
class _Chosen:
    catalogue: Catalogue | None = None
    entry: Entry | None = None
    rivals: tuple[Entry, ...] = ()
    unreadable: RegDeskError | None = None


def take_up(desk: Desk) -> None:
    """Take into use what stands in the book: the newest pack that was accepted and can be read."""
    found = _choose(stored(desk, book_id(desk.org)))
    if found.catalogue is not None or whole.current().version != whole.VERSION:
        whole.use(found.catalogue)


def renew(desk: Desk) -> Changes:
    """Renew some rows of the lists after other reference data came into use; nothing: all are."""
    return knowledge.renew(desk.write, world(desk, desk.write), today=desk.clock.today())


def standing(desk: Desk) -> Standing:
    """Say what is in use, and what needs a person."""
    book = journal.read_case(desk.write, book_id(desk.org), world(desk, desk.write))
    found = _choose(book)
    return Standing(
        version=found.catalogue.version if found.catalogue else whole.VERSION,
        taken=_taken(desk, found.entry) if found.entry else None,
        rivals=tuple(_taken(desk, one) for one in found.rivals),
        unreadable=found.unreadable,
        may=bool(my_roles(desk) & files.SIGNERS),
    )


def waits(desk: Desk) -> bool:
    """Say whether something that was accepted is not used: a person chooses, or the program is too old."""
    found = _choose(read_case(desk, book_id(desk.org)))
    return bool(found.rivals or found.unreadable)


def known() -> tuple[Known, ...]:
    """List every row of the catalogue in use."""
    return listing.rows(whole.current().files)


def look(desk: Desk, data: bytes) -> Offered:
    """Look at a pack before anybody accepts it.

    Raise Refused where it is damaged, signed by nobody whose digits were compared, not newer than what is in
    use, or where a row of it cannot be read; nothing was changed then.
    """
    found = files.read(data)
    org, _ = files.signer(found, _believed(desk))
    content, now = found.content, whole.current()
    if content.version <= now.version:
        raise Refused(packs.OLDER, version=content.version, now=now.version)
    after = packs.read(content)
    CataloguePack(version=content.version, org=org, on=content.on, data=data).check()
    name = partners.organisations(desk)[OrgId(org)].name
    changed = listing.changes(now.files, after.files)
    return Offered(data, content.version, content.on, content.title, name, changed)


def accept(desk: Desk, data: bytes) -> Changes:
    """Take a pack into use, on all computers of the organisation; raise Refused as `look` does."""
    _check_may(desk)
    look(desk, data)
    found = files.read(data)
    org, _ = files.signer(found, _believed(desk))
    fact = CataloguePack(version=found.content.version, org=org, on=desk.clock.today(), data=data)
    changes = record(desk, book_id(desk.org), fact)
    take_up(desk)
    return changes


def take_back(desk: Desk, version: int) -> Changes:
    """Take back every acceptance of packs with this number: what was in use before stands again."""
    return _take_back(desk, lambda fact: fact.version == version)


def choose(desk: Desk, entry: EntryId) -> Changes:
    """Of packs with one number let this one stand; the others are taken back."""
    kept = stored(desk, book_id(desk.org)).by_id[entry].fact
    if not isinstance(kept, CataloguePack):
        raise TypeError(kept)
    return _take_back(desk, lambda fact: fact.version == kept.version and fact.data != kept.data)


def write(desk: Desk, folder: Path, title: Mapping[str, str]) -> bytes:
    """Write a pack of the files in *folder* that say something new, with the number after the one in use.

    Files are named as in the catalogue (`medicines.toml`, `countries/KG.toml`). The person here signs. Raise
    Refused where a row is wrong or nothing is new, Trouble where the folder cannot be read.
    """
    _check_may(desk)
    try:
        found = {one.relative_to(folder).as_posix(): one.read_text("utf-8") for one in folder.rglob("*.toml")}
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(NO_FOLDER, why=str(error)) from error
    new = packs.news(found)
    if not new:
        raise Refused(NOTHING_NEW)
    content = files.Content(whole.current().version + 1, desk.clock.today(), title, new)
    packs.read(content)
    data = files.write(content, roster(desk, desk.write), desk.person.secret)
    CataloguePack(version=content.version, org=desk.org, on=content.on, data=data).check()
    return data


def _take_back(desk: Desk, wrong: Callable[[CataloguePack], bool]) -> Changes:
    _check_may(desk)
    book = stored(desk, book_id(desk.org))
    ids = [one.id for one in book.of(CataloguePack) if wrong(_fact(one))]
    pen = Pen(desk)
    fact = EnteredInError(of_kind=CataloguePack.kind)
    pen.write(book.id, fact, replaces=closure(book, ids), section=CataloguePack.section)
    changes = pen.done()
    take_up(desk)
    return changes


def _check_may(desk: Desk) -> None:
    if not my_roles(desk) & files.SIGNERS:
        raise Refused(NOT_YOURS)


def _believed(desk: Desk) -> Iterator[Roster]:
    """Give the own roster and those of partners whose digits were compared."""
    for peer in peers.peers(desk.write):
        if peer.org == desk.org or peer.compared_on is not None:
            yield read_roster(peer.statements)


def _choose(book: CaseFile) -> _Chosen:
    """Find the newest accepted pack that can be used; of one number with two contents none is."""
    rivals: tuple[Entry, ...] = ()
    unreadable: RegDeskError | None = None
    accepted = [one for one in book.of(CataloguePack) if _fact(one).version > whole.VERSION]
    for number in sorted({_fact(one).version for one in accepted}, reverse=True):
        of_it = {_fact(one).data: one for one in reversed(accepted) if _fact(one).version == number}
        if len(of_it) > 1:
            rivals = rivals or tuple(of_it.values())
            continue
        ((data, entry),) = of_it.items()
        try:
            return _Chosen(_read(data, number), entry, rivals, unreadable)
        except Refused as refused:
            unreadable = unreadable or refused
    return _Chosen(rivals=rivals, unreadable=unreadable)


@lru_cache(maxsize=4)
def _read(data: bytes, number: int) -> Catalogue:
    """Read a pack that somebody of the own organisation accepted: whose it was they looked at then."""
    content = files.read(data).content
    if content.version != number:
        raise Refused(files.DAMAGED)
    return packs.read(content)


def _taken(desk: Desk, entry: Entry) -> Taken:
    fact, names = _fact(entry), partners.names(desk, world(desk, desk.write))
    signer = names.organisations.get(OrgId(fact.org))
    try:
        content = files.read(fact.data).content
        title, on = content.title, content.on
    except Refused:
        title, on = {}, fact.on
    return Taken(
        entry=entry.id,
        version=fact.version,
        on=on,
        title=title,
        signer=signer.name if signer else "",
        accepted_by=names.of(entry.author),
        accepted_on=fact.on,
    )


def _fact(entry: Entry) -> CataloguePack:
    if not isinstance(entry.fact, CataloguePack):
        raise TypeError(entry.kind)
    return entry.fact
