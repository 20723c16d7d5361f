"""Entering results: as the paper says them, in its own unit, with a second look at what is unusual."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from regdesk.actions import labs
from regdesk.catalogue import whole
from regdesk.domain.labs import SHOWN_UNITS, TESTS, LabResult
from regdesk.errors import Refused
from regdesk.ui.pages.case.result_form import ResultForm
from regdesk.ui.pages.case.results_dialog import ResultsDialog
from regdesk.ui.pages.case.summary import SummaryTab
from regdesk.ui.typed_results import read_result
from tests import clinic, make


@pytest.fixture
def form(qtbot, light):
    """Give an empty form."""
    made = ResultForm(lambda: make.TODAY)
    qtbot.addWidget(made)
    made.show()
    return made


def fill(form, test, result, unit="", on="9.11.2026"):
    """Type a result."""
    form.form.fields["test"].editor.set_raw(test)
    form.form.fields["taken_on"].editor.set_raw(on)
    form.result.editor.set_value(result)
    if unit:
        form.unit.editor.set_raw(unit)
    form.result.edited.emit()


def test_the_tests_one_can_enter_are_the_catalogues_and_every_unit_has_words():
    known = whole.current().tests

    assert set(TESTS) == set(known)
    assert {unit for test in known for unit in labs.units(test)} <= set(SHOWN_UNITS)


@pytest.mark.parametrize(
    ("text", "test", "parts"),
    [
        ("412", "cd4", ("", "412")),
        ("<20", "viral-load", ("<", "20")),
        ("< 20", "viral-load", ("<", "20")),
        (">10 000 000", "viral-load", (">", "10000000")),
        ("10,000,000", "viral-load", ("", "10000000")),
        ("1.234.567", "viral-load", ("", "1234567")),
        ("12\u00a0500", "viral-load", ("", "12500")),
        ("5,2", "viral-load-log", ("", "5.2")),
        ("0,125", "bilirubin", ("", "0.125")),
    ],
)
def test_a_number_is_read_as_people_write_it(text, test, parts):
    found = read_result(text, test)

    assert parts == (found["comparator"], str(found["value"]))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("не обнаружено", "not-detected"),
        ("Не  определяется", "not-detected"),
        ("not detected", "not-detected"),
        ("ПОЛОЖИТЕЛЬНО", "positive"),
        ("отр", "negative"),
    ],
)
def test_an_outcome_is_read_in_both_languages(text, outcome):
    assert {"outcome": outcome} == read_result(text, "viral-load")


@pytest.mark.parametrize("text", ["1,200", "1.200", "12,500", "<1,000"])
def test_a_comma_that_may_mean_two_things_is_asked_about(text):
    with pytest.raises(Refused, match="one way only"):
        read_result(text, "viral-load")


@pytest.mark.parametrize("text", ["", "quite good", "4-5", "--", "<", "1e5"])
def test_what_is_no_result_is_refused(text):
    with pytest.raises(Refused):
        read_result(text, "cd4")


@pytest.mark.parametrize(
    ("test", "value", "unit", "said"),
    [
        ("creatinine", "14.9", "umol/L", "impossible"),
        ("creatinine", "15", "umol/L", "unusual"),
        ("creatinine", "39.9", "umol/L", "unusual"),
        ("creatinine", "40", "umol/L", ""),
        ("creatinine", "120", "umol/L", ""),
        ("creatinine", "120.1", "umol/L", "unusual"),
        ("creatinine", "2000", "umol/L", "unusual"),
        ("creatinine", "2000.1", "umol/L", "impossible"),
        ("creatinine", "1", "mg/dL", ""),
        ("creatinine", "0.1", "mg/dL", "impossible"),
        ("haemoglobin", "12.5", "g/dL", ""),
        ("haemoglobin", "12.5", "g/L", "impossible"),
        ("haemoglobin", "79", "g/L", "unusual"),
        ("cd4", "412", "{cells}/mm3", ""),
        ("cd4", "412", "g/L", "impossible"),
        ("viral-load", "100000000", "{copies}/mL", "unusual"),
        ("viral-load", "100000001", "{copies}/mL", "impossible"),
    ],
)
def test_a_value_is_judged_in_its_own_unit_at_below_and_above_each_edge(test, value, unit, said):
    result = LabResult(test=test, taken_on=make.TODAY, value=Decimal(value), unit=unit)

    if said == "impossible":
        with pytest.raises(Refused, match="cannot be"):
            labs.check(result)
    else:
        labs.check(result)
        assert (said == "unusual") == labs.is_unusual(result)


def test_number_and_unit_are_kept_as_the_paper_states_them_and_converted_only_to_look(form):
    fill(form, "creatinine", "1,0", "mg/dL")

    said, fact = form._means.text(), form.fact()

    assert "that is 88.4 µmol/L; it is kept as typed" == said
    assert (Decimal("1.0"), "mg/dL") == (fact.value, fact.unit)
    assert (Decimal("88.40"), "umol/L") == labs.in_usual_unit(fact)


def test_an_unusual_value_is_asked_about_once_more_inside_the_form(form):
    fill(form, "haemoglobin", "62")

    first, asked = form.fact(), form.sure.isVisible()
    form.sure.editor.set_value(True)
    second = form.fact()
    fill(form, "haemoglobin", "63")

    assert (None, True) == (first, asked)
    assert second is not None
    assert form.fact() is None


def test_an_impossible_value_is_refused_beside_its_field(form):
    fill(form, "haemoglobin", "12,5")

    assert form.fact() is None
    assert "it lies between 20 and 250" in form.result.error()


def test_a_sample_from_after_today_is_refused(form):
    fill(form, "cd4", "412", on=(make.TODAY + timedelta(days=1)).isoformat())

    assert form.fact() is None
    assert "after today" in form.form.fields["taken_on"].error()


def test_a_test_with_outcomes_has_no_unit_and_takes_no_number(form):
    fill(form, "hbsag", "12")

    assert not form.unit.isVisible()
    assert form.fact() is None
    fill(form, "hbsag", "отрицательно")
    assert "negative" == form.fact().outcome


def test_a_limit_of_the_method_is_kept(form):
    fill(form, "viral-load", "not detected")
    form.form.fields["limit"].editor.set_raw("20")

    assert Decimal(20) == form.fact().limit


def test_several_results_of_one_paper_go_in_a_row_with_date_and_laboratory(qtbot, tmp_path, light):
    made = clinic.clinic(tmp_path, "opened")
    tab = clinic.open_tab(SummaryTab, made, made.host, qtbot)
    tab.labs.add_result()
    (dialog,) = clinic.dialogs(tab, ResultsDialog)
    fill(dialog.form, "creatinine", "88")
    dialog.form.form.fields["laboratory"].editor.set_raw("Laboratory 2")

    dialog.give_next()
    kept = dialog.form.form.fields["taken_on"].editor.raw(), dialog._said.text()
    fill(dialog.form, "alt", "31", on=kept[0])
    dialog.give()

    assert ("9.11.2026", "1 result added") == kept
    found = {(one.test, one.laboratory) for one in made.case(made.host).all(LabResult)}
    assert {("creatinine", "Laboratory 2"), ("alt", "Laboratory 2")} == found
    assert not clinic.dialogs(tab, ResultsDialog)


def test_what_was_typed_comes_back_with_its_unit(form):
    fill(form, "creatinine", "1,0", "mg/dL")
    typed = form.typed()

    form.start(None)
    form.restore(typed)

    assert ("1,0", "mg/dL") == (form.result.editor.raw(), form.unit.editor.raw())
    assert date(2026, 11, 9) == form.fact().taken_on
