"""New person: six short steps, a draft that is never lost, and the case at the end."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from regdesk.actions import drafts, lists
from regdesk.actions.desk import read_case
from regdesk.domain.consent import ContactConsent, TransferConsent
from regdesk.domain.people import FormerName, Identity, SafeContact, Stay
from regdesk.domain.supply import StockCount
from regdesk.ui.pages.new_person import DRAFT
from tests import desks, shells
from tests.shells import Opened

CONSENT, KNOWN, BASICS, CONTACT = range(4)


@pytest.fixture
def pair(tmp_path):
    """Give a host and a centre that have met."""
    return shells.pair(tmp_path)


@pytest.fixture
def opened(qtbot, light, pair):
    """Give the host's window."""
    return Opened(qtbot, pair[0])


def write(step, **values):
    """Type into the fields of a step."""
    for name, value in values.items():
        step.fields[name].editor.set_raw(value)
        step.fields[name].edited.emit()


def fill_in(page):
    """Do all steps up to the check."""
    write(page.consent, a="yes", b="yes", language="ky")
    page.advance()
    write(page.known, family="Новикова", given="Мария", born="1994")
    page.advance()
    write(page.basics, citizenship="KG", region="Тверь", former="Иванова")
    page.advance()
    write(page.contact, phone="+7 000 000-00-02", when="после 19:00")
    page.advance()
    write(page.stock, days="12")
    page.advance()


def test_six_steps_open_a_case_with_all_that_was_said(opened, pair):
    page = opened.page("new-person")

    fill_in(page)
    page.advance()

    stream = opened.door.asked[0]
    case = read_case(opened.desk, stream)
    identity, contact = case.one(Identity), case.one(SafeContact)
    assert (identity.family_name, identity.given_names) == ("Новикова", "Мария")
    assert (identity.born_on, identity.born_known) == (date(1994, 1, 1), "year")
    assert (identity.citizenship, case.one(Stay).region) == ("KG", "Тверь")
    assert case.one(FormerName).family_name == "Иванова"
    assert contact.when == "после 19:00"
    assert case.one(ContactConsent).language == "ky"
    assert set(case.one(TransferConsent).organisations) == {pair[0].org, pair[1].org}
    assert case.one(StockCount).days == 12
    code = lists.case_row(opened.desk, stream).code
    assert opened.shell.undo_bar.accessibleName() == (
        f"Case {code} is open. Everything in it can still be corrected."
    )


def test_only_consents_a_name_and_a_contact_are_needed(opened):
    page = opened.page("new-person")
    write(page.consent, a="yes", b="yes")
    page.advance()
    page.advance()
    write(page.basics, family_name="Новикова")
    page.advance()
    write(page.contact, messenger="@nobody")
    page.advance()
    page.advance()

    page.advance()

    assert len(opened.door.asked) == 1
    row = lists.case_row(opened.desk, opened.door.asked[0])
    assert (row.name, row.origin, row.host_country) == ("Новикова", "KG", "RU")


def test_without_consent_nothing_goes_on_and_the_summary_says_why(opened):
    page = opened.page("new-person")

    page.advance()

    assert page.frame.at() == CONSENT
    assert page.consent.summary.isVisible()
    assert "Ask for consent B first. Without it nothing leaves this computer." in (
        page.consent.summary.accessibleDescription()
    )
    assert page.consent.fields["a"].error() == "Ask for consent A first. Without it nothing is written down."


def test_a_spoken_consent_asks_for_its_witness(opened):
    page = opened.page("new-person")
    write(page.consent, a="yes", b="yes", given="spoken")

    page.advance()

    assert page.frame.at() == CONSENT
    write(page.consent, witness="Переводчица")
    page.advance()
    assert page.frame.at() == KNOWN


def test_what_was_typed_is_there_after_a_lock(qtbot, light, pair):
    host, _ = pair
    before = Opened(qtbot, host).page("new-person")
    write(before.consent, a="yes", b="yes")
    before.advance()
    write(before.known, family="Новикова")
    before.leave()

    after = Opened(qtbot, desks.reopen(host)).page("new-person")

    assert after.frame.at() == KNOWN
    assert after.known.fields["family"].editor.raw() == "Новикова"
    assert after.consent.fields["b"].editor.value()


def test_the_draft_goes_when_the_case_is_open(opened):
    page = opened.page("new-person")
    fill_in(page)
    page._keep()
    assert drafts.restore(opened.desk, DRAFT)

    page.advance()

    assert drafts.restore(opened.desk, DRAFT) is None
    assert opened.page("new-person").basics.fields["family_name"].editor.raw() == ""


def test_starting_again_can_be_undone(opened):
    page = opened.page("new-person")
    write(page.consent, a="yes", b="yes", language="тадж")
    page._keep()

    page.frame.again.click()
    assert page.consent.fields["language"].editor.raw() == ""
    opened.shell.do("undo")

    assert page.consent.fields["language"].editor.raw() == "тадж"


def test_somebody_known_is_found_in_another_spelling_and_opened(opened, pair):
    stream = desks.new_person(*pair)
    page = opened.page("new-person")
    write(page.consent, a="yes", b="yes")
    page.advance()

    write(page.known, family="Asanova", given="Айгуль", born="1994")
    page.known.look_up()

    assert page.known.found[0].matched == ("family", "given", "year")
    assert page.frame.next.text().startswith("Yes, open ")
    page.advance()
    assert opened.door.asked == [stream]


def test_somebody_alike_can_still_be_a_new_person(opened, pair):
    desks.new_person(*pair)
    page = opened.page("new-person")
    write(page.consent, a="yes", b="yes")
    page.advance()
    write(page.known, family="Асанова", given="Айгүл", born="5.6.2001")
    page.known.look_up()

    page.advance()

    assert page.known.found[0].differs == ("year",)
    assert page.frame.at() == BASICS
    assert page.basics.fields["born_on"].editor.value() == date(2001, 6, 5)
    assert page.basics.fields["born_known"].editor.raw() == "day"


def test_without_a_confirmed_centre_it_stays_a_draft(qtbot, light, tmp_path):
    page = Opened(qtbot, desks.desk(tmp_path / "alone", "Опора", "host")).page("new-person")

    fill_in(page)
    page.advance()

    assert page.frame.at() == CONSENT


def test_enter_goes_on_and_escape_goes_back(qtbot, opened):
    page = opened.page("new-person")
    write(page.consent, a="yes", b="yes")

    qtbot.keyClick(page.consent.fields["language"].editor.inside, Qt.Key.Key_Return)

    assert page.frame.at() == KNOWN
    page.commands["close"]()
    assert page.frame.at() == CONSENT


def test_the_check_leads_back_to_each_step(opened):
    page = opened.page("new-person")
    fill_in(page)

    page.check.asked.emit(3)

    assert page.frame.at() == CONTACT


def test_no_step_is_wider_than_the_window(qtbot, themed, pair):
    opened = Opened(qtbot, pair[0])
    page = opened.page("new-person")
    fill_in(page)

    for at in range(6):
        page.go_to(at)
        area = page.findChild(QScrollArea)
        assert area.widget().minimumSizeHint().width() <= area.viewport().width()
