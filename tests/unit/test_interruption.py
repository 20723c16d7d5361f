"""Back after days without medicines: the days, the tests that are wanted, and the doctor's look."""

from datetime import timedelta

import pytest

from regdesk.advice.interruption import interruption
from regdesk.domain.follow_ups import FollowUp, ReturnAssessed
from regdesk.errors import Refused
from tests import make
from tests.make import CENTRE, HOST, TODAY

AGO = TODAY - timedelta(days=40)


def back(**changes):
    """Give a journal with a contact that tells of 40 days without medicines, and that contact."""
    written = make.opened()
    return written, written.write(HOST, FollowUp(**({"on": TODAY, "without_since": AGO} | changes)))


@pytest.mark.parametrize(("days", "told"), [(0, None), (1, 1), (2, 2), (40, 40)])
def test_days_without_a_dose_are_counted_from_the_first_of_them(days, told):
    written, _ = back(without_since=TODAY - timedelta(days=days))

    found = interruption(written.file())

    assert (found.days if found else None) == told


def test_a_try_in_vain_tells_of_no_interruption():
    written, _ = back(how="no-answer", tried="call")

    assert interruption(written.file()) is None


def test_viral_load_and_cd4_are_wanted_until_samples_of_that_day_or_later_are_there():
    written, _ = back()
    written.write(HOST, make.lab_result(taken_on=TODAY - timedelta(days=1)))
    old = interruption(written.file())
    written.write(HOST, make.lab_result(taken_on=TODAY))
    half = interruption(written.file())
    viral = make.lab_result(test="viral-load", value=900, unit="{copies}/mL", taken_on=TODAY)
    written.write(HOST, viral)
    whole = interruption(written.file())

    assert old
    assert half
    assert whole
    assert (old.wanted, half.wanted, whole.wanted) == (("viral-load", "cd4"), ("viral-load",), ())


@pytest.mark.parametrize(
    ("decision", "assessed"), [("wait", False), ("same", True), ("new-plan", True), ("other", True)]
)
def test_the_doctors_look_ends_it_unless_they_wait_for_results(decision, assessed):
    written, contact = back()

    written.write(CENTRE, ReturnAssessed(on=TODAY, decision=decision), about=contact.id)

    found = interruption(written.file())
    assert found
    assert found.assessed is assessed


def test_a_plan_written_since_is_an_assessment_and_an_older_one_is_not():
    written = make.opened()
    written.write(CENTRE, make.plan())
    written.write(HOST, FollowUp(on=TODAY, without_since=AGO))
    before = interruption(written.file())
    written.write(CENTRE, make.plan(number="KG-2026-0418"))

    after = interruption(written.file())

    assert before
    assert after
    assert (before.assessed, after.assessed) == (False, True)


def test_an_interruption_cannot_begin_after_the_contact_that_tells_of_it():
    with pytest.raises(Refused):
        FollowUp(on=TODAY, without_since=TODAY + timedelta(days=1)).check()

    FollowUp(on=TODAY, without_since=TODAY).check()
