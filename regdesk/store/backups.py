"""Copies of a desk in a second folder or on a stick: what lies where, and how a copy is written.

    RD-<eight signs>/            one for each computer, its `home`
        papers/ab/<name>         attachments of all copies: they are sealed already and never change
        RD-20261125-091500/      one copy, and a whole one since it has this name: data, keys, list

Names tell a time and no more; `list` holds hashes. A copy that fails in the middle leaves the others alone.
"""

import errno
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_
from regdesk.store import copying, disks, papers, rotation
from regdesk.store.database import Database
from regdesk.store.disks import PART, Way
from regdesk.store.rotation import Rules

DATA, KEYS, LIST = "data", "keys", "list"
DAMAGED = N_("This copy is damaged. Choose another one.")
NEWER = N_("A newer RegDesk made this copy. Install the newest RegDesk on this computer.")
NOT_THERE = N_("The folder for backup copies is not there. Put the stick in, or choose another folder.")
_FORMAT: Final = 1
_LABEL: Final = "regdesk/copy/v1"
_HASH: Final = 32
_UNREADABLE: Final = {errno.ENOENT, errno.EIO}
_AROUND: Final = 2**20  # names, list and what a file system takes for itself


@dataclass(frozen=True)
class Source:
    """The desk that is copied: its folder, its two files, and the key of the encrypted one."""

    folder: Path
    data: Path
    keys: Path
    key: bytes


@dataclass(frozen=True)
class Paper:
    """An attachment of a copy: the name of its file, its size, and the SHA-256 of its sealed bytes."""

    name: str
    size: int
    hash: bytes


@dataclass(frozen=True)
class Copy:
    """A copy as its list says: when it was made (ms), how many records were erased then, and its hashes."""

    path: Path
    made_ms: int
    erased: int
    data: bytes
    keys: bytes
    papers: tuple[Paper, ...]

    def paper(self, name: str) -> Path:
        """Give where an attachment lies."""
        return _pooled(self.path.parent, name)

    @property
    def size(self) -> int:
        """The bytes of everything that comes back with this copy."""
        return (self.path / DATA).stat().st_size + sum(one.size for one in self.papers)


def copies(home: Path) -> list[Copy]:
    """List the copies of one computer that can be read, newest first."""
    found = []
    for path in home.glob("RD-????????-??????"):
        with suppress(Refused, Trouble):
            found.append(read(path))
    return sorted(found, key=lambda one: one.made_ms, reverse=True)


def found(folder: Path) -> list[Copy]:
    """List the copies in what a person chose: a stick, a computer's folder on it, or one copy."""
    homes = [folder, folder.parent, *folder.glob("RD-????????")]
    every = [copy for home in homes if home.name.startswith("RD-") for copy in copies(home)]
    return sorted(every, key=lambda one: one.made_ms, reverse=True)


def read(path: Path) -> Copy:
    """Read the list of a copy; raise Refused where it is damaged or newer, Trouble where it is unreadable."""
    with disks.in_words(0):
        data = (path / LIST).read_bytes()
    body = data[_HASH:]
    if digest(_LABEL, body) != data[:_HASH]:
        raise Refused(DAMAGED)
    version, *rest = unpack(body)
    if version != _FORMAT:
        raise Refused(NEWER)
    made_ms, erased, sealed, keys, listed = rest
    return Copy(path, made_ms, erased, sealed, keys, tuple(Paper(*one) for one in listed))


def write(source: Source, home: Path, made_ms: int, way: Way) -> Copy:
    """Write a new copy into *home*, whole or not at all.

    Raise Refused where it was stopped, Trouble where *home* is not there, full, protected or pulled out; the
    copies that are there already stay as they are. Attachments that came over stay for the next try.
    """
    if not home.is_dir():
        raise Trouble(NOT_THERE)
    begun = _free(home, made_ms)
    try:
        return _write(source, begun, made_ms, way)
    except (Trouble, OSError) as error:
        raise _of_the_stick(error, home, way) from error
    finally:
        shutil.rmtree(begun, ignore_errors=True)


def rotate(home: Path, rules: Rules) -> None:
    """Remove the copies that the rules do not keep, those made before the last erasure, and lone papers.

    Raise Trouble where the disk does not let go of them.
    """
    every = copies(home)
    chosen = rotation.kept((one.made_ms for one in every), rules)
    stay = [one for one in every if one.made_ms in chosen and one.erased >= every[0].erased]
    with disks.in_words(0):
        for one in every:
            if one not in stay:
                shutil.rmtree(one.path)
        if len(list(home.glob("RD-????????-??????"))) == len(stay):  # else one of them cannot be read now
            _sweep(home, {paper.name for one in stay for paper in one.papers})


def lacking(copy: Copy) -> list[str]:
    """Name the attachments of a copy whose files are not there or have another size."""
    sizes = {path.name: path.stat().st_size for path in (copy.path.parent / papers.FOLDER).glob("??/*")}
    return [one.name for one in copy.papers if sizes.get(one.name) != one.size]


def prove_files(copy: Copy, way: Way) -> None:
    """Raise Refused unless both files of a copy are byte for byte what was written, Trouble where unread."""
    with disks.in_words(0):
        hashes = [disks.sha256(copy.path / name, way) for name in (DATA, KEYS)]
    if hashes != [copy.data, copy.keys]:
        raise Refused(DAMAGED)


def bring_back(copy: Copy, folder: Path, data: Path, way: Way) -> None:
    """Copy the encrypted file and the attachments of a copy to an empty desk; bad attachments stay behind.

    Raise Refused where the copy is damaged or it was stopped, Trouble where a disk fails.
    """
    with disks.in_words(way.size):
        if disks.copy(copy.path / DATA, data, way) != copy.data:
            raise Refused(DAMAGED)
        for paper in copy.papers:
            target = _pooled(folder, paper.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                if disks.copy(copy.paper(paper.name), target, way) != paper.hash:
                    target.unlink()
            except OSError as error:
                if error.errno not in _UNREADABLE or not (copy.path / LIST).exists():
                    raise


def _free(home: Path, made_ms: int) -> Path:
    """Give the name for a new copy while it is written: its second, or the next that no copy has."""
    name = home / f"RD-{datetime.fromtimestamp(made_ms / 1000, UTC):%Y%m%d-%H%M%S}"
    return _free(home, made_ms + 1000) if name.exists() else name.with_name(name.name + PART)


def _write(source: Source, begun: Path, made_ms: int, way: Way) -> Copy:
    shutil.rmtree(begun, ignore_errors=True)
    begun.mkdir()
    home = begun.parent
    with copying.one_state(source.data, source.key) as db:
        listed = _papers(db)
        (erased,) = db.execute("SELECT count(*) FROM erased").fetchone()
        new = [one for one in listed if not _there(home, *one)]
        way.size = copying.bytes_of(db) + sum(size for _, size in new)
        disks.need_room(home, way.size + _AROUND)
        copying.copy(db, begun / DATA, source.key, way)
    keys = disks.copy(source.keys, begun / KEYS, Way())
    with copying.opened(begun / DATA, source.key) as copy:
        copying.prove_sound(copy)
    hashed = _bring_papers(source.folder, home, listed, way)
    data = disks.sha256(begun / DATA, Way())
    body = pack([_FORMAT, made_ms, erased, data, keys, hashed])
    (begun / LIST).write_bytes(digest(_LABEL, body) + body)
    disks.flush(begun / LIST)
    disks.flush(begun)
    whole = begun.with_name(begun.name.removesuffix(PART))
    os.replace(begun, whole)  # noqa: PTH105 - Path.replace reads like a change of the text
    disks.flush(home)
    return read(whole)


def _bring_papers(
    folder: Path, home: Path, listed: Iterable[tuple[str, int]], way: Way
) -> list[list[object]]:
    """Copy the attachments that *home* lacks and give name, size and hash of all that are not erased."""
    known = {(one.name, one.size): one.hash for copy in copies(home)[:1] for one in copy.papers}
    found: list[list[object]] = []
    for name, size in listed:
        target = _pooled(home, name)
        if _there(home, name, size):
            found.append([name, size, known.get((name, size)) or disks.sha256(target, Way())])
            continue
        if not _there(folder, name, size):
            continue  # erased since this state of the file
        for above in (target.parent.parent, target.parent):
            above.mkdir(exist_ok=True)  # not with parents: a stick pulled out would be made up on the disk
        found.append([name, size, disks.copy(_pooled(folder, name), target, way)])
    return found


def _papers(db: Database) -> list[tuple[str, int]]:
    """List the attachments that are whole and checked: name of the file and size."""
    return db.execute("SELECT name, size FROM blob WHERE checked ORDER BY name").fetchall()


def _there(home: Path, name: str, size: int) -> bool:
    path = _pooled(home, name)
    return path.is_file() and path.stat().st_size == size


def _pooled(folder: Path, name: str) -> Path:
    return folder / papers.FOLDER / name[:2] / name


def _sweep(home: Path, names: set[str]) -> None:
    for path in (home / papers.FOLDER).glob("??/*"):
        if path.name not in names:
            path.unlink(missing_ok=True)


def _of_the_stick(error: Trouble | OSError, home: Path, way: Way) -> Trouble:
    """Say what the stick is in for where the encrypted file or the system could only say that it failed."""
    if isinstance(error, OSError):
        return disks.trouble(error, way.size)
    if not home.is_dir():
        return Trouble(disks.GONE)
    return error
