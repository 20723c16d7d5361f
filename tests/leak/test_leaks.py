"""After a whole day with markers in everything, no file and no byte on the line shows one of them."""

import base64
import os
import shutil
import zlib
from pathlib import Path

import pytest

from regdesk.actions import unlocking
from regdesk.domain import codec, kinds
from tests import desks
from tests.leak import day, living, markers


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Live the day in a home of its own, up to its crash."""
    return living.live(tmp_path_factory.mktemp("leak"))


def test_no_file_and_no_byte_on_the_line_shows_a_marker(lived: Path) -> None:
    seen = living.seen(lived)

    assert not seen, f"In the clear: {seen}"


def test_the_day_left_all_that_was_to_be_searched(lived: Path) -> None:
    found = {path.relative_to(lived).parts[0] for path in lived.rglob("*") if path.is_file()}

    assert found >= {"home", "server", "stick", "backup", "report", "network.bin", "server.log"}
    assert (lived / "network.bin").stat().st_size > 100_000
    assert list((lived / "server").glob("mailbox.db*"))
    assert list(lived.rglob("regdesk.data-wal")), "the log of the database was not searched"
    assert not [path for path in lived.rglob("core*") if path.is_file()], "a dump of memory"
    assert (lived / "terminal.log").read_bytes() == b""


@pytest.mark.parametrize("name", ["host", "centre"])
def test_every_kind_of_fact_really_held_a_marker(lived: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(lived / "home/.local/share" / name, tmp_path / name)
    desk = unlocking.unlock(tmp_path / name, day.PASSPHRASE, desks.Hands().clock(), os.urandom, desks.CHEAP)

    rows = [bytes(signed) for (signed,) in desk.read.execute("SELECT signed FROM entry")]
    held = {codec.decode(signed).fact.kind for signed in rows if markers.seen_in(signed)}
    unlocking.close(desk)

    able = {kind.kind for kind in kinds.ALL if markers.seen_in(repr(markers.filled(kind)).encode())}
    assert not able - held
    assert len(able) > 40


def test_what_the_person_saved_is_where_markers_are(lived: Path) -> None:
    assert markers.seen_below(lived / "photos")
    assert markers.seen_below(lived / "saved")


@pytest.mark.parametrize("name", markers.ENCODINGS)
@pytest.mark.parametrize("core", markers.CORES)
def test_one_marker_in_the_clear_would_be_found(tmp_path: Path, name: str, core: str) -> None:
    planted = markers.ENCODINGS[name](core)
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file.bin").write_bytes(os.urandom(5001) + planted + os.urandom(5000))

    seen = markers.seen_below(tmp_path)

    assert bool(seen.get("deep/file.bin")) is (len(planted) > 5)


@pytest.mark.parametrize("before", [0, 1, 2])
def test_a_marker_is_found_wherever_base64_begins(before: int) -> None:

    text = base64.b64encode(b"x" * before + markers.CYRILLIC.encode() + b"yz")

    assert markers.seen_in(text)


def test_a_marker_is_found_in_what_is_packed_and_in_a_files_name(tmp_path: Path) -> None:

    (tmp_path / "packed").write_bytes(
        b"head" + zlib.compress(b"...." * 50 + markers.LATIN.encode()) + b"tail"
    )
    (tmp_path / f"{markers.CYRILLIC}.txt").write_bytes(b"")

    assert set(markers.seen_below(tmp_path)) == {"packed", f"{markers.CYRILLIC}.txt"}
