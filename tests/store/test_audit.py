"""The log of reading in the file: only ever longer, and looked through a piece at a time."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from regdesk.domain.audit import BEGINNING, Fault, Line
from regdesk.domain.journal import AuthorId, StreamId
from regdesk.store import audit, database, state
from regdesk.store.audit import HERE, Wanted

ME, OTHER = AuthorId(b"m" * 16), AuthorId(b"o" * 16)


@pytest.fixture
def db():
    made = database.open_database(database.MEMORY, os.urandom(32), create=True)
    yield made
    made.close()


def written(db, number=20):
    """Write lines: even ones by one person about a case, odd ones by another about none."""
    for at in range(number):
        mine = at % 2 == 0
        stream = StreamId(b"s" * 16 if mine else b"")
        audit.append(
            db, Line(0, 1000 + at, ME if mine else OTHER, "opened" if mine else "searched", stream, (at,))
        )


def meddle(db, sql, values=()):
    """Do what only somebody with the key and another program could."""
    for name in ("changed", "removed"):
        db.execute(f"DROP TRIGGER IF EXISTS audit_line_is_not_{name}")
    db.execute(sql, values)


def test_the_program_itself_can_neither_change_nor_remove_a_line(db):
    written(db)

    for sql in ("UPDATE audit SET act = 'opened'", "DELETE FROM audit"):
        with pytest.raises(dbapi2.DatabaseError, match="append only"):
            db.execute(sql)

    assert audit.check(db) == []
    assert audit.end(db)[0] == 20


def test_lines_come_newest_first_in_pages_and_by_person_act_and_time(db):
    written(db)

    first = [line.n for line, _ in audit.page(db, Wanted(), limit=5)]
    second = [line.n for line, _ in audit.page(db, Wanted(), before=16, limit=5)]
    mine = [line.author for line, _ in audit.page(db, Wanted(author=ME))]
    late = [line.n for line, _ in audit.page(db, Wanted(act="searched", since_ms=1016))]

    assert first == [20, 19, 18, 17, 16]
    assert second == [15, 14, 13, 12, 11]
    assert set(mine) == {ME}
    assert late == [20, 18]


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("DELETE FROM audit WHERE n = 7", [Fault("missing", 7, 7)]),
        ("DELETE FROM audit WHERE n BETWEEN 3 AND 5", [Fault("missing", 3, 5)]),
        ("DELETE FROM audit WHERE n > 17", [Fault("missing", 18, 20)]),
        ("DELETE FROM audit", [Fault("missing", 1, 20)]),
        ("UPDATE audit SET at = at + 1 WHERE n = 9", [Fault("changed", 9, 9)]),
        ("UPDATE audit SET stream = x'00' WHERE n = 20", [Fault("changed", 20, 20)]),
        ("UPDATE audit SET detail = x'ff' WHERE n = 4", [Fault("changed", 4, 4)]),
    ],
)
def test_what_is_done_to_the_file_is_named_by_its_lines(db, sql, found):
    written(db)

    meddle(db, sql)

    assert audit.check(db) == found


def test_what_is_written_after_lines_were_cut_leaves_the_gap_to_be_seen(db):
    written(db)
    meddle(db, "DELETE FROM audit WHERE n > 17")

    written(db, 2)

    assert audit.end(db)[0] == 22
    assert audit.check(db) == [Fault("missing", 18, 20)]


def test_looking_a_piece_at_a_time_finds_the_same_and_says_since_when(db):
    written(db)
    for _ in range(5):
        audit.check_some(db, 5000, limit=6)
    meddle(db, "DELETE FROM audit WHERE n IN (6, 7, 20)")

    for _ in range(5):
        audit.check_some(db, 9000, limit=6)

    found = audit.faults(db)
    assert {one.fault for one in found} == {Fault("missing", 6, 7), Fault("missing", 20, 20)}
    assert {(one.author, one.whole_ms, one.noticed_ms) for one in found} == {(HERE, 5000, 9000)}


MEDDLING = (
    "DELETE FROM audit WHERE n = :n",
    "DELETE FROM audit WHERE n >= :n",
    "DELETE FROM audit WHERE n < :n",
    "UPDATE audit SET at = at + 1 WHERE n = :n",
    "UPDATE audit SET author = x'00' WHERE n = :n",
    "UPDATE audit SET act = 'revealed' WHERE n = :n",
    "UPDATE audit SET n = 1021 - n",
    "UPDATE audit SET hash = zeroblob(32) WHERE n = :n",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from(MEDDLING), st.integers(2, 20)), min_size=1, max_size=3),
    st.booleans(),
    st.integers(0, 3),
)
def test_nothing_done_to_a_log_fits_both_its_chain_and_the_end_a_colleague_remembers(deeds, anew, more):
    db = database.open_database(database.MEMORY, os.urandom(32), create=True)
    written(db)
    count, head = audit.end(db)
    lines = "SELECT * FROM audit WHERE n <= :count ORDER BY n"
    before = db.execute(lines, {"count": count}).fetchall()

    for sql, n in deeds:
        meddle(db, sql, {"n": n})
    if anew:
        begin_anew(db)
    written(db, more)

    undone = db.execute(lines, {"count": count}).fetchall() == before
    assert undone or audit.check(db) or audit.hash_of(db, count) != head
    db.close()


def begin_anew(db):
    """Give the lines that are left new numbers and hashes, and the file an end, that all fit."""
    left = [line for line, _ in reversed(audit.page(db, Wanted(), limit=1000))]
    db.execute("DELETE FROM audit")
    state.put(db, "audit_end", [0, BEGINNING])
    for line in left:
        audit.append(db, line)
    assert audit.check(db) == []
