"""How far a revoked author's entries count: one pure function from entries and head files to verdicts.

A *head* is the number and the hash of the ids from 1 to that number of an author's entries in one section of
a stream. Whoever revokes a key writes down the heads they vouch for. Entries above a head do not count. At or
under it the hash decides, as soon as all numbers are here: so nobody can slip in another entry with an old
number. Until then what was here when the revocation was learned keeps its verdict, and what comes later
waits.

Several revocations of one key all have to be met: the narrower is the safe one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Final

from regdesk.domain.hashing import digest
from regdesk.domain.journal import AuthorId, Entry, EntryId, Verdict
from regdesk.i18n import N_

REVOKED = Verdict("aside", N_("Written with a key that was revoked."))
NO_HEADS = Verdict(
    "waiting", N_("Written with a key that was revoked; which of its records count is not known yet.")
)
# Of entries with one number so many combinations are tried, those that were here first before others.
_TRIES: Final = 256


@dataclass(frozen=True)
class Revocation:
    """A revocation that holds: the hash of its statement and of the head files that go with it."""

    hash: bytes
    heads: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class Limit:
    """What one revocation says of one author's entries in one stream.

    heads  number and hash by section; a section that is not in it has no entries that count; None: the file
           is not here
    here   what was here when the revocation was learned
    absent numbers and ids by section of what never comes here: it was called back or erased before
    """

    heads: Mapping[str, tuple[int, bytes]] | None = None
    here: frozenset[EntryId] = field(default_factory=frozenset)
    absent: Mapping[str, tuple[tuple[int, EntryId], ...]] = field(default_factory=dict)


Limits = Mapping[AuthorId, tuple[Limit, ...]]
NO_LIMITS: Final[Limits] = {}


def head_of(ids: Iterable[EntryId]) -> bytes:
    """Hash the ids of an author's entries from 1 to n, in order of n (32 bytes)."""
    return digest("regdesk/head/v1", *ids)


def barred(entries: Iterable[Entry], limits: Limits) -> dict[EntryId, Verdict]:
    """Give the entries of revoked authors that do not count (REVOKED), or not yet (NO_HEADS)."""
    lines: dict[tuple[AuthorId, str], list[Entry]] = {}
    for entry in entries if limits else ():
        if entry.author in limits:
            lines.setdefault((entry.author, entry.section), []).append(entry)
    found: dict[EntryId, Verdict] = {}
    for (author, section), line in lines.items():
        for limit in limits[author]:
            for name, verdict in _barred_by(limit, section, line).items():
                if found.get(name) != REVOKED:
                    found[name] = verdict
    return found


def _barred_by(limit: Limit, section: str, line: Sequence[Entry]) -> dict[EntryId, Verdict]:
    if limit.heads is None:
        return {entry.id: NO_HEADS for entry in line if entry.id not in limit.here}
    n, ids = limit.heads.get(section, (0, b""))
    absent = limit.absent.get(section, ())
    numbered: list[list[EntryId]] = [[] for _ in range(n)] if n <= len(line) + len(absent) else []
    beyond: dict[EntryId, Verdict] = {}
    for entry in line:
        if entry.n > n:
            beyond[entry.id] = REVOKED
        elif numbered:
            numbered[entry.n - 1].append(entry.id)
    under = [entry.id for entry in line if entry.n <= n]
    for number, name in absent if numbered else ():
        if number <= n and name not in numbered[number - 1]:
            numbered[number - 1].append(name)
    meant = _meant(numbered, ids, limit.here) if all(numbered) else None
    if meant is not None:
        return beyond | {name: REVOKED for name in under if name not in meant}
    twins = _twins(line)
    return beyond | {name: NO_HEADS for name in under if name not in limit.here or name in twins}


def _meant(numbered: Iterable[list[EntryId]], ids: bytes, here: frozenset[EntryId]) -> set[EntryId] | None:
    """Find the entries, one of each number, that the hash names; None where it names others."""
    choices = [sorted(names, key=lambda name: (name not in here, name)) for names in numbered]
    for chosen in islice(product(*choices), _TRIES):
        if head_of(chosen) == ids:
            return set(chosen)
    return None


def _twins(line: Iterable[Entry]) -> frozenset[EntryId]:
    by_number: dict[int, list[EntryId]] = {}
    for entry in line:
        by_number.setdefault(entry.n, []).append(entry.id)
    return frozenset(name for names in by_number.values() if len(names) > 1 for name in names)
