"""A desk that is killed at any moment opens as it was or with all that was done, and goes on."""

import pytest

from tests.crash import runs
from tests.crash.fuse import Death

DEATHS = 40


@pytest.mark.parametrize("number", range(DEATHS))
def test_a_killed_desk_is_as_it_was_or_has_all_and_goes_on(number: int) -> None:
    """More of them: `python3 dev.py bench crash`."""
    death = tuple(runs.deaths(DEATHS))[number]

    doing = runs.run(death)

    assert doing != "lived", "nobody died, so nothing was tried"


def test_a_day_without_a_crash_passes_every_kind_of_commit_point() -> None:
    whole = runs.whole()

    assert whole.done == tuple(step.name for step in runs.day.STEPS)
    assert whole.points > 2 * DEATHS
    assert runs.run(Death()) == "lived"
