"""An older file is brought up to date behind a copy; what fails leaves the old file usable."""

import hashlib
import os
from pathlib import Path

import pytest

from regdesk.errors import Refused
from regdesk.store import copying, database, disks, journal, state, upgrading
from tests import make
from tests.store import whole

BROKEN = ("9999_broken", "CREATE TABLE half (x); INSERT INTO half VALUES (1); CREATE TABLE half (x)")
LOOSE = ("9998_loose", "INSERT INTO outbox (entry, recipient) VALUES (424242, x'01')")
FINE = ("9997_fine", "CREATE TABLE fine (x); INSERT INTO fine VALUES (1)")


def old(tmp_path: Path) -> Path:
    """Give a file kept from the first schema."""
    path = tmp_path / "desk.db"
    path.write_bytes((whole.FILES / "schema-1.db").read_bytes())
    return path


def later(monkeypatch, *added):
    """Let the program be a later one, with more migrations."""
    known = [*database.migrations(), *added]
    monkeypatch.setattr(database, "migrations", lambda: known)


def digest(path: Path) -> str:
    """Give what tells one file from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_older_file_is_copied_first_and_the_copy_opens(tmp_path):
    path = old(tmp_path)

    upgrading.open_database(path, whole.KEY).close()

    (copy,) = upgrading.copies(tmp_path)
    with copying.opened(copy, whole.KEY) as db:
        assert [(1, "0001_journal")] == db.execute("SELECT * FROM migration").fetchall()
        assert 20 == len(journal.read_case(db, make.CASE, make.world()).standing)
    assert copy.name == "RD-0001"


def test_a_file_that_is_up_to_date_is_not_copied(tmp_path):
    whole.file(tmp_path / "desk.db").close()

    upgrading.open_database(tmp_path / "desk.db", whole.KEY).close()

    assert not upgrading.copies(tmp_path)


@pytest.mark.parametrize("bad", [BROKEN, LOOSE], ids=["statement", "reference"])
def test_an_update_that_fails_in_its_last_step_leaves_the_old_file_as_it_was(tmp_path, monkeypatch, bad):
    path = tmp_path / "desk.db"
    whole.keep(whole.file(path), whole.handed_over())
    before = len(database.migrations())
    with monkeypatch.context() as newer:
        later(newer, FINE, bad)
        with pytest.raises(upgrading.NotUpdated) as failed:
            upgrading.open_database(path, whole.KEY)

    assert upgrading.FAILED == failed.value.message
    assert "9997_fine\n" + bad[0] in failed.value.report
    db = upgrading.open_database(path, whole.KEY)  # by the program from before
    assert before == db.execute("SELECT count(*) FROM migration").fetchone()[0]
    assert 20 == len(journal.read_case(db, make.CASE, make.world()).standing)
    assert state.get(db, "x", 0) == 0


def test_a_file_that_is_damaged_already_is_not_updated(tmp_path):
    path = old(tmp_path)
    data = bytearray(path.read_bytes())
    data[-5000] ^= 1
    path.write_bytes(data)
    before = digest(path)

    with pytest.raises(upgrading.NotUpdated) as failed:
        upgrading.open_database(path, whole.KEY)

    assert upgrading.UNSOUND == failed.value.message
    assert before == digest(path)


def test_on_a_full_disk_nothing_is_touched_and_the_needed_room_is_said(tmp_path, monkeypatch):
    path = old(tmp_path)
    before, room = digest(path), path.stat().st_size
    real = disks.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(disks.shutil, "disk_usage", lambda _: type(real)(real.total, real.used, room))

    with pytest.raises(upgrading.NotUpdated) as failed:
        upgrading.open_database(path, whole.KEY)

    assert upgrading.NO_ROOM == failed.value.message
    assert 1 == failed.value.values["needed"]
    assert before == digest(path)
    assert {"desk.db"} == {one.name for one in tmp_path.iterdir()} - {"desk.db-wal", "desk.db-shm"}


def test_a_newer_file_is_refused_and_not_copied(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    db.execute("INSERT INTO migration VALUES (9999, 'from the future')")
    db.close()

    with pytest.raises(Refused) as refused:
        upgrading.open_database(tmp_path / "desk.db", whole.KEY)

    assert database.NEWER == refused.value.message
    assert not upgrading.copies(tmp_path)


def test_the_copies_go_after_a_week_of_days_on_which_all_opened(tmp_path):
    upgrading.open_database(old(tmp_path), whole.KEY).close()
    db = upgrading.open_database(tmp_path / "desk.db", whole.KEY)

    for day in range(1, upgrading.DAYS + 1):
        for _ in range(3):
            upgrading.settle(db, tmp_path, make.TODAY.replace(day=day))
    kept = upgrading.copies(tmp_path)
    upgrading.settle(db, tmp_path, make.TODAY.replace(day=upgrading.DAYS + 1))

    assert kept
    assert not upgrading.copies(tmp_path)


def test_a_wrong_key_is_a_wrong_key_and_no_failed_update(tmp_path):
    with pytest.raises(Refused) as refused:
        upgrading.open_database(old(tmp_path), os.urandom(32))

    assert database.WRONG_KEY == refused.value.message
