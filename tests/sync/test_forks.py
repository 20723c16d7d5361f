"""Forked rosters on real desks: an alarm, no lost news, and no way back for whom was taken away."""

from dataclasses import replace
from pathlib import Path

import pytest

from regdesk.actions import branches, computers, syncing
from regdesk.actions.desk import Desk, Person, roster
from regdesk.domain.journal import AuthorId
from regdesk.errors import Refused
from regdesk.store import tray
from regdesk.sync import arriving
from regdesk.sync.post import Report
from regdesk.wire import messages, rosters, statements
from regdesk.wire.rosters import Roster, RosterAuthor
from tests import desks
from tests.sync.test_hostile_mail import forged
from tests.trust import T, seed, someone


def learn(desk: Desk, seen: Roster) -> None:
    """Let a desk hear somebody's roster."""
    arriving.learn(syncing.post_of(desk), desk.org if seen.org32 == desk.org else seen.org32, seen.statements)


def alarms(desk: Desk) -> list[str]:
    """Give what a desk has alarms about."""
    return [item.why for item in tray.items(desk.read, alarms=True)]


@pytest.fixture
def three(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    host, centre = desks.pair(tmp_path)
    other = desks.second(host, tmp_path / "other", roles="admin caseworker")
    learn(centre, roster(host))
    return host, other, centre


def added(desk: Desk, who: RosterAuthor) -> Roster:
    """Let the person at a desk add somebody, and tell nobody yet."""
    return statements.add_author(roster(desk), desk.person.secret, who, T)


def test_two_branches_are_an_alarm_and_both_hold(three) -> None:
    host, other, centre = three
    here, there = added(host, someone("nurse", "caseworker")), added(other, someone("doctor", "clinician"))

    for seen in (here, there, here):
        learn(centre, seen)

    assert alarms(centre) == [rosters.FORK]
    assert branches.forked(centre) == (host.org,)
    assert set(roster(centre, org=host.org).authors) == {*here.authors, *there.authors}


def test_an_administrator_joins_the_branches(three) -> None:
    host, other, centre = three
    learn(host, added(host, someone("nurse", "caseworker")))
    learn(host, added(other, someone("doctor", "clinician")))
    learn(centre, roster(host))

    with pytest.raises(Refused):
        branches.join(replace(host, person=Person(AuthorId(bytes(16)), seed("nobody"), "")))
    branches.join(host)
    learn(centre, roster(host))

    assert not branches.forked(host)
    assert not branches.forked(centre)
    assert alarms(centre) == [rosters.FORK]


def test_branches_and_their_join_travel_by_the_server(three, tmp_path: Path) -> None:
    host, other, centre = three
    with desks.connected(tmp_path, host, centre, other):
        desks.exchange(host, centre, other)
        learn(host, added(other, someone("doctor", "clinician")))
        learn(host, added(replace(host, read=other.read), someone("nurse", "caseworker")))
        assert branches.forked(host)

        desks.exchange(host, centre, other)
        both = roster(host).statements
        branches.join(host)
        desks.exchange(host, centre, other)

    assert alarms(centre) == alarms(other) == [rosters.FORK]
    assert set(both) < set(roster(centre, org=host.org).statements)
    assert roster(other) == roster(centre, org=host.org) == roster(host)
    assert not branches.forked(centre)


def test_a_removed_administrator_does_not_come_back_by_a_branch(three) -> None:
    host, other, centre = three
    puppet = someone("puppet", "admin", "clinician")
    branch = added(other, puppet)
    computers.remove_computer(host, rosters.device_id(other.org, other.device.sign_public))
    learn(centre, roster(host))

    learn(centre, branch)
    puppet16 = rosters.author_id(host.org, puppet.pub)
    there = replace(other, person=Person(AuthorId(puppet16), seed("puppet"), "puppet"))
    report = Report()
    arriving.receive(syncing.post_of(centre), [forged(there, centre)], 7, report)

    assert report.put_aside == 1
    assert [item.why for item in tray.items(centre.read)] == [messages.UNKNOWN_AUTHOR]
    assert puppet16 not in roster(centre, org=host.org).authors
    assert not branches.forked(centre)
