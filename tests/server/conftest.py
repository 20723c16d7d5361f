"""A running server and two organisations that are registered on it, an NGO and an AIDS Centre."""

from types import SimpleNamespace

import pytest

from tests.served import joined, office, served


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A server on the loopback; each test brings new organisations, so they do not meet."""
    with served(tmp_path_factory.mktemp("server")) as one:
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
