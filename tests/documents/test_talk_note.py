"""The note of a talk says what was found and decided, by code, and nothing of a talk that is only planned."""

from dataclasses import replace
from datetime import timedelta

from regdesk.documents import not_final, pdf, show, talk_note
from regdesk.domain.reviews import Teleconsultation
from tests import make
from tests.documents import cases
from tests.documents.test_two_decisions import SECOND, file
from tests.make import CENTRE


def printed(case):
    """Give the printed words in English."""
    document = talk_note.build(case, cases.ABOUT, "en", str)
    return " ".join(show.text(pdf.render(document)).replace("\u00a0", " ").split())


def test_findings_decision_doctor_and_day_are_there():
    text = printed(cases.full().file())

    wanted = ("Feels well, cough has gone.", "Goes on with both medicines.", "Гульмира К.", "video")
    assert [] == [
        words for words in (*wanted, "23 November 2026", cases.CODE, "KG-30412") if words not in text
    ]


def test_a_talk_that_is_only_planned_is_no_note():
    journal = make.opened()
    journal.write(CENTRE, Teleconsultation(planned_for=make.TODAY))

    assert "No talk with the doctor was held in this case yet." in printed(journal.file())


def test_the_newest_talk_that_was_held_is_printed_though_the_next_is_planned():
    journal = cases.full()
    first = cases.first(journal.file(), Teleconsultation)
    later = replace(cases.TALK, on=make.TODAY + timedelta(days=1), findings="Sleeps well.")
    second = journal.write(CENTRE, later, follows=first)
    journal.write(CENTRE, Teleconsultation(planned_for=make.TODAY + timedelta(days=30)), follows=second.id)

    text = printed(journal.file())

    assert "Sleeps well." in text
    assert "cough has gone" not in text


def test_two_corrections_made_apart_print_neither_and_say_not_final():
    journal = cases.full()
    talk = cases.first(journal.file(), Teleconsultation)
    journal.write(CENTRE, replace(cases.TALK, decision="Stop."), replaces=[talk])
    journal.write(SECOND, replace(cases.TALK, decision="Go on."), replaces=[talk])

    text = printed(file(journal))

    assert not_final.NOT_FINAL in text
    assert "Stop." not in text
    assert "Go on." not in text
