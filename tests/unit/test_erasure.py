"""What is erased keeps its place and brings nothing back; the entitled erase, and only for themselves."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.domain import erasure
from regdesk.domain.book import Note
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.erasure import Erased, ErasedInside, Erasure, Gone, Retain
from regdesk.domain.facts import EnteredInError
from regdesk.domain.labs import LabResult
from regdesk.domain.people import Identity
from regdesk.domain.rights import Author, read
from regdesk.errors import Refused
from tests import make
from tests.make import AUTHORS, CASE, CENTRE, HOST, TODAY


def erased(written, org, entries, fact=Erased):
    """Have an organisation erase entries."""
    return written.write(org, fact(on=TODAY, stubs=tuple(map(erasure.stub_of, entries))))


def gone(case):
    """Give the ids of the stubs of a case."""
    return {entry.id for entry in case.entries if isinstance(entry.fact, Gone)}


def test_an_erased_entry_says_nothing_where_it_was_erased_and_all_elsewhere():
    written = make.opened()
    identity = next(entry for entry in written.entries if isinstance(entry.fact, Identity))

    erased(written, HOST, [identity])

    assert {identity.id} == gone(written.file(HOST))
    assert not written.file(HOST).of(Identity)
    assert not gone(written.file(CENTRE))
    assert written.file(CENTRE).of(Identity)


def test_what_was_wrong_does_not_come_back_when_its_correction_is_erased():
    written = make.opened()
    wrong = written.write(HOST, make.lab_result(value=4))
    right = written.write(HOST, make.lab_result(value=412), replaces=[wrong.id])
    other = written.write(HOST, make.lab_result(value=9))
    back = written.write(HOST, EnteredInError(of_kind="lab-result"), section="clinical", replaces=[other.id])

    chosen = erasure.named(written.file(), entries=[right.id, back.id])
    erased(written, HOST, chosen)

    assert {wrong, right, other, back} == set(chosen)
    assert not written.file().of(LabResult)


def test_a_caseworkers_erasing_is_put_aside():
    written = make.opened()
    identity = next(entry for entry in written.entries if isinstance(entry.fact, Identity))
    entry = erased(written, HOST, [identity])
    caseworker = AUTHORS | {HOST.author: replace(HOST.rights, roles=frozenset({"caseworker"}))}

    case = read(CASE, written.entries, caseworker, HOST.id)

    assert "aside" == case.verdicts[entry.id].state
    assert not gone(case)


def test_a_caseworker_erases_no_internal_records_either():
    written = make.opened()
    note = written.write(HOST, Note(text="only for us"))
    erased(written, HOST, [note], ErasedInside)
    caseworker = AUTHORS | {HOST.author: Author(HOST.id, frozenset({"caseworker"}), key=HOST.rights.key)}

    assert {note.id} == gone(written.file())
    assert not gone(read(CASE, written.entries, caseworker, HOST.id))


@pytest.mark.parametrize(
    "change", [{"n": 99}, {"section": "clinical"}, {"kind": "stay"}, {"replaces": (b"x" * 20,)}]
)
def test_a_stub_that_does_not_fit_its_entry_is_ignored(change):
    written = make.opened()
    identity = next(entry for entry in written.entries if isinstance(entry.fact, Identity))

    written.write(HOST, Erased(on=TODAY, stubs=(replace(erasure.stub_of(identity), **change),)))

    assert not gone(written.file())
    assert written.file().of(Identity)


def test_what_governs_the_case_cannot_be_erased():
    written = make.opened()
    consent = written.file().of(TransferConsent)[0]
    written.write(HOST, Withdrawal(on=TODAY), about=consent.id)

    chosen = erasure.named(written.file(), sections=["case"])
    erased(written, HOST, written.entries)

    assert not chosen
    assert not gone(written.file()) & {e.id for e in written.entries if e.kind in erasure.STAYS}
    assert written.file().about(consent.id, Withdrawal)


def test_an_erased_record_that_continued_another_still_does():
    written = make.opened()
    first = written.write(CENTRE, make.plan(number="1"))
    second = written.write(CENTRE, make.plan(number="2"), follows=first.id)

    erased(written, CENTRE, [second])

    assert not written.file(CENTRE).tips(type(first.fact))


def test_each_organisation_answers_a_request_for_itself():
    written = make.opened()
    request = written.write(HOST, Erasure(on=TODAY, sections=("person",)))
    written.write(CENTRE, Retain(on=TODAY, basis="the law on archives"), about=request.id)

    case = written.file()

    assert (request,) == erasure.open_requests(case, [HOST.author])
    assert () == erasure.open_requests(case, [CENTRE.author])


@pytest.mark.parametrize("fact", [Erasure(on=TODAY), Retain(on=TODAY, basis=" ")])
def test_a_request_names_something_and_keeping_has_a_reason(fact):
    with pytest.raises(Refused):
        fact.check()


@st.composite
def histories(draw):
    """A case with results that were corrected and taken back by both, and some of them erased by the host."""
    written = make.opened()
    for _ in range(draw(st.integers(1, 8))):
        org = draw(st.sampled_from([HOST, CENTRE]))
        results = [entry for entry in written.entries if isinstance(entry.fact, LabResult)]
        old = draw(st.lists(st.sampled_from(results), max_size=2, unique_by=id)) if results else []
        names = {name for entry in old for name in (entry.id, *entry.replaces)}
        written.write(org, make.lab_result(value=draw(st.integers(1, 9))), replaces=names)
    before = written.file()
    results = [entry.id for entry in written.entries if isinstance(entry.fact, LabResult)]
    chosen = erasure.named(before, entries=draw(st.lists(st.sampled_from(results), unique=True, min_size=1)))
    erased(written, HOST, chosen)
    return written.entries, before, {entry.id for entry in chosen}, draw(st.randoms(use_true_random=False))


@settings(max_examples=60)
@given(histories())
def test_erasing_never_changes_what_stands_of_all_else_in_any_order(history):
    entries, before, chosen, rng = history
    shuffled = [*entries, *entries]
    rng.shuffle(shuffled)
    without = [entry for entry in entries if entry.id not in chosen]

    cases = [read(CASE, some, AUTHORS, HOST.id) for some in (entries, shuffled, without)]

    kept = {entry.id for entry in before.standing} - chosen
    for case in cases:
        assert chosen == gone(case)
        assert kept == {e.id for e in case.standing} - chosen - {entries[-1].id}
        assert cases[0].replaced == case.replaced
