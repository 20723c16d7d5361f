"""The log of reading: who opened, searched, printed, exported, revealed; a chain that shows what is missing.

Each line holds the hash of the line before it. Somebody who can write into the file can still rewrite the
whole chain; therefore its end is told to the own other computers, which remember it (`sync/audits.py`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from regdesk.domain.codec import pack
from regdesk.domain.hashing import digest
from regdesk.domain.journal import AuthorId, StreamId
from regdesk.i18n import N_

LABEL: Final = "regdesk/audit/v1"
BEGINNING: Final = bytes(32)
NO_CASE: Final = StreamId(b"")

# What is written down, in the words of the page. Names are for ever; of a search only numbers are kept.
ACTS: Final = {
    "opened": N_("Opened the case"),
    "searched": N_("Searched: {0} characters typed, {1} found"),
    "revealed": N_("Showed a hidden name"),
    "showed-names": N_("Switched discreet mode off"),
    "printed": N_("Printed a paper"),
    "saved": N_("Saved a paper as a file"),
    "exported": N_("Saved this log as a file: {0} lines"),
    "stick": N_("Wrote a file for a stick: {0} records, {1} scans"),
    "copied": N_("Made a backup copy"),
    "unlocked": N_("Unlocked; wrong tries before: {0}"),
    "reopened": N_("Opened the closed screen; wrong tries before: {0}"),
    "unlocked-by-sheet": N_("Unlocked by the paper recovery sheet; wrong tries before: {0}"),
    "passphrase": N_("Changed the own passphrase"),
    "key-file": N_("Asked for a key file beside the passphrase, or no longer"),
    "reset": N_("Gave a colleague a new passphrase"),
    "let-in": N_("Let another person work on this computer"),
    "computer-in": N_("Let another computer into the organisation"),
    "removed": N_("Took a key or a computer away"),
    "sheet": N_("Put a new recovery sheet in force"),
    "erased": N_("Erased records of the case"),
}


@dataclass(frozen=True)
class Line:
    """One act: its number from 1, when (ms), whose key, what, about which case, and what is known besides.

    detail   numbers and permanent names only: never what was typed, never a name
    hash     over the line before and this one
    """

    n: int
    at_ms: int
    author: AuthorId
    act: str
    stream: StreamId = NO_CASE
    detail: tuple[int | str, ...] = ()
    hash: bytes = b""


@dataclass(frozen=True)
class Fault:
    """Lines *first* to *last* are not as they were written: "missing", "changed" or "rewritten"."""

    what: str
    first: int
    last: int


def link(before: bytes, line: Line) -> bytes:
    """Give the hash (32 bytes) of a line that comes after the one with hash *before*."""
    said = [line.n, line.at_ms, line.author, line.act, line.stream, list(line.detail)]
    return digest(LABEL, before, pack(said))


def faults(lines: Iterable[Line], after: int = 0, before: bytes | None = BEGINNING) -> list[Fault]:
    """Find what is wrong between line *after*, whose hash is *before*, and the last of *lines*, by number.

    A line after a gap cannot be checked, and neither can the first where *before* is not known.
    """
    found = list[Fault]()
    for line in lines:
        if line.n > after + 1:
            found.append(Fault("missing", after + 1, line.n - 1))
            before = None
        if before is not None and link(before, line) != line.hash:
            found.append(Fault("changed", line.n, line.n))
        after, before = line.n, line.hash
    return found
