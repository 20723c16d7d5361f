"""What comes is stored and listed at once; it counts once its signature held, and lies are put aside."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain.journal import Changes
from regdesk.store import arrivals, holes, journal, outbox, proofs, state, tray
from tests import make
from tests.make import CASE, CENTRE, HOST, TODAY
from tests.store import whole
from tests.store.test_journal import outgoing, tables

WRITTEN = whole.handed_over()
SIGNED = WRITTEN.signed()
IDS = [entry.id for entry in WRITTEN.entries]


def spoilt(signed):
    """Give an entry with a signature that is false."""
    return signed[:-1] + bytes([signed[-1] ^ 1])


def take(db, *signed, own=CENTRE, source=HOST):
    """Let entries come from an organisation."""
    return arrivals.take(db, signed, make.world(own), today=TODAY, source=source.id)


def prove(db, own=CENTRE, slice_=1000):
    """Check what came, as the exchange does."""
    world = make.world(own)
    while unproved := proofs.waiting(db, slice_):
        checked = [(one, proofs.holds(one, world)) for one in unproved]
        proofs.settle(db, checked, world, today=TODAY)
        proofs.reached(db, unproved)
    proofs.reached(db, [])


def stands(db, own=CENTRE):
    """Give the ids that stand in the case."""
    return {entry.id for entry in journal.read_case(db, CASE, make.world(own)).standing}


def false_ones(db):
    """Give what was put aside because its signature is false."""
    return [one.signed for one in tray.items(db, alarms=True) if one.why == tray.FALSE_SIGNATURE]


def wanted(db):
    """Give the numbers that are asked for again."""
    return [(one.section, one.author, one.first) for one in holes.missing(db, asked_before_ms=1)]


@given(st.randoms(use_true_random=False), st.integers(1, 4), st.integers(1, 2), st.integers(1, 7))
def test_what_was_checked_behind_ends_as_if_it_had_been_checked_before(rng, portions, copies, slice_):
    signed = SIGNED * copies
    rng.shuffle(signed)
    one, other = whole.file(), whole.file()

    journal.add(one, SIGNED, make.world(CENTRE), today=TODAY, source=HOST.id)
    for start in range(portions):
        take(other, *signed[start::portions])
        if rng.random() < 0.5:
            prove(other, slice_=slice_)
    prove(other, slice_=slice_)

    assert tables(one) == tables(other)
    assert outgoing(one, HOST, CENTRE) == outgoing(other, HOST, CENTRE)
    assert 0 == tray.count(other)


def test_a_case_that_has_just_come_is_listed_by_its_name_and_part():
    db = whole.file()

    changes = take(db, *SIGNED)

    assert Changes(frozenset({CASE})) == changes
    listed = db.execute("SELECT name, code, number, part, step, unaccepted FROM case_view").fetchall()
    assert [("Асанова Айгүл", "МТКА 482-7", "KG-417", "centre", 0, 0)] == listed


def test_an_offer_that_has_just_come_is_listed_as_one_that_is_not_accepted():
    db = whole.file()

    take(db, *make.opened().signed()[:2])

    assert [("centre", 1)] == db.execute("SELECT part, unaccepted FROM case_view").fetchall()


def test_what_is_not_checked_yet_waits_for_nobody():
    db, world = whole.file(), make.world(CENTRE, colleagues=True)
    arrivals.take(db, SIGNED, world, today=TODAY, source=None)
    unproved = [one.key for one in proofs.waiting(db, 1000)]

    outbox.ask(db, HOST.id, unproved)

    assert len(SIGNED) == len(unproved)
    assert [] == outbox.waiting(db, HOST.id)
    prove(db)
    assert len(SIGNED) == len(outbox.waiting(db, HOST.id))


def test_a_false_record_hides_nothing_even_before_it_was_found_out():
    db, identity = whole.file(), next(one for one in WRITTEN.entries if one.kind == "identity")
    lie = replace(identity, n=90, at=identity.at + 1, replaces=(identity.id,))
    take(db, *SIGNED)
    prove(db)

    take(db, spoilt(make.sign(HOST, lie)))

    assert identity.id in stands(db)
    prove(db)
    assert set(IDS) >= stands(db) >= {identity.id}


def test_a_false_record_is_an_alarm_and_wanted_again_and_its_neighbours_count():
    db, last = whole.file(), WRITTEN.entries[-1]
    take(db, *SIGNED[:-1], spoilt(SIGNED[-1]))

    prove(db)

    assert [spoilt(SIGNED[-1])] == false_ones(db)
    assert [(last.section, last.author, last.n)] == wanted(db)
    assert set(IDS[:-1]) == {one.id for one in journal.read_case(db, CASE, make.world()).entries}


def test_a_record_sent_ahead_with_a_broken_signature_does_not_keep_out_the_true_one():
    checked, unchecked = whole.file(), whole.file()
    for db in (checked, unchecked):
        take(db, *SIGNED[:-1], spoilt(SIGNED[-1]))
    prove(checked)

    for db in (checked, unchecked):
        take(db, SIGNED[-1])
        prove(db)

    for db in (checked, unchecked):
        assert SIGNED[-1] == journal.signed(db, CASE, [IDS[-1]])[IDS[-1]]
        assert [spoilt(SIGNED[-1])] == false_ones(db)
        holes.look(db)
        assert [] == wanted(db)


def test_a_false_copy_of_a_record_that_is_here_changes_nothing():
    db = whole.file()
    take(db, *SIGNED)

    take(db, spoilt(SIGNED[-1]))

    assert SIGNED[-1] == journal.signed(db, CASE, [IDS[-1]])[IDS[-1]]
    assert [spoilt(SIGNED[-1])] == false_ones(db)
    assert len(SIGNED) - 1 == len(proofs.waiting(db, 1000))


def test_true_and_false_records_with_one_number_are_told_apart_at_once_whichever_came_first():
    last = WRITTEN.entries[-1]
    twin = spoilt(make.sign(HOST, replace(last, at=last.at + 5)))
    for order in ((SIGNED[-1], twin), (twin, SIGNED[-1])):
        db = whole.file()
        take(db, *SIGNED[:-1])

        for one in order:
            take(db, one)

        assert [twin] == false_ones(db)
        assert set(IDS) == {one.id for one in journal.read_case(db, CASE, make.world()).entries}


def test_two_true_records_with_one_number_both_stay_and_raise_an_alarm_at_once():
    db, last = whole.file(), WRITTEN.entries[-1]
    twin = make.sign(HOST, replace(last, at=last.at + 5))
    take(db, *SIGNED)

    take(db, twin)

    assert [(tray.SAME_NUMBER, twin)] == [(one.why, one.signed) for one in tray.items(db, alarms=True)]
    assert len(SIGNED) + 1 == len(journal.read_case(db, CASE, make.world()).entries)


def test_two_copies_with_different_signatures_in_one_batch_are_told_apart():
    for pair in ((SIGNED[-1], spoilt(SIGNED[-1])), (spoilt(SIGNED[-1]), SIGNED[-1])):
        db = whole.file()

        take(db, *SIGNED[:-1], *pair)
        prove(db)

        assert SIGNED[-1] == journal.signed(db, CASE, [IDS[-1]])[IDS[-1]]
        assert [spoilt(SIGNED[-1])] == false_ones(db)


def test_a_check_that_was_cut_off_goes_on_where_it_was_after_the_file_was_opened_again(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    take(db, *SIGNED)
    first = proofs.waiting(db, 5)
    world = make.world(CENTRE)
    proofs.settle(db, [(one, True) for one in first], world, today=TODAY)
    proofs.reached(db, first)
    db.close()

    db = whole.file(tmp_path / "desk.db")
    left = proofs.waiting(db, 1000)

    assert len(SIGNED) - 5 == len(left)
    prove(db)
    assert [] == proofs.waiting(db, 1000)


def test_what_takes_the_place_of_a_false_record_in_the_file_is_checked_too():
    db = whole.file()
    take(db, *SIGNED[:-2], spoilt(SIGNED[-2]))
    prove(db)

    take(db, spoilt(SIGNED[-1]))
    prove(db)

    assert [spoilt(SIGNED[-1]), spoilt(SIGNED[-2])] == false_ones(db)
    assert state.get(db, "proved_to", 0) == len(SIGNED) - 2


def test_a_false_record_with_a_high_number_opens_no_hole_and_moves_nobodys_numbers():
    db, last = whole.file(), WRITTEN.entries[-1]
    take(db, *SIGNED)
    prove(db)
    before = journal.next_n(db, CASE, last.section, last.author)

    take(db, spoilt(make.sign(HOST, replace(last, n=1_000_000))))
    holes.look_at(db, [CASE])
    holes.look(db)

    assert before == journal.next_n(db, CASE, last.section, last.author)
    assert [] == wanted(db)


def test_a_record_of_an_unknown_author_and_one_that_cannot_be_read_stop_nothing():
    db, world = whole.file(), make.world(CENTRE)
    strange = make.sign(make.Org("Nowhere"), replace(WRITTEN.entries[-1], author=make.Org("Nowhere").author))

    arrivals.take(db, [b"x" * 80, *SIGNED, strange], world, today=TODAY, source=HOST.id)
    prove(db)

    assert [
        tray.NO_AUTHOR,
        "This record cannot be read. It is put aside; ask the sender to send it again.",
    ] == [one.why for one in tray.items(db)]
    assert set(IDS) == {one.id for one in journal.read_case(db, CASE, world).entries}
