"""Whatever breaks while people work, all desks end with all that is theirs, and the server with nothing."""

import pytest

from tests.sim import claims, play

SEEDS, ON_POSTGRES = 50, 10


@pytest.mark.parametrize("seed", range(SEEDS))
def test_nothing_is_lost_and_all_agree_whatever_breaks(seed):
    """A seed that fails is played again, with every step, by `python3 dev.py bench sim --seed N`."""
    trace = play.play(seed, claims.all_hold)

    assert trace


@pytest.mark.parametrize("seed", range(SEEDS, SEEDS + ON_POSTGRES))
def test_nothing_is_lost_and_all_agree_over_postgresql_too(seed, postgres):
    trace = play.play(seed, claims.all_hold, cluster=postgres)

    assert trace
