"""Entries by number: asking for holes in what came, and naming the numbers that were never sent."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from regdesk.domain.journal import AuthorId, Changes, EntryId, OrgId, StreamId
from regdesk.domain.rights import World
from regdesk.store import holes, journal, outbox
from regdesk.store.holes import Range
from regdesk.sync.post import Post
from regdesk.wire.batches import Batch, WantEntries
from regdesk.wire.rosters import Roster

T = TypeVar("T")
WEEK_MS: Final = 7 * 24 * 60 * 60 * 1000
MOST_NUMBERS: Final = 10_000
_MOST_ASKED: Final = 200
_NAME: Final = "holes"
_ABSENT: Final = "absent_ids"
_ID: Final = 20


def wants(post: Post, org: OrgId, partner: Roster) -> tuple[WantEntries, ...]:
    """Give the numbers to ask an organisation for: those of its own authors.

    Own computers are also asked for what a partner was asked for a week ago in vain.
    """
    holes.look(post.db)
    ranges = _due(post, org, partner)[:_MOST_ASKED]
    holes.asked(post.db, ranges, post.now_ms())
    return tuple(WantEntries(one.stream, one.section, one.author, one.first, one.last) for one in ranges)


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Tell which of the numbers asked for were never sent; of a revoked author with the ids that are known.

    Without those nobody could say which of its other records count: a head is a hash over all ids.
    """
    ranges, authors = holes.to_tell(post.db, org), post.world().authors
    holes.told(post.db, org)
    absent = [
        [one.stream, one.section, one.author, n, name]
        for one in ranges
        if one.author in authors and authors[one.author].revoked
        for n, name in holes.not_coming(post.db, one)
    ]
    named = [[one.stream, one.section, one.author, one.first, one.last] for one in ranges]
    return {_NAME: named, _ABSENT: absent}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Stop asking for numbers that their author's organisation says it never sent."""
    own = post.roster(sender)
    for found in _readable(batch.caps.get(_NAME), _read):
        if own and found.author in own.authors:
            holes.named(post.db, found)
    return _hear_absent(post, batch, own) if own else Changes()


def _hear_absent(post: Post, batch: Batch, sender: Roster) -> Changes:
    """Take the ids of a revoked author's numbers that never come, and judge its other records again."""
    changed, authors = set[StreamId](), post.world().authors
    for found, name in _readable(batch.caps.get(_ABSENT), _read_absent):
        author = authors.get(found.author)
        revoked = author is not None and author.revoked and found.author in sender.authors
        if revoked and holes.keep_absent(post.db, found, name):
            changed.add(found.stream)
    return journal.refresh(post.db, sorted(changed), post.world(), today=post.today())


def owes(post: Post, org: OrgId) -> bool:
    """Whoever asked gets an answer, and a new hole is asked for at once."""
    holes.look(post.db)
    partner = post.roster(org)
    return bool(holes.to_tell(post.db, org) or (partner and _due(post, org, partner)))


def answer(post: Post, sender: OrgId, want: WantEntries) -> None:
    """Let the entries somebody misses wait for a batch, as far as they may have them; name the rest.

    Own computers may have all, others what their part in the case receives; consent is asked later.
    """
    last = min(want.last, want.first + MOST_NUMBERS)
    one = Range(StreamId(want.stream), want.section, AuthorId(want.author), want.first, last)
    world, found = post.world(), holes.keys(post.db, one)
    if sender != post.org:
        case = journal.read_case(post.db, one.stream, world)
        member = journal.read_membership(case, world)
        may = set(outbox.on_request(post.db, case, member, sender, world).values())
        found = {n: key for n, key in found.items() if key in may}
    outbox.ask(post.db, sender, found.values())
    if sender != post.org and _answers_for(post, one.author, world):
        going = {n for n, key in found.items() if outbox.goes(post.db, sender, key)}
        for first, end in _runs(sorted(set(range(one.first, last + 1)) - going)):
            holes.never_sent(post.db, sender, Range(one.stream, one.section, one.author, first, end))


def _answers_for(post: Post, author: AuthorId, world: World) -> bool:
    """Say whether this computer knows what an author never sent: its own, or of a colleague's taken away."""
    known = world.authors.get(author)
    return author in post.mine or (known is not None and known.org == world.own and bool(known.revoked))


def _due(post: Post, org: OrgId, partner: Roster) -> list[Range]:
    before_ms = post.now_ms() - WEEK_MS
    own = [one for one in holes.missing(post.db, asked_before_ms=before_ms) if one.author in partner.authors]
    return own or (holes.missing(post.db, asked_before_ms=before_ms, again=True) if org == post.org else [])


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for n in numbers:
        if runs and runs[-1][1] == n - 1:
            runs[-1] = runs[-1][0], n
        else:
            runs.append((n, n))
    return runs


def _readable(said: Any, read: Callable[[Any], T | None]) -> Iterable[T]:
    """Give what can be read of what was told; a shape that this version does not know is passed over."""
    found = map(read, said if isinstance(said, list) else [])
    return (one for one in found if one is not None)


def _read(value: Any) -> Range | None:
    match value:
        case [bytes(stream), str(section), bytes(author), int(first), int(last)] if 0 < first <= last:
            return Range(StreamId(stream), section, AuthorId(author), first, last)
    return None


def _read_absent(value: Any) -> tuple[Range, EntryId] | None:
    match value:
        case [*_, int(n), bytes(name)] if len(name) == _ID:
            found = _read([*value[:-1], n])
            return None if found is None else (found, EntryId(name))
    return None
