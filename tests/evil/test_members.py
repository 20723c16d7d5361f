"""A member with real keys that writes beside the program: what it may not do counts nowhere."""

from dataclasses import replace

import pytest

from regdesk.actions import labs, people
from regdesk.actions.desk import read_case, record
from regdesk.domain import rights
from regdesk.domain.book import Note
from regdesk.domain.erasure import Erased, Stub
from regdesk.domain.journal import OrgId
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import Accepted, Member, Offer
from regdesk.domain.plans import Plan
from regdesk.store import journal, outbox, tray
from regdesk.sync import arriving
from regdesk.wire.batches import WantEntries
from tests import desks, make
from tests.evil import forging

DAY_MS = 24 * 60 * 60 * 1000


def bring(town, *entries, sender=None, recipient=None):
    """Let entries come in a batch that its sender signed."""
    sender, recipient = sender or town.host, recipient or town.centre
    forging.deliver(recipient, forging.envelope(sender, recipient, items=entries))


def test_an_entry_above_ones_role_is_put_aside(town):
    plan = forging.entry(town.host, town.case, make.plan())

    bring(town, plan)

    case = read_case(town.centre, town.case)
    assert not case.of(Plan)
    assert rights.NO_ROLE in case.verdicts.values()


def test_nobody_replaces_what_they_may_not_write(town):
    record(town.centre, town.case, make.plan())
    (plan,) = read_case(town.centre, town.case).of(Plan)
    instead = forging.entry(town.host, town.case, make.plan(number="false"), replaces=(plan.id,))
    error = forging.entry(town.host, town.case, make.lab_result(value=7), replaces=(plan.id,), n=90)

    bring(town, instead, error)

    assert [one.id for one in read_case(town.centre, town.case).of(Plan)] == [plan.id]


def test_two_entries_with_one_number_both_stay_and_raise_an_alarm(town):
    one, two = (forging.entry(town.host, town.case, make.lab_result(value=n), n=50) for n in (1, 2))

    bring(town, one, two)

    assert town.results(town.centre) == {1, 2, 100}
    assert tray.SAME_NUMBER in [item.why for item in tray.items(town.centre.write)]


def test_a_backdated_number_hides_nothing_that_is_there(town):
    first = forging.entry(town.host, town.case, make.lab_result(value=1), n=1, at=make.START_MS - DAY_MS)

    bring(town, first)

    assert 100 in town.results(town.centre)
    assert tray.SAME_NUMBER in [item.why for item in tray.items(town.centre.write)]


def test_the_year_9999_moves_nobodys_clock_by_more_than_a_day(town):
    late = forging.entry(town.host, town.case, make.lab_result(value=1), at=253_402_300_799_000)
    bring(town, late)

    labs.add_result(town.centre, town.case, make.lab_result(value=2))

    mine = next(e for e in read_case(town.centre, town.case).of(LabResult) if e.fact.value == 2)
    assert mine.at <= town.centre.clock.now_ms() + DAY_MS
    assert town.results(town.centre) == {1, 2, 100}


def test_who_is_no_member_writes_into_no_case(town):
    stranger = forging.entry(town.third, town.case, make.lab_result(value=1))
    opened = read_case(town.centre, town.case).entries[0].id
    taken = forging.entry(town.third, town.case, Accepted(part="host"), follows=opened, n=9)

    bring(town, stranger, taken, sender=town.third)

    case = read_case(town.centre, town.case)
    assert town.results(town.centre) == {100}
    assert people.parts(town.centre, case).holder("host") == town.host.org


def test_an_entry_signed_with_anothers_name_is_an_alarm(town):
    false = replace(town.third, person=replace(town.third.person, author=town.host.person.author))
    entry = forging.entry(false, town.case, make.lab_result(value=1), n=60)

    bring(town, entry, sender=town.third)

    assert town.results(town.centre) == {100}
    assert town.alarms(town.centre) == [tray.FALSE_SIGNATURE]


@pytest.mark.parametrize("proved", [True, False], ids=["checked", "unchecked"])
def test_a_genuine_entry_sent_ahead_with_a_broken_signature_is_not_kept_out(town, proved):
    labs.add_result(town.host, town.case, make.lab_result(value=1))
    entry = next(e for e in read_case(town.host, town.case).of(LabResult) if e.fact.value == 1)
    genuine = journal.signed(town.host.write, town.case, [entry.id])[entry.id]
    broken = genuine[:-1] + bytes([genuine[-1] ^ 1])
    ahead = forging.envelope(town.third, town.centre, items=(broken,))

    if proved:
        forging.deliver(town.centre, ahead)
        forging.deliver(town.centre, *forging.mail(town.host, town.centre))
    else:
        forging.deliver(town.centre, ahead, *forging.mail(town.host, town.centre))

    assert town.results(town.centre) == {1, 100}
    assert tray.FALSE_SIGNATURE in town.alarms(town.centre)


def test_an_old_holder_offers_the_case_to_nobody_any_more(town):
    record(town.host, town.case, replace(make.transfer_consent(), organisations=orgs(town)))
    desks.offer_part(town.host, town.case, town.third.org, "centre")
    town.exchange(town.host, town.centre, town.third)
    people.accept(town.third, town.case)
    town.exchange(town.third, town.host, town.centre)
    accepted = next(
        e for e in read_case(town.host, town.case).of(Accepted) if e.author == town.centre.person.author
    )
    friend = desks.os.urandom(32)
    again = forging.entry(
        town.centre, town.case, Offer(org=friend, part="centre"), follows=accepted.id, about=accepted.id
    )

    bring(town, again, sender=town.centre, recipient=town.host)

    member = people.parts(town.host, read_case(town.host, town.case))
    assert member.holder("centre") == town.third.org
    assert OrgId(friend) not in member.orgs


def test_a_party_to_a_race_does_not_choose_itself(town):
    accepted = read_case(town.centre, town.case).of(Accepted)[0]
    chosen = forging.entry(town.centre, town.case, Member(part="centre"), about=accepted.id)

    bring(town, chosen, sender=town.centre, recipient=town.host)

    case = read_case(town.host, town.case)
    assert not case.of(Member)


def test_a_carrier_gets_what_is_not_its_section_neither_by_number_nor_by_asking_for_all(town):
    record(town.host, town.case, replace(make.transfer_consent(), organisations=orgs(town)))
    desks.offer_part(town.host, town.case, town.third.org, "carrier")
    town.exchange(town.host, town.third)
    people.accept(town.third, town.case)
    town.exchange(town.third, town.host)
    wants = tuple(
        WantEntries(town.case, section, desk.person.author, 1, 50)
        for section in ("person", "clinical", "legal", "internal")
        for desk in (town.host, town.centre)
    )

    forging.deliver(town.host, forging.envelope(town.third, town.host, wants=wants, caps={"again": 1}))
    forging.deliver(town.third, *forging.mail(town.host, town.third))

    assert {e.section for e in read_case(town.third, town.case).entries} <= {"case", "supply"}


def test_another_organisations_internal_record_is_refused(town):
    note = forging.entry(town.host, town.case, Note(text="for us alone"))

    bring(town, note)

    case = read_case(town.centre, town.case)
    assert not case.of(Note)


def test_a_number_far_ahead_asks_for_no_million_of_entries(town):
    ahead = forging.entry(town.host, town.case, make.lab_result(value=1), n=2**40)
    bring(town, ahead)

    asked = forging.mail(town.centre, town.host)
    for _ in range(2):
        forging.deliver(town.host, *asked)
        asked = forging.mail(town.centre, town.host)

    assert town.results(town.centre) == {1, 100}
    assert town.results(town.host) == {100}


def test_who_acknowledges_what_was_never_sent_is_named_and_nothing_counts_as_arrived(town):
    labs.add_result(town.host, town.case, make.lab_result(value=1))
    forging.mail(town.host, town.centre)

    forging.deliver(town.host, forging.envelope(town.third, town.host, acks={town.host.person.author: 10**6}))

    (alarm,) = tray.items(town.host.write, alarms=True)
    assert (alarm.why, alarm.source) == (arriving.MORE_THAN_SENT, town.third.org)
    entry = next(e for e in read_case(town.host, town.case).of(LabResult) if e.fact.value == 1)
    assert outbox.marks(town.host.write, town.case, town.host.org)[entry.id] == "server"


def test_nobody_erases_with_another_organisation(town):
    stubs = tuple(
        Stub(id=e.id, section=e.section, author=e.author, n=e.n, kind=e.kind)
        for e in read_case(town.centre, town.case).of(LabResult)
    )
    gone = forging.entry(town.centre, town.case, Erased(on=make.TODAY, stubs=stubs))

    bring(town, gone, sender=town.centre, recipient=town.host)

    assert town.results(town.host) == {100}


def test_a_caseworkers_erasing_erases_nothing(town):
    colleague = desks.second(town.host, town.folder / "second", roles="caseworker")
    town.exchange(town.host, colleague)
    (result,) = read_case(town.host, town.case).of(LabResult)
    stub = Stub(id=result.id, section=result.section, author=result.author, n=result.n, kind=result.kind)
    gone = forging.entry(colleague, town.case, Erased(on=make.TODAY, stubs=(stub,)))

    bring(town, gone, sender=colleague, recipient=town.host)

    assert town.results(town.host) == {100}
    assert journal.signed(town.host.write, town.case, [result.id])


def orgs(town):
    """Name all three organisations, as a consent does."""
    return tuple(sorted((town.host.org, town.centre.org, town.third.org)))
