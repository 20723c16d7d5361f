"""Parts in a case: exactly one host and one centre, by offer and acceptance."""

import random

from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain import rights
from regdesk.domain.journal import EntryId, OrgId
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import (
    Accepted,
    CaseOpened,
    Ended,
    LateEntry,
    Member,
    Membership,
    Offer,
    OfferRefused,
    membership,
)
from tests import make

ORG_OF = {name: author.org for name, author in make.AUTHORS.items()}


def read(journal: make.Journal) -> Membership:
    return membership(journal.entries, ORG_OF)


def grant(journal: make.Journal, part: str) -> EntryId:
    (only,) = read(journal).holders(part)
    return only.id


def test_the_opener_has_its_part_and_the_accepting_organisation_the_other() -> None:
    member = read(make.opened())

    assert member.holder("host") == make.HOST.id
    assert member.holder("centre") == make.CENTRE.id


def test_nobody_opens_a_case_in_anothers_name() -> None:
    journal = make.Journal()
    journal.write(make.STRANGER, CaseOpened(org=make.HOST.id, nonce=make.NONCE, part="host"))
    journal.write(make.STRANGER, CaseOpened(org=make.STRANGER.id, nonce=make.NONCE, part="host"))

    assert not read(journal).grants


def test_a_stranger_who_accepts_without_an_offer_gets_nothing() -> None:
    journal = make.opened()
    offer = next(e for e in journal.entries if isinstance(e.fact, Offer))
    theft = journal.write(make.STRANGER, Accepted(part="centre"), follows=offer.id)

    assert read(journal).holder("centre") == make.CENTRE.id
    assert journal.file().verdicts[theft.id] == rights.NOT_GRANTED


def test_the_centre_cannot_give_the_hosts_part_away() -> None:
    journal = make.opened()
    offer = journal.write(
        make.CENTRE,
        Offer(org=make.STRANGER.id, part="host"),
        follows=grant(journal, "centre"),
        about=grant(journal, "host"),
    )
    journal.write(make.STRANGER, Accepted(part="host"), follows=offer.id)

    assert read(journal).holder("host") == make.HOST.id


def test_a_new_centre_succeeds_the_old_one_when_the_host_offers_it() -> None:
    journal = make.opened()
    offer = journal.write(
        make.HOST,
        Offer(org=make.STRANGER.id, part="centre"),
        follows=grant(journal, "host"),
        about=grant(journal, "centre"),
    )
    journal.write(make.STRANGER, Accepted(part="centre"), follows=offer.id)

    member = read(journal)

    assert member.holder("centre") == make.STRANGER.id
    assert "centre" in member.parts_ever(make.CENTRE.id)


def raced() -> make.Journal:
    """Two centres accept two offers of the same free part."""
    journal = make.Journal()
    opened = journal.write(make.HOST, CaseOpened(org=make.HOST.id, nonce=make.NONCE, part="host"))
    for org in (make.CENTRE, make.STRANGER):
        offer = journal.write(make.HOST, Offer(org=org.id, part="centre"), follows=opened.id)
        journal.write(org, Accepted(part="centre"), follows=offer.id)
    return journal


def test_of_two_acceptances_neither_is_put_aside_until_the_host_chooses() -> None:
    journal = raced()

    assert read(journal).holder("centre") is None
    assert {g.org for g in read(journal).holders("centre")} == {make.CENTRE.id, make.STRANGER.id}

    second = journal.entries[-1]
    journal.write(make.HOST, Member(part="centre"), about=second.id)
    assert read(journal).holder("centre") == make.STRANGER.id


def test_a_party_to_the_race_cannot_choose_itself() -> None:
    journal = raced()
    journal.write(make.STRANGER, Member(part="centre"), about=journal.entries[-1].id)

    assert read(journal).holder("centre") is None


@given(st.randoms(use_true_random=False))
def test_membership_is_the_same_in_any_order(rng: random.Random) -> None:
    journal = raced()
    journal.write(make.HOST, Member(part="centre"), about=journal.entries[-1].id)
    shuffled = list(journal.entries)
    rng.shuffle(shuffled)

    assert membership(shuffled, ORG_OF).holder("centre") == make.STRANGER.id


def test_an_organisation_that_refuses_an_offer_receives_nothing_more() -> None:
    journal = make.Journal()
    opened = journal.write(make.HOST, CaseOpened(org=make.HOST.id, nonce=make.NONCE, part="host"))
    offer = journal.write(make.HOST, Offer(org=make.CENTRE.id, part="centre"), follows=opened.id)
    assert rights.receivers("clinical", read(journal)) == {make.HOST.id, make.CENTRE.id}

    no = journal.write(make.CENTRE, OfferRefused(), follows=offer.id)

    assert rights.receivers("clinical", read(journal)) == {make.HOST.id}
    assert journal.file().verdicts[no.id] == rights.ACCEPTED


def test_a_carrier_receives_the_parcel_and_nothing_of_the_clinic() -> None:
    journal = make.opened()
    offer = journal.write(
        make.CENTRE, Offer(org=make.CARRIER.id, part="carrier"), follows=grant(journal, "centre")
    )
    journal.write(make.CARRIER, Accepted(part="carrier"), follows=offer.id)
    member = read(journal)

    receives = {s for s in rights.RECEIVERS if make.CARRIER.id in rights.receivers(s, member)}

    assert receives == {"case", "supply"}


def test_a_stranger_is_put_aside_in_every_section() -> None:
    journal = make.opened()
    result = journal.write(make.STRANGER, make.lab_result())
    contact = journal.write(make.STRANGER, make.safe_contact())

    verdicts = journal.file().verdicts

    assert verdicts[result.id] == verdicts[contact.id] == rights.NO_MEMBER


def test_what_is_written_after_the_part_ended_waits_for_a_late_entry() -> None:
    journal = make.opened()
    before = journal.write(make.CENTRE, make.lab_result())
    heads = rights.heads(journal.entries, make.AUTHORS, OrgId(make.CENTRE.id))
    journal.write(make.CENTRE, Ended(part="centre", heads=heads), about=grant(journal, "centre"))
    after = journal.write(make.CENTRE, make.lab_result(value=500))

    case = journal.file()

    assert case.of(LabResult) == (before,)
    assert case.verdicts[after.id] == rights.AFTER_END

    journal.write(make.CENTRE, LateEntry(entries=(after.id,)))
    assert journal.file().verdicts[after.id] == rights.AFTER_END, "who left cannot let itself in"


def test_an_unknown_authors_entry_waits() -> None:
    journal = make.opened()
    authors = {name: a for name, a in make.AUTHORS.items() if name != make.CENTRE.author}

    case = rights.read(make.CASE, journal.entries, authors, make.HOST.id)

    waiting = [e for e in case.entries if case.verdicts[e.id] == rights.NO_AUTHOR]
    assert [e.author for e in waiting] == [make.CENTRE.author]
