"""Every test here has a town of its own."""

import pytest

from tests.evil import town as made


@pytest.fixture
def town():
    with made.town() as one:
        yield one
