"""Several workers on one database: a long poll at one hears what another stored, and none is missed."""

import signal
import threading
import time
from contextlib import closing
from types import SimpleNamespace

import pytest
import requests as http

from regdesk.server import identity, serving
from regdesk.server.memory import STATUSES
from regdesk.server.settings import Settings
from regdesk.sync.http import Remote
from tests.served import Served, envelope, joined, office
from tests.server.programs import program


@pytest.fixture
def two(server):
    """Two servers over one database, as two workers are, but each with an address of its own."""
    other = Served(Settings(folder=server.folder, port=0, database=server.settings.database))
    other.start()
    yield server, other
    other.stop()


def test_a_long_poll_at_one_worker_wakes_for_what_another_stored(two, ngo, centre):
    first, second = two
    threading.Timer(0.5, lambda: ngo.line.push([envelope(centre.org, b"wake up")])).start()
    with closing(Remote(centre.office.access(second))) as line:
        line.hello()
        began = time.monotonic()

        found = line.pull(0, wait_s=20)

    assert first.url != second.url
    assert len(found.items) == 1
    assert 0.4 < time.monotonic() - began < 5


def test_what_one_worker_stored_another_gives_at_once(two, ngo, centre):
    ngo.line.push([envelope(centre.org, b"one")])

    with closing(Remote(centre.office.access(two[1]))) as line:
        assert len(line.pull(0).items) == 1


def test_an_echo_that_comes_by_way_of_another_worker_is_only_a_duplicate(two, ngo):
    ngo.line.push([envelope(ngo.org, b"mine")])

    with closing(Remote(ngo.office.access(two[1]))) as line:
        assert len(line.pull(0).items) == 1
    assert ngo.line.pull(0).items == ()


def test_the_program_runs_two_workers_that_answer_and_are_counted_together(address, tmp_path):
    it = office()
    with program(tmp_path, "--workers", "2", *address) as (running, url, _):
        where = SimpleNamespace(url=url, answer_key=identity.public_key(identity.answer_secret(tmp_path)))
        with joined(where, it) as line:
            for i in range(20):
                line.push([envelope(it.org, bytes([i]))])
        for _ in range(10):
            with closing(Remote(it.access(where))) as other:
                assert other.pull(0, own=True).head == 20
        answers = http.get(f"{url}/v1/health", timeout=10).json()["answers"]["200"]
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=20)

    assert answers >= 41
    assert (out, err) == ("", "")


def test_a_worker_that_dies_is_replaced(tmp_path):
    settings = Settings(folder=tmp_path, port=0, workers=2)
    crew = serving.Crew(settings, serving.listen(settings), [0] * 2 * STATUSES)
    working = threading.Thread(target=crew.work)
    working.start()
    url = serving.address(crew.listener)
    assert http.get(f"{url}/v1/health", timeout=20).ok
    first, second = crew.running

    first.kill()
    wait_until(lambda: crew.running[0] is not first)

    assert http.get(f"{url}/v1/health", timeout=20).ok
    assert crew.running[1] is second
    crew.stop()
    working.join(20)
    crew.listener.close()
    assert not any(one.is_alive() for one in crew.running)


def test_workers_leave_when_the_program_is_killed(tmp_path):
    with program(tmp_path, "--workers", "2") as (running, url, _):
        assert http.get(f"{url}/v1/health", timeout=20).ok

        running.kill()

        wait_until(lambda: not answers(url))


def wait_until(claim):
    """Wait at most ten seconds until *claim* is true."""
    ends = time.monotonic() + 10
    while not claim():
        assert time.monotonic() < ends
        time.sleep(0.05)


def answers(url):
    """Say whether anybody answers at an address."""
    try:
        return http.get(f"{url}/v1/health", timeout=5).ok
    except http.RequestException:
        return False
