"""Passphrases changed, reset by a colleague, slowed down, joined by a key file, forgotten for good."""

import os
from dataclasses import replace

import pytest

from regdesk.actions import (
    computers,
    drafts,
    forgotten,
    key_files,
    labs,
    partners,
    passphrases,
    sheets,
    staff,
    syncing,
    unlocking,
)
from regdesk.actions.desk import Clock, my_roles, read_case, world
from regdesk.actions.forgotten import Anew
from regdesk.actions.passphrases import Reset
from regdesk.actions.staff import NewUser
from regdesk.actions.unlocking import TooSoon, Typed
from regdesk.crypto import tries, vault
from regdesk.domain.journal import accepted
from regdesk.domain.labs import LabResult
from regdesk.errors import Refused, Trouble
from regdesk.wire import branches
from tests import desks, make

HERS = "a passphrase of her own"
VERA = NewUser(name="Вера М.", roles=frozenset({"clinician"}), passphrase=HERS)
NEW, TEMPORARY = "another passphrase", "only for one day"


def unlock(desk, given):
    """Lock the desk and open it with something else."""
    unlocking.close(desk)
    return unlocking.unlock(desk.folder, given, desk.clock, os.urandom, desks.CHEAP)


def refused(act, *given, **named):
    """Give the message an act is refused with."""
    with pytest.raises(Refused) as error:
        act(*given, **named)
    return error.value.message


def sheet_of(desk, earlier=()):
    """Make a sheet, type two groups back, and give what is on paper."""
    draft = sheets.make(desk)
    sheets.confirm(desk, {number: draft.groups[number - 1] for number in draft.asked}, earlier)
    return draft.groups


def anew(desk, groups, name, passphrase=NEW):
    """Open a locked computer by the sheet, as the person of that name."""
    found = forgotten.find(desk.folder, groups)
    (slot,) = [slot for slot, who in found.people.items() if who == name]
    return forgotten.begin_anew(desk.folder, found, Anew(slot, passphrase), desk.clock, os.urandom)


@pytest.fixture
def host(tmp_path):
    """Give a desk whose first person is the administrator Алина С."""
    return desks.desk(tmp_path / "host", "Опора", "host")


def test_a_changed_passphrase_keeps_key_and_drafts_and_the_old_one_opens_nothing(host):
    drafts.keep(host, "note", "half a sentence")

    passphrases.change(host, desks.PASSPHRASE, NEW, desks.CHEAP)

    again = unlock(host, NEW)
    assert again.person == host.person
    assert drafts.restore(again, "note") == "half a sentence"
    assert vault.WRONG == refused(unlock, again, desks.PASSPHRASE)


def test_only_ones_own_passphrase_is_changed_and_only_to_a_long_unused_one(host):
    staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)

    assert passphrases.NOT_YOURS == refused(passphrases.change, host, HERS, NEW, desks.CHEAP)
    assert vault.WRONG == refused(passphrases.change, host, "never heard", NEW, desks.CHEAP)
    assert vault.TAKEN == refused(passphrases.change, host, desks.PASSPHRASE, HERS, desks.CHEAP)
    assert "too short" in refused(passphrases.change, host, desks.PASSPHRASE, "short", desks.CHEAP)


def test_a_colleague_resets_a_forgotten_passphrase_and_nothing_that_was_written_is_lost(tmp_path):
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        old, _ = staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)
        desks.exchange(host, centre)
        vera = unlock(host, HERS)
        labs.add_result(vera, case, make.lab_result())
        syncing.exchange(vera)
        labs.add_result(vera, case, make.lab_result(value=77))
        drafts.keep(vera, "note", "half a sentence")

        host = unlock(vera, desks.PASSPHRASE)
        passphrases.reset(host, desks.PASSPHRASE, Reset(old, TEMPORARY), desks.CHEAP)
        assert vault.WRONG == refused(unlock, host, HERS)
        vera = unlock(host, TEMPORARY)
        assert vera.person.temporary
        passphrases.change(vera, TEMPORARY, NEW, desks.CHEAP)
        vera = unlock(vera, NEW)
        labs.add_result(vera, case, make.lab_result(value=99))
        desks.exchange(vera, centre, times=3)

    assert not vera.person.temporary
    assert vera.person.author != old
    assert my_roles(vera) == {"clinician"}
    assert drafts.restore(vera, "note") == "half a sentence"
    there = read_case(centre, case)
    assert [one.author for one in there.of(LabResult)] == [old, old, vera.person.author]
    assert all(accepted(there.verdicts, one.id) for one in there.of(LabResult))
    assert {partners.names(vera, world(vera)).of(one) for one in (old, vera.person.author)} == {"Вера М."}


def test_a_reset_takes_the_old_key_away_and_begins_no_key_epoch(host):
    old, _ = staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)

    passphrases.reset(host, desks.PASSPHRASE, Reset(old, TEMPORARY), desks.CHEAP)

    (computer,) = computers.overview(host).computers
    assert [(one.name, one.active) for one in computer.keys] == [
        ("Алина С.", True), ("Вера М.", False), ("Вера М.", True),
    ]  # fmt: skip
    assert max(host.epochs) == 1
    assert list(passphrases.here(host).values()).count(passphrases.here(host)[computer.keys[2].author]) == 1


def test_what_was_packed_with_the_old_key_and_not_sent_yet_still_arrives(tmp_path):
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    old, _ = staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        vera = unlock(host, HERS)
        labs.add_result(vera, case, make.lab_result())
        partners.set_server(vera, "http://127.0.0.1:9", server.answer_key)
        with pytest.raises(Trouble):
            syncing.exchange(vera)
        partners.set_server(vera, server.url, server.answer_key)

        host = unlock(vera, desks.PASSPHRASE)
        passphrases.reset(host, desks.PASSPHRASE, Reset(old, TEMPORARY), desks.CHEAP)
        desks.exchange(host, centre, times=3)

    (result,) = read_case(centre, case).of(LabResult)
    assert result.author == old
    assert accepted(read_case(centre, case).verdicts, result.id)


def test_who_is_no_administrator_resets_nobody(host):
    author = host.person.author
    staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)
    vera = unlock(host, HERS)

    assert "administrator" in refused(passphrases.reset, vera, HERS, Reset(author, TEMPORARY), desks.CHEAP)


def test_the_most_senior_administrator_is_reset_with_the_sheet_only_and_a_refusal_changes_nothing(host):
    senior = host.person.author
    chief = replace(VERA, roles=frozenset({"clinician", "admin"}))
    staff.add(host, desks.PASSPHRASE, chief, desks.CHEAP)
    groups = sheet_of(host)
    vera, before = unlock(host, HERS), (host.folder / unlocking.VAULT).read_bytes()

    message = refused(passphrases.reset, vera, HERS, Reset(senior, TEMPORARY), desks.CHEAP)
    assert branches.NEEDS_SHEET == message
    assert before == (host.folder / unlocking.VAULT).read_bytes()
    secret = sheets.secret_of(vera, groups)
    passphrases.reset(vera, HERS, Reset(senior, TEMPORARY, secret), desks.CHEAP)

    again = unlock(vera, TEMPORARY)
    assert "admin" in my_roles(again)


def test_the_sheet_opens_the_computer_whose_only_passphrase_is_forgotten(tmp_path):
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    groups = sheet_of(host)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        labs.add_result(host, case, make.lab_result())
        drafts.keep(host, "note", "half a sentence")
        unlocking.close(host)

        again = anew(host, groups, "Алина С.")
        labs.add_result(again, case, make.lab_result(value=99))
        desks.exchange(again, centre, times=3)

    assert again.person.author != host.person.author
    assert my_roles(again) == {"admin", "caseworker", "clinician"}
    assert drafts.restore(again, "note") == "half a sentence"
    there = read_case(centre, case)
    assert [one.author for one in there.of(LabResult)] == [host.person.author, again.person.author]
    assert all(accepted(there.verdicts, one.id) for one in there.of(LabResult))
    assert vault.WRONG == refused(unlock, again, desks.PASSPHRASE)
    assert unlock(again, NEW).person == again.person


def test_a_sheet_made_on_another_computer_opens_this_one_from_the_next_unlocking_on(tmp_path):
    host = desks.desk(tmp_path / "host", "Опора", "host")
    second = desks.second(host, tmp_path / "second")
    with desks.connected(tmp_path, host, second):
        desks.exchange(host, second)
        groups = sheet_of(host)
        desks.exchange(host, second)
    assert forgotten.NOT_HERE == refused(forgotten.find, second.folder, groups)

    second = unlock(second, desks.PASSPHRASE)
    unlocking.close(second)

    again = anew(second, groups, "Борис Т.")
    assert "admin" in my_roles(again)


def test_an_older_sheet_opens_nothing_once_a_new_one_is_in_force(host):
    older = sheet_of(host)
    newer = sheet_of(host, older)

    assert forgotten.NOT_HERE == refused(forgotten.find, host.folder, older)
    assert forgotten.find(host.folder, newer).people


def test_a_sheet_still_opens_after_the_passphrase_was_changed(host):
    groups = sheet_of(host)

    passphrases.change(host, desks.PASSPHRASE, NEW, desks.CHEAP)

    assert forgotten.find(host.folder, groups).people


def test_a_computer_whose_file_was_copied_elsewhere_opens_by_the_sheet_with_keys_of_its_own(host, tmp_path):
    groups = sheet_of(host)
    unlocking.close(host)
    elsewhere = replace(host, folder=tmp_path / "copy")
    host.folder.rename(elsewhere.folder)

    again = anew(elsewhere, groups, "Алина С.")

    own = computers.overview(again)
    assert not own.removed
    assert len([one for one in own.computers if one.active]) == 2


def stick(tmp_path):
    """Give the folder of a stick."""
    folder = tmp_path / "stick"
    folder.mkdir(exist_ok=True)
    return folder


def test_who_asks_for_a_key_file_opens_with_it_and_the_passphrase_only(host, tmp_path):
    place = stick(tmp_path)

    made = key_files.make(host, Typed(desks.PASSPHRASE), place, desks.CHEAP)

    assert vault.WRONG == refused(unlock, host, desks.PASSPHRASE)
    assert unlock(host, Typed(desks.PASSPHRASE, key_files.found([place]))).person == host.person
    assert made.stat().st_size == key_files.SIZE
    assert host.person.secret not in made.read_bytes()


def test_a_changed_passphrase_still_asks_for_the_key_file_until_that_is_taken_back(host, tmp_path):
    place = stick(tmp_path)
    key_files.make(host, Typed(desks.PASSPHRASE), place, desks.CHEAP)
    files = key_files.found([tmp_path / "no stick", place])

    passphrases.change(host, Typed(desks.PASSPHRASE, files), NEW, desks.CHEAP)
    assert vault.WRONG == refused(unlock, host, NEW)
    host = unlock(host, Typed(NEW, files))
    key_files.drop(host, Typed(NEW, files), desks.CHEAP)

    assert unlock(host, NEW).person == host.person
    assert key_files.NONE == refused(key_files.drop, host, Typed(NEW, files), desks.CHEAP)


def test_a_new_key_file_voids_the_one_before(host, tmp_path):
    old, new = stick(tmp_path), stick(tmp_path / "stick")
    key_files.make(host, Typed(desks.PASSPHRASE), old, desks.CHEAP)
    before = key_files.found([old])

    key_files.make(host, Typed(desks.PASSPHRASE, before), new, desks.CHEAP)

    assert vault.WRONG == refused(unlock, host, Typed(desks.PASSPHRASE, before))
    assert unlock(host, Typed(desks.PASSPHRASE, key_files.found([new]))).person == host.person


def test_a_lost_stick_is_helped_by_the_sheet_and_by_a_colleague(host, tmp_path):
    groups = sheet_of(host)
    vera, _ = staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)
    hers = unlock(host, HERS)
    key_files.make(hers, Typed(HERS), stick(tmp_path), desks.CHEAP)

    host = unlock(hers, desks.PASSPHRASE)
    passphrases.reset(host, desks.PASSPHRASE, Reset(vera, TEMPORARY), desks.CHEAP)
    hers = unlock(host, TEMPORARY)
    key_files.make(hers, Typed(TEMPORARY), stick(tmp_path), desks.CHEAP)
    unlocking.close(hers)

    assert anew(hers, groups, "Вера М.").person.name == "Вера М."


def test_a_key_file_is_not_kept_beside_what_it_protects_and_other_files_are_none(host, tmp_path):
    (tmp_path / "photo.jpg").write_bytes(bytes(64))
    (tmp_path / f"short{key_files.SUFFIX}").write_bytes(bytes(63))

    assert key_files.NOT_HERE == refused(
        key_files.make, host, Typed(desks.PASSPHRASE), host.folder, desks.CHEAP
    )
    assert key_files.found([tmp_path]) == ()
    assert key_files.NOT_A_KEY == refused(key_files.read, tmp_path / f"short{key_files.SUFFIX}")


class Wall:
    """A clock that a test sets."""

    def __init__(self):
        self.ms = 1_800_000_000_000

    def clock(self):
        return Clock(lambda: self.ms, lambda: make.TODAY)


def attempt(folder, wall, passphrase):
    """Try one passphrase."""
    return unlocking.attempt(folder, passphrase, wall.clock(), desks.CHEAP)


@pytest.fixture
def slowed(host):
    """Give a locked desk after four wrong passphrases, and its clock."""
    wall = Wall()
    for _ in range(4):
        assert vault.WRONG == refused(attempt, host.folder, wall, "wrong")
    return host.folder, wall


def test_after_a_few_wrong_passphrases_even_the_right_one_waits(slowed):
    folder, wall = slowed

    with pytest.raises(TooSoon) as error:
        attempt(folder, wall, desks.PASSPHRASE)

    assert error.value.values == {"n": 15}
    wall.ms += 15_000
    assert attempt(folder, wall, desks.PASSPHRASE).secrets
    assert not (folder / unlocking.TRIES).exists()


def test_a_clock_that_was_set_back_does_not_shorten_the_wait(slowed):
    folder, wall = slowed

    wall.ms -= 10_000_000
    assert unlocking.wait_s(folder, wall.clock()) == 15
    wall.ms += 14_000
    assert unlocking.wait_s(folder, wall.clock()) == 1


def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_further():
    assert [tries.wait_after(n) // 1000 for n in (0, 3, 4, 5, 6, 9, 10, 500)] == [
        0, 0, 15, 30, 60, 480, 900, 900,
    ]  # fmt: skip


def test_a_try_counts_though_the_program_is_stopped_before_the_answer(host, monkeypatch):
    wall = Wall()

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(vault, "unlock", stopped)
    for _ in range(4):
        with pytest.raises(KeyboardInterrupt):
            attempt(host.folder, wall, "wrong")

    assert unlocking.wait_s(host.folder, wall.clock()) == 15


def test_the_file_of_tries_tells_nothing_but_a_count_and_a_time(slowed):
    folder, _ = slowed

    assert (folder / unlocking.TRIES).read_bytes() == (4).to_bytes(4, "big") + (1_800_000_000_000).to_bytes(
        8, "big"
    )


def test_guesses_of_a_colleagues_passphrase_at_an_open_desk_are_slowed_too(host):
    for n in range(4):
        refused(passphrases.change, host, f"guess {n}", NEW, desks.CHEAP)

    with pytest.raises(TooSoon):
        passphrases.change(host, desks.PASSPHRASE, NEW, desks.CHEAP)
