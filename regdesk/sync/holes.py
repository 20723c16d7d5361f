"""Entries by number: asking for holes in what came, and naming the numbers that were never sent."""

from collections.abc import Mapping
from typing import Any, Final

from regdesk.domain.journal import AuthorId, Changes, OrgId, StreamId
from regdesk.domain.rights import receivers
from regdesk.errors import Refused
from regdesk.store import holes, journal, outbox
from regdesk.store.holes import Range
from regdesk.sync.post import Post
from regdesk.wire.batches import Batch, WantEntries
from regdesk.wire.encoding import DAMAGED
from regdesk.wire.rosters import Roster

WEEK_MS: Final = 7 * 24 * 60 * 60 * 1000
MOST_NUMBERS: Final = 10_000
_MOST_ASKED: Final = 200
_NAME: Final = "holes"


def wants(post: Post, org: OrgId, partner: Roster) -> tuple[WantEntries, ...]:
    """Give the numbers to ask an organisation for: those of its own authors.

    Own computers are also asked for what a partner was asked for a week ago in vain.
    """
    holes.look(post.db)
    ranges = _due(post, org, partner)[:_MOST_ASKED]
    holes.asked(post.db, ranges, post.now_ms())
    return tuple(WantEntries(one.stream, one.section, one.author, one.first, one.last) for one in ranges)


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Tell which of the numbers asked for were never sent."""
    ranges = holes.to_tell(post.db, org)
    holes.told(post.db, org)
    return {_NAME: [[one.stream, one.section, one.author, one.first, one.last] for one in ranges]}


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Stop asking for numbers that their author's organisation says it never sent."""
    own = post.roster(sender)
    for one in batch.caps.get(_NAME, ()):
        found = _read(one)
        if own and found.author in own.authors:
            holes.named(post.db, found)
    return Changes()


def owes(post: Post, org: OrgId) -> bool:
    """Whoever asked gets an answer, and a new hole is asked for at once."""
    holes.look(post.db)
    partner = post.roster(org)
    return bool(holes.to_tell(post.db, org) or (partner and _due(post, org, partner)))


def answer(post: Post, sender: OrgId, want: WantEntries) -> None:
    """Let the entries somebody misses wait for a batch, as far as they may have them; name the rest."""
    last = min(want.last, want.first + MOST_NUMBERS)
    one = Range(StreamId(want.stream), want.section, AuthorId(want.author), want.first, last)
    found = holes.keys(post.db, one) if _may_have(post, sender, one) else {}
    outbox.ask(post.db, sender, [key for key in found.values() if not outbox.is_recalled(post.db, key)])
    if one.author in post.mine and sender != post.org:
        going = {n for n, key in found.items() if outbox.goes(post.db, sender, key)}
        for first, end in _runs(sorted(set(range(one.first, last + 1)) - going)):
            holes.never_sent(post.db, sender, Range(one.stream, one.section, one.author, first, end))


def _may_have(post: Post, org: OrgId, one: Range) -> bool:
    """Own computers may have all, others what their part in the case receives; consent is asked later."""
    if org == post.org:
        return True
    world = post.world()
    case = journal.read_case(post.db, one.stream, world)
    return org in receivers(one.section, journal.read_membership(case, world))


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


def _read(value: Any) -> Range:
    match value:
        case [bytes(stream), str(section), bytes(author), int(first), int(last)] if 0 < first <= last:
            return Range(StreamId(stream), section, AuthorId(author), first, last)
    raise Refused(DAMAGED)
