"""Requests grow and shrink so that one takes about two seconds."""

from hypothesis import given
from hypothesis import strategies as st

from regdesk.sync.pace import LARGEST, SMALLEST, Pace


@given(st.integers(4_000, 200_000), st.integers(SMALLEST, LARGEST))
def test_on_a_steady_line_a_request_soon_takes_about_two_seconds(rate, start):
    pace = Pace(start)

    for _ in range(60):
        pace.took(pace.size, pace.size / rate)

    assert pace.size in {SMALLEST, LARGEST} or 1.9 < pace.size / rate < 2.1


@given(st.lists(st.tuples(st.integers(0, 10**7), st.floats(0, 1000)), max_size=30))
def test_it_never_leaves_its_bounds(requests):
    pace = Pace()

    for size, seconds in requests:
        pace.took(size, seconds)

    assert SMALLEST <= pace.size <= LARGEST


def test_a_small_fast_request_does_not_prove_a_fast_line():
    pace = Pace(32_768)

    pace.took(200, 0.01)

    assert pace.size == 32_768


def test_a_slow_small_request_does_prove_a_slow_line():
    pace = Pace(32_768)

    pace.took(2_000, 10)

    assert pace.size == 16_384


def test_a_failure_halves_what_is_risked():
    pace = Pace(32_768)

    pace.failed()

    assert pace.size == 16_384


@given(st.integers(50_000, 200_000), st.floats(3, 60))
def test_on_a_line_that_is_cut_again_and_again_little_is_lost(rate, every_s):
    pace, now, sent, lost = Pace(), 0.0, 0, 0.0

    while sent < 20 * every_s * rate:
        needs = pace.size / rate
        left = every_s - now % every_s
        if needs < left:
            now, sent = now + needs, sent + pace.size
            pace.took(pace.size, needs)
        else:
            now, lost = now + left + 0.001, lost + left * rate
            pace.failed()

    assert lost < 0.1 * sent
