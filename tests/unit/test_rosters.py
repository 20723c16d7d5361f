"""Rosters: who may sign for an organisation, and how a partner is met."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.domain.codec import pack
from regdesk.errors import Refused
from regdesk.wire import introductions, rosters, signatures, statements
from regdesk.wire.introductions import Introduction, digits
from regdesk.wire.rosters import Device, Mark, RosterAuthor
from tests.trust import CENTRE, NOBODY, OPORA, T, seed, someone


def why(read, *given):
    """Give the message a reading is refused with."""
    with pytest.raises(Refused) as refused:
        read(*given)
    return refused.value.message


def test_the_hash_of_the_first_statement_is_the_organisations_id():
    roster = rosters.read(OPORA.founded.statements)

    assert (OPORA.org32, 1, OPORA.org32) == (roster.mark.org32, roster.mark.length, roster.head32)
    assert roster.authors[OPORA.author].roles == {"admin", "clinician"}


def test_the_first_computer_comes_with_the_first_statement():
    home = rosters.device_id(OPORA.org32, OPORA.computer.sign_public)

    assert OPORA.founded.authors[OPORA.author].device == home
    assert OPORA.founded.devices == {home: OPORA.device}


def test_a_key_has_another_id_in_another_organisation():
    pub = signatures.public(OPORA.secret)

    assert rosters.author_id(OPORA.org32, pub) != rosters.author_id(CENTRE.org32, pub)


def test_what_an_admin_states_is_read_back():
    tablet = Device(signatures.public(seed("tablet")), CENTRE.device.kem_pub)
    home = rosters.device_id(OPORA.org32, tablet.sign_pub)
    nurse = RosterAuthor(signatures.public(seed("nurse")), frozenset({"caseworker"}), home)

    roster = statements.add_device(OPORA.roster, OPORA.secret, tablet, T)
    roster = statements.add_author(roster, OPORA.secret, nurse, T)
    nurse16 = rosters.author_id(OPORA.org32, nurse.pub)
    roster = statements.add_roles(roster, OPORA.secret, nurse16, ["clinician"], T)

    again = rosters.read(rosters.unpack_statements(roster.pack()))
    assert again == roster
    assert again.authors[nurse16] == RosterAuthor(nurse.pub, frozenset({"caseworker", "clinician"}), home)
    assert again.devices[home] == tablet
    assert again.epochs == {1: OPORA.epoch.kem.public}


def test_only_an_admin_may_change_a_roster():
    nurse = statements.add_author(OPORA.roster, OPORA.secret, someone("nurse", "clinician"), T)

    assert why(statements.add_author, nurse, seed("nurse"), someone("x"), T) == rosters.NOT_ADMIN
    assert why(statements.add_author, nurse, seed("stranger"), someone("x"), T) == rosters.NOT_ADMIN


def test_a_revoked_admin_states_nothing_more():
    second = statements.add_author(OPORA.roster, OPORA.secret, someone("second", "admin"), T)
    second16 = rosters.author_id(OPORA.org32, signatures.public(seed("second")))
    revoked = statements.state(second, OPORA.secret, "revoke_author", {"author": second16, "heads": []}, T)

    assert not revoked.authors[second16].active
    assert why(statements.add_author, revoked, seed("second"), someone("x"), T) == rosters.NOT_ADMIN


def test_a_revoked_key_cannot_be_added_again():
    nurse = someone("nurse", "clinician")
    roster = statements.add_author(OPORA.roster, OPORA.secret, nurse, T)
    body = {"author": rosters.author_id(OPORA.org32, nurse.pub), "heads": []}
    roster = statements.state(roster, OPORA.secret, "revoke_author", body, T)

    assert why(statements.add_author, roster, OPORA.secret, nurse, T) == rosters.DAMAGED


def test_closing_and_a_new_sheet_need_the_paper_sheet():
    sheet = Device(signatures.public(seed("sheet")), OPORA.device.kem_pub)
    other = Device(signatures.public(seed("other sheet")), OPORA.device.kem_pub)
    roster = statements.add_sheet(OPORA.roster, OPORA.secret, sheet, T)

    assert why(statements.state, roster, OPORA.secret, "close", {}, T) == rosters.NEEDS_SHEET
    assert why(statements.add_sheet, roster, OPORA.secret, other, T) == rosters.NEEDS_SHEET
    renewed = statements.add_sheet(roster, seed("sheet"), other, T)
    assert why(statements.state, renewed, seed("sheet"), "close", {}, T) == rosters.NOT_ADMIN
    assert statements.state(renewed, seed("other sheet"), "close", {}, T).closed


def test_nothing_follows_a_closing():
    sheet = Device(signatures.public(seed("sheet")), OPORA.device.kem_pub)
    roster = statements.add_sheet(OPORA.roster, OPORA.secret, sheet, T)
    closed = statements.state(roster, seed("sheet"), "close", {}, T)

    assert why(statements.add_author, closed, OPORA.secret, someone("x"), T) == rosters.DAMAGED


def test_a_kind_of_a_later_version_is_chained_and_skipped_unless_it_is_critical():
    later = statements.state(OPORA.roster, OPORA.secret, "moon", {"phase": 3}, T)

    assert rosters.read(later.statements).authors == OPORA.roster.authors
    assert len(later.statements) == 3
    body = {"phase": 3, "critical": True}
    assert why(statements.state, OPORA.roster, OPORA.secret, "moon", body, T) == rosters.NEWER


def test_an_older_roster_takes_nothing_away_and_is_told_from_a_newer_one():
    older = rosters.news(OPORA.roster, OPORA.founded.statements)
    newer = rosters.news(OPORA.founded, OPORA.roster.statements)

    assert (older.roster, older.more, older.less, older.fork) == (OPORA.roster, False, True, False)
    assert (newer.roster, newer.more, newer.less, newer.fork) == (OPORA.roster, True, False, False)


def test_a_branch_that_appears_is_known_as_a_fork():
    here = statements.add_author(OPORA.roster, OPORA.secret, someone("here"), T)
    there = statements.add_author(OPORA.roster, OPORA.secret, someone("there"), T)

    both = rosters.news(here, there.statements)

    assert (both.more, both.less, both.fork) == (True, True, True)
    assert both.roster.forked
    assert set(both.roster.authors) == {*here.authors, *there.authors}
    assert not rosters.news(both.roster, there.statements).fork


def test_another_organisations_roster_is_refused_from_the_first_statement():
    assert why(rosters.read, CENTRE.roster.statements, OPORA.org32) == rosters.OTHER
    assert why(rosters.news, OPORA.roster, CENTRE.roster.statements) == rosters.OTHER


@given(st.data())
@settings(max_examples=60)
def test_no_altered_statement_is_read(data):
    whole = statements.add_author(OPORA.roster, OPORA.secret, someone("nurse"), T).statements
    which = data.draw(st.integers(0, len(whole) - 1))
    bit = data.draw(st.integers(0, 8 * len(whole[which]) - 1))
    altered = bytearray(whole[which])
    altered[bit // 8] ^= 1 << bit % 8

    given = [*whole[:which], bytes(altered), *whole[which + 1 :]]

    with pytest.raises(Refused):
        rosters.read_all(given, OPORA.org32)
    if which:
        assert rosters.read(given, OPORA.org32) == rosters.read(whole[:which])


@given(st.binary(max_size=200))
def test_no_bytes_but_a_roster_are_read_and_none_crash(data):
    with pytest.raises(Refused):
        rosters.read([data])
    with pytest.raises(Refused):
        rosters.read(rosters.unpack_statements(data))


def test_dropped_statements_are_missed_and_swapped_ones_are_not():
    roster = statements.add_author(OPORA.roster, OPORA.secret, someone("nurse"), T)
    first, second, third = roster.statements

    assert why(rosters.read_all, [first, third]) == rosters.DAMAGED
    assert rosters.read([first, third]).waiting == (third,)
    assert rosters.read([first, third, second]) == roster
    assert why(rosters.read, []) == rosters.DAMAGED


def test_epochs_count_up_and_never_run_out():
    def epoch(number):
        return {"e": number, "pub": OPORA.epoch.kem.public, "wraps": bytes(32)}

    ahead = statements.state(OPORA.roster, OPORA.secret, "epoch", epoch(1001), T)

    assert ahead.epoch == 1001
    for number in (0, 1, 1002, 2**32):
        assert why(statements.state, OPORA.roster, OPORA.secret, "epoch", epoch(number), T) == rosters.DAMAGED


def test_seed_wraps_are_those_the_roster_states():
    wraps = statements.pack_wraps({b"b" * 16: b"two", b"a" * 16: b"one"})
    stated = statements.wraps_hash(wraps)

    assert statements.unpack_wraps(wraps, stated) == {b"a" * 16: b"one", b"b" * 16: b"two"}
    assert why(statements.unpack_wraps, wraps[:-1] + b"x", stated) == rosters.DAMAGED
    odd = pack([[5, 6]])
    assert why(statements.unpack_wraps, odd, statements.wraps_hash(odd)) == rosters.DAMAGED


def test_thirty_digits_are_the_same_on_both_sides_and_differ_for_another_partner():
    seen = digits(OPORA.org32, CENTRE.org32)

    assert seen == digits(CENTRE.org32, OPORA.org32)
    assert [5] * 6 == [len(group) for group in seen.split(" ")]
    assert seen.replace(" ", "").isdecimal()
    assert seen != digits(OPORA.org32, NOBODY.org32)
    assert why(digits, OPORA.org32, OPORA.org32) == introductions.SAME


def test_an_introduction_says_who_where_and_with_which_keys():
    card = Introduction(
        "Центр СПИД", "KG", "centre", CENTRE.roster, "https://desk.example/", seed("server key")
    )

    written = introductions.introduction(card, CENTRE.secret)

    assert introductions.read_introduction(written) == card


@given(st.data())
@settings(max_examples=60)
def test_an_altered_introduction_is_refused(data):
    card = Introduction("Opora", "UA", "host", OPORA.roster, "https://desk.example/", seed("server key"))
    altered = bytearray(introductions.introduction(card, OPORA.secret))
    bit = data.draw(st.integers(0, 8 * len(altered) - 1))
    altered[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Refused):
        introductions.read_introduction(bytes(altered))


def test_an_introduction_signed_by_a_stranger_is_refused():
    card = Introduction("Opora", "UA", "host", OPORA.roster, "https://desk.example/", seed("server key"))

    assert why(introductions.read_introduction, introductions.introduction(card, seed("stranger")))


def test_a_mark_is_known_by_its_hash():
    assert rosters.knows(OPORA.roster, OPORA.founded.mark)
    assert not rosters.knows(OPORA.founded, OPORA.roster.mark)
    assert not rosters.knows(OPORA.roster, Mark(CENTRE.org32, 1, OPORA.org32))
