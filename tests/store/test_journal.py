"""The one way in: twice is once, any order is the same, and one bad entry stops nothing."""

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain import codec, days
from regdesk.domain.facts import Role
from regdesk.domain.journal import DAY_MS, Changes, book_id
from regdesk.domain.rights import Author, World
from regdesk.errors import Trouble
from regdesk.store import journal, outbox, tray, view_tables, views
from tests import make
from tests.make import CASE, CENTRE, HOST, TODAY
from tests.store import whole

WRITTEN = whole.handed_over()
SIGNED = WRITTEN.signed()


def tables(db):
    """Give all rows of the views, without the numbers that tell the order of arrival."""
    rows = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in view_tables.TABLES}  # noqa: S608
    rows["due_view"] = sorted(row[2:] for row in rows["due_view"])
    rows["page_view"] = sorted((row[0], *row[3:]) for row in rows["page_view"])
    return rows


def outgoing(db, *orgs):
    """Give the ids that wait for each organisation."""
    return [{row.id for row in outbox.waiting(db, org.id)} for org in orgs]


def test_what_was_added_is_read_byte_for_byte_and_names_the_case_it_touched():
    db = whole.file()

    changes = whole.keep(db, WRITTEN)

    ids = [entry.id for entry in WRITTEN.entries]
    assert Changes(frozenset({CASE})) == changes
    assert dict(zip(ids, SIGNED, strict=True)) == journal.signed(db, CASE, ids)
    assert WRITTEN.file().standing == journal.read_case(db, CASE, make.world()).standing


def test_adding_twice_changes_nothing():
    db = whole.file()
    whole.keep(db, WRITTEN)
    before = tables(db), outgoing(db, CENTRE)

    changes = whole.keep(db, WRITTEN, source=CENTRE.id)

    assert Changes() == changes
    assert before == (tables(db), outgoing(db, CENTRE))
    assert 0 == tray.count(db)


@given(st.randoms(use_true_random=False), st.integers(1, 4), st.integers(1, 2))
def test_any_order_in_any_portions_gives_the_same_views_and_outbox(rng, portions, copies):
    signed = SIGNED * copies
    rng.shuffle(signed)
    one, other = whole.file(), whole.file()

    journal.add(one, SIGNED, make.world(), today=TODAY)
    for start in range(portions):
        journal.add(other, signed[start::portions], make.world(), today=TODAY)

    assert tables(one) == tables(other)
    assert outgoing(one, HOST, CENTRE) == outgoing(other, HOST, CENTRE)


@pytest.mark.parametrize("bad", [b"", b"x" * 50, SIGNED[0][:-70] + SIGNED[0][-64:], b"\xc1" + SIGNED[0]])
def test_a_damaged_entry_is_put_aside_and_stops_no_other(bad):
    db = whole.file()

    journal.add(db, [*SIGNED[:3], bad, *SIGNED[3:], bad], make.world(), today=TODAY, source=CENTRE.id)

    (item,) = tray.items(db)
    assert (bad, CENTRE.id, TODAY.isoformat(), False) == (item.signed, item.source, item.put_on, item.alarm)
    assert len(SIGNED) == len(journal.read_case(db, CASE, make.world()).entries)


def test_an_entry_that_comes_with_another_signature_is_an_alarm_and_the_first_stays():
    db, other = whole.file(), SIGNED[0][:-64] + bytes(64)
    whole.keep(db, WRITTEN)

    changes = journal.add(db, [other], make.world(), today=TODAY, source=CENTRE.id)

    assert Changes() == changes
    assert [(tray.OTHER_SIGNATURE, other)] == [(one.why, one.signed) for one in tray.items(db, alarms=True)]
    assert SIGNED[0] == journal.signed(db, CASE, [WRITTEN.entries[0].id])[WRITTEN.entries[0].id]


def test_two_entries_with_one_number_both_stay_and_raise_an_alarm():
    db, last = whole.file(), WRITTEN.entries[-1]
    twin = make.sign(HOST, replace(last, at=last.at + 5))

    journal.add(db, [*SIGNED, twin, twin], make.world(), today=TODAY)

    both = {(tray.SAME_NUMBER, SIGNED[-1]), (tray.SAME_NUMBER, twin)}
    assert both == {(one.why, one.signed) for one in tray.items(db, alarms=True)}
    assert len(SIGNED) + 1 == len(journal.read_case(db, CASE, make.world()).standing)


def test_a_fault_in_the_middle_keeps_the_old_state(monkeypatch):
    db = whole.file()
    journal.add(db, SIGNED[:7], make.world(), today=TODAY)
    before = tables(db), outgoing(db, CENTRE), journal.newest_at(db)

    def broken(*_):
        raise Trouble("the disk went away")

    monkeypatch.setattr(outbox, "refresh", broken)
    with pytest.raises(Trouble):
        whole.keep(db, WRITTEN)

    assert before == (tables(db), outgoing(db, CENTRE), journal.newest_at(db))
    assert 7 == len(journal.read_case(db, CASE, make.world()).entries)


def test_numbers_run_by_author_and_section_and_the_clock_is_the_newest():
    db = whole.file()
    empty = journal.next_n(db, CASE, "case", HOST.author), journal.newest_at(db)
    whole.keep(db, WRITTEN)

    host = [e.n for e in WRITTEN.entries if e.author == HOST.author and e.section == "case"]

    assert (1, 0) == empty
    assert max(host) + 1 == journal.next_n(db, CASE, "case", HOST.author)
    assert 1 == journal.next_n(db, CASE, "internal", HOST.author)
    assert WRITTEN.entries[-1].at == journal.newest_at(db)


def test_entries_of_an_unknown_author_count_once_its_roster_came():
    db = whole.file()
    rights = {name: author for name, author in make.AUTHORS.items() if name != CENTRE.author}
    journal.add(db, whole.reviewed().signed(), World(rights, HOST.id), today=TODAY)
    before = db.execute("SELECT step, number FROM case_view").fetchall()

    touched = journal.streams(db, [CENTRE.author])
    changes = journal.refresh(db, touched, make.world(), today=TODAY)

    assert [(3, "")] == before
    assert Changes(frozenset({CASE})) == changes
    assert [(4, "KG-417")] == db.execute("SELECT step, number FROM case_view").fetchall()


def test_an_entry_of_a_kind_from_the_future_is_kept_and_not_sent_back():
    db, entry = whole.file(), WRITTEN.entries[-1]
    parts = codec.unpack(codec.encode(entry))
    array = codec.pack([*parts[:6], "horoscope", *parts[7:]])
    signed = array + bytes(64)

    journal.add(db, [*SIGNED, signed], make.world(), today=TODAY, source=CENTRE.id)

    assert {codec.identify(array): signed} == journal.signed(db, CASE, [codec.identify(array)])
    assert len(SIGNED) == len(journal.read_case(db, CASE, make.world()).standing)


def test_a_stream_that_is_no_case_has_no_rows_in_lists():
    db = whole.file()
    book = make.Journal(book_id(HOST.id))
    book.write(HOST, make.safe_contact(), section="book")

    whole.keep(db, book)

    assert [] == db.execute("SELECT * FROM case_view").fetchall()
    assert [book.stream] == journal.streams(db)


def test_views_of_another_version_are_made_anew(tmp_path, monkeypatch):
    db = whole.file(tmp_path / "desk.db")
    whole.keep(db, WRITTEN)
    before, heard = tables(db), []
    db.close()
    monkeypatch.setattr(view_tables, "VIEWS", view_tables.VIEWS + 1)

    db = whole.file(tmp_path / "desk.db")
    empty, due = tables(db)["case_view"], view_tables.due(db)
    journal.catch_up(db, make.world(), today=TODAY, progress=lambda *done: heard.append(done))

    assert ([], True, False) == (empty, due, view_tables.due(db))
    assert before == tables(db)
    assert [(1, 1)] == heard


def test_views_left_half_made_are_made_again_after_a_restart(tmp_path, monkeypatch):
    db = whole.file(tmp_path / "desk.db")
    whole.keep(db, WRITTEN)
    before = tables(db)

    def broken(*_):
        raise Trouble("the light went out")

    with monkeypatch.context() as patch:
        patch.setattr(views, "refresh", broken)
        with pytest.raises(Trouble):
            journal.rebuild(db, make.world(), today=TODAY)
    db.close()
    db = whole.file(tmp_path / "desk.db")
    due = view_tables.due(db)
    journal.catch_up(db, make.world(), today=TODAY)

    assert due
    assert before == tables(db)


def test_a_new_day_reads_again_only_the_cases_that_read_differently():
    db = whole.file()
    whole.keep(db, WRITTEN)
    reopens = TODAY + timedelta(days=90 - 45)

    early = journal.catch_up(db, make.world(), today=reopens - timedelta(days=1))
    before = db.execute("SELECT step FROM case_view").fetchall()
    late = journal.catch_up(db, make.world(), today=reopens)

    assert (Changes(), [(6,)]) == (early, before)
    assert Changes(frozenset({CASE})) == late
    assert [(5,)] == db.execute("SELECT step FROM case_view").fetchall()


def test_a_record_far_ahead_of_this_desks_day_is_remembered_as_days_ahead_only():
    db, far = whole.file(), make.opened()
    far.ticks = itertools.count(make.START_MS + 700 * DAY_MS)
    far.write(make.HOST, make.safe_contact(phone="+7 000 000-00-09"))

    whole.keep(db, far)

    assert timedelta(days=3) == days.of(journal.newest_at(db)) - TODAY


def test_who_may_not_write_changes_nothing_that_stands():
    db, stranger = whole.file(), make.STRANGER
    bare: frozenset[Role] = frozenset()
    whole.keep(db, WRITTEN)
    before = tables(db)["case_view"][0][1:26]
    identity = next(e for e in WRITTEN.entries if e.kind == "identity")
    forged = replace(identity, author=stranger.author, n=1, replaces=(identity.id,), at=identity.at + 1)

    world = World({**make.AUTHORS, stranger.author: Author(stranger.id, bare)}, HOST.id)
    journal.add(db, [make.sign(stranger, forged)], world, today=TODAY, source=stranger.id)

    assert before == tables(db)["case_view"][0][1:26]
    assert identity.id in {entry.id for entry in journal.read_case(db, CASE, world).standing}
