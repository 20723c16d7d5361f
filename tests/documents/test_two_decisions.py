"""Two people decide differently without a line: both stand, and no number is given or printed."""

import pytest

from regdesk.documents import prescription, treatment_plan
from regdesk.domain import steps
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.rights import read
from regdesk.errors import Refused
from tests import make
from tests.documents import cases
from tests.make import CENTRE, HOST, TODAY, Org

SECOND = Org("Second clinician of Bishkek")
ACCEPT = ReviewDecision(decision="accept", on=TODAY, identity_level="L2")
DECLINE = ReviewDecision(decision="decline", on=TODAY, reason="Another centre", next_step="Write there")


def file(journal, own=CENTRE):
    """Read the case where both people are of the Centre."""
    rights = make.AUTHORS | {
        SECOND.author: make.Author(CENTRE.id, SECOND.rights.roles, key=SECOND.rights.key)
    }
    return read(journal.stream, journal.entries, rights, own.id)


def decided(*, numbered):
    """Give a full case with two decisions that do not know of each other."""
    journal = cases.full() if numbered else make.opened()
    package = journal.write(HOST, cases.submission(journal)) if not numbered else None
    about = package.id if package else None
    journal.write(CENTRE, ACCEPT, about=about)
    journal.write(SECOND, DECLINE, about=about)
    journal.write(HOST, make.lab_result(test="hiv-confirmation", value=None, unit="", outcome="positive"))
    return journal


def test_accept_and_decline_stand_side_by_side_on_both_desks():
    journal = decided(numbered=False)

    for own in (CENTRE, HOST):
        (versions,) = file(journal, own).undecided(ReviewDecision)
        assert {"accept", "decline"} == {entry.fact.decision for entry in versions.entries}


def test_no_number_is_given_while_two_decisions_stand():
    journal = decided(numbered=False)
    both = file(journal)
    ids = [entry.id for entry in both.of(ReviewDecision)]
    journal.write(CENTRE, ACCEPT, replaces=ids)

    lacks = "Two decisions stand beside each other. Choose one of them first."
    assert lacks in steps.not_ready(both, Registration, TODAY)
    assert lacks not in steps.not_ready(file(journal), Registration, TODAY)


@pytest.mark.parametrize("paper", [treatment_plan, prescription])
def test_no_paper_prints_a_number_while_two_decisions_stand(paper):
    case = file(decided(numbered=True))

    with pytest.raises(Refused):
        paper.build(case, cases.ABOUT, "en", str)
