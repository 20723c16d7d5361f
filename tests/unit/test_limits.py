"""After a revocation: which entries of the revoked author count, and who lets in others."""

import random
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.domain import codec, rights
from regdesk.domain.journal import ACCEPTED
from regdesk.domain.labs import LabResult
from regdesk.domain.limits import NO_HEADS, REVOKED, Limit, Revocation, head_of
from regdesk.domain.membership import Accepted, Ended, LateEntry, Offer, membership
from tests import make
from tests.make import CENTRE, HOST, STRANGER


@dataclass(frozen=True)
class Colleague(make.Org):
    """One more author of an organisation, with a key of the own name."""

    of: make.Org = CENTRE

    @property
    def id(self):
        """The organisation's id."""
        return self.of.id


ADMIN, NURSE = Colleague("admin", "admin"), Colleague("nurse", "caseworker registrar")
AUTHORS = make.AUTHORS | {
    one.author: one.rights for one in (ADMIN, NURSE, Colleague("at host", "clinician", HOST))
}
GONE = AUTHORS | {CENTRE.author: replace(CENTRE.rights, revoked=(Revocation(bytes(32)),))}


def written(results=3):
    """Give a case in which the centre's author, revoked later, wrote some results."""
    journal = make.opened()
    lines = [journal.write(CENTRE, make.lab_result(value=100 + n)) for n in range(results)]
    return journal, lines


def vouching(*lines, here=(), case=True):
    """Give the limit of a file that vouches for the given entries, and for the centre's acceptance."""
    heads = {"clinical": (len(lines), head_of(one.id for one in lines))} if lines else {}
    if case:
        heads["case"] = (1, head_of([accepted_in(make.opened()).id]))
    return Limit(heads, frozenset(one.id for one in here))


def accepted_in(journal):
    """Give the entry by which the centre took its part."""
    return next(entry for entry in journal.entries if isinstance(entry.fact, Accepted))


def read(entries, *limits):
    """Read the case with these limits on the centre's revoked author."""
    return rights.read(make.CASE, entries, GONE, HOST.id, {CENTRE.author: limits})


def twin(entry, value):
    """Give another entry of the same author with the same number."""
    fact = replace(entry.fact, value=make.lab_result(value=value).value)
    return codec.decode(make.sign(CENTRE, replace(entry, fact=fact)))


def test_entries_under_the_head_count_and_those_above_do_not():
    journal, lines = written()

    case = read(journal.entries, vouching(*lines[:2]))

    assert [case.verdicts[one.id] for one in lines] == [ACCEPTED, ACCEPTED, REVOKED]
    assert case.of(LabResult) == tuple(lines[:2])


def test_a_section_that_the_file_does_not_name_holds_nothing_that_counts():
    journal, lines = written()

    case = read(journal.entries, vouching())

    assert {case.verdicts[one.id] for one in lines} == {REVOKED}


def test_an_entry_with_an_old_number_is_told_from_the_true_one_by_the_hash():
    journal, lines = written()
    backdated = twin(lines[1], 999)

    case = read([*journal.entries, backdated], vouching(*lines))

    assert case.verdicts[backdated.id] == REVOKED
    assert case.of(LabResult) == tuple(lines)


def test_while_a_number_is_missing_twins_wait_and_what_was_here_counts():
    journal, lines = written()
    backdated = twin(lines[1], 999)
    entries = [entry for entry in journal.entries if entry != lines[0]]

    case = read([*entries, backdated], vouching(*lines, here=lines))

    assert case.verdicts[lines[1].id] == case.verdicts[backdated.id] == NO_HEADS
    assert case.verdicts[lines[2].id] == ACCEPTED


def test_what_comes_after_the_revocation_waits_until_all_up_to_the_head_is_here():
    journal, lines = written()
    entries = [entry for entry in journal.entries if entry != lines[0]]

    early = read(entries, vouching(*lines))
    late = read(journal.entries, vouching(*lines))

    assert early.verdicts[lines[1].id] == NO_HEADS
    assert late.of(LabResult) == tuple(lines)


def test_a_false_entry_that_fills_a_gap_does_not_count():
    journal, lines = written()
    false = twin(lines[0], 999)
    entries = [entry for entry in journal.entries if entry != lines[0]]

    case = read([*entries, false], vouching(*lines, here=lines[1:]))

    assert case.verdicts[false.id] == NO_HEADS
    assert case.of(LabResult) == tuple(lines[1:])


def test_many_twins_do_not_hide_what_was_here():
    journal, lines = written()
    false = [twin(one, 1000 + n) for one in lines for n in range(20)]

    case = read([*journal.entries, *false], vouching(*lines, here=lines))

    assert case.of(LabResult) == tuple(lines)


def test_without_a_file_what_was_here_keeps_its_verdict_and_what_comes_waits():
    journal, lines = written()
    here = Limit(None, frozenset(one.id for one in (*journal.entries[:-3], *lines[:2])))

    case = read(journal.entries, here)

    assert case.of(LabResult) == tuple(lines[:2])
    assert case.verdicts[lines[2].id] == NO_HEADS


def test_a_revoked_author_of_whom_nothing_is_known_counts_nowhere():
    journal, lines = written()

    case = rights.read(make.CASE, journal.entries, GONE, HOST.id)

    assert {case.verdicts[one.id] for one in lines} == {NO_HEADS}


def test_of_two_revocations_the_narrower_holds():
    journal, lines = written()

    case = read(journal.entries, vouching(*lines), vouching(lines[0]))

    assert case.of(LabResult) == (lines[0],)


@given(st.randoms(use_true_random=False), st.integers(0, 3), st.integers(0, 4))
@settings(max_examples=60)
def test_the_order_of_arrival_does_not_matter(rng: random.Random, head, known):
    journal, lines = written()
    entries = [*journal.entries, twin(lines[0], 999), twin(lines[2], 998)]
    limit = vouching(*lines[:head], here=rng.sample(lines, min(known, 3)))
    shuffled = rng.sample(entries, len(entries))

    assert read(shuffled, limit).verdicts == read(entries, limit).verdicts


def test_who_is_revoked_gives_no_part_away_any_more():
    journal = make.opened()
    ours = accepted_in(journal)
    offer = journal.write(CENTRE, Offer(org=STRANGER.id, part="centre"), follows=ours.id, about=ours.id)
    theft = journal.write(STRANGER, Accepted(part="centre"), follows=offer.id)

    case = read(journal.entries, vouching())

    member = of_case(case)
    assert member.holder("centre") == CENTRE.id
    assert case.verdicts[offer.id] == REVOKED
    assert case.verdicts[theft.id] == rights.NOT_GRANTED


def of_case(case):
    """Read who has which part."""
    return membership(
        [entry for entry in case.entries if entry.id not in case.off],
        {name: author.org for name, author in GONE.items()},
    )


def test_a_part_that_was_given_away_late_counts_once_it_is_let_in():
    journal = make.opened()
    ours = accepted_in(journal)
    offer = journal.write(CENTRE, Offer(org=STRANGER.id, part="centre"), follows=ours.id, about=ours.id)
    journal.write(STRANGER, Accepted(part="centre"), follows=offer.id)
    journal.write(ADMIN, LateEntry(entries=(offer.id,)))

    assert of_case(read(journal.entries, vouching())).holder("centre") == STRANGER.id


def test_a_colleague_lets_in_a_late_record():
    journal, lines = written()
    journal.write(ADMIN, LateEntry(entries=(lines[2].id,)))

    case = read(journal.entries, vouching(*lines[:2]))

    assert case.of(LabResult) == tuple(lines)


@pytest.mark.parametrize("who", [NURSE, HOST, Colleague("at host", "clinician", HOST), STRANGER])
def test_nobody_else_lets_in_a_late_record(who):
    journal, lines = written()
    journal.write(who, LateEntry(entries=(lines[2].id,)))

    case = read(journal.entries, vouching(*lines[:2]))

    assert case.of(LabResult) == tuple(lines[:2])


def test_a_revoked_author_lets_nothing_in_and_is_let_in_by_nothing_it_wrote():
    journal, lines = written()
    own = journal.write(CENTRE, LateEntry(entries=(lines[2].id,)))
    journal.write(CENTRE, LateEntry(entries=(own.id,)))

    case = read(journal.entries, vouching(*lines[:2]))

    assert case.of(LabResult) == tuple(lines[:2])


def test_a_late_entry_is_never_let_in_by_another():
    journal, lines = written()
    own = journal.write(CENTRE, LateEntry(entries=(lines[2].id,)))
    journal.write(ADMIN, LateEntry(entries=(own.id,)))

    case = read(journal.entries, vouching(*lines[:2]))

    assert case.verdicts[own.id] == REVOKED
    assert case.of(LabResult) == tuple(lines[:2])


def test_a_late_entry_under_the_head_still_counts():
    journal, lines = written()
    own = journal.write(CENTRE, LateEntry(entries=(lines[2].id,)))
    limit = vouching(*lines[:2])
    case_line = [accepted_in(journal), own]

    heads = limit.heads | {"case": (2, head_of(one.id for one in case_line))}

    assert read(journal.entries, replace(limit, heads=heads)).of(LabResult) == tuple(lines)


def test_a_former_members_late_record_is_let_in_by_who_holds_a_part_and_not_by_who_is_offered_one():
    journal = make.opened()
    ours = accepted_in(journal)
    heads = rights.heads(journal.entries, AUTHORS, CENTRE.id)
    journal.write(CENTRE, Ended(part="centre", heads=heads), about=ours.id)
    late = journal.write(CENTRE, make.lab_result())
    opening = journal.entries[0]
    journal.write(HOST, Offer(org=STRANGER.id, part="centre"), follows=opening.id, about=ours.id)
    journal.write(STRANGER, LateEntry(entries=(late.id,)))

    before = rights.read(make.CASE, journal.entries, AUTHORS, HOST.id)
    journal.write(HOST, LateEntry(entries=(late.id,)))
    after = rights.read(make.CASE, journal.entries, AUTHORS, HOST.id)

    assert before.verdicts[late.id] == rights.AFTER_END
    assert after.verdicts[late.id] == ACCEPTED


def test_a_preview_judges_by_the_same_limits():
    journal, lines = written()
    case = read(journal.entries, vouching(*lines[:2]))
    more = journal.write(HOST, make.lab_result(value=7))

    seen = rights.with_more(case, [more], GONE, HOST.id)

    assert set(seen.of(LabResult)) == {*lines[:2], more}
    assert seen.off == {lines[2].id}
