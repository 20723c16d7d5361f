"""The ordinals of an organisation's computers: of one branch each its own, and none ever changes."""

from regdesk.wire import rosters, statements
from regdesk.wire.ordinals import ordinals
from tests.trust import OPORA, T, both, paper

HOME = rosters.device_id(OPORA.org32, OPORA.computer.sign_public)


def name(computer: str) -> bytes:
    """Give the id of a computer of `paper`."""
    return rosters.device_id(OPORA.org32, paper(computer).sign_pub)


def adding(roster, *computers):
    """Add computers one after another."""
    for computer in computers:
        roster = statements.add_device(roster, OPORA.secret, paper(computer), T)
    return roster


def test_computers_are_counted_as_they_were_added():
    roster = adding(OPORA.roster, "tablet", "laptop")

    assert ordinals(roster) == {HOME: "1", name("tablet"): "2", name("laptop"): "3"}


def test_removing_a_computer_changes_no_ordinal_and_frees_none():
    roster = adding(OPORA.roster, "tablet", "laptop")

    roster = statements.revoke_device(roster, OPORA.secret, name("tablet"), T)
    roster = adding(roster, "new")

    assert ordinals(roster) == {HOME: "1", name("tablet"): "2", name("laptop"): "3", name("new"): "4"}


def test_the_order_in_which_statements_arrive_changes_nothing():
    roster = adding(OPORA.roster, "tablet", "laptop")

    again = rosters.read(reversed(roster.statements))

    assert ordinals(again) == ordinals(roster)


def test_computers_of_two_branches_are_told_apart_once_both_are_known():
    here, there = adding(OPORA.roster, "here"), adding(OPORA.roster, "there", "later")

    known = ordinals(both(here, there))

    assert len(set(known.values())) == len(known) == 4
    assert known[HOME] == "1"
    assert known[name("later")] == ordinals(there)[name("later")] == "3"
    assert {known[name(one)][0] for one in ("here", "there")} == {"2"}
