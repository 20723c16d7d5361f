"""A request to the laboratory: names of tests inside, codes alone outside, and both match."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from regdesk.documents import disclosure, lab_order, lab_request, lab_request_outside, pdf, show
from regdesk.documents.parts import Fields, Table
from regdesk.domain.plans import Planned
from tests import make
from tests.documents import cases
from tests.documents.test_treatment_plan import inside
from tests.make import HOST

FIRST_TEST = date(2026, 12, 10)


def planned(*days):
    """Give a case whose plan has the given (days after the first test, what)."""
    visits = tuple(
        Planned(on=FIRST_TEST + timedelta(days=n), what=what, who="laboratory") for n, what in days
    )
    return cases.full(follow_ups=visits).file()


def ordered(case, today=cases.ABOUT.today):
    """Give the tests ordered on a day."""
    return tuple(lab_order.ordered(case, replace(cases.ABOUT, today=today)).values())


def codes(document):
    """Give the codes that a paper lists."""
    (table,) = inside(document, Table)
    return [row[0] for row in table.rows]


def test_before_a_plan_what_was_not_tested_yet_is_ordered():
    journal = make.opened()
    journal.write(HOST, make.lab_result(test="cd4"))

    wanted = ordered(journal.file())

    assert "cd4" not in wanted
    assert ("hiv-screening", "hiv-confirmation", "viral-load") == wanted[:3]


@pytest.mark.parametrize(("later", "expected"), [(27, True), (28, True), (29, False)])
def test_tests_within_four_weeks_are_one_visit(later, expected):
    case = planned((0, "creatinine-alt"), (later, "viral-load"))

    assert ("creatinine", "alt") == ordered(case)[:2]
    assert expected == ("viral-load" in ordered(case))


def test_what_is_late_is_ordered_together_with_what_is_due_now():
    case = planned((0, "creatinine-alt"), (60, "viral-load-cd4"))

    late = FIRST_TEST + timedelta(days=60)

    assert ("creatinine", "alt", "viral-load", "cd4") == ordered(case, late)


def test_inside_and_outside_have_the_same_codes_and_lines_to_write_on():
    case = planned((0, "creatinine-alt"))
    both = [one.build(case, cases.ABOUT, "en", str) for one in (lab_request, lab_request_outside)]

    assert [["T1", "T2", "T3", "T4"]] * 2 == [codes(one) for one in both]


def test_the_inside_names_the_test_and_the_outside_does_not():
    case = planned((0, "viral-load"))
    inner, outer = (
        show.text(pdf.render(one.build(case, cases.ABOUT, "en", str)))
        for one in (lab_request, lab_request_outside)
    )

    assert "HIV-1 viral load" in inner
    assert disclosure.in_text(inner)
    assert () == disclosure.in_text(outer)
    assert "load" not in outer


def test_the_outside_names_neither_organisation_nor_worker_but_says_whom_to_tell():
    document = lab_request_outside.build(cases.full().file(), cases.ABOUT, "ru", str)
    text = show.text(pdf.render(document))

    assert [] == [one for one in (cases.ABOUT.host, cases.ABOUT.centre, cases.ABOUT.worker) if one in text]
    assert cases.ABOUT.call in str(inside(document, Fields))
