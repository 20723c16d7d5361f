"""An exchange shares the writing connection with a person, so it takes it for a little at a time."""

from contextlib import suppress

import pytest

from regdesk.actions import syncing
from regdesk.errors import Trouble
from regdesk.store import outbox
from regdesk.sync import building
from tests import desks


def count(desk):
    """Count the records of a desk."""
    return desk.write.execute("SELECT count(*) FROM entry").fetchone()[0]


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(building, "MOST", 50)


def test_no_turn_of_an_exchange_takes_in_more_than_one_batch(tmp_path):
    host, centre = desks.pair(tmp_path)
    added = list[int]()

    def on_writer(job, /, *args, **kwargs):
        before = count(centre)
        done = job(*args, **kwargs)
        added.append(count(centre) - before)
        return done

    with desks.connected(tmp_path, host, centre):
        syncing.exchange(centre)
        for _ in range(15):
            desks.new_person(host, centre)
        syncing.exchange(host)

        syncing.exchange(centre, on_writer=on_writer)

    assert sum(added) > 2 * building.MOST >= 2 * max(added)


def test_what_was_taken_in_before_the_disk_failed_stays_and_the_rest_follows(tmp_path):
    host, centre = desks.pair(tmp_path)
    wanted = count(centre)

    def full(job, /, *args, **kwargs):
        if count(centre) > wanted:
            raise Trouble("The disk is full.")
        return job(*args, **kwargs)

    with desks.connected(tmp_path, host, centre):
        syncing.exchange(centre)
        for _ in range(15):
            desks.new_person(host, centre)
        syncing.exchange(host)

        with suppress(Trouble):
            syncing.exchange(centre, on_writer=full)
        between = count(centre)
        syncing.exchange(centre)

    assert wanted < between < count(centre)
    assert not outbox.waiting(host.write, centre.org)
