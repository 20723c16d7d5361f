"""The receiving side of a channel, one author's batches to one organisation: nothing lost unseen or replaced.

    c_0 = thirty-two zeros;  c_k = H("regdesk/chain/v1", c_{k-1}, batch_k)

A pure function: same batches, same accepted sequence, in whatever order and however often they arrive.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Final

START: Final = bytes(32)
ANY: Final = b""  # the c of a batch that nobody knows any more; whatever follows it is taken


class Step(Enum):
    """What to do with a batch that arrived; EQUIVOCATION and FORK are alarms that name its author.

    ACCEPT        the next one (and perhaps held ones after it)
    DUPLICATE     already here; nothing to do
    LATE          given up by a void and here after all; its entries may be added, the chain does not move
    HOLD          something before it is missing; keep it and want the missing ones
    EQUIVOCATION  the author signed two different batches with one number
    FORK          the author's batch does not continue what the same author sent before
    """

    ACCEPT = "accept"
    DUPLICATE = "duplicate"
    LATE = "late"
    HOLD = "hold"
    EQUIVOCATION = "equivocation"
    FORK = "fork"


@dataclass(frozen=True)
class Link:
    """One batch's place in its chain: its number, the c before it and its own c."""

    k: int
    prev: bytes
    head: bytes


@dataclass(frozen=True)
class Channel:
    """How far one author's batches were accepted, and which wait for a missing one."""

    last: int = 0
    head: bytes = START
    held: Mapping[int, Link] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What a batch did: numbers accepted now, in order, and held ones that turned out not to continue."""

    step: Step
    channel: Channel
    accepted: tuple[int, ...] = ()
    forked: tuple[int, ...] = ()


def arrive(channel: Channel, link: Link, known: bytes | None = None) -> Outcome:
    """Judge a batch whose signature holds; *known* is the c of the stored batch of that number, if any."""
    if link.k <= channel.last:
        return Outcome(_seen_before(channel, link, known), channel)
    held = channel.held.get(link.k)
    if held is not None:
        return Outcome(Step.DUPLICATE if held == link else Step.EQUIVOCATION, channel)
    if link.k > channel.last + 1:
        return Outcome(Step.HOLD, replace(channel, held={**channel.held, link.k: link}))
    if channel.head not in (link.prev, ANY):
        return Outcome(Step.FORK, channel)
    return _run_on(Step.ACCEPT, replace(channel, held={**channel.held, link.k: link}))


def void(channel: Channel, k: int, head: bytes) -> Outcome:
    """Go on from c_k: the author signed that the missing numbers up to *k* will not come again.

    Numbers that are held below *k* are accepted too, as LATE ones are; what is given up is the rest.
    """
    if k <= channel.last:
        return Outcome(Step.DUPLICATE, channel)
    if k in channel.held and head not in (channel.held[k].head, ANY):
        return Outcome(Step.EQUIVOCATION, channel)
    arrived = tuple(sorted(n for n in channel.held if n <= k))
    left = {n: link for n, link in channel.held.items() if n > k}
    known = channel.held[k].head if k in channel.held else head
    outcome = _run_on(Step.ACCEPT, Channel(k, known, left))
    return replace(outcome, accepted=arrived + outcome.accepted)


def missing(channel: Channel) -> tuple[tuple[int, int], ...]:
    """Give the numbers to ask for, as ranges (first, last), oldest first."""
    gaps, before = [], channel.last
    for k in sorted(channel.held):
        if k > before + 1:
            gaps.append((before + 1, k - 1))
        before = k
    return tuple(gaps)


def withheld(
    sent: Mapping[tuple[bytes, bytes], int], me32: bytes, mine: Mapping[bytes, int]
) -> dict[bytes, tuple[int, int]]:
    """Give, by author, the range a colleague says was sent to us and that the server has not shown."""
    return {
        author: (mine.get(author, 0) + 1, k)
        for (author, recipient), k in sent.items()
        if recipient == me32 and k > mine.get(author, 0)
    }


def _seen_before(channel: Channel, link: Link, known: bytes | None) -> Step:
    stated = channel.head if link.k == channel.last else known
    if stated not in (None, ANY, link.head):
        return Step.EQUIVOCATION
    return Step.DUPLICATE if known is not None else Step.LATE


def _run_on(step: Step, channel: Channel) -> Outcome:
    """Accept held batches for as long as each continues the one before."""
    last, head, held, accepted = channel.last, channel.head, dict(channel.held), []
    while (link := held.get(last + 1)) and head in (link.prev, ANY):
        del held[link.k]
        last, head = link.k, link.head
        accepted.append(last)
    forked = (last + 1,) if held.pop(last + 1, None) else ()
    return Outcome(step, Channel(last, head, held), tuple(accepted), forked)
