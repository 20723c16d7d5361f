"""The letter for a journey says in two languages who carries which medicines, and not why or from whom."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regdesk.documents import disclosure, pdf, show, travel_letter
from regdesk.domain.plans import Prescription
from regdesk.domain.supply import Dispensing
from regdesk.errors import Refused
from regdesk.i18n import translations
from tests import make
from tests.documents import cases
from tests.make import CENTRE

LAST = date(2027, 2, 23)


def printed(journal, language="en", today=make.TODAY):
    """Give the printed words on one line."""
    about, speak = replace(cases.ABOUT, today=today), translations(language).gettext
    text = show.text(pdf.render(travel_letter.build(journal.file(), about, language, speak)))
    return " ".join(text.replace("\u00a0", " ").split())


def test_traveller_passport_medicines_days_doctor_and_phone_are_there():
    text = printed(cases.full())

    expected = (
        "ASANOVA AIGUL",
        "ID0000000",
        "tenofovir / lamivudine /",
        "300 / 300 / 50 mg",
        "90 tab.",
        "Гульмира К.",
        cases.ABOUT.call,
        "23.02.2027",
    )
    assert [] == [words for words in expected if words not in text]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_both_languages_stand_on_one_page(language):
    text = printed(cases.full(), language)

    assert "for personal use" in text
    assert "для личного применения" in text


def test_no_diagnosis_organisation_or_code_is_there():
    text = printed(cases.full())

    assert [] == [words for words in (cases.CODE, cases.ABOUT.host, cases.ABOUT.centre) if words in text]
    assert () == disclosure.in_text(text, medicines=True)


def test_what_was_packed_goes_before_what_was_prescribed():
    journal = cases.full()
    prescription = journal.file().current(Prescription)
    items = (replace(cases.ITEMS[0], units=60),)
    journal.write(CENTRE, Dispensing(on=make.TODAY, days=60, items=items), about=prescription.id)

    rows, days = travel_letter.carried(journal.file(), prescription)

    assert ([("A", 60)], 60) == ([(line.item, units) for line, units in rows], days)


def test_before_anything_is_packed_the_prescription_and_its_plan_say_how_much():
    journal = cases.full()
    journal.entries = [one for one in journal.entries if not isinstance(one.fact, Dispensing)]
    prescription = journal.file().current(Prescription)

    rows, days = travel_letter.carried(journal.file(), prescription)

    assert ([("A", 90), ("B", 90)], 90) == ([(line.item, units) for line, units in rows], days)


@pytest.mark.parametrize(("after", "ended"), [(-1, False), (0, False), (1, True)])
def test_a_prescription_that_has_ended_is_vouched_for_no_more(after, ended):
    text = printed(cases.full(), today=LAST + timedelta(days=after))

    assert ("no longer valid" in text) is ended
    assert ("ASANOVA" in text) is not ended


def test_nothing_is_printed_while_two_versions_stand():
    journal = cases.full()
    prescription = journal.file().current(Prescription)
    for number in ("one", "two"):
        changed = replace(prescription.fact, number=number)
        journal.write(CENTRE, changed, follows=prescription.id, about=prescription.about)

    with pytest.raises(Refused):
        printed(journal)
