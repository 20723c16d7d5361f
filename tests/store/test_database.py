"""The encrypted file: keys, words for what goes wrong, migrations, transactions."""

import os
import threading
from contextlib import suppress

import pytest

from regdesk.errors import Refused, Trouble
from regdesk.store import database, journal, queries, state, view_tables
from tests import make
from tests.store import whole


def test_a_wrong_key_and_a_file_of_another_kind_are_told_apart(tmp_path):
    path, other, plain = tmp_path / "desk.db", tmp_path / "other.db", tmp_path / "plain.db"
    whole.file(path).close()
    other.write_bytes(b"not a database at all" * 100)
    plain.write_bytes(b"SQLite format 3\0" + bytes(4080))

    with pytest.raises(Refused) as wrong:
        database.open_database(path, os.urandom(32))
    with pytest.raises(Trouble) as damaged:
        database.open_database(other, whole.KEY)
    with pytest.raises(Trouble) as foreign:
        database.open_database(plain, whole.KEY)

    assert [wrong.value.message, damaged.value.message, foreign.value.message] == [
        database.WRONG_KEY,
        database.DAMAGED,
        database.DAMAGED,
    ]


def test_a_folder_without_data_is_said_to_have_none_and_stays_empty(tmp_path):
    with pytest.raises(Refused, match="no RegDesk data"):
        database.open_database(tmp_path / "desk.db", whole.KEY)

    assert not list(tmp_path.iterdir())


def test_a_wrong_key_prints_nothing(tmp_path, capfd):
    whole.file(tmp_path / "desk.db").close()

    with pytest.raises(Refused):
        database.reader(tmp_path / "desk.db", os.urandom(32))

    assert ("", "") == tuple(capfd.readouterr())


def test_the_file_is_as_safe_as_platform_notes_ask(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    names = ("journal_mode", "synchronous", "secure_delete", "temp_store", "foreign_keys", "busy_timeout")

    values = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    assert ["wal", 2, 1, 2, 1, 5000] == values
    assert 0o600 == (tmp_path / "desk.db").stat().st_mode & 0o777


def test_nothing_readable_is_in_the_file(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    whole.keep(db, whole.handed_over())
    state.keep_draft(db, "note", "Асанова шепнула", 1)
    planted = ["Асанова", "ASANOVA", "asanova", "0123456", "482-7", "+7 000 000", "TDF/3TC", "шепнула"]

    found = b"".join(path.read_bytes() for path in tmp_path.iterdir())

    assert {"desk.db", "desk.db-wal", "desk.db-shm"} == {path.name for path in tmp_path.iterdir()}
    assert not [word for word in planted if word.encode() in found or word.encode("utf-16-le") in found]


def test_a_reader_sees_what_was_written_and_cannot_write(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    reader = database.reader(tmp_path / "desk.db", whole.KEY)

    whole.keep(db, make.opened())

    assert 1 == queries.count(reader, queries.Filter())
    with pytest.raises(Trouble):
        state.put(reader, "x", 1)


def test_a_reader_waits_for_no_writer(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    reader = database.reader(tmp_path / "desk.db", whole.KEY)
    with database.transaction(db):
        state.put(db, "x", 1)

        seen = state.get(reader, "x", 0)

    assert (0, 1) == (seen, state.get(reader, "x", 0))


def test_one_view_of_the_file_is_kept_while_several_questions_are_asked(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    reader = database.reader(tmp_path / "desk.db", whole.KEY)

    with database.reading(reader):
        before = state.get(reader, "x", 0)
        state.put(db, "x", 1)
        after = state.get(reader, "x", 0)

    assert (0, 0, 1) == (before, after, state.get(reader, "x", 0))


def test_a_transaction_that_fails_leaves_nothing_even_with_one_inside():
    db = whole.file()

    with suppress(ZeroDivisionError), database.transaction(db):
        with database.transaction(db):
            state.put(db, "x", 1)
        raise ZeroDivisionError

    assert 0 == state.get(db, "x", 0)


def test_a_file_used_by_another_is_said_in_words(tmp_path):
    one = whole.file(tmp_path / "desk.db")
    two = database.open_database(tmp_path / "desk.db", whole.KEY)
    two.execute("PRAGMA busy_timeout = 10")

    with database.transaction(one), pytest.raises(Trouble) as trouble, database.transaction(two):
        state.put(two, "x", 1)

    assert database.BUSY == trouble.value.message


def test_a_full_disk_is_said_in_words_and_nothing_is_lost(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    whole.keep(db, make.opened())
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    db.execute(f"PRAGMA max_page_count = {pages + 1}")

    with pytest.raises(Trouble) as trouble:
        state.put(db, "x", os.urandom(50_000))

    assert database.FULL == trouble.value.message
    assert 7 == len(journal.read_case(db, make.CASE, make.world()).entries)


def test_our_own_mistakes_are_not_passed_off_as_trouble():
    db = whole.file()

    with pytest.raises(Exception, match="no such table") as bug, database.transaction(db):
        db.execute("INSERT INTO nowhere VALUES (1)")

    assert not isinstance(bug.value, Trouble)


def test_a_file_of_a_newer_program_is_refused(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    db.execute("INSERT INTO migration VALUES (9999, 'from the future')")
    db.close()

    with pytest.raises(Refused) as refused:
        database.open_database(tmp_path / "desk.db", whole.KEY)

    assert database.NEWER == refused.value.message


def test_a_migration_that_fails_leaves_no_trace(monkeypatch):
    db = whole.file()
    known = [*database.migrations(), ("9999_broken", "CREATE TABLE half (x); CREATE TABLE half (x)")]
    monkeypatch.setattr(database, "migrations", lambda: known)

    with pytest.raises(Exception, match="already exists"):
        database.migrate(db)

    assert db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchone() is None
    assert len(known) - 1 == db.execute("SELECT max(number) FROM migration").fetchone()[0]


def test_entries_and_built_batches_cannot_be_changed_by_any_statement():
    db = whole.file()
    whole.keep(db, make.opened())
    db.execute(
        "INSERT INTO batch (recipient, author, k, head, envelope) VALUES (x'01', x'02', 1, x'03', x'04')"
    )

    for statement in ("UPDATE entry SET signed = x'00'", "UPDATE batch SET envelope = x'05'"):
        with pytest.raises(Exception, match="change"):
            db.execute(statement)

    assert 7 == len(journal.read_case(db, make.CASE, make.world()).entries)


def test_a_file_kept_from_schema_1_opens_and_reads_as_it_did(tmp_path):
    kept = tmp_path / "desk.db"
    kept.write_bytes((whole.FILES / "schema-1.db").read_bytes())

    db = database.open_database(kept, whole.KEY)

    assert not view_tables.due(db) or journal.catch_up(db, make.world(), today=make.TODAY)
    assert ["МТКА 482-7"] == [row.code for row in queries.find(db, "Асанова")]
    assert 20 == len(journal.read_case(db, make.CASE, make.world()).standing)


def test_a_connection_may_pass_between_threads_that_take_turns():
    db, found = whole.file(), []

    thread = threading.Thread(target=lambda: found.append(state.get(db, "x", 7)))
    thread.start()
    thread.join()

    assert [7] == found
