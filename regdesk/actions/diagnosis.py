"""A report for support, as a short text that a person can read: counts, versions and check sums, no values.

Nothing of what people wrote can be in it: every line is a word of the program, a number, or the name of a
place in its code. It is made and saved without any server, and without a desk where none could be opened.
"""

import hashlib
import os
import platform
import shutil
import traceback
from base64 import b32encode
from collections import Counter, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import regdesk
from regdesk import settings
from regdesk.actions import alarms, partners, unlocking
from regdesk.actions.desk import Desk, computers, my_roles, roster
from regdesk.domain.hashing import digest
from regdesk.errors import Trouble
from regdesk.i18n import N_, tr
from regdesk.store import counting, database, outbox, queries, state, tray
from regdesk.store import papers as files

HEAD: Final = N_(
    "This report holds numbers, versions and check sums. It has no names, no medical data, no addresses."
)
NOT_SAVED: Final = N_("The file could not be written: {why}")
KEPT: Final = 20
_FAILURES: Final = "failures"
_DAY_MS: Final = 86_400_000
Line = tuple[str, object]


@dataclass(frozen=True)
class Failure:
    """An error nobody expected: a short code that the same error always has, its kind, and where it was.

    frames  "module:function:line" from the outermost to the place that failed; never a value or a message
    """

    code: str
    kind: str
    frames: tuple[str, ...]


def failure(error: BaseException) -> Failure:
    """Say where an error came from without anything that was being worked on."""
    frames = tuple(
        f"{frame.f_globals.get('__name__', '?')}:{frame.f_code.co_name}:{line}"
        for frame, line in traceback.walk_tb(error.__traceback__)
    )
    kind = type(error).__name__
    told = digest("regdesk/failure/v1", kind.encode(), *(frame.encode() for frame in frames[-3:]))
    return Failure(b32encode(told).decode()[:6], kind, frames)


def remember(desk: Desk, one: Failure) -> None:
    """Keep a failure in the encrypted file, with the last ones before it."""
    kept = deque(state.get(desk.write, _FAILURES, list[list[object]]()), KEPT)
    kept.append([one.code, one.kind, list(one.frames)])
    state.put(desk.write, _FAILURES, list(kept))


def remembered(desk: Desk) -> tuple[Failure, ...]:
    """Give the failures that were kept, oldest first."""
    kept: list[tuple[str, str, list[str]]] = state.get(desk.read, _FAILURES, [])
    return tuple(Failure(code, kind, tuple(frames)) for code, kind, frames in kept)


def report(folder: Path, desk: Desk | None = None, seen: Sequence[Failure] = ()) -> str:
    """Write the report of a folder's desk, as much as can be told where none is open."""
    parts: list[tuple[str, Iterable[Line]]] = [("Program", _program()), ("Files", _on_disk(folder))]
    if desk:
        with database.reading(desk.read):
            parts += [(name, list(tell(desk))) for name, tell in _OF_A_DESK]
        seen = tuple(dict.fromkeys((*remembered(desk), *seen)))
    parts.append(("Errors", _errors(seen)))
    sections = (f"[{name}]\n" + "".join(f"{what}: {said}\n" for what, said in lines) for name, lines in parts)
    return f"{tr(HEAD)}\n\n" + "\n".join(sections)


def save(text: str, folder: Path, chance: Callable[[int], bytes] = os.urandom) -> Path:
    """Write a report into a folder under a name that tells nothing; raise Trouble where that fails."""
    path = folder / f"RD-{b32encode(chance(5)).decode()}.txt"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Trouble(NOT_SAVED, why=error.strerror or "") from error
    return path


def _program() -> Iterable[Line]:
    yield "RegDesk", regdesk.__version__
    yield "Code", _code_hash()
    yield "Python", platform.python_version()
    yield from counting.versions()
    yield "System", f"{platform.system()} {platform.release()} {platform.machine()}"
    yield "Cores", os.cpu_count() or 0


def _code_hash() -> str:
    """Sum up the program's own files, so that support sees whether they are those of the release."""
    total, top = hashlib.sha256(), Path(regdesk.__file__).parent
    for file in sorted(top.rglob("*.py")):
        total.update(file.relative_to(top).as_posix().encode() + b"\0" + file.read_bytes())
    return total.hexdigest()[:16]


def _on_disk(folder: Path) -> Iterable[Line]:
    for name in (unlocking.VAULT, unlocking.DATABASE, f"{unlocking.DATABASE}-wal"):
        yield f"Bytes of {name}", (folder / name).stat().st_size if (folder / name).exists() else "none"
    papers = [path.stat().st_size for path in (folder / files.FOLDER).glob("??/*")]
    yield "Files of scans", f"{len(papers)}, {sum(papers)} bytes"
    yield (
        "MB free",
        shutil.disk_usage(next(one for one in (folder, *folder.parents) if one.exists())).free >> 20,
    )
    yield from (
        (f"Setting {name}", value)
        for name, value in asdict(settings.load(folder)).items()
        if isinstance(value, bool | int) or name in ("language", "theme")
    )


def _data(desk: Desk) -> Iterable[Line]:
    done, known = counting.migrations(desk.read)
    yield "Migration", f"{done} of {known}"
    yield "Pages, and free ones", "{}, {}".format(*counting.pages(desk.read))
    yield "Faults found", counting.faults(desk.read)
    yield from ((f"Rows of {name}", count) for name, count in counting.rows(desk.read).items())


def _exchange(desk: Desk) -> Iterable[Line]:
    at: int = state.get(desk.read, queries.EXCHANGED_AT, 0)
    yield "Server", "set" if partners.server(desk)[0] else "none"
    yield "Days since an exchange", (desk.clock.now_ms() - at) // _DAY_MS if at else "never"
    yield "Records not sent", outbox.unsent_count(desk.read)
    yield "Put aside", tray.count(desk.read)
    counted = Counter(alarm.what for alarm in alarms.alarms(desk))
    yield from ((f"Alarm {what}", count) for what, count in sorted(counted.items()))


def _organisation(desk: Desk) -> Iterable[Line]:
    own = roster(desk)
    yield "Computers", len(computers(own))
    yield "Keys in force", sum(one.active for one in own.authors.values())
    yield "Statements, and key no.", f"{len(own.statements)}, {own.epoch}"
    known = [one for org, one in partners.organisations(desk).items() if org != desk.org]
    yield "Partners, and compared", f"{len(known)}, {sum(one.compared_on is not None for one in known)}"
    yield "My roles", " ".join(sorted(my_roles(desk)))


_OF_A_DESK: Final = (("Data", _data), ("Exchange", _exchange), ("Organisation", _organisation))


def _errors(seen: Sequence[Failure]) -> Iterable[Line]:
    yield "Kept", len(seen)
    for one in reversed(seen):
        yield one.code, f"{one.kind} at {' > '.join(one.frames)}"
