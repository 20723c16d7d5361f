"""Beside the papers of a review: what differs, marks that stay, time limits, talks, the register, numbers."""

import os
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from regdesk.actions import labs, links, records, registrations, reviews, staff, unlocking
from regdesk.actions.staff import NewUser
from regdesk.catalogue import whole
from regdesk.domain.escalations import Escalation, open_escalation
from regdesk.domain.links import Link, LinkConfirmed
from regdesk.domain.membership import CaseCode
from regdesk.domain.reviews import CompletenessCheck, Registration, ReviewDecision, Teleconsultation
from regdesk.errors import Refused
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.review import ReviewTab
from regdesk.ui.pages.case.sheet import FactSheet
from regdesk.ui.widgets.button import Button
from tests import clinic, desks, make

_THEIRS = "another phrase, for tests only"


@pytest.fixture
def made(tmp_path, light):
    found = clinic.clinic(tmp_path)
    found.submit()
    return found


def opened(made, qtbot, desk=None):
    return clinic.open_tab(ReviewTab, made, desk or made.centre, qtbot)


def press(widget, text):
    """Press the visible button that says this."""
    QApplication.processEvents()
    (found,) = (one for one in widget.findChildren(Button) if one.text() == text and one.isVisible())
    found.click()


def offered(widget, text):
    """Say whether a visible button says this."""
    QApplication.processEvents()
    return any(one.text() == text and one.isVisible() for one in widget.findChildren(Button))


def write(tab, **values):
    """Fill the open sheet and press its button."""
    (sheet,) = clinic.dialogs(tab, FactSheet)
    for name, value in values.items():
        sheet.form.fields[name].editor.set_value(value)
    sheet.button.click()


def colleague(made):
    """Give the two desks, the Centre's as a second clinician opens it."""
    new = NewUser(name="Асель Т.", roles=frozenset({"clinician", "registrar"}), passphrase=_THEIRS)
    staff.add(made.centre, desks.PASSPHRASE, new, desks.CHEAP)
    unlocking.close(made.centre)
    desk = unlocking.unlock(made.centre.folder, _THEIRS, made.centre.clock, os.urandom, desks.CHEAP)
    return replace(made, centre=desk)


def test_marks_of_compared_facts_are_there_again_for_whoever_opens_the_review(made, qtbot):
    tab = opened(made, qtbot)
    for _ in range(2):
        qtbot.keyClick(tab.desk.fields.view, Qt.Key.Key_Space)
    left = tab.desk.checks.left()
    tab.leave()

    again = opened(made, qtbot)

    assert again.desk.checks.left() == left == 6
    assert len(made.case(made.centre).one(CompletenessCheck).compared) == 2


def test_a_fact_that_was_corrected_is_compared_anew(made, qtbot):
    tab = opened(made, qtbot)
    for _ in range(8):
        qtbot.keyClick(tab.desk.fields.view, Qt.Key.Key_Space)
    tab.leave()
    records.state(made.centre, made.stream, make.identity(given_names="Айгул"))

    again = opened(made, qtbot)

    checks = again.desk.checks
    assert [checks.is_checked(row) for row in again.desk._fields] == [False] * 5 + [True] * 3


def test_what_the_paper_says_otherwise_is_shown_and_asked_about(made, qtbot):
    result = make.lab_result(test="hbsag", value=None, unit="", outcome="positive")
    labs.add_result(made.host, made.stream, result)
    made.carry()
    tab = opened(made, qtbot)

    qtbot.keyClick(tab.desk.fields.view, Qt.Key.Key_Q)
    write(tab)

    said = "the paper says positive, but hepatitis B is not among the conditions"
    assert clinic.says(tab.desk.fields, said)
    assert any(said in one for one in made.case(made.centre).one(ReviewDecision).wanted)


def test_a_talk_is_planned_and_later_written_down(made, qtbot):
    tab = opened(made, qtbot)
    press(tab, "Talk…")
    write(tab, planned_for=make.TODAY + timedelta(days=2))
    planned = clinic.says(tab, "Talk with the doctor planned for 25 November")

    press(tab, "Talk…")
    write(tab, findings="Well, takes the medicines", decision="Goes on")

    talk = made.case(made.centre).one(Teleconsultation)
    assert planned
    assert (talk.on, talk.decision, talk.how) == (make.TODAY, "Goes on", "video")
    assert len(made.case(made.centre).tips(Teleconsultation)) == 1
    assert offered(tab, "Note of the talk with the doctor")


def test_a_talk_that_is_only_planned_has_no_note_to_print(made, qtbot):
    tab = opened(made, qtbot)
    press(tab, "Talk…")
    write(tab, planned_for=make.TODAY + timedelta(days=2))

    assert not offered(tab, "Note of the talk with the doctor")


def test_what_was_asked_for_can_be_printed_until_the_centre_decides(made, qtbot):
    more = ReviewDecision(decision="more", on=make.TODAY, wanted=("The date of birth",))
    asked = reviews.decide(made.centre, made.stream, more)
    tab = opened(made, qtbot)

    assert asked
    assert offered(tab, "Request for correction")
    reviews.decide(made.centre, made.stream, _accepted())
    assert not offered(opened(made, qtbot), "Request for correction")


def test_a_number_of_another_pattern_is_refused_with_the_example(made, qtbot):
    known = whole.current()
    row = replace(known.countries["KG"], number=r"KG-\d{5}", example="KG-30412")
    whole.use(replace(known, countries={**known.countries, "KG": row}))
    try:
        reviews.decide(made.centre, made.stream, _accepted())
        with pytest.raises(Refused, match="KG-30412"):
            registrations.register(made.centre, made.stream, "30412")
        registrations.register(made.centre, made.stream, "KG-00001")
    finally:
        whole.use(None)

    assert made.case(made.centre).one(Registration).number == "KG-00001"


def test_without_a_known_pattern_a_centre_types_freely(made):
    reviews.decide(made.centre, made.stream, _accepted())

    registrations.register(made.centre, made.stream, "дело № 17/А")

    assert made.case(made.centre).one(Registration).number == "дело № 17/А"


def test_the_number_of_another_person_is_shown_at_once(made, qtbot):
    other = _registered(made, "KG-30412")
    tab = opened(made, qtbot)
    tab.desk.accept()
    (dialog,) = clinic.dialogs(tab, FormDialog)
    dialog.form.level.editor.set_raw("L2")
    dialog.form.number.editor.set_raw("kg 30412")
    dialog.form.why.editor.set_raw("Papers come later")
    dialog.button.click()

    assert clinic.says(tab, "Two people have this number")
    assert clinic.says(tab, f"Also {other}")


def test_a_link_takes_two_people_and_keeps_the_number(made, qtbot):
    code = _registered(made, "KG-1200")
    tab = opened(made, qtbot)
    candidate = clinic.says(tab, f"Number KG-1200, case {code}.")
    press(tab, "Same person…")
    write(tab, evidence="Same mother's name, same passport")
    (link,) = made.case(made.centre).of(Link)

    alone = [one.text() for one in tab.findChildren(Button) if one.text() == "It is the same person"]
    with pytest.raises(Refused, match="Another person confirms a link"):
        links.confirm(made.centre, made.stream, link.id)
    made = colleague(made)
    desk, theirs = made.centre, opened(made, qtbot)
    waits = clinic.says(theirs, "Link waits for a second person")
    press(theirs, "It is the same person")

    assert (candidate, alone, waits) == (True, [], True)
    assert made.case(desk).of(LinkConfirmed)
    assert clinic.says(theirs, "Registered already; two people have confirmed it")
    reviews.decide(desk, made.stream, _accepted())
    with pytest.raises(Refused, match="there is no second one"):
        registrations.register(desk, made.stream, "KG-9999")
    registrations.register(desk, made.stream, "KG-1200")
    assert not registrations.same(desk, made.stream)


def test_a_late_review_is_brought_before_the_coordinator_without_name_or_diagnosis(made, qtbot):
    made.hands.day += timedelta(days=15)
    tab = opened(made, qtbot, made.host)
    press(tab, "Copy the text")
    copied = QApplication.clipboard().text()
    press(tab, "Ask the coordinator…")
    write(tab, to="REG, Bishkek")

    asked = open_escalation(made.case(made.host))
    assert asked.fact.to == "REG, Bishkek"
    assert clinic.says(tab, "The decision is 1 day late.")
    assert "Kyrgyzstan → Russia" in copied
    assert "Waits for 15 days." in copied
    for word in ("HIV", "CD4", "Асанова", "ASANOVA"):
        assert word not in copied

    press(tab, "Write the answer")
    write(tab, answer="The Centre looks tomorrow")

    case = made.case(made.host)
    assert open_escalation(case) is None
    assert case.one(Escalation).answer == "The Centre looks tomorrow"


def test_an_answer_in_time_offers_no_coordinator(made, qtbot):
    made.hands.day += timedelta(days=14)

    tab = opened(made, qtbot, made.host)

    assert not clinic.says(tab, "Ask the coordinator…")
    assert clinic.says(tab, "Decide by 7 December.")


def test_alt_and_an_arrow_go_to_the_next_case_of_the_inbox(made, qtbot):
    other = clinic.Clinic(made.host, made.centre, desks.new_person(made.host, made.centre), made.hands)
    other.carry()
    other.submit()
    tab = opened(made, qtbot)
    went = []
    tab.context.shell.open = lambda *where: went.append(where)

    tab.commands["forward"]()

    assert clinic.says(tab, "case 1 of 2")
    assert went == [("case", (other.stream, "review"))]


def _accepted():
    return ReviewDecision(decision="accept", on=make.TODAY, identity_level="L2", clinician="Г. К.")


def _registered(made, number):
    """Register somebody of the same name at the Centre and give the code of that case."""
    other = clinic.Clinic(made.host, made.centre, desks.new_person(made.host, made.centre), made.hands)
    other.carry()
    other.submit()
    reviews.receive(made.centre, other.stream)
    reviews.accept(made.centre, other.stream, _accepted(), number)
    return other.case(made.centre).one(CaseCode).code
