"""Seed wraps: for the own computers only, and once the roster states a hash only what fits it."""

from contextlib import closing
from dataclasses import replace

import pytest

from regdesk.sync import troubles
from regdesk.sync.http import Remote
from regdesk.wire import calls, rosters, signatures, statements

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


def test_the_paper_sheet_reads_wraps_and_a_revoked_computer_does_not(server, ngo):
    secrets = [signatures.new_secret(), signatures.new_secret()]
    sheet, colleague = (rosters.Device(signatures.public(one), bytes(1216)) for one in secrets)
    named = statements.add_sheet(ngo.office.roster, ngo.office.author_secret, sheet, 2)
    added = statements.add_device(named, ngo.office.author_secret, colleague, 3)
    begun = statements.add_epoch(added, ngo.office.author_secret, bytes(1216), WRAPS, 4)
    gone = rosters.device_id(ngo.org, colleague.sign_pub)
    without = statements.state(begun, ngo.office.author_secret, "revoke_device", {"device": gone}, 5)
    ngo.line.put_wraps(1, WRAPS)
    ngo.line.extend_roster(ngo.org, extension(ngo.office.roster, without))

    paper, revoked = (
        replace(ngo.office.access(server), device=rosters.device_id(ngo.org, keys.sign_pub), secret=secret)
        for keys, secret in zip((sheet, colleague), secrets, strict=True)
    )

    with closing(Remote(paper)) as line:
        assert line.wraps(1) == WRAPS
    with closing(Remote(revoked)) as line, pytest.raises(troubles.Revoked):
        line.wraps(1)


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
    one.line.extend_roster(one.org, extension(old, new))


def extension(old, new):
    """Give what leads from one roster to a longer one."""
    known = len(old.statements)
    return calls.Extend(length=known, head=old.head32, statements=new.statements[known:])
