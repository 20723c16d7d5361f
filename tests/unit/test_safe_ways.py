"""Which ways of contact a person allows, from the safe contact they gave."""

import pytest

from regdesk.domain.follow_ups import HOW, TRIED, safe_ways
from tests import make
from tests.make import HOST

ASKED = {"call", "video"}


def ways(**changes):
    """Give the ways that a safe contact allows."""
    written = make.Journal()
    for entry in make.opened().entries:
        if entry.kind != "safe-contact":
            written.entries.append(entry)
    written.write(HOST, make.safe_contact(**changes))
    return written.file()


@pytest.mark.parametrize(
    ("contact", "allowed"),
    [
        ({}, ASKED),
        ({"messages": True}, ASKED | {"message"}),
        ({"phone": "", "messenger": "@nobody"}, ASKED),
        ({"phone": "", "messenger": "@nobody", "messages": True}, ASKED | {"message"}),
        ({"phone": "", "other_person": "сестра"}, {"other-person"}),
        ({"phone": "", "other_person": "сестра", "messages": True}, {"other-person"}),
        ({"other_person": "сестра"}, ASKED | {"other-person"}),
    ],
)
def test_only_what_the_person_named_is_allowed_and_they_may_always_come(contact, allowed):
    assert safe_ways(ways(**contact)) == allowed | {"visit"}


def test_without_a_safe_contact_the_person_can_only_come():
    assert safe_ways(make.Journal().file()) == {"visit"}


def test_of_two_versions_of_a_safe_contact_only_what_both_allow_is_allowed():
    written = make.opened()
    first = next(entry for entry in written.entries if entry.kind == "safe-contact")
    written.write(HOST, make.safe_contact(messages=True), replaces=(first.id,))
    written.write(make.CENTRE, make.safe_contact(other_person="сестра"), replaces=(first.id,))

    assert safe_ways(written.file()) == ASKED | {"visit"}


def test_no_way_leads_to_somebodys_home_or_work():
    assert set(HOW) == {"call", "visit", "message", "video", "other-person", "no-answer"}
    assert set(TRIED) == {"call", "message", "video", "other-person"}
