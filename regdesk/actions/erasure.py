"""Erasing what a person no longer wants kept: asking, doing it, keeping it by law; and what had been sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from regdesk.actions import audit
from regdesk.actions.desk import Desk, Pen, record, world
from regdesk.actions.records import stored
from regdesk.domain import erasure
from regdesk.domain.consent import Withdrawal
from regdesk.domain.erasure import Erased, ErasedInside, Erasure, Retain, Stub
from regdesk.domain.journal import AuthorId, CaseFile, Changes, Entry, EntryId, OrgId, StreamId, book_id
from regdesk.domain.stock import set_aside_for
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import erasing, outbox
from regdesk.store import stock as shelf
from regdesk.store.database import transaction

NOTHING: Final = N_("There is nothing of this here to erase.")
_MOST: Final = 40_000  # bytes of stubs in one entry, which may have 64 KiB


@dataclass(frozen=True)
class Sent:
    """A record that went to a partner: its entry, the partner, and whether it is known to have arrived."""

    entry: Entry
    org: OrgId
    arrived: bool


def ask(
    desk: Desk,
    stream: StreamId,
    *,
    sections: Sequence[str] = (),
    entries: Sequence[EntryId] = (),
    why: str = "",
) -> Changes:
    """Write down that the person asks for erasure; every organisation in the case then answers for itself."""
    fact = Erasure(on=desk.clock.today(), sections=tuple(sections), entries=tuple(entries), why=why)
    return record(desk, stream, fact)


def erase(
    desk: Desk,
    stream: StreamId,
    *,
    sections: Sequence[str] = (),
    entries: Sequence[EntryId] = (),
    request: EntryId | None = None,
) -> Changes:
    """Erase records or whole sections in the own organisation, for good; only a clinician or admin may.

    What they had corrected goes with them. Consents, membership and the erasing itself stay. Raises Refused
    where there is nothing to erase or the person here may not.
    """
    case = stored(desk, stream)
    found = erasure.named(case, sections=sections, entries=entries)
    if not found:
        raise Refused(NOTHING)
    pen = Pen(desk)
    for movement in shelf.counting(desk.write, set_aside_for(case, [entry.id for entry in found])):
        pen.write(book_id(desk.org), movement)  # what left the shelf stays gone, without the person
    for kind, inside in ((Erased, False), (ErasedInside, True)):
        for stubs in _cut(entry for entry in found if (entry.section == "internal") == inside):
            pen.write(stream, kind(on=desk.clock.today(), stubs=stubs), about=request)
    with transaction(desk.write):
        audit.note(desk, "erased", stream=stream)
        changes = pen.done()
    erasing.remove_files(desk.folder, desk.write)
    return changes


def grant(desk: Desk, stream: StreamId, request: EntryId) -> Changes:
    """Erase here what a request names."""
    fact = _request(stored(desk, stream), request)
    names = [EntryId(name) for name in fact.entries]
    return erase(desk, stream, sections=fact.sections, entries=names, request=request)


def retain(desk: Desk, stream: StreamId, request: EntryId, basis: str) -> Changes:
    """Answer a request by saying by what law the records are kept here."""
    _request(stored(desk, stream), request)
    return record(desk, stream, Retain(on=desk.clock.today(), basis=basis), about=request)


def requests(desk: Desk, case: CaseFile) -> tuple[Entry, ...]:
    """Give the requests that the own organisation has not answered."""
    return erasure.open_requests(case, _ours(desk))


def sent_before(desk: Desk, stream: StreamId) -> tuple[Sent, ...]:
    """List for the person what had gone to others before they withdrew, or until now."""
    case = stored(desk, stream)
    withdrawn = min((entry.at for entry in case.of(Withdrawal)), default=None)
    return tuple(
        Sent(case.by_id[name], org, arrived)
        for name, org, arrived in outbox.sent(desk.write, stream, desk.org)
        if name in case.by_id and (withdrawn is None or case.by_id[name].at < withdrawn)
    )


def _request(case: CaseFile, name: EntryId) -> Erasure:
    entry = case.by_id.get(name)
    if entry is None or not isinstance(entry.fact, Erasure):
        raise Refused(NOTHING)
    return entry.fact


def _ours(desk: Desk) -> frozenset[AuthorId]:
    return frozenset(name for name, author in world(desk).authors.items() if author.org == desk.org)


def _cut(entries: Iterable[Entry]) -> Iterable[tuple[Stub, ...]]:
    """Give the stubs in portions that fit one entry each."""
    part, size = list[Stub](), 0
    for entry in entries:
        needs = 140 + 23 * len(entry.replaces)
        if part and size + needs > _MOST:
            yield tuple(part)
            part, size = [], 0
        part.append(erasure.stub_of(entry))
        size += needs
    if part:
        yield tuple(part)
