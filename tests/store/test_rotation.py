"""Which copies are kept, for any history of copies."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from regdesk.store.rotation import Rules, kept

DAY_MS = 86_400_000
START = round(datetime(2026, 3, 1, 9, tzinfo=UTC).timestamp() * 1000)
moments = st.lists(st.integers(0, 900 * DAY_MS).map(lambda after: START + after), max_size=60)
rules = st.builds(Rules, st.integers(0, 9), st.integers(0, 9), st.integers(0, 15))


def daily(days):
    """Give the times of a copy each day."""
    return [START + day * DAY_MS for day in range(days)]


@given(moments, rules)
def test_the_newest_is_always_kept_and_no_more_than_the_rules_say(made, how):
    found = kept(made, how)

    assert found <= set(made)
    assert not made or max(made) in found
    assert len(found) <= max(1, how.days + how.weeks + how.months)


@given(moments, rules)
def test_what_was_removed_once_would_be_removed_again(made, how):
    found = kept(made, how)

    assert kept(found, how) == found


def test_a_year_of_daily_copies_leaves_seven_days_four_weeks_and_twelve_months():
    found = sorted(kept(daily(400), Rules()), reverse=True)

    dates = [datetime.fromtimestamp(one / 1000, UTC).date() for one in found]
    last = datetime.fromtimestamp(daily(400)[-1] / 1000, UTC).date()
    assert [last - timedelta(days=day) for day in range(7)] == dates[:7]
    assert 12 == len({(day.year, day.month) for day in dates})
    assert 18 <= len(dates) <= 7 + 4 + 12


def test_copies_made_rotating_day_by_day_are_those_chosen_at_the_end():
    stay: frozenset[int] = frozenset()
    for moment in daily(400):
        stay = kept({*stay, moment}, Rules())

    assert {*daily(400)[-7:]} <= stay
    assert 12 == len({datetime.fromtimestamp(one / 1000, UTC).month for one in stay})


def test_after_a_long_absence_only_the_oldest_day_and_week_make_room():
    before = kept(daily(30), Rules())

    after = kept({*before, START + 400 * DAY_MS}, Rules())

    assert len(before - after) <= 2
