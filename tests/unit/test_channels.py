"""Channels: nothing of an author's batches is lost unseen, replaced or repeated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.errors import Refused
from regdesk.wire import channels
from regdesk.wire.channels import START, Channel, Link, Step, arrive, missing, void, withheld
from regdesk.wire.voids import Void, read_void, write_void
from tests import trust
from tests.trust import CENTRE, NOBODY, OPORA

LINKS = [one.link for one in trust.chain(OPORA, CENTRE, 8)]


def taken(links):
    """Let batches arrive as the engine does; give the channel, what was accepted and the steps."""
    channel, accepted, steps, stored = Channel(), [], [], {}
    for link in links:
        outcome = arrive(channel, link, stored.get(link.k))
        channel = outcome.channel
        accepted += outcome.accepted
        steps.append(outcome.step)
        if outcome.step in (Step.ACCEPT, Step.HOLD):
            stored[link.k] = link.head
    return channel, accepted, steps


@given(st.permutations(LINKS), st.integers(1, 3))
def test_the_same_sequence_is_accepted_in_any_order_and_however_often(links, copies):
    channel, accepted, steps = taken(links * copies)

    assert list(range(1, 9)) == accepted
    assert channel == Channel(8, LINKS[-1].head)
    assert not {Step.FORK, Step.EQUIVOCATION} & set(steps)


@given(st.lists(st.sampled_from(LINKS), max_size=20))
def test_whatever_is_lost_what_is_accepted_is_the_beginning_without_a_gap(links):
    channel, accepted, _ = taken(links)

    assert list(range(1, channel.last + 1)) == accepted
    assert channel.last + 1 not in {link.k for link in links}
    here = set(range(1, channel.last + 1)) | set(channel.held)
    wanted = {k for first, last in missing(channel) for k in range(first, last + 1)}
    assert set(range(1, max(here, default=0) + 1)) - here == wanted


def test_a_dropped_middle_is_wanted_at_once():
    channel, accepted, steps = taken([LINKS[0], LINKS[3], LINKS[4], LINKS[6]])

    assert [1] == accepted
    assert [Step.ACCEPT, Step.HOLD, Step.HOLD, Step.HOLD] == steps
    assert ((2, 3), (6, 6)) == missing(channel)


def test_a_second_batch_of_one_number_is_an_equivocation_stored_or_held():
    other = Link(2, LINKS[0].head, b"x" * 32)

    assert [Step.ACCEPT, Step.ACCEPT, Step.EQUIVOCATION] == taken([LINKS[0], LINKS[1], other])[2]
    assert [Step.HOLD, Step.EQUIVOCATION] == taken([LINKS[1], other])[2]
    assert [*[Step.ACCEPT] * 3, Step.EQUIVOCATION] == taken([*LINKS[:3], other])[2]


def test_a_batch_that_does_not_continue_is_a_fork():
    astray = Link(2, b"x" * 32, b"y" * 32)

    channel, accepted, steps = taken([LINKS[0], astray])

    assert [Step.ACCEPT, Step.FORK] == steps
    assert ([1], Channel(1, LINKS[0].head)) == (accepted, channel)


def test_a_held_batch_that_turns_out_not_to_continue_is_named_and_asked_for_again():
    astray = Link(2, b"x" * 32, b"y" * 32)
    channel = arrive(arrive(Channel(), astray).channel, LINKS[2]).channel

    outcome = arrive(channel, LINKS[0])

    assert (Step.ACCEPT, (1,), (2,)) == (outcome.step, outcome.accepted, outcome.forked)
    assert ((2, 2),) == missing(outcome.channel)


def test_a_signed_void_lets_the_receiver_go_on():
    channel, _, _ = taken([LINKS[0], LINKS[2], LINKS[5]])

    outcome = void(channel, 4, LINKS[3].head)

    assert (3,) == outcome.accepted
    assert ((5, 5),) == missing(outcome.channel)
    assert (5, 6) == arrive(outcome.channel, LINKS[4]).accepted


def test_what_was_given_up_and_comes_after_all_is_late_and_not_an_alarm():
    channel = void(Channel(), 2, LINKS[1].head).channel

    assert Step.LATE == arrive(channel, LINKS[0]).step
    assert Step.LATE == arrive(channel, LINKS[1]).step
    assert Step.EQUIVOCATION == arrive(channel, Link(2, LINKS[0].head, b"x" * 32)).step


def test_a_void_changes_nothing_that_was_accepted_and_contradicts_nothing_held():
    channel, _, _ = taken([*LINKS[:3], LINKS[4]])

    assert Step.DUPLICATE == void(channel, 2, b"x" * 32).step
    assert Step.EQUIVOCATION == void(channel, 5, b"x" * 32).step


def test_only_its_author_signs_a_void():
    given_up = Void(OPORA.author, CENTRE.org32, 4, LINKS[3].head, "the file of this desk was restored")

    assert given_up == read_void(write_void(given_up, OPORA.secret), OPORA.roster)
    for signer, roster in ((NOBODY.secret, OPORA.roster), (OPORA.secret, NOBODY.roster)):
        with pytest.raises(Refused, match="damaged"):
            read_void(write_void(given_up, signer), roster)


def test_a_colleague_who_saw_more_being_sent_to_us_shows_what_is_withheld():
    sent = {(b"a" * 16, CENTRE.org32): 7, (b"b" * 16, CENTRE.org32): 2, (b"a" * 16, OPORA.org32): 9}

    assert {b"a" * 16: (5, 7)} == withheld(sent, CENTRE.org32, {b"a" * 16: 4, b"b" * 16: 2})


def test_the_chain_starts_at_zeros():
    assert (1, START) == (LINKS[0].k, LINKS[0].prev)
    assert bytes(32) == channels.START
