"""Wrong passphrases slow the next try down: how many there were in a row, kept in a small file.

This slows somebody at the keyboard. Who has copied the file of keys asks nobody and waits for nothing; what
slows him is Argon2id and a long passphrase. The file says how many wrong tries there were and when the last
was, which its own date says too; no names, nothing of what was typed.

A clock that was set back makes the wait begin anew. One set forward ends the wait and not the count, so the
next one is longer all the same.
"""

import struct
from contextlib import suppress
from pathlib import Path
from typing import Final

from regdesk.crypto.files import write_whole
from regdesk.errors import Trouble

_STATE: Final = struct.Struct(">IQ")
_FREE: Final = 3
_FIRST_MS: Final = 15_000
_LONGEST_MS: Final = 15 * 60_000


def wait_ms(path: Path, now_ms: int) -> int:
    """Say how long the next try must wait; 0 where it need not."""
    count, last_ms = _read(path)
    if not wait_after(count):
        return 0
    if now_ms < last_ms:
        _write(path, count, now_ms)
        last_ms = now_ms
    return max(0, last_ms + wait_after(count) - now_ms)


def count(path: Path, now_ms: int) -> None:
    """Count a try before its answer is known: who stops the program meanwhile gains nothing."""
    _write(path, _read(path)[0] + 1, now_ms)


def wrong(path: Path) -> int:
    """Say how many wrong tries there were since the last right one."""
    return _read(path)[0]


def clear(path: Path) -> None:
    """Forget wrong tries after a right one."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def wait_after(wrong: int) -> int:
    """Give the wait after so many wrong tries, in ms: none after three, then twice as long each time."""
    if wrong <= _FREE:
        return 0
    return int(min(_FIRST_MS * 2 ** min(wrong - _FREE - 1, 16), _LONGEST_MS))


def _read(path: Path) -> tuple[int, int]:
    """Read the file; one that is missing or damaged is taken for none, as if it had been deleted."""
    try:
        count, last_ms = _STATE.unpack(path.read_bytes())
    except (OSError, struct.error):
        return 0, 0
    return count, last_ms


def _write(path: Path, count: int, now_ms: int) -> None:
    """Write the file; a full disk must not keep its owner out."""
    with suppress(Trouble):
        write_whole(path, _STATE.pack(min(count, 2**32 - 1), max(now_ms, 0)))
