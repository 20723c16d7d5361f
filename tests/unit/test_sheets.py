"""The recovery sheet: what is typed from paper is what was printed, and slips are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.crypto import digits, sheets
from regdesk.errors import Refused
from tests.trust import seed

PRINTED = sheets.groups(seed("sheet"))

seeds = st.binary(min_size=32, max_size=32)


@given(seeds)
def test_what_is_printed_is_read_back(secret):
    printed = sheets.groups(secret)

    assert (16, {6}) == (len(printed), {len(group) for group in printed})
    assert secret == sheets.seed_of([f" {group[:3]} {group[3:]} " for group in printed])


@given(st.integers(0, 15), st.integers(0, 5), st.integers(1, 9))
def test_one_wrong_digit_is_found_and_its_group_named(place, where, by):
    group = PRINTED[place]
    wrong = group[:where] + str((int(group[where]) + by) % 10) + group[where + 1 :]

    with pytest.raises(Refused) as error:
        sheets.seed_of([*PRINTED[:place], wrong, *PRINTED[place + 1 :]])

    assert {"number": place + 1} == error.value.values


@given(st.integers(0, 15), st.integers(0, 4))
def test_two_swapped_neighbours_are_found(place, where):
    group = PRINTED[place]
    swapped = group[:where] + group[where + 1] + group[where] + group[where + 2 :]

    if swapped != group:
        with pytest.raises(Refused):
            sheets.seed_of([*PRINTED[:place], swapped, *PRINTED[place + 1 :]])


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "абвгде", "٠٠٠٠٠٠", "99999" + digits.check("99999")]
)
def test_what_is_no_group_is_refused(typed):
    with pytest.raises(Refused):
        sheets.seed_of([typed, *PRINTED[1:]])


def test_missing_groups_are_named():
    with pytest.raises(Refused) as error:
        sheets.seed_of(PRINTED[:3])

    assert {"number": 4} == error.value.values


def test_the_keys_of_a_sheet_follow_from_it_and_differ_from_each_other():
    keys = sheets.sheet_keys(seed("sheet"))

    assert keys == sheets.sheet_keys(seed("sheet"))
    assert 3 == len({seed("sheet"), keys.sign_secret, keys.kem_secret})
