"""Rosters on the server: registered once, extended by compare-and-swap, never forged."""

from contextlib import closing

import pytest

from regdesk.sync import troubles
from regdesk.sync.http import Remote
from regdesk.wire import calls, rosters, statements
from tests.served import envelope, joined, office, register, second_computer


def test_a_registered_roster_is_fetched_by_any_known_computer(ngo, centre):
    found = centre.line.roster(ngo.org)

    assert found == ngo.office.roster.statements
    assert rosters.read(found).org32 == ngo.org
    assert centre.line.roster(ngo.org, after=1) == ()


def test_registering_again_changes_nothing(server, ngo):
    register(ngo.line, ngo.office)

    assert ngo.line.roster(ngo.org) == ngo.office.roster.statements


def test_a_computer_the_server_never_heard_of_is_refused(server, ngo):
    stranger = office()

    with closing(Remote(stranger.access(server))) as line:
        for ask in (lambda: line.pull(0), lambda: line.roster(ngo.org), lambda: line.push([])):
            with pytest.raises(troubles.UnknownComputer):
                ask()


def test_an_organisation_registers_only_by_a_computer_of_its_own_roster(server, ngo):
    victim, thief = office(), office()

    with closing(Remote(thief.access(server))) as line, pytest.raises(troubles.UnknownComputer):
        register(line, victim)
    with pytest.raises(troubles.NotAllowed):
        register(ngo.line, victim)


def test_a_new_computer_may_work_as_soon_as_the_roster_says_so(server, ngo):
    colleague = second_computer(ngo.office)
    with closing(Remote(colleague.access(server))) as line:
        with pytest.raises(troubles.UnknownComputer):
            line.pull(0)

        ngo.line.extend_roster(ngo.org, added(ngo.office.roster, colleague.roster))

        assert line.pull(0).head == 0


def test_a_revoked_computer_is_refused_and_told_so(server, ngo):
    colleague = second_computer(ngo.office)
    ngo.line.extend_roster(ngo.org, added(ngo.office.roster, colleague.roster))
    by = rosters.author_id(ngo.org, next(iter(ngo.office.roster.authors.values())).pub)
    body = {"by": by, "device": colleague.device}
    without = statements.state(colleague.roster, ngo.office.author_secret, "revoke_device", body, 3)
    ngo.line.extend_roster(ngo.org, added(colleague.roster, without))

    with closing(Remote(colleague.access(server))) as line, pytest.raises(troubles.Revoked):
        line.pull(0)


def test_two_admins_who_write_at_once_do_not_overwrite_each_other(ngo):
    first, second = second_computer(ngo.office), second_computer(ngo.office)
    ngo.line.extend_roster(ngo.org, added(ngo.office.roster, first.roster))

    with pytest.raises(troubles.RosterMoved) as moved:
        ngo.line.extend_roster(ngo.org, added(ngo.office.roster, second.roster))

    assert moved.value.said.length == 2
    assert moved.value.said.head == first.roster.head32
    assert ngo.line.roster(ngo.org) == first.roster.statements


def test_a_statement_whose_receipt_was_lost_may_be_sent_again(ngo):
    longer = added(ngo.office.roster, second_computer(ngo.office).roster)

    ngo.line.extend_roster(ngo.org, longer)
    ngo.line.extend_roster(ngo.org, longer)

    assert len(ngo.line.roster(ngo.org)) == 2


def test_a_statement_that_does_not_hold_is_refused(ngo):
    forged = bytearray(second_computer(ngo.office).roster.statements[1])
    forged[-1] ^= 1
    known = ngo.office.roster
    sent = calls.Extend(length=1, head=known.head32, statements=(bytes(forged),))

    with pytest.raises(troubles.ServerTrouble):
        ngo.line.extend_roster(ngo.org, sent)

    assert ngo.line.roster(ngo.org) == known.statements


def test_where_an_invite_is_asked_for_only_its_holder_registers(tmp_path, serve):
    it = office()
    with serve(tmp_path, invite="КОД-2026") as server, closing(Remote(it.access(server))) as line:
        for guess in ("", "код"):
            with pytest.raises(troubles.NeedsInvite):
                register(line, it, guess)

        register(line, it, "КОД-2026")

        assert line.push([envelope(it.org, b"")]) == 1


def test_an_organisation_nobody_registered_has_no_roster(ngo):
    with pytest.raises(troubles.NotThere):
        ngo.line.roster(bytes(32))


def test_an_emptied_server_is_told_from_a_broken_one_and_takes_everyone_back(tmp_path, serve):
    it = office()
    with serve(tmp_path) as server, joined(server, it) as line:
        line.push([envelope(it.org, b"one")])
        before = line.instance
        server.empty()

        with pytest.raises(troubles.ServerReset) as reset:
            line.pull(1)

        assert reset.value.said.instance not in {before, bytes(16)}
        line.instance = reset.value.said.instance
        register(line, it)
        assert line.push([envelope(it.org, b"one")]) == 1


def test_a_mailbox_shorter_than_the_desk_remembers_counts_as_a_new_server(ngo):
    with pytest.raises(troubles.ServerReset) as reset:
        ngo.line.pull(7)

    assert reset.value.said.instance == ngo.line.instance


def added(old, new):
    """Give what leads from one roster to a longer one."""
    known = len(old.statements)
    return calls.Extend(length=known, head=old.head32, statements=new.statements[known:])


def test_the_server_keeps_branches_and_their_join_in_one_list(ngo):
    one, two = second_computer(ngo.office), second_computer(ngo.office)
    both = rosters.read([*one.roster.statements, *two.roster.statements])
    joined = statements.merge(both, ngo.office.author_secret, 4)

    ngo.line.extend_roster(ngo.org, added(ngo.office.roster, one.roster))
    here = calls.Extend(length=2, head=one.roster.head32, statements=two.roster.statements[1:])
    ngo.line.extend_roster(ngo.org, here)
    last = calls.Extend(length=3, head=two.roster.head32, statements=joined.statements[-1:])
    ngo.line.extend_roster(ngo.org, last)

    assert rosters.read(ngo.line.roster(ngo.org)) == joined


def test_a_statement_whose_past_the_server_lacks_is_refused(ngo):
    one = second_computer(ngo.office).roster
    two = statements.add_roles(one, ngo.office.author_secret, next(iter(one.authors)), ["clinician"], 3)
    sent = calls.Extend(length=1, head=ngo.office.roster.head32, statements=two.statements[-1:])

    with pytest.raises(troubles.ServerTrouble):
        ngo.line.extend_roster(ngo.org, sent)

    assert ngo.line.roster(ngo.org) == ngo.office.roster.statements
