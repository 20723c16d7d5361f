"""Forked rosters: what each rule keeps and undoes, one example each."""

import pytest

from regdesk.errors import Refused
from regdesk.wire import rosters, statements
from regdesk.wire.rosters import Device
from tests.trust import OPORA, T, both, id_of, paper, seed, someone


def staff(*names, roster=OPORA.roster):
    """Give the roster with administrators of these names, added by the founder in this order."""
    for name in names:
        roster = statements.add_author(roster, OPORA.secret, someone(name, "admin"), T)
    return roster


def added(roster, by, name, *roles):
    """Let *by* add somebody."""
    return statements.add_author(roster, seed(by), someone(name, *roles), T)


def revoked(roster, by, name):
    """Let *by* (None: the founder) revoke somebody."""
    secret = seed(by) if by else OPORA.secret
    return statements.revoke_author(roster, secret, id_of(name), [], T)


def active(roster):
    """Give the author16 of everybody whose key is in force."""
    return {name for name, author in roster.authors.items() if author.active}


def refused(act, *given):
    """Give the message an act is refused with."""
    with pytest.raises(Refused) as error:
        act(*given)
    return error.value.message


def test_what_honest_administrators_state_apart_holds_on_both_branches():
    start = staff("boris")
    here = statements.add_author(start, OPORA.secret, someone("nurse", "caseworker"), T)
    there = added(start, "boris", "doctor", "clinician")

    roster = both(here, there)

    assert {id_of("nurse"), id_of("doctor")} <= active(roster)
    assert roster.forked


def test_the_same_key_added_on_two_branches_is_one_with_all_its_roles():
    start = staff("boris")
    here = added(start, "boris", "nurse", "caseworker")
    there = statements.add_author(start, OPORA.secret, someone("nurse", "clinician"), T)

    roster = both(here, there)

    assert roster.authors[id_of("nurse")].roles == {"caseworker", "clinician"}


def test_a_revocation_keeps_what_its_victim_stated_before_it():
    before = added(staff("boris"), "boris", "nurse", "caseworker")

    roster = revoked(before, None, "boris")

    assert id_of("nurse") in active(roster)
    assert id_of("boris") not in active(roster)


def test_what_a_revoked_administrator_states_on_another_branch_is_void_with_all_it_brought():
    start = staff("boris")
    branch = added(added(start, "boris", "puppet", "admin"), "puppet", "puppet of puppet", "clinician")
    branch = statements.add_device(branch, seed("puppet"), paper("a computer"), T)

    roster = both(revoked(start, None, "boris"), branch)

    assert active(roster) == {OPORA.author}
    assert id_of("puppet") not in roster.authors
    assert roster.devices == OPORA.roster.devices
    assert not roster.forked


def test_a_revoked_administrators_revocations_are_void_too():
    start = staff("anna", "boris")
    here = revoked(start, None, "boris")
    there = revoked(start, "boris", "anna")

    assert active(both(here, there)) == {OPORA.author, id_of("anna")}


def test_honest_statements_after_void_ones_on_the_same_branch_stay():
    start = staff("anna", "boris")
    branch = added(added(start, "boris", "puppet", "clinician"), "anna", "nurse", "caseworker")

    roster = both(revoked(start, None, "boris"), branch)

    assert id_of("nurse") in active(roster)
    assert id_of("puppet") not in roster.authors


def test_two_administrators_who_revoke_each_other_are_both_revoked():
    start = staff("anna", "boris")

    roster = both(revoked(start, "anna", "boris"), revoked(start, "boris", "anna"))

    assert active(roster) == {OPORA.author}


def test_in_a_circle_nothing_but_revocations_holds():
    start = staff("anna", "boris")
    branch = added(revoked(start, "boris", "anna"), "boris", "puppet", "admin")

    roster = both(revoked(start, "anna", "boris"), branch)

    assert active(roster) == {OPORA.author}
    assert id_of("puppet") not in roster.authors


def test_a_senior_settles_a_circle():
    start = staff("anna", "boris")
    circle = both(revoked(start, "anna", "boris"), revoked(start, "boris", "anna"))

    roster = both(circle, revoked(start, None, "boris"))

    assert active(roster) == {OPORA.author, id_of("anna")}


def test_a_late_statement_of_a_revoked_administrator_is_void_when_it_comes():
    start = staff("boris")
    late = added(start, "boris", "puppet", "admin")
    known = statements.add_author(revoked(start, None, "boris"), OPORA.secret, someone("nurse"), T)

    news = rosters.news(known, late.statements)

    assert news.more
    assert not news.fork
    assert news.roster.authors == known.authors
    assert news.roster.head32 == known.head32


def test_a_revoked_key_is_never_added_again_on_any_branch():
    start = staff("anna", "boris")
    here = revoked(start, None, "boris")
    again = someone("boris", "admin")

    there = statements.add_author(start, seed("anna"), again, T)

    assert refused(statements.add_author, here, OPORA.secret, again, T) == rosters.DAMAGED
    assert id_of("boris") not in active(both(here, there))


def test_the_most_senior_administrator_is_revoked_by_the_sheet_alone():
    roster = statements.add_sheet(staff("boris"), seed("boris"), paper("sheet"), T)
    act = statements.revoke_author

    assert refused(act, roster, seed("boris"), OPORA.author, [], T) == rosters.NEEDS_SHEET
    assert active(act(roster, seed("sheet"), OPORA.author, [], T)) == {id_of("boris"), id_of("sheet")}


def test_a_junior_revokes_a_senior_only_while_somebody_more_senior_stays():
    roster = staff("anna", "boris")
    roster = statements.add_sheet(roster, OPORA.secret, paper("sheet"), T)

    assert id_of("anna") not in active(revoked(roster, "boris", "anna"))
    alone = statements.revoke_author(roster, seed("sheet"), OPORA.author, [], T)
    assert refused(revoked, alone, "boris", "anna") == rosters.NEEDS_SHEET
    assert id_of("boris") not in active(revoked(alone, "anna", "boris"))


def test_who_became_an_administrator_later_is_no_senior():
    roster = statements.add_author(OPORA.roster, OPORA.secret, someone("nurse", "caseworker"), T)
    roster = statements.add_sheet(staff("anna", roster=roster), OPORA.secret, paper("sheet"), T)
    roster = statements.add_roles(roster, OPORA.secret, id_of("nurse"), ["admin"], T)
    roster = statements.revoke_author(roster, seed("sheet"), OPORA.author, [], T)

    assert refused(revoked, roster, "nurse", "anna") == rosters.NEEDS_SHEET


def test_the_sheet_is_revoked_by_nobody_but_itself():
    roster = statements.add_sheet(staff("boris"), OPORA.secret, paper("sheet"), T)

    assert refused(revoked, roster, None, "sheet") == rosters.NEEDS_SHEET
    assert roster.sheet == id_of("sheet")
    assert revoked(roster, "sheet", "sheet").sheet is None


def test_a_sheet_that_was_replaced_states_nothing_on_any_branch():
    start = statements.add_sheet(OPORA.roster, OPORA.secret, paper("stolen sheet"), T)
    here = statements.add_sheet(start, seed("stolen sheet"), paper("new sheet"), T)

    roster = both(here, added(start, "stolen sheet", "thief", "admin"))

    assert active(roster) == {OPORA.author, id_of("new sheet")}


def test_the_longest_branch_is_the_main_one_and_of_two_the_smaller_hash():
    start = staff("boris")
    here = added(start, "boris", "one")
    there = statements.add_author(start, OPORA.secret, someone("two"), T)
    longer = statements.add_author(there, OPORA.secret, someone("three"), T)

    assert both(here, there).head32 == min(here.head32, there.head32)
    assert both(here, longer).mark == longer.mark
    assert both(here, longer).tips == (longer.head32, here.head32)


def test_a_void_tip_is_no_tip():
    start = staff("boris")
    branch = added(added(start, "boris", "one"), "boris", "two")
    here = revoked(start, None, "boris")

    assert both(here, branch).tips == (here.head32,)
    assert both(here, branch).mark == here.mark


def test_of_two_keys_for_one_epoch_partners_seal_to_the_main_branchs_and_both_stay_known():
    start = staff("boris")
    here = statements.add_epoch(start, OPORA.secret, seed("here") * 38, b"", T)
    there = statements.add_epoch(start, seed("boris"), seed("there") * 38, b"", T)
    longer = added(there, "boris", "nurse")

    roster = both(here, longer)

    assert roster.epochs[2] == seed("there") * 38
    assert roster.epoch_keys(2) == (seed("there") * 38, seed("here") * 38)


def test_nobody_seals_to_the_epoch_of_a_void_statement():
    start = staff("boris")
    branch = statements.add_epoch(start, seed("boris"), seed("his own") * 38, b"", T)

    roster = both(revoked(start, None, "boris"), branch)

    assert roster.epoch == 1


def test_a_fork_is_joined_by_one_statement():
    start = staff("anna", "boris")
    forked = both(added(start, "anna", "one", "admin"), added(start, "boris", "two"))

    joined = statements.merge(forked, OPORA.secret, T)

    assert not joined.forked
    assert joined.authors == forked.authors
    assert id_of("x") in active(added(joined, "one", "x"))
    assert statements.merge(joined, OPORA.secret, T) == joined


def test_what_was_joined_stays_when_its_author_is_revoked_later():
    start = staff("anna", "boris")
    branch = revoked(start, "boris", "anna")
    forked = both(statements.add_author(start, OPORA.secret, someone("nurse"), T), branch)

    roster = revoked(statements.merge(forked, OPORA.secret, T), None, "boris")

    assert active(roster) == {OPORA.author, id_of("nurse")}


def test_a_join_waits_for_the_branches_it_names_and_hides_none_from_a_revocation():
    start = staff("boris")
    secret = added(start, "boris", "puppet", "admin")
    visible = statements.add_author(start, OPORA.secret, someone("nurse"), T)
    joined = statements.merge(both(visible, secret), seed("boris"), T)
    shown = rosters.read([one for one in joined.statements if one != secret.statements[-1]])

    assert shown == visible
    assert len(shown.waiting) == 1
    assert active(both(revoked(shown, None, "boris"), joined)) == {OPORA.author, id_of("nurse")}


def test_a_join_makes_no_seniors_of_old():
    start = statements.add_sheet(staff("boris"), OPORA.secret, paper("sheet"), T)
    secret = added(start, "boris", "puppet", "admin")
    later = staff("anna", "clara", roster=start)
    joined = statements.merge(both(later, secret), seed("boris"), T)
    roster = statements.revoke_author(joined, seed("sheet"), OPORA.author, [], T)
    roster = statements.revoke_author(roster, seed("sheet"), id_of("boris"), [], T)

    assert refused(revoked, roster, "puppet", "anna") == rosters.NEEDS_SHEET
    assert id_of("puppet") not in active(revoked(roster, "anna", "puppet"))


def test_a_revoked_computer_stays_revoked_on_every_branch():
    tablet = Device(paper("tablet").sign_pub, OPORA.device.kem_pub)
    start = statements.add_device(staff("boris"), OPORA.secret, tablet, T)
    home = rosters.device_id(OPORA.org32, tablet.sign_pub)
    here = statements.revoke_device(start, OPORA.secret, home, T)
    there = statements.add_device(start, seed("boris"), tablet, T)

    assert not both(here, there).devices[home].active
    assert refused(statements.add_device, here, OPORA.secret, tablet, T) == rosters.DAMAGED


def test_closing_on_one_branch_closes_the_organisation():
    start = statements.add_sheet(staff("boris"), OPORA.secret, paper("sheet"), T)
    here = statements.close(start, seed("sheet"), T)

    assert both(here, added(start, "boris", "nurse")).closed


def test_only_one_founding_statement_founds():
    second = statements.genesis(seed("other"), [], OPORA.device, T)

    assert refused(rosters.read, [*OPORA.roster.statements, *second.statements]) == rosters.OTHER


def test_somebody_of_another_branch_is_revoked_without_joining_it():
    start = staff("boris")
    forked = both(statements.add_author(start, OPORA.secret, someone("one"), T), added(start, "boris", "two"))

    roster = revoked(revoked(forked, None, "two"), None, "one")

    assert active(roster) == {OPORA.author, id_of("boris")}


def test_who_is_administrator_on_another_branch_only_states_there():
    start = staff("boris")
    longer = statements.add_author(start, OPORA.secret, someone("one"), T)
    longer = statements.add_author(longer, OPORA.secret, someone("two"), T)
    forked = both(longer, added(start, "boris", "clara", "admin"))

    roster = added(forked, "clara", "three")

    assert id_of("three") in active(roster)
    assert roster.head32 == min(roster.tips)
