"""Whatever order the facts of a case arrive in, its list of papers and its time limits are the same."""

from hypothesis import given
from hypothesis import strategies as st

from regdesk.advice import checklist, differences, urgency
from regdesk.catalogue import whole
from regdesk.domain.follow_ups import Condition
from regdesk.domain.papers import ClinicalPaper, Submission
from regdesk.domain.people import IdentityPaper
from regdesk.domain.reviews import Checked, CompletenessCheck
from regdesk.domain.rights import read
from tests import make
from tests.make import CENTRE, HOST, TODAY


def written():
    """Give a case with papers, a result, a condition, a package and its check."""
    journal = make.opened()
    paper = journal.write(HOST, ClinicalPaper(type="cd4", dated=TODAY))
    journal.write(HOST, make.lab_result(value=150), about=paper.id)
    journal.write(HOST, IdentityPaper(type="passport", country="UZ"))
    journal.write(HOST, Condition(name="Беременность"))
    package = journal.write(HOST, Submission(on=TODAY, papers=(paper.id,), urgency="child"))
    found = CompletenessCheck(on=TODAY, papers=(Checked(type="cd4", state="unreadable"),))
    journal.write(CENTRE, found, about=package.id)
    return journal


JOURNAL = written()


def said(entries):
    """Give everything that the review advises about these entries."""
    case = read(JOURNAL.stream, entries, make.AUTHORS, HOST.id)
    papers = [(one.type, one.state) for one in checklist.build(case, whole.current(), TODAY).items]
    return papers, urgency.clock(case, TODAY), differences.of_identity(case, TODAY)


EXPECTED = said(JOURNAL.entries)


@given(st.permutations(JOURNAL.entries))
def test_the_order_of_arrival_changes_nothing(entries):
    assert said(entries) == EXPECTED
    assert dict(EXPECTED[0])["cd4"] == "unreadable"
    assert set(EXPECTED[1].codes(TODAY)) == {"low-cd4", "pregnant", "child"}
