"""Closing a case, opening it again, a move, a detention and a contact by a safe way, as windows."""

from datetime import timedelta

import pytest

from regdesk.actions import cases, outcomes, records
from regdesk.domain.detention import ArrivalPlan, Detention
from regdesk.domain.follow_ups import FollowUp, ReturnAssessed
from regdesk.domain.freezing import frozen
from regdesk.domain.outcomes import CauseOfDeath, Closed, Transfer
from regdesk.domain.people import SafeContact, Stay
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case import outcome_windows
from regdesk.ui.pages.case.next_action import Action
from regdesk.ui.pages.case.sheet import FactSheet
from tests import clinic, make
from tests.case_pages import opened, words

HELD = Detention(what="detained", on=make.TODAY, source="a relative called")


@pytest.fixture
def case(tmp_path, light):
    return clinic.clinic(tmp_path, "accepted")


def window(page, kind):
    """Give the one window of a kind that is open."""
    (found,) = [one for one in page.opened.shell.findChildren(kind) if one.isVisible()]
    return found


def card(page):
    """Give the card about the outcome."""
    return page.body.tab(0).outcome


def look(made, desk):
    """Read the case anew."""
    return cases.look(desk, made.stream)


def closing(page, outcome, **typed):
    """Open the window that closes, choose an outcome and type the rest."""
    card(page).close_case.click()
    dialog = window(page, FormDialog)
    dialog.form.outcome.editor.set_raw(outcome)
    for name, text in typed.items():
        dialog.form.form.fields[name].editor.set_value(text)
    return dialog


def test_a_case_is_closed_with_its_source_and_opened_again(case, qtbot):
    page = opened(qtbot, case.host, case.stream)
    closing(page, "refused", source="said so on the phone").button.click()
    shut = look(case, case.host).progress.closed
    said = words(card(page))
    card(page).reopen.click()

    assert shut == "refused"
    assert "said so on the phone" in said
    assert look(case, case.host).progress.closed == ""


def test_an_outcome_is_asked_for_first_and_then_what_it_needs(case, qtbot):
    page = opened(qtbot, case.host, case.stream)
    dialog = closing(page, "")
    dialog.button.click()
    form = dialog.form
    lacks = form.outcome.error()
    seen = {}
    for outcome in ("died", "transferred", "duplicate", "refused"):
        form.outcome.editor.set_raw(outcome)
        fields = {**form.form.fields, "cause": form.cause}
        seen[outcome] = {name for name, field in fields.items() if field.isVisibleTo(form)} - {"on", "source"}

    assert lacks
    assert seen == {
        "died": {"cause"},
        "transferred": {"received_by", "confirmed_on"},
        "duplicate": {"other_number"},
        "refused": set(),
    }


def test_a_transfer_without_confirmation_stays_open_and_says_so(case, qtbot):
    page = opened(qtbot, case.host, case.stream)

    closing(page, "transferred", source="told by the person", received_by="Almaty").button.click()

    assert "on what day it confirmed this" in words(window(page, FormDialog))
    assert look(case, case.host).progress.closed == ""


def test_the_cause_of_a_death_is_kept_where_couriers_cannot_read_it(case, qtbot):
    page = opened(qtbot, case.centre, case.stream)
    dialog = closing(page, "died", source="the family")
    dialog.form.cause.editor.set_value("an accident")

    dialog.button.click()

    found = look(case, case.centre).case
    (entry,) = found.of(CauseOfDeath)
    assert (entry.section, entry.about) == ("clinical", found.of(Closed)[0].id)


def test_lost_says_how_many_attempts_and_days_there_are_and_is_refused_before(case, qtbot):
    page = opened(qtbot, case.host, case.stream)
    dialog = closing(page, "lost", source="nobody answers")
    said = words(dialog)

    dialog.button.click()

    assert "Attempts in vain: 0 of 3" in said
    assert "So far: 0 of 3" in words(dialog)
    assert look(case, case.host).progress.closed == ""


def test_a_move_and_a_detention_are_written_down_and_shown(case, qtbot):
    page = opened(qtbot, case.host, case.stream, discreet=False)
    card(page).move_on.click()
    sheet = window(page, FactSheet)
    sheet.form.fields["country"].editor.set_value("KZ")
    sheet.button.click()
    records.state(case.host, case.stream, HELD)
    page.reload()

    assert [one.country for one in look(case, case.host).case.all(Transfer)] == ["KZ"]
    said = words(card(page))
    assert "Kazakhstan" in said
    assert "held by officials" in said


def test_in_discreet_mode_the_card_does_not_tell_of_a_detention(case, qtbot):
    records.state(case.host, case.stream, HELD)

    page = opened(qtbot, case.host, case.stream, discreet=True)

    assert "held" not in words(card(page))
    assert "a relative called" not in words(card(page))


def test_the_centre_arranges_medicines_on_arrival(case, qtbot):
    outcomes.hold(case.host, case.stream, HELD)
    case.carry()
    page = opened(qtbot, case.centre, case.stream)
    outcome_windows.arrive(page.body.tab(0).context, look(case, case.centre))
    sheet = window(page, FactSheet)
    sheet.form.fields["place"].editor.set_value("Bishkek, pharmacy of the Centre")

    sheet.button.click()

    (plan,) = look(case, case.centre).case.all(ArrivalPlan)
    assert plan.place == "Bishkek, pharmacy of the Centre"


def test_the_address_is_erased_only_after_a_person_said_so(case, qtbot):
    records.state(case.host, case.stream, Stay(country="RU", region="Moscow"))
    page = opened(qtbot, case.host, case.stream)
    outcome_windows.addresses(page.body.tab(0).context, look(case, case.host))
    dialog = window(page, FormDialog)
    before = len(look(case, case.host).case.of(Stay))

    dialog.button.click()

    assert before == 1
    assert look(case, case.host).case.of(Stay) == ()


def test_the_doctor_writes_down_how_it_goes_on_after_an_interruption(case, qtbot):
    back = FollowUp(on=make.TODAY, without_since=make.TODAY - timedelta(days=30))
    records.state(case.host, case.stream, back)
    case.carry()
    page = opened(qtbot, case.centre, case.stream)
    outcome_windows.assess(page.body.tab(0).context, look(case, case.centre))
    sheet = window(page, FactSheet)
    sheet.form.fields["decision"].editor.set_raw("same")

    sheet.button.click()

    (fact,) = look(case, case.centre).case.all(ReturnAssessed)
    assert fact.decision == "same"


def test_the_safe_contact_stands_above_the_form_of_a_contact_and_its_ways_are_named(case, qtbot):
    page = opened(qtbot, case.host, case.stream)
    outcome_windows.ask_contact(page.body.tab(0).context, look(case, case.host))

    said = words(window(page, FactSheet))

    for part in ("+7 000 000-00-01", "после 19:00", "Leave no messages", "Allowed: phone call"):
        assert part in said


def test_a_way_that_the_person_did_not_allow_is_refused_in_words(case, qtbot):
    page = opened(qtbot, case.host, case.stream)
    outcome_windows.ask_contact(page.body.tab(0).context, look(case, case.host))
    sheet = window(page, FactSheet)
    sheet.form.fields["how"].editor.set_raw("message")
    sheet.button.click()
    refused = words(sheet), look(case, case.host).case.of(FollowUp)
    sheet.form.fields["how"].editor.set_raw("call")

    sheet.button.click()

    assert "did not allow messages" in refused[0]
    assert refused[1] == ()
    assert len(look(case, case.host).case.of(FollowUp)) == 1


def test_of_two_versions_of_a_safe_contact_the_window_says_that_both_must_allow(case, qtbot):
    first = look(case, case.host).case.of(SafeContact)[0]
    for desk, messages in ((case.host, True), (case.centre, False)):
        right = make.safe_contact(messages=messages, language="ky")
        records.correct(desk, case.stream, [first.id], right)
    case.carry()
    page = opened(qtbot, case.host, case.stream)
    outcome_windows.ask_contact(page.body.tab(0).context, look(case, case.host))

    assert "two versions" in words(window(page, FactSheet))


def test_the_main_button_opens_what_a_detention_asks_of_the_centre(case, qtbot):
    outcomes.hold(case.host, case.stream, HELD)
    case.carry()
    page = opened(qtbot, case.centre, case.stream)

    page.follow(Action("", "arrive", ""))

    assert "Place" in words(window(page, FactSheet))


def test_somebody_who_moves_on_gets_a_transfer_letter_to_print(case, qtbot):
    before = opened(qtbot, case.host, case.stream)
    hidden = card(before).prints.isHidden()
    records.state(case.host, case.stream, Transfer(on=make.TODAY, country="Kazakhstan"))
    after = opened(qtbot, case.host, case.stream)

    assert hidden
    assert not card(after).prints.isHidden()
    assert ["transfer-letter"] == [one.id for one in card(after).prints.papers]


def test_another_persons_papers_make_the_case_stand_still_until_it_is_sorted_out(case, qtbot):
    page = opened(qtbot, case.host, case.stream)
    card(page).freeze.click()
    sheet = window(page, FactSheet)
    sheet.button.click()
    asked = words(sheet)
    sheet.form.fields["why"].editor.set_value("the passport is his brother's")
    sheet.button.click()
    still = frozen(look(case, case.host).case)
    page.follow(Action("", "sorted", ""))
    sheet = window(page, FactSheet)
    sheet.form.fields["why"].editor.set_value("taken back")
    sheet.button.click()

    assert "Write what was found" in asked
    assert still
    assert not frozen(look(case, case.host).case)
