"""The request for correction lists reasons, papers, what is asked for, and by when."""

from datetime import timedelta

import pytest

from regdesk.documents import correction, not_final, pdf, show
from regdesk.domain.papers import Submission
from regdesk.domain.reviews import Checked, CompletenessCheck, ReviewDecision
from tests import make
from tests.documents import cases
from tests.documents.test_two_decisions import SECOND, file
from tests.make import CENTRE, HOST

FOUND = (
    Checked(type="cd4", state="ok"),
    Checked(type="viral-load", state="unreadable", note="dark"),
    Checked(type="biochemistry", state="expired"),
    Checked(type="summary", state="not-needed"),
)
MORE = ReviewDecision(
    decision="more",
    on=make.TODAY,
    papers=("identity", "viral-load"),
    wanted=("Since when is the cough?",),
    answer_by=make.TODAY + timedelta(days=10),
)


def sent():
    """Give a case with a package, and the package's entry."""
    journal = make.opened()
    return journal, journal.write(HOST, cases.submission(journal))


def printed(case):
    """Give the printed words in English."""
    document = correction.build(case, cases.ABOUT, "en", str)
    return " ".join(show.text(pdf.render(document)).replace("\u00a0", " ").split())


def test_a_return_says_its_reasons_its_note_and_until_when():
    text = printed(cases.full().file())

    wanted = ("a paper is missing", "a paper cannot be read", "Page two is dark.", "7 December 2026")
    assert [] == [words for words in wanted if words not in text]


def test_papers_stand_in_the_words_of_the_check_and_what_is_in_order_does_not():
    journal, package = sent()
    journal.write(CENTRE, CompletenessCheck(on=make.TODAY, papers=FOUND), about=package.id)
    journal.write(CENTRE, cases.returned(), about=package.id)

    text = printed(journal.file())

    assert "1 Viral load unreadable dark" in text
    assert "2 Biochemistry too old" in text
    assert "CD4" not in text
    assert "Discharge" not in text


def test_what_is_asked_for_is_there_once_beside_what_was_found():
    journal, package = sent()
    journal.write(CENTRE, CompletenessCheck(on=make.TODAY, papers=FOUND), about=package.id)
    journal.write(CENTRE, MORE, about=package.id)

    text = printed(journal.file())

    assert 1 == text.count("Viral load")
    assert "Identity document asked for" in text
    assert "Since when is the cough?" in text
    assert "3 December 2026" in text


@pytest.mark.parametrize("decision", ["accept", "decline"])
def test_once_the_centre_decided_nothing_is_asked_for(decision):
    journal, package = sent()
    asked = journal.write(CENTRE, MORE, about=package.id)
    final = ReviewDecision(decision=decision, on=make.TODAY, reason="x", next_step="y", identity_level="L2")
    journal.write(CENTRE, final, about=package.id, follows=asked.id)

    assert "The Centre asks for no correction in this case." in printed(journal.file())


def test_a_new_package_ends_what_was_asked_of_the_old_one():
    journal, package = sent()
    journal.write(CENTRE, cases.returned(), about=package.id)
    again = journal.file().one(Submission)
    journal.write(HOST, again, follows=package.id)

    assert "The Centre asks for no correction in this case." in printed(journal.file())


def test_two_answers_written_apart_are_not_final():
    journal, package = sent()
    asked = journal.write(CENTRE, MORE, about=package.id)
    for org, wanted in ((CENTRE, "One"), (SECOND, "Another")):
        changed = ReviewDecision(decision="more", on=make.TODAY, wanted=(wanted,))
        journal.write(org, changed, about=package.id, replaces=[asked.id])

    text = printed(file(journal))

    assert not_final.NOT_FINAL in text
    assert "Another" not in text
