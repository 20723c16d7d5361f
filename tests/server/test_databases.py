"""What SQLite and PostgreSQL must have in common, and what each must stand."""

import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from regdesk.server import mailbox, organisations, sqlite
from regdesk.server import postgres as backend
from regdesk.server.answers import today
from regdesk.server.declined import Declined
from regdesk.sync import troubles
from tests.served import envelope, joined, office, served

FILES = Path(__file__).parent / "files"
PLENTY = 1 << 40


def test_both_databases_have_the_same_tables_and_columns(postgres, tmp_path):
    with closing(sqlite.open_file(tmp_path / "mailbox.db")) as file, file.reading() as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        here = {one: [row[1] for row in db.raw.execute(f"PRAGMA table_info({one})")] for one in tables}

    there = {}
    with postgres.fresh() as url, closing(psycopg.connect(url)) as raw:
        for table, column in raw.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " ORDER BY table_name, ordinal_position"
        ):
            if not table[-1].isdigit():
                there.setdefault(table, []).append(column)

    assert there == here


def test_a_file_of_the_first_version_is_brought_to_this_one_with_all_it_holds(tmp_path):
    with closing(sqlite3.connect(tmp_path / "mailbox.db")) as old:
        old.executescript((FILES / "mailbox_1.sql").read_text("utf-8"))

    for _ in range(2):
        sqlite.open_file(tmp_path / "mailbox.db").close()

    with closing(sqlite3.connect(tmp_path / "mailbox.db")) as new:
        envelopes = new.execute("SELECT organisation, position, hash, stored_on, body FROM envelope")
        assert envelopes.fetchall() == [
            (7, 2, b"\2", "2026-11-01", b"\2\2"),
            (7, 3, b"\3", "2026-11-02", b"\3\3"),
        ]
        assert new.execute("SELECT last, floor, mailbox_bytes FROM organisation").fetchall() == [(3, 1, 1400)]
        assert new.execute("SELECT organisation, blob, i, body FROM chunk").fetchall() == [
            (7, bytes([3] * 16), 0, b"\0\0"),
            (7, bytes([3] * 16), 1, b"\1\1"),
        ]
        for table in ("server", "statement", "device", "blob"):
            assert new.execute(f"SELECT count(*) FROM {table}").fetchone() == (1,)  # noqa: S608 - four names
        assert not new.execute("SELECT 1 FROM sqlite_schema WHERE name LIKE 'old%'").fetchall()


def test_pushes_to_many_organisations_in_any_order_never_wait_for_each_other_for_ever(server):
    orgs = [office() for _ in range(6)]
    for one in orgs:
        with joined(server, one):
            pass
    database = server.room.database

    def push(n):
        order = orgs[n % 6 :] + orgs[: n % 6]
        sealed = [envelope(one.org, f"{n}".encode()) for one in order]
        return mailbox.put(database, sealed, today(), PLENTY).added

    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(push, range(48)))

    assert added == [6] * 48
    with joined(server, orgs[0]) as line:
        assert list(range(1, 49)) == [position for position, _ in line.pull(0, own=True).items]


def test_the_same_envelope_pushed_by_two_at_once_is_stored_once(server):
    it = office()
    with joined(server, it):
        pass
    sealed = [envelope(it.org, bytes([i])) for i in range(20)]
    together = threading.Barrier(4)

    def push(_):
        together.wait()
        return mailbox.put(server.room.database, sealed, today(), PLENTY).added

    with ThreadPoolExecutor(4) as pool:
        added = list(pool.map(push, range(4)))

    assert sorted(added) == [0, 0, 0, 20]


def test_what_fails_in_the_middle_leaves_nothing(server, ngo):
    with pytest.raises(ZeroDivisionError), server.room.database.writing() as db:  # noqa: PT012 - one job
        organisations.grow(db, 1, "blob_bytes", 5, PLENTY)
        db.execute("DELETE FROM device", ())
        _ = 1 / 0

    assert ngo.line.pull(0).head == 0


def test_a_database_that_is_away_is_busy_and_one_that_is_full_is_full(postgres):
    with pytest.raises(Declined) as away:
        backend.open_pool("postgresql:///x?host=/nowhere")
    with (
        postgres.fresh() as url,
        closing(backend.open_pool(url)) as database,
        pytest.raises(Declined) as full,
        database.writing() as db,
    ):
        db.execute("DO 'BEGIN RAISE EXCEPTION USING ERRCODE = ''53100''; END'")

    assert away.value.refusal.reason == "busy"
    assert full.value.refusal.reason == "quota"


def test_a_server_goes_on_after_postgresql_broke_off_every_connection(postgres, tmp_path):
    it = office()
    with served(tmp_path, postgres) as server, joined(server, it) as line:
        line.push([envelope(it.org, b"before")])
        name = postgres.name(server.settings.database)
        postgres.tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608 - our own

        for _ in range(30):
            try:
                line.push([envelope(it.org, b"after")])
                break
            except troubles.Busy:
                time.sleep(0.1)

        assert line.pull(0, own=True).head == 2


def test_postgresql_spreads_what_grows_over_partitions(postgres):
    with postgres.fresh() as url, closing(psycopg.connect(url)) as raw:
        parts = dict(
            raw.execute(
                "SELECT parent.relname::text, count(*) FROM pg_inherits"
                " JOIN pg_class parent ON parent.oid = inhparent WHERE parent.relkind = 'p' GROUP BY 1"
            )
        )
        keys = {
            row[0] for row in raw.execute("SELECT pg_get_partkeydef(oid) FROM pg_class WHERE relkind = 'p'")
        }

    assert parts == {"envelope": 16, "piece": 16, "chunk": 16}
    assert keys == {"HASH (organisation)"}
