"""What must hold at the end, looked at from outside: equal cases, a blind server, unreadable files."""

import sqlite3
from base64 import b64encode
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from regdesk.actions import unlocking
from regdesk.actions.desk import Clock
from regdesk.demo import cast
from regdesk.domain.journal import CaseFile
from regdesk.errors import Refused

_LEAST = 8


def standing_sum(case: CaseFile) -> str:
    """Give the SHA-256 over the sorted ids of what stands in the shared sections."""
    ids = sorted(entry.id for entry in case.standing if entry.section != "internal")
    return sha256(b"".join(ids)).hexdigest()


def secrecy(out: Path, codes: tuple[str, ...]) -> dict[str, Any]:
    """Look for every name, passport, phone, code and drug where nobody may read them, in many spellings."""
    needles = {form for word in (*cast.SECRETS, *codes) for form in forms(word)}
    server = found(out / "server", needles)
    desks = found(out / "desks", needles)
    locked = {part: _locked(out / "desks" / part) for part in ("host", "centre")}
    return {
        "words": len(cast.SECRETS) + len(codes),
        "spellings": len(needles),
        "server_files": len(_files(out / "server")),
        "found_at_the_server": server,
        "found_on_the_desks_disks": desks,
        "unreadable_without_the_passphrase": locked,
    }


def kept(seen: dict[str, Any]) -> bool:
    """Say whether nothing was found and both desks are locked."""
    nothing = not seen["found_at_the_server"] and not seen["found_on_the_desks_disks"]
    return nothing and all(seen["unreadable_without_the_passphrase"].values()) and seen["server_files"] > 1


def forms(word: str) -> Iterable[bytes]:
    """A word in UTF-8, UTF-16 and their base64 at each place it may begin; eight bytes or more."""
    for raw in (word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")):
        if len(raw) >= _LEAST:
            yield raw
            for shift in range(3):
                whole = b64encode(b"\0" * shift + raw)
                inner = whole[4 if shift else 0 : -4]
                if len(inner) >= _LEAST:
                    yield inner


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def found(folder: Path, needles: Iterable[bytes]) -> list[str]:
    """Give the names of the files below *folder* that hold one of *needles*."""
    bodies = [(path, path.read_bytes()) for path in _files(folder)]
    return sorted({path.name for needle in needles for path, body in bodies if needle in body})


def _locked(folder: Path) -> bool:
    """Neither SQLite nor RegDesk with another passphrase opens the desk."""
    try:
        with sqlite3.connect(folder / unlocking.DATABASE) as plain:
            plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError:
        return _refuses(folder)
    return False


def _refuses(folder: Path) -> bool:
    clock = Clock(lambda: 0, lambda: date.min)
    try:
        unlocking.unlock(folder, "another passphrase", clock, bytes)
    except Refused:
        return True
    return False
