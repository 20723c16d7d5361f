"""The plan says what the doctor signed, and nothing while two versions of it stand."""

from datetime import date, timedelta

import pytest

from regdesk.documents import checked, signed, treatment_plan
from regdesk.documents.course import course
from regdesk.documents.parts import Fields, Note, Seal, Section, Table
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Noted, Override, Plan
from regdesk.domain.supply import Handover
from regdesk.errors import Refused
from tests import make
from tests.documents import cases
from tests.make import CENTRE, HOST


def built(journal):
    """Build the plan in English."""
    return treatment_plan.build(journal.file(), cases.ABOUT, "en", str)


def inside(document, kind):
    """Give all parts of a kind, in sections too."""
    parts = [one for part in document.parts for one in (part.parts if isinstance(part, Section) else (part,))]
    return [one for one in parts if isinstance(one, kind)]


def plain(text):
    """Give words without no-break spaces."""
    return text.replace("\u00a0", " ")


def test_regimen_dose_time_and_quantity_are_there():
    table = inside(built(cases.full()), Table)[0]

    row = [plain(cell if isinstance(cell, str) else cell[0].text) for cell in table.rows[0]]

    assert [
        "tenofovir / lamivudine / dolutegravir",
        "300 / 300 / 50 mg",
        "1 tab., 21:00",
        "90 tab., 3 packs",
    ] == row


def test_a_result_of_the_case_is_on_the_plan():
    pairs = [(plain(a), b) for grid in inside(built(cases.full()), Fields) for a, b in grid.pairs]

    assert ("CD4, 9 November 2026", "412 cells/µL") in pairs
    assert ("Viral load, 9 November 2026", "<40 copies/mL") in pairs
    assert ("HBsAg, 9 November 2026", "negative") in pairs


def test_of_two_samples_the_newer_one_is_printed():
    journal = cases.full()
    journal.write(CENTRE, make.lab_result(value=530, taken_on=date(2027, 5, 20)))

    pairs = [(plain(a), b) for grid in inside(built(journal), Fields) for a, b in grid.pairs]

    assert ("CD4, 20 May 2027", "530 cells/µL") in pairs
    assert not [b for _, b in pairs if b == "412 cells/µL"]


@pytest.mark.parametrize("kind", [Plan, LabResult])
def test_while_two_versions_stand_there_is_no_plan_to_print(kind):
    journal = cases.full()
    wrong = journal.file().of(kind)[0]
    right = cases.plan(days=60) if kind is Plan else make.lab_result(value=421)
    other = cases.plan(days=30) if kind is Plan else make.lab_result(value=142)
    journal.write(CENTRE, right, replaces=(wrong.id,))
    chosen = journal.write(CENTRE, other, replaces=(wrong.id,))

    with pytest.raises(Refused, match="Two versions of one record"):
        built(journal)

    both = [entry.id for entry in journal.file().of(kind) if wrong.id in entry.replaces]
    journal.write(CENTRE, chosen.fact, replaces=(wrong.id, *both))
    assert built(journal).parts


def test_days_run_from_the_first_dose_reported():
    journal = cases.full()
    first = cases.START + timedelta(days=9)
    parcel = journal.file().entries[-1]
    journal.write(HOST, Handover(on=first, days=60, first_dose_on=first), about=parcel.id)

    now = course(journal.file(), cases.ABOUT)

    assert (first, first + timedelta(days=59)) == (now.start, now.last)
    assert first + timedelta(days=60 - 21 - 14) == now.order_by


def test_a_plan_that_starts_on_receipt_has_no_invented_dates():
    journal = cases.full(start_on=None)

    text = str(built(journal).parts)

    assert "Start on the day of receipt. The supply is for 90 days." in text
    assert "Lasts until" not in text


def test_an_order_that_is_late_is_to_be_made_now():
    assert "Next order: now." in str(built(cases.full(days=30)).parts)


def test_a_plan_that_continues_another_is_the_next_version():
    journal = cases.full()
    before = journal.file().of(Plan)[0]
    journal.write(CENTRE, cases.plan(days=180), follows=before.id)

    assert "version 2" in built(journal).header.right


def test_decisions_are_printed_with_what_was_checked_in_bold():
    (point,) = checked.points(make.plan(decisions=("Kidneys: no remarks",)), str)

    assert (point.title, point.text) == ("Kidneys:", "no remarks")


def test_what_was_set_aside_prints_with_its_reason_and_source():
    override = Override(rule="x", title="Rifampicin with dolutegravir", reason="in 4 weeks", source="DAK")

    (point,) = checked.points(make.plan(overrides=(override,)), str)

    assert (point.sign, point.title) == ("urgent", "Rifampicin with dolutegravir.")
    assert point.text == "Prescribed all the same: in 4 weeks. (DAK)"


def test_what_was_not_checked_prints_as_not_checked_and_never_as_in_order():
    noted = (
        Noted(rule="a", tier="not-checked", title="Kava"),
        Noted(rule="b", tier="in-order", title="Kidneys"),
        Noted(rule="c", tier="consider", title="Antacid", text="2 hours before", source="DAK"),
    )

    antacid, missing, rest = checked.points(make.plan(noted=noted, handout=("c",)), str)

    assert antacid.text == "2 hours before. It is on the handout. (DAK)"
    assert (missing.sign, missing.title, missing.text) == ("warning", "Not checked:", "Kava.")
    assert (rest.title, rest.text) == ("In order:", "Kidneys.")


def test_a_change_of_regimen_prints_why():
    (point,) = checked.points(make.plan(reason="toxicity"), str)

    assert point.text == "unwanted effect"


def test_the_quantity_for_days_and_reserve_stands_with_the_reserve_named():
    document = built(cases.full(reserve_days=14))

    assert "104 tab., 4 packs" in plain(str(inside(document, Table)[0].rows[0][3]))
    assert "14 of the days are a reserve." in str(document.parts)


def test_a_case_without_a_plan_says_so_and_has_nothing_to_sign():
    text = str(treatment_plan.build(cases.empty(), cases.ABOUT, "en", str).parts)

    assert "There is no plan in this case yet." in text
    assert "signature" not in text


def test_before_signing_the_plan_is_shown_without_a_seal():
    shown = signed.unsigned(built(cases.full()), str)

    assert not inside(shown, Seal)
    assert inside(shown, Table)
    assert "Not signed yet" in str(inside(shown, Note))


def test_two_plans_signed_apart_are_two_versions_and_neither_is_printed():
    journal = cases.full()
    first = journal.file().of(Plan)[0]
    here = journal.write(CENTRE, cases.plan(number="KG-2026-1-0002", days=60), follows=first.id)
    there = journal.write(CENTRE, cases.plan(number="KG-2026-2-0001", days=30), follows=first.id)

    (versions,) = journal.file().undecided(Plan)

    assert {one.id for one in versions.entries} == {here.id, there.id}
    with pytest.raises(Refused, match="Two versions"):
        built(journal)
