"""A link to an existing registration takes two people, merges nothing and can be taken back."""

import pytest

from regdesk.domain import links
from regdesk.domain.facts import EnteredInError
from regdesk.domain.links import Link, LinkConfirmed
from regdesk.domain.rights import read
from regdesk.errors import Refused
from tests import make
from tests.make import CENTRE, TODAY, Org

SECOND = Org("Second registrar of Bishkek")


def said():
    """Give a case in which the Centre says that the person is registered already."""
    journal = make.opened()
    fact = Link(number="KG-1200", evidence="same mother's name", on=TODAY)
    return journal, journal.write(CENTRE, fact)


def file(journal):
    """Read the case where both people are of the Centre."""
    rights = make.AUTHORS | {
        SECOND.author: make.Author(CENTRE.id, SECOND.rights.roles, key=SECOND.rights.key)
    }
    return read(journal.stream, journal.entries, rights, CENTRE.id)


def test_one_person_alone_links_nothing():
    journal, link = said()
    journal.write(CENTRE, LinkConfirmed(on=TODAY), about=link.id)

    case = file(journal)

    assert not links.number(case)
    assert [entry.id for entry in links.waiting(case)] == [link.id]


def test_a_second_person_puts_the_link_in_force():
    journal, link = said()
    journal.write(SECOND, LinkConfirmed(on=TODAY), about=link.id)

    case = file(journal)

    assert links.number(case) == "KG-1200"
    assert not links.waiting(case)


def test_taking_back_either_half_ends_the_link():
    journal, link = said()
    yes = journal.write(SECOND, LinkConfirmed(on=TODAY), about=link.id)
    gone = EnteredInError(of_kind=LinkConfirmed.kind)
    journal.write(SECOND, gone, replaces=[yes.id], section="person")
    half = file(journal)
    journal.write(CENTRE, EnteredInError(of_kind=Link.kind), replaces=[link.id], section="person")

    assert (links.number(half), len(links.waiting(half))) == ("", 1)
    assert not links.waiting(file(journal))


def test_who_made_the_first_wording_cannot_confirm_its_correction():
    journal, link = said()
    better = Link(number="KG-1200", evidence="same passport", on=TODAY)
    corrected = journal.write(SECOND, better, replaces=[link.id])
    journal.write(CENTRE, LinkConfirmed(on=TODAY), about=corrected.id)

    assert len(links.waiting(file(journal))) == 1


@pytest.mark.parametrize(
    "fact",
    [Link(evidence="same name", on=TODAY), Link(number="KG-1200", evidence=" ", on=TODAY)],
)
def test_a_link_names_the_other_registration_and_how_it_is_known(fact):
    with pytest.raises(Refused):
        fact.check()
