"""What tests of the exchange share: each database of the server in turn."""

import pytest


@pytest.fixture(params=["sqlite", "postgres"])
def cluster(request):
    """Give None for SQLite, otherwise a running PostgreSQL."""
    return request.getfixturevalue("postgres") if request.param == "postgres" else None
