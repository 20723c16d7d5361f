"""A running server, on each database in turn, and an NGO and an AIDS Centre registered on it."""

from functools import partial
from types import SimpleNamespace

import pytest

from tests.served import joined, office, served


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def database(request):
    """Each database in turn: None is SQLite, otherwise a running PostgreSQL."""
    return request.getfixturevalue("postgres") if request.param == "postgres" else None


@pytest.fixture
def serve(database):
    """What runs a server of one's own over a folder, on the database whose turn it is."""
    return partial(served, postgres=database)


@pytest.fixture
def address(database):
    """What tells the program its database."""
    if database is None:
        yield ()
    else:
        with database.fresh() as url:
            yield ("--database", url)


@pytest.fixture(scope="session")
def server(database, tmp_path_factory):
    """A server on the loopback; each test brings new organisations, so they do not meet."""
    with served(tmp_path_factory.mktemp("server"), database) as one:
        yield one


@pytest.fixture
def ngo(server):
    """An organisation and its line."""
    it = office()
    with joined(server, it) as line:
        yield SimpleNamespace(office=it, line=line, org=it.org)


@pytest.fixture
def centre(server):
    """Another organisation and its line."""
    it = office()
    with joined(server, it) as line:
        yield SimpleNamespace(office=it, line=line, org=it.org)
