"""Seed wraps: for the own computers only, and once the roster states a hash only what fits it."""

import pytest

from regdesk.sync import troubles
from regdesk.wire import calls, statements

WRAPS = statements.pack_wraps({bytes(16): b"sealed seed"})
OTHER = statements.pack_wraps({bytes(16): b"something else"})


def test_wraps_may_come_before_their_statement_and_are_fetched_by_the_organisation_only(ngo, centre):
    ngo.line.put_wraps(1, WRAPS)
    state(ngo, WRAPS)
    ngo.line.put_wraps(1, WRAPS)

    assert ngo.line.wraps(1) == WRAPS
    with pytest.raises(troubles.NotThere):
        centre.line.wraps(1)
    with pytest.raises(troubles.NotThere):
        ngo.line.wraps(2)


def test_once_the_roster_states_their_hash_nobody_puts_others_in_their_place(ngo):
    ngo.line.put_wraps(1, OTHER)
    state(ngo, WRAPS)

    ngo.line.put_wraps(1, WRAPS)

    with pytest.raises(troubles.OtherWraps):
        ngo.line.put_wraps(1, OTHER)
    assert ngo.line.wraps(1) == WRAPS


def test_wraps_of_an_epoch_far_ahead_are_refused(ngo):
    for epoch in (0, 2, 7):
        with pytest.raises(troubles.OtherWraps):
            ngo.line.put_wraps(epoch, WRAPS)


def test_wraps_without_end_are_refused_with_the_limit(ngo):
    with pytest.raises(troubles.TooLarge):
        ngo.line.put_wraps(1, bytes(2_000_000))


def state(one, wraps):
    """Let the roster on the server begin epoch 1 with *wraps*."""
    old = one.office.roster
    new = statements.add_epoch(old, one.office.author_secret, bytes(1216), wraps, 2)
    sent = calls.Extend(length=1, head=old.head32, statements=new.statements[1:])
    one.line.extend_roster(one.org, sent)
