"""Two people with one number are shown at once, until it is corrected or their cases are linked."""

from regdesk.domain.journal import stream_id
from regdesk.domain.links import Link, LinkConfirmed
from regdesk.domain.membership import CaseCode, CaseOpened
from regdesk.domain.reviews import Registration
from regdesk.store import journal, same_numbers, todo
from tests import make
from tests.make import CENTRE, TODAY
from tests.store import whole


def case(number, nonce):
    """Give a case opened by the Centre itself, with a number."""
    written = make.Journal(stream=stream_id("case", CENTRE.id, nonce))
    written.write(CENTRE, CaseOpened(org=CENTRE.id, nonce=nonce, part="centre", origin="KG"))
    written.write(CENTRE, CaseCode(code=f"КОД {nonce[0]}"))
    return written, written.write(CENTRE, Registration(number=number, on=TODAY))


def add(db, *journals):
    """Add what these journals hold to the Centre's desk."""
    for written in journals:
        journal.add(db, written.signed(), make.world(CENTRE), today=TODAY)


def alike(db):
    """Give the codes of the cases that are to be looked at because of their number."""
    return sorted(row.code for row in todo.today(db, TODAY) if row.verb == "same-number")


def two(first="KG-30412", second="kg 30412"):
    """Give a desk with two registered cases."""
    db = whole.file()
    one, other = case(first, bytes([1]) * 16), case(second, bytes([2]) * 16)
    add(db, one[0], other[0])
    return db, one, other


def test_two_spellings_of_one_number_are_one_number():
    db, (one, _), _ = two()

    assert alike(db) == ["КОД 1", "КОД 2"]
    assert same_numbers.others(db, "KG30412", one.stream) == ["КОД 2"]


def test_different_numbers_are_nobodys_concern():
    db, _, _ = two(second="KG-30413")

    assert alike(db) == []


def test_a_corrected_number_settles_it_for_both():
    db, _, (other, wrong) = two()
    other.write(CENTRE, Registration(number="KG-30413", on=TODAY), replaces=[wrong.id])

    add(db, other)

    assert alike(db) == []


def test_a_third_one_with_the_number_joins_the_two():
    db, _, _ = two()

    add(db, case("KG-30412", bytes([3]) * 16)[0])

    assert alike(db) == ["КОД 1", "КОД 2", "КОД 3"]


def test_a_confirmed_link_under_that_number_settles_it():
    db, _, (other, _) = two()
    link = other.write(CENTRE, Link(number="KG-30412", evidence="same passport", on=TODAY))
    add(db, other)
    before = alike(db)
    second = make.Org("Second")
    known = make.AUTHORS | {second.author: make.Author(CENTRE.id, second.rights.roles, key=second.rights.key)}
    other.write(second, LinkConfirmed(on=TODAY), about=link.id)

    world = make.World(known, CENTRE.id)
    signed = [
        make.sign(second if entry.author == second.author else CENTRE, entry) for entry in other.entries
    ]
    journal.add(db, signed, world, today=TODAY)

    assert before == ["КОД 1", "КОД 2"]
    assert alike(db) == []
