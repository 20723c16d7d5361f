"""Batches on disk: what was built never changes, and what came counts once, in order."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain.hashing import digest
from regdesk.store import channels
from regdesk.store.channels import Built
from regdesk.wire.channels import START, Link, Step
from tests.make import CENTRE, HOST
from tests.store import whole


def chain(length):
    """Give the links of an author's first batches."""
    links, head = [], START
    for k in range(1, length + 1):
        prev, head = head, digest("test/chain", head, bytes([k]))
        links.append(Link(k, prev, head))
    return links


def built(k):
    """Give a batch as this desk built it."""
    return Built(CENTRE.id, HOST.author, k, bytes([k]) * 32, b"envelope %d" % k)


def test_a_built_batch_stays_to_be_pushed_until_the_server_has_it():
    db = whole.file()
    channels.keep(db, built(1))
    channels.keep(db, built(2))

    channels.pushed(db, [built(1)])

    assert [built(2)] == channels.to_push(db)
    assert (2, bytes([2]) * 32) == channels.last(db, CENTRE.id, HOST.author)
    assert {(HOST.author, CENTRE.id): 2} == channels.sent(db)
    assert [built(1), built(2)] == channels.built(db, CENTRE.id, HOST.author, 1, 9)


def test_a_request_takes_what_fits_and_one_batch_at_least():
    db = whole.file()
    for k in (1, 2, 3):
        channels.keep(db, built(k))

    size = len(built(1).envelope)

    assert [built(1), built(2)] == channels.to_push(db, room=2 * size)
    assert [built(1)] == channels.to_push(db, room=size - 1)


def test_an_organisation_that_is_not_on_the_server_keeps_nobody_waiting():
    db, there = whole.file(), replace(built(1), recipient=HOST.id)
    for one in (built(1), built(2), there):
        channels.keep(db, one)

    assert [there] == channels.to_push(db, room=1, absent=[CENTRE.id])


def test_a_number_is_used_once_and_none_is_left_out():
    db = whole.file()
    first = channels.last(db, CENTRE.id, HOST.author)
    channels.keep(db, built(1))

    for wrong in (1, 3):
        with pytest.raises(ValueError, match="not the next"):
            channels.keep(db, built(wrong))

    assert (0, START) == first
    assert [built(1)] == channels.to_push(db)


def test_a_server_that_lost_everything_gets_all_again_that_has_not_arrived():
    db = whole.file()
    for k in (1, 2, 3):
        channels.keep(db, built(k))
    channels.pushed(db, channels.to_push(db))
    db.execute("UPDATE batch SET envelope = x'' WHERE k = 1")

    channels.push_again(db)

    assert [built(2), built(3)] == channels.to_push(db)


def test_a_batch_that_a_partner_lacks_is_pushed_again_as_it_was():
    db = whole.file()
    for k in (1, 2, 3):
        channels.keep(db, built(k))
    channels.pushed(db, channels.to_push(db))

    channels.push_these(db, CENTRE.id, HOST.author, 2, 2)

    assert [built(2)] == channels.to_push(db)


@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_contents_come_out_once_and_in_order_whatever_the_order_of_arrival(rng, copies):
    db, links, out = whole.file(), chain(6), []
    arriving = links * copies
    rng.shuffle(arriving)

    for link in arriving:
        out += channels.arrive(db, CENTRE.author, link, b"content %d" % link.k).contents

    assert [b"content %d" % k for k in range(1, 7)] == out
    assert {CENTRE.author: 6} == channels.received(db)
    assert (6, links[-1].head, {}) == (
        *(channels.channel(db, CENTRE.author).last, channels.channel(db, CENTRE.author).head),
        dict(channels.channel(db, CENTRE.author).held),
    )


def test_a_batch_that_waits_survives_a_restart(tmp_path):
    links = chain(3)
    db = whole.file(tmp_path / "desk.db")
    held = channels.arrive(db, CENTRE.author, links[1], b"two")
    db.close()

    db = whole.file(tmp_path / "desk.db")
    arrival = channels.arrive(db, CENTRE.author, links[0], b"one")

    assert (Step.HOLD, ()) == (held.step, held.contents)
    assert (Step.ACCEPT, (b"one", b"two")) == (arrival.step, arrival.contents)


def test_another_batch_under_a_number_that_came_is_an_alarm_and_changes_nothing():
    db, links = whole.file(), chain(2)
    channels.arrive(db, CENTRE.author, links[0], b"one")
    channels.arrive(db, CENTRE.author, links[1], b"two")

    other = [Link(k, START, b"x" * 32) for k in (1, 2)]
    steps = [channels.arrive(db, CENTRE.author, link, b"other") for link in other]

    assert [(Step.EQUIVOCATION, ())] * 2 == [(one.step, one.contents) for one in steps]
    assert links[1].head == channels.channel(db, CENTRE.author).head


def test_a_given_up_number_lets_the_rest_go_on_and_is_taken_late_once():
    db, links = whole.file(), chain(3)
    channels.arrive(db, CENTRE.author, links[2], b"three")

    gone_on = channels.void(db, CENTRE.author, 2, links[1].head)
    late = [channels.arrive(db, CENTRE.author, links[0], b"one") for _ in range(2)]

    assert (b"three",) == gone_on.contents
    assert [(Step.LATE, (b"one",)), (Step.DUPLICATE, ())] == [(one.step, one.contents) for one in late]
    assert {CENTRE.author: 3} == channels.received(db)
