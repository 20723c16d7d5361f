"""Every test here has a town of its own, on both databases."""

import pytest

from tests.evil import town as made


@pytest.fixture(params=["sqlite", "postgres"])
def town(request):
    cluster = request.getfixturevalue("postgres") if request.param == "postgres" else None
    with made.town(cluster) as one:
        yield one
