"""What was said beside what a paper shows."""

from datetime import date, timedelta

import pytest

from regdesk.advice import differences
from regdesk.domain.follow_ups import Condition
from regdesk.domain.papers import ClinicalPaper
from regdesk.domain.people import IdentityPaper
from tests import make
from tests.make import HOST, TODAY


def identity(paper, **said):
    """Give what differs between a passport and an identity."""
    journal = make.opened()
    journal.write(HOST, paper)
    (entry,) = journal.file().of(make.Identity)
    journal.write(HOST, make.identity(**said), replaces=[entry.id])
    return set(differences.of_identity(journal.file(), TODAY))


def passport(**shown):
    """Give a passport of the invented person."""
    values = {"type": "passport", "country": "KG", "latin": "ASANOVA AIGUL", "born_on": date(1994, 3, 14)}
    return IdentityPaper(**(values | shown))


def results(test, outcome, *facts):
    """Give what is said against one result, with these facts beside it."""
    journal = make.opened()
    for fact in facts:
        journal.write(HOST, fact)
    journal.write(HOST, make.lab_result(test=test, value=None, unit="", outcome=outcome, taken_on=TODAY))
    return [one.text for one in differences.of_results(journal.file()).values()]


def test_a_passport_that_says_the_same_differs_in_nothing():
    assert identity(passport()) == set()
    assert identity(passport(latin="Aigul ASANOVA")) == set()
    assert identity(IdentityPaper(type="passport")) == set()


@pytest.mark.parametrize(
    ("known", "shown", "differs"),
    [
        ("day", date(1994, 3, 15), True),
        ("month", date(1994, 3, 15), False),
        ("month", date(1994, 4, 14), True),
        ("year", date(1994, 12, 1), False),
        ("year", date(1995, 3, 14), True),
        ("guess", date(1995, 3, 14), True),
    ],
)
def test_of_a_birth_date_as_much_is_compared_as_is_known(known, shown, differs):
    assert identity(passport(born_on=shown), born_known=known) == ({"born"} if differs else set())


def test_another_spelling_or_country_is_said():
    assert identity(passport(latin="ASANOVA AYGUL", country="UZ")) == {"latin", "citizenship"}


@pytest.mark.parametrize(("ended", "differs"), [(-1, True), (0, False), (1, False)])
def test_a_document_is_good_through_its_last_day(ended, differs):
    shown = passport(expires_on=TODAY + timedelta(days=ended))

    assert identity(shown) == ({"passport"} if differs else set())


@pytest.mark.parametrize(
    ("outcome", "said", "differs"),
    [
        ("positive", (), True),
        ("positive", (Condition(name="Гепатит B"),), False),
        ("negative", (Condition(name="Гепатит B"),), True),
        ("negative", (), False),
        ("negative", (Condition(name="Гепатит B", until=TODAY - timedelta(days=1)),), False),
        ("indeterminate", (), False),
    ],
)
def test_hbsag_is_held_against_the_conditions(outcome, said, differs):
    assert len(results("hbsag", outcome, *said)) == differs


def test_a_sample_is_not_later_than_its_paper():
    journal = make.opened()
    paper = journal.write(HOST, ClinicalPaper(type="cd4", dated=date(2026, 11, 9)))
    same = journal.write(HOST, make.lab_result(taken_on=date(2026, 11, 9)), about=paper.id)
    later = journal.write(HOST, make.lab_result(taken_on=date(2026, 11, 10)), about=paper.id)

    found = differences.of_results(journal.file())

    assert (same.id in found, later.id in found) == (False, True)
