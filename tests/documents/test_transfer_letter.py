"""The transfer letter says what another centre needs, as far as the person agreed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from regdesk.documents import not_final, pdf, show, transfer_letter
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.follow_ups import NO_ANSWER, FollowUp
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Noted, Override, Plan
from regdesk.domain.supply import StockCount
from tests import make
from tests.documents import cases
from tests.documents.test_two_decisions import SECOND, file
from tests.make import CENTRE, HOST


def printed(case, about=cases.ABOUT):
    """Give the printed words in English."""
    document = transfer_letter.build(case, about, "en", str)
    return " ".join(show.text(pdf.render(document)).replace("\u00a0", " ").split())


def test_person_number_regimen_results_and_effects_are_there():
    text = printed(cases.full().file())

    wanted = (
        "Centre in Almaty · Kazakhstan",
        "Асанова Айгүл Бакытовна",
        "ASANOVA AIGUL",
        "14 March 1994",
        "Kyrgyzstan",
        "KG-30412",
        "TDF/3TC/DTG",
        "300 / 300 / 50 mg",
        "1 tab., 21:00",
        "26 November 2026",
        "412 cells/µL",
        "<40 copies/mL",
        "rifampicin",
        "Poor sleep",
        "68.5 kg",
    )
    assert [] == [words for words in wanted if words not in text]


def test_checks_and_the_reasons_given_against_them_are_there_with_their_source():
    against = Override(rule="x", title="Two at once", reason="No other choice", source="WHO 2023")
    considered = Noted(rule="y", tier="consider", title="Antacids", text="Two hours apart", source="DAK")

    text = printed(cases.full(overrides=(against,), noted=(considered,)).file())

    wanted = ("Two at once", "No other choice", "WHO 2023", "Antacids", "Two hours apart", "DAK")
    assert [] == [words for words in wanted if words not in text]


def test_results_stand_newest_first():
    journal = make.opened()
    for value, day in ((111, 1), (333, 20), (222, 10)):
        journal.write(HOST, make.lab_result(value=value, taken_on=date(2026, 11, day)))

    text = printed(journal.file())

    assert text.index("333 cells") < text.index("222 cells") < text.index("111 cells")


def test_an_earlier_plan_stands_with_its_day_and_why_it_changed():
    journal = cases.full()
    before = cases.first(journal.file(), Plan)
    changed = cases.plan(number="KG-2027-1", regimen="TAF/FTC/DTG", reason="toxicity", on=date(2027, 1, 1))
    journal.write(CENTRE, changed, follows=before)

    text = printed(journal.file())

    assert text.index("TAF/FTC/DTG") < text.index("TDF/3TC/DTG")
    assert "unwanted effect" in text[text.index("Earlier plan") :]


@pytest.mark.parametrize(("later", "left"), [(0, "12"), (11, "1"), (12, "0"), (13, "0")])
def test_days_left_are_counted_on_the_day_of_printing(later, left):
    about = replace(cases.ABOUT, today=make.TODAY + timedelta(days=later))

    text = printed(cases.full().file(), about)

    assert f"left {left} " in text
    assert ("Last day with a dose" in text) == (left != "0")


def test_the_last_contact_is_one_in_which_somebody_spoke():
    journal = cases.full()
    journal.write(HOST, FollowUp(on=date(2026, 11, 25), how="video", missed=2, weight=Decimal(70)))
    journal.write(HOST, FollowUp(on=date(2026, 11, 28), how=NO_ANSWER, tried="call"))

    text = printed(journal.file())

    assert "25 November 2026" in text
    assert "28 November 2026" not in text
    assert "last 30 days 2" in text


@pytest.mark.parametrize(
    ("left_out", "gone"),
    [("person", "ASANOVA"), ("clinical", "412 cells"), ("supply", "Days with medicines left")],
)
def test_what_the_consent_does_not_cover_is_not_there(left_out, gone):
    journal = cases.full()
    consent = cases.first(journal.file(), TransferConsent)
    rest = tuple(one for one in ("person", "clinical", "supply", "legal") if one != left_out)
    journal.write(HOST, make.transfer_consent(sections=rest), replaces=[consent])

    text = printed(journal.file())

    assert gone not in text
    assert 1 == text.count("does not cover this part")


def test_a_withdrawn_consent_leaves_no_part_of_the_person():
    journal = cases.full()
    journal.write(HOST, Withdrawal(on=make.TODAY), about=cases.first(journal.file(), TransferConsent))

    text = printed(journal.file())

    assert 3 == text.count("does not cover this part")
    assert [] == [one for one in ("ASANOVA", "300 / 300 / 50 mg", "412 cells", "68.5") if one in text]


@pytest.mark.parametrize(
    ("kind", "one", "other", "gone"),
    [
        (Plan, {"regimen": "First"}, {"regimen": "Second"}, ("First", "Second", "300 / 300 / 50 mg")),
        (LabResult, {"value": Decimal(500)}, {"value": Decimal(600)}, ("500 cells", "600 cells")),
    ],
)
def test_what_stands_in_two_versions_is_not_printed_and_the_letter_is_not_final(kind, one, other, gone):
    journal = cases.full()
    before = journal.file().of(kind)[0]
    for org, change in ((CENTRE, one), (SECOND, other)):
        journal.write(org, replace(before.fact, **change), replaces=[before.id])

    text = printed(file(journal))

    assert text.count(not_final.NOT_FINAL) > 1
    assert [] == [words for words in gone if words in text]


def test_two_counts_made_apart_print_no_days():
    journal = cases.full()
    before = journal.file().of(StockCount)[0]
    for days in (5, 9):
        journal.write(HOST, StockCount(on=make.TODAY, days=days), replaces=[before.id])

    text = printed(journal.file())

    assert not_final.NOT_FINAL in text
    assert "Days with medicines left" not in text


def test_a_long_history_goes_on_over_pages_with_its_head_repeated():
    journal = cases.full()
    for number in range(90):
        result = make.lab_result(value=200 + number, taken_on=date(2022, 1, 1) + timedelta(days=number))
        journal.write(HOST, result)

    written = pdf.render(transfer_letter.build(journal.file(), cases.ABOUT, "en", str))

    pages = [show.text_of_page(written, number) for number in range(show.page_count(written))]
    with_results = [page for page in pages if "cells/µL" in page]
    assert len(with_results) > 1
    assert all("Laboratory" in page for page in with_results)
