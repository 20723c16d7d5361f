"""Four desks whose mail a test carries as badly as it likes, and what may rightly take an entry away."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest.mock import patch

from regdesk.actions import syncing
from regdesk.actions.desk import Desk, read_case, world
from regdesk.domain import codec, kinds
from regdesk.domain.erasure import Erased, ErasedInside
from regdesk.domain.journal import CaseFile, EntryId, StreamId, accepted
from regdesk.domain.limits import NO_HEADS, REVOKED
from regdesk.domain.rights import AFTER_END
from regdesk.store import channels, journal
from regdesk.store.database import transaction
from regdesk.sync import arriving, building, proving
from regdesk.sync.post import Report
from regdesk.wire import snapshots
from tests.sim import acts
from tests.sim.region import Region, Seat

# A kind that an older program does not know.
LATER_KIND = "stock-count"
Standing = dict[StreamId, set[EntryId]]


@dataclass
class Mail:
    """What is on its way to each desk."""

    boxes: dict[str, list[bytes]] = field(default_factory=dict)

    def send(self, region: Region, sender: Seat) -> None:
        """Build what waits and put a copy on the way to every computer that it is for."""
        building.build_all(syncing.post_of(sender.desk))
        waiting = channels.to_push(sender.desk.write)
        channels.pushed(sender.desk.write, waiting)
        for one in waiting:
            for seat in region.seats:
                if seat.desk.org == one.recipient and seat is not sender:
                    self.boxes.setdefault(seat.name, []).append(one.envelope)

    def deliver(self, seat: Seat, rng: random.Random, *, lose: float = 0.0, again: float = 0.0) -> None:
        """Let what is on the way arrive in any order; some of it never, some of it once more later."""
        box = self.boxes.get(seat.name, [])
        rng.shuffle(box)
        post = syncing.post_of(seat.desk)
        arriving.receive(post, [one for one in box if rng.random() >= lose], 0, Report())
        proving.prove_all(post)
        arriving.try_again(post, Report())
        proving.prove_all(post)
        self.boxes[seat.name] = [one for one in box if rng.random() < again]


def pack_for(giver: Desk, taker: Desk, rng: random.Random) -> None:
    """Let a colleague take in a snapshot of some streams, or of some of their entries."""
    for stream in journal.streams(giver.write):
        entries = [one.id for one in read_case(giver, stream).entries if rng.random() < 0.8]
        signed = list(journal.signed(giver.write, stream, entries).values())
        post = syncing.post_of(taker)
        with transaction(taker.write):
            arriving.add(post, snapshots.entries_of(snapshots.pack_entries(signed)))
        proving.prove_all(post)


@contextmanager
def program(is_old: bool) -> Iterator[None]:
    """Work as today's program, or as an old one that does not know a later kind."""
    if not is_old:
        yield
        return
    known = {name: kind for name, kind in kinds.BY_NAME.items() if name != LATER_KIND}
    codec.decode.cache_clear()
    with patch.object(kinds, "BY_NAME", known):
        yield
    codec.decode.cache_clear()


def standing(desk: Desk) -> Standing:
    """Give what stands in every case of a desk."""
    return {stream: {one.id for one in read_case(desk, stream).standing} for stream in acts.cases(desk)}


def taken_away(desk: Desk, before: Standing) -> list[str]:
    """Name what stood, does not any more, and was taken away by nobody entitled who named it."""
    found = []
    for stream, names in before.items():
        case = read_case(desk, stream)
        gone = names - {one.id for one in case.standing}
        found += [case.by_id[name].kind for name in gone if not _rightly(desk, case, name)]
    return found


def _rightly(desk: Desk, case: CaseFile, name: EntryId) -> bool:
    """Whether an accepted entry names it, its organisation ended its part, or its author was revoked."""
    own = {author for author, one in world(desk).authors.items() if one.org == desk.org}
    for other in case.entries:
        if not accepted(case.verdicts, other.id):
            continue
        erases = isinstance(other.fact, Erased | ErasedInside) and other.author in own
        stubs = {EntryId(stub.id) for stub in other.fact.stubs} if erases else set()
        if name in other.replaces or name in stubs:
            return True
    return name in case.by_id and case.verdicts[name] in (AFTER_END, REVOKED, NO_HEADS)
