"""Whatever the order in which facts were written, advice and dates of follow-up are the same."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.advice import calendar, viral_load
from regdesk.advice.calendar import propose
from regdesk.domain.follow_ups import AdverseEvent, FollowUp
from tests.treated import EFAVIRENZ, START, case, cd4
from tests.treated import viral_load as load

DAYS = st.integers(min_value=-60, max_value=900).map(lambda n: START + timedelta(days=n))
VALUES = st.sampled_from(
    ("not-detected", "<20", "<400", "49", "50", "999", "1000", "1001", ">1000", "<1001", ">50")
)
FACTS = st.one_of(
    st.builds(load, DAYS, VALUES),
    st.builds(cd4, DAYS, st.integers(min_value=0, max_value=900)),
    st.builds(lambda on, missed: FollowUp(on=on, missed=missed), DAYS, st.sampled_from((None, 0, 1, 2))),
    st.builds(
        lambda on, how: AdverseEvent(on=on, what="…", severity=how), DAYS, st.sampled_from(("mild", "severe"))
    ),
)


def read(facts):
    """Give what is advised, and the days, of these facts written in this order."""
    found = case(*facts, dose=EFAVIRENZ, follow_ups=propose(START), start_on=START)
    return viral_load.advise(found), calendar.visits(found), viral_load.due(found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(FACTS, max_size=6, unique_by=lambda one: (type(one), getattr(one, "on", None) or one.taken_on))
)
def test_any_order_of_facts_gives_the_same_advice_and_the_same_days(facts):
    assert read(facts) == read(facts[::-1])


@settings(max_examples=60, deadline=None)
@given(DAYS, VALUES)
def test_a_sample_is_never_due_on_or_before_the_day_of_the_newest_one(on, value):
    due = viral_load.due(case(load(on, value)))

    assert due is not None
    assert due.on > on
    assert due.on >= date(2025, 11, 1)
