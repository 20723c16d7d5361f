"""The chart of results: walked over by keyboard, with limits, changes of treatment, and a table of it all."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from regdesk.domain.plans import Plan
from regdesk.ui.pages.case import labs_card
from regdesk.ui.widgets.lab_chart import Change, LabChart, LabPoint
from tests import make, treated
from tests.treated import viral_load

POINTS = (
    LabPoint("viral-load", date(2025, 9, 10), 84_000, "84000 copies/mL", means="not suppressed"),
    LabPoint("cd4", date(2025, 12, 10), 268, "268"),
    LabPoint("viral-load", date(2026, 9, 10), 20, "<20 copies/mL", sign="<", means="suppressed"),
    LabPoint("creatinine", date(2026, 9, 10), 88, "88 µmol/L", title="Creatinine"),
)


@pytest.fixture
def chart(qtbot, light):
    """Give a chart with three results to draw and one for the table only."""
    made = LabChart()
    qtbot.addWidget(made)
    made.show_points(POINTS[::-1], [Change(date(2025, 9, 19), "TDF/3TC/DTG")])
    made.resize(600, 300)
    made.show()
    return made


def test_arrows_walk_over_the_results_in_order_of_days_and_stay_at_the_ends(qtbot, chart):
    walked = []

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home):
        qtbot.keyClick(chart.plot, key)
        walked.append(chart.plot.chosen())

    assert [POINTS[0], POINTS[1], POINTS[2], POINTS[2], POINTS[0]] == walked


def test_the_whole_chart_is_one_sentence_for_a_screen_reader(chart):
    assert (
        "Viral load, copies/ml 10.09.2025: 84000 copies/mL, not suppressed. CD4, cells/µl 10.12.2025: 268."
        " Viral load, copies/ml 10.09.2026: <20 copies/mL, suppressed"
    ) == chart.plot.accessibleDescription()


def test_the_table_has_every_result_newest_first_and_what_it_means(chart):
    shown = [chart._table.index(row, 0).siblingAtColumn(1).data() for row in range(chart._table.rowCount())]

    assert 4 == len(shown)
    assert {"Creatinine", "Viral load, copies/ml", "CD4, cells/µl"} == set(shown)


def test_a_limit_and_a_change_of_treatment_are_drawn(qtbot, chart):
    with_all = chart.plot.grab().toImage()

    chart.show_points([POINTS[0], POINTS[1], LabPoint("viral-load", date(2026, 9, 10), 20, "20")])

    assert with_all != chart.plot.grab().toImage()


def test_a_change_is_another_regimen_and_not_the_same_one_renewed():
    plans = [
        make.plan(on=date(2025, 9, 1), start_on=date(2025, 9, 19)),
        make.plan(on=date(2026, 3, 1)),
        make.plan(on=date(2026, 9, 1), regimen="AZT/3TC/DTG"),
    ]

    assert [
        Change(date(2025, 9, 19), "TDF/3TC/DTG"),
        Change(date(2026, 9, 1), "AZT/3TC/DTG"),
    ] == labs_card._changes(plans)
    assert Plan.kind == plans[0].kind


@pytest.mark.parametrize(
    ("fact", "means"),
    [
        (viral_load(date(2026, 3, 1), "1000"), "suppressed"),
        (viral_load(date(2026, 3, 1), ">999"), "cannot be told from this value"),
        (make.lab_result(test="creatinine", value="1.0", unit="mg/dL"), "88.4\u00a0µmol/L"),
        (make.lab_result(), ""),
    ],
)
def test_what_a_result_means_is_its_category_or_its_value_in_the_usual_unit(fact, means):
    entry = next(one for one in treated.case(fact).standing if one.fact == fact)

    assert means == labs_card._point(entry).means
