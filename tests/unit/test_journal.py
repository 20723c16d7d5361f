"""What stands: independent of order and repetition, and nothing but an entitled entry removes another."""

import random
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain import kinds, rights
from regdesk.domain.facts import EnteredInError, Fact
from regdesk.domain.journal import CaseFile, Entry, EntryId, closure, counts
from regdesk.domain.labs import LabResult
from regdesk.domain.people import Identity, IdentityPaper, SafeContact
from regdesk.domain.plans import Plan
from tests import make

ORGS = (make.HOST, make.CENTRE, make.CARRIER, make.STRANGER)
FACTS: Sequence[Fact] = (
    make.identity(),
    make.lab_result(),
    make.lab_result(value=500),
    make.plan(),
    make.safe_contact(),
    EnteredInError(of_kind="lab-result"),
    EnteredInError(of_kind="case-opened"),
)


@st.composite
def journals(draw: st.DrawFn) -> make.Journal:
    """Make a journal in which anybody writes anything about anything, entitled or not."""
    journal = make.opened()
    for _ in range(draw(st.integers(0, 12))):
        names = [entry.id for entry in journal.entries]
        some = st.lists(st.sampled_from(names), max_size=3, unique=True)
        fact = draw(st.sampled_from(FACTS))
        journal.write(
            draw(st.sampled_from(ORGS)),
            fact,
            follows=draw(st.none() | st.sampled_from(names)),
            about=draw(st.none() | st.sampled_from(names)),
            replaces=draw(some),
            section=draw(st.sampled_from(["", "", "clinical"])),
        )
    return journal


def standing(entries: Sequence[Entry]) -> list[EntryId]:
    return [entry.id for entry in rights.read(make.CASE, entries, make.AUTHORS, make.HOST.id).standing]


@given(journals(), st.randoms(use_true_random=False), st.integers(1, 3))
def test_a_case_reads_the_same_in_any_order_and_however_often_entries_arrive(
    journal: make.Journal, rng: random.Random, copies: int
) -> None:
    shuffled = journal.entries * copies
    rng.shuffle(shuffled)

    assert standing(shuffled) == standing(journal.entries)


@given(journals())
def test_every_entry_that_does_not_stand_was_put_aside_for_a_reason_or_replaced_by_name(
    journal: make.Journal,
) -> None:
    case = journal.file()

    for entry in case.entries:
        if entry in case.standing or case.verdicts[entry.id].state != "accepted":
            continue
        assert any(entry.id in other.replaces and may_remove(case, other, entry) for other in case.entries)


def may_remove(case: CaseFile, other: Entry, entry: Entry) -> bool:
    """The rule of protocol.md 4, written a second time from the entry's side."""
    if case.verdicts[other.id].state != "accepted" or entry.fact.fixed or other.section != entry.section:
        return False
    same = other.kind == entry.kind or getattr(other.fact, "of_kind", "") == entry.kind
    part = {make.HOST.author: "host", make.CENTRE.author: "centre"}.get(other.author)
    written = getattr(entry.fact, "of_kind", entry.kind)
    return same and part is not None and bool(kinds.BY_NAME[written].writers.get(part))  # type: ignore[call-overload]


@given(journals(), st.data())
def test_an_entry_more_never_removes_what_it_does_not_name(
    journal: make.Journal, data: st.DataObject
) -> None:
    before = set(standing(journal.entries[:-1]))
    last = journal.entries[-1]

    after = set(standing(journal.entries))

    gone = before - after
    assert gone <= set(last.replaces)


def test_two_corrections_made_apart_both_stand() -> None:
    journal = make.opened()
    wrong = journal.write(make.HOST, make.lab_result(value=4120))
    a = journal.write(make.HOST, make.lab_result(value=412), replaces=[wrong.id])
    b = journal.write(make.CENTRE, make.lab_result(value=421), replaces=[wrong.id])

    case = journal.file()

    assert case.of(LabResult) == (a, b)
    (versions,) = case.conflicts
    assert versions.entries == (a, b)
    assert versions.decides


def test_a_choice_that_names_both_versions_ends_the_conflict_for_everybody() -> None:
    journal = make.opened()
    wrong = journal.write(make.HOST, make.lab_result(value=4120))
    a = journal.write(make.HOST, make.lab_result(value=412), replaces=[wrong.id])
    b = journal.write(make.CENTRE, make.lab_result(value=421), replaces=[wrong.id])
    choice = journal.write(
        make.CENTRE, make.lab_result(value=412), replaces=closure(journal.file(), [a.id, b.id])
    )

    case = journal.file()

    assert case.of(LabResult) == (choice,)
    assert not case.conflicts
    assert set(choice.replaces) == {a.id, b.id, wrong.id}


def test_a_case_worker_cannot_put_a_plan_aside() -> None:
    journal = make.opened()
    plan = journal.write(make.CENTRE, make.plan())
    theft = journal.write(make.HOST, EnteredInError(of_kind="plan"), replaces=[plan.id], section="clinical")

    case = journal.file()

    assert case.of(Plan) == (plan,)
    assert case.verdicts[theft.id] == rights.NO_ROLE


def test_an_entry_of_another_kind_removes_nothing_and_is_marked() -> None:
    journal = make.opened()
    result = journal.write(make.HOST, make.lab_result())
    odd = journal.write(make.HOST, make.safe_contact(), replaces=[result.id])

    case = journal.file()

    assert case.of(LabResult) == (result,)
    assert odd.id in case.ignored


def test_a_regimen_replaced_long_ago_does_not_come_back_when_history_is_cut_short() -> None:
    """Of architecture 6: "supersedes all I have now" brought an old regimen back after pruning."""
    journal = make.opened()
    old = journal.write(make.CENTRE, make.plan(regimen="TDF/3TC/EFV"))
    middle = journal.write(make.CENTRE, make.plan(regimen="AZT/3TC/DTG"), replaces=[old.id])
    new = journal.write(make.CENTRE, make.plan(), replaces=closure(journal.file(), [middle.id]))
    pruned = [entry for entry in journal.entries if entry.id != middle.id]

    case = rights.read(make.CASE, pruned, make.AUTHORS, make.HOST.id)

    assert case.of(Plan) == (new,)


def test_what_one_desk_does_not_have_is_not_thereby_removed_on_another() -> None:
    """Of architecture 6: "missing from a snapshot means replaced" let one PC erase a colleague's work."""
    journal = make.opened()
    kept = journal.write(make.HOST, make.lab_result())
    without = [entry for entry in journal.entries if entry.id != kept.id]

    merged = rights.read(make.CASE, [*without, *journal.entries, *without], make.AUTHORS, make.HOST.id)

    assert merged.of(LabResult) == (kept,)


def test_fields_of_an_everyday_record_changed_on_one_side_each_are_joined_in_the_view() -> None:
    journal, passport = make.opened(), IdentityPaper(type="passport", number="AN 0000000")
    first = journal.write(make.HOST, passport)
    journal.write(make.HOST, replace(passport, country="KG"), replaces=[first.id])
    journal.write(make.CENTRE, replace(passport, issued_on=make.TODAY), replaces=[first.id])

    case = journal.file()

    assert case.one(IdentityPaper) == replace(passport, country="KG", issued_on=make.TODAY)
    assert len(case.conflicts) == 1
    assert not case.undecided()


def test_who_a_person_is_is_never_settled_by_the_program() -> None:
    journal = make.opened()
    first = journal.file().current(Identity)
    assert first is not None
    journal.write(make.HOST, make.identity(mother="Гүлнара"), replaces=[first.id])
    journal.write(make.CENTRE, make.identity(father="Бакыт"), replaces=[first.id])

    (versions,) = journal.file().undecided()

    assert [entry.fact for entry in versions.entries] == [
        make.identity(mother="Гүлнара"),
        make.identity(father="Бакыт"),
    ]


def test_two_plans_that_continue_the_same_plan_are_two_versions() -> None:
    journal = make.opened()
    first = journal.write(make.CENTRE, make.plan())
    journal.write(make.CENTRE, make.plan(number="2"), follows=first.id)
    journal.write(make.CENTRE, make.plan(number="3"), follows=first.id)

    case = journal.file()

    (versions,) = case.undecided(Plan)
    assert [e.fact.number for e in versions.entries] == ["2", "3"]  # type: ignore[attr-defined]


def test_a_corrected_plan_still_continues_what_the_wrong_one_continued() -> None:
    journal = make.opened()
    first = journal.write(make.CENTRE, make.plan())
    wrong = journal.write(make.CENTRE, make.plan(number="2"), follows=first.id)
    right = journal.write(make.CENTRE, make.plan(number="2a"), follows=first.id, replaces=[wrong.id])

    case = journal.file()

    assert not case.conflicts
    assert case.current(Plan) == right
    assert case.tips(Plan) == (right,)


def test_a_contact_that_follows_keeps_the_earlier_one_as_history() -> None:
    journal = make.opened()
    first = journal.file().current(SafeContact)
    assert first is not None
    later = journal.write(make.HOST, make.safe_contact(phone="+7 000 000-00-02"), follows=first.id)

    case = journal.file()

    assert case.of(SafeContact) == (first, later)
    assert case.current(SafeContact) == later
    assert not case.conflicts


def test_counts_is_false_across_sections() -> None:
    journal = make.opened()
    result = journal.write(make.HOST, make.lab_result())
    cross = journal.write(
        make.HOST, EnteredInError(of_kind="lab-result"), replaces=[result.id], section="person"
    )

    assert not counts(cross, result, lambda _entry, _target: True)
