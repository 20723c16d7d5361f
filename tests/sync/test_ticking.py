"""Ticks of a large backlog: a batch in each turn of the writer, and none forgotten."""

from decimal import Decimal
from pathlib import Path

from regdesk.actions import labs, syncing
from regdesk.actions.desk import Desk
from regdesk.store import outbox
from regdesk.sync import building, ticking
from tests import desks, make

BATCHES = 5


def _backlog(folder: Path) -> tuple[Desk, Desk]:
    """Give two desks; the first has five batches to the second that nobody acknowledged."""
    host, centre = desks.pair(folder)
    case = desks.new_person(host, centre)
    for value in range(BATCHES - 1):
        building.build_all(syncing.post_of(host))
        labs.add_result(host, case, make.lab_result(value=Decimal(400 + value)))
    building.build_all(syncing.post_of(host))
    return host, centre


def _waiting(host: Desk, centre: Desk) -> list[int]:
    return outbox.unacknowledged(host.write, centre.org, host.person.author, BATCHES, BATCHES)


def test_many_batches_that_arrived_are_marked_one_in_a_turn(tmp_path):
    host, centre = _backlog(tmp_path)
    before = _waiting(host, centre)

    ticking.take(syncing.post_of(host), centre.org, host.person.author, BATCHES)
    first = _waiting(host, centre)
    ticking.all_later(syncing.post_of(host))

    assert len(before) == BATCHES
    assert len(first) == BATCHES - 1
    assert not _waiting(host, centre)


def test_a_program_that_stopped_in_between_goes_on_with_the_next_exchange(tmp_path):
    host, centre = _backlog(tmp_path)
    with desks.connected(tmp_path, host, centre):
        ticking.take(syncing.post_of(host), centre.org, host.person.author, BATCHES)

        syncing.exchange(host)

    assert not _waiting(host, centre)


def test_the_few_batches_of_every_day_are_marked_at_once(tmp_path):
    host, centre = _backlog(tmp_path)

    ticking.take(syncing.post_of(host), centre.org, host.person.author, ticking.AT_ONCE)

    assert len(_waiting(host, centre)) == BATCHES - ticking.AT_ONCE
