"""The vault: a passphrase finds its person, and the file tells nothing to anybody else."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.crypto import sheet_slot, slots, vault
from regdesk.crypto.files import write_whole
from regdesk.crypto.keys import HybridKey
from regdesk.crypto.slots import Cost
from regdesk.errors import Refused, Trouble
from tests.trust import seed

CHEAP = Cost(memory_kib=32, passes=1, lanes=1)
PASSPHRASE = "one two three"
SECRETS = {"database_key": seed("database"), "author": seed("Aizada"), "person": "Айзада Т."}
OTHERS = {"database_key": seed("database"), "author": seed("Bek"), "person": "Бек О."}


@pytest.fixture
def path(tmp_path):
    """Give a vault that Aizada opens with "one two three"."""
    file = tmp_path / "vault"
    vault.create(file, "one two three", "Aizada", SECRETS, CHEAP)
    return file


def unlock(path, passphrase=PASSPHRASE):
    """Open the cheap vault of a test."""
    return vault.unlock(path, passphrase, CHEAP)


def refused(act, *given):
    """Give the message an act is refused with."""
    with pytest.raises(Refused) as error:
        act(*given)
    return error.value.message


def test_the_passphrase_alone_finds_the_person(path):
    vault.add(path, unlock(path), "four five six", "Bek", OTHERS)

    assert SECRETS == unlock(path).secrets
    assert OTHERS == unlock(path, "four five six").secrets
    assert {"Aizada", "Bek"} == set(unlock(path).people.values())


def test_a_wrong_passphrase_is_answered_in_one_sentence(path):
    assert "That did not work. Check the layout." == refused(unlock, path, "one two four")
    assert vault.slots.EMPTY == refused(unlock, path, "  ")


def test_keyboards_and_surplus_spaces_do_not_matter(path):
    assert SECRETS == unlock(path, "  one\u00a0two \t three ").secrets
    assert SECRETS == unlock(path, "ｏｎｅ two three").secrets


def test_a_passphrase_in_use_is_refused(path):
    opened = unlock(path)

    assert vault.TAKEN == refused(vault.add, path, opened, "one two  three", "Bek", OTHERS)
    assert vault.TAKEN == refused(vault.change, path, opened, "one two three", b"", CHEAP)


def test_a_changed_passphrase_opens_what_the_old_one_did(path):
    vault.add(path, unlock(path), "four five six", "Bek", OTHERS)

    vault.change(path, unlock(path), "seven eight nine", b"", CHEAP)

    assert SECRETS == unlock(path, "seven eight nine").secrets
    assert vault.WRONG == refused(unlock, path)
    assert OTHERS == unlock(path, "four five six").secrets


def test_secrets_are_replaced_without_touching_anybody_else(path):
    vault.add(path, unlock(path), "four five six", "Bek", OTHERS)

    vault.rewrite(path, unlock(path), {**SECRETS, "author": seed("a new key")})

    assert seed("a new key") == unlock(path).secrets["author"]
    assert OTHERS == unlock(path, "four five six").secrets


def test_who_left_opens_nothing_any_more(path):
    added = vault.add(path, unlock(path), "four five six", "Bek", OTHERS)

    left = vault.remove(path, unlock(path), added.slot)

    assert ["Aizada"] == list(left.values()) == list(unlock(path).people.values())
    assert vault.WRONG == refused(unlock, path, "four five six")


def test_the_last_person_stays(path):
    opened = unlock(path)

    assert vault.LAST == refused(vault.remove, path, opened, opened.slot)


def test_sixteen_people_have_room_and_the_file_never_changes_its_size(path):
    sizes = {path.stat().st_size}
    for n in range(15):
        vault.add(path, unlock(path), f"passphrase {n}", f"Person {n}", OTHERS)
        sizes.add(path.stat().st_size)

    assert {slots.SIZE} == sizes
    assert 16 == len(set(unlock(path, "passphrase 14").people))
    assert vault.FULL == refused(vault.add, path, unlock(path), "one more", "Person", OTHERS)
    assert OTHERS == unlock(path, "passphrase 7").secrets


def test_the_file_holds_no_name_key_or_passphrase(path):
    data = path.read_bytes()

    for hidden in (b"Aizada", "Айзада".encode(), seed("database"), seed("Aizada"), b"one two three"):
        assert hidden not in data


def test_unused_slots_look_like_used_ones(tmp_path):
    files = []
    for n in range(2):
        vault.create(tmp_path / str(n), "one two three", "Aizada", SECRETS, CHEAP)
        files.append((tmp_path / str(n)).read_bytes())

    same = sum(a == b for a, b in zip(*files, strict=True))
    assert same < slots.SIZE / 256 * 1.5


@given(st.data())
@settings(max_examples=40)
def test_any_flipped_bit_of_the_persons_slot_or_the_salt_is_noticed(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("vault") / "vault"
    opened = vault.create(path, "one two three", "Aizada", SECRETS, CHEAP)
    whole = bytearray(path.read_bytes())
    first = 48 + 4124 + opened.slot * 2092
    place = data.draw(st.integers(0, 3) | st.integers(16, 48 + 4124 + 2092 - 1))
    byte = place if place < 48 + 4124 else place - 48 - 4124 + first
    whole[byte] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(bytes(whole))

    with pytest.raises((Refused, Trouble)):
        vault.unlock(path, "one two three", CHEAP)


def test_a_vault_weaker_than_the_floor_is_not_opened(path):
    with pytest.raises(Trouble):
        vault.unlock(path, "one two three")


def test_a_vault_that_would_take_for_ever_is_not_opened(path):
    data = bytearray(path.read_bytes())
    data[4:8] = b"\xff\xff\xff\xff"
    path.write_bytes(bytes(data))

    with pytest.raises(Trouble):
        unlock(path)


def test_the_floor_is_64_mib_three_times_on_one_lane():
    assert Cost(64 * 1024, 3, 1) == vault.FLOOR


def test_a_vault_of_full_cost_opens(tmp_path):
    vault.create(tmp_path / "vault", "one two three", "Aizada", SECRETS)

    assert SECRETS == vault.unlock(tmp_path / "vault", "one two three").secrets


def test_a_vault_is_never_overwritten_by_a_new_one(path):
    assert vault.EXISTS == refused(vault.create, path, "x", "Bek", OTHERS, CHEAP)


def test_a_missing_or_damaged_file_says_what_to_do(path, tmp_path):
    with pytest.raises(Trouble, match="backup"):
        unlock(tmp_path / "nothing")
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(Trouble, match="backup"):
        unlock(path)


def test_secrets_and_names_too_long_for_a_slot_are_not_cut(path):
    with pytest.raises(ValueError, match="do not fit"):
        vault.rewrite(path, unlock(path), {**SECRETS, "more": bytes(2048)})
    assert vault.LONG_NAME == refused(vault.add, path, unlock(path), "four", "Я" * 101, OTHERS)
    assert SECRETS == unlock(path).secrets


def test_a_stopped_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "vault"
    write_whole(path, b"old")

    def stopped(_handle):
        raise OSError

    monkeypatch.setattr(os, "fsync", stopped)
    with pytest.raises(Trouble):
        write_whole(path, b"new and longer")

    assert (b"old", ["vault"]) == (path.read_bytes(), [one.name for one in tmp_path.iterdir()])


def test_secrets_are_kept_out_of_the_repr(path):
    assert "Айзада" not in repr(unlock(path))
    assert "Aizada" not in repr(unlock(path))


def test_a_person_alone_gets_a_vault_made_anew_with_another_passphrase(path):
    before = path.read_bytes()

    vault.change(path, unlock(path), "seven eight nine", b"", CHEAP)

    assert before[16:48] != path.read_bytes()[16:48]
    assert {"Aizada"} == set(unlock(path, "seven eight nine").people.values())
    assert vault.WRONG == refused(unlock, path)


KEY_FILE, OTHER_FILE = seed("the stick"), seed("another stick")


def with_file(*files, passphrase=PASSPHRASE):
    """Type a passphrase with key files at hand."""
    return vault.Typed(passphrase, files)


def test_a_key_file_is_needed_beside_the_passphrase(path):
    vault.change(path, unlock(path), PASSPHRASE, KEY_FILE, CHEAP)

    assert vault.WRONG == refused(unlock, path)
    assert vault.WRONG == refused(unlock, path, with_file(OTHER_FILE))
    assert vault.WRONG == refused(unlock, path, with_file(KEY_FILE, passphrase="one two four"))
    assert SECRETS == unlock(path, with_file(OTHER_FILE, KEY_FILE)).secrets


def test_a_key_file_at_hand_disturbs_nobody_who_has_none(path):
    assert SECRETS == unlock(path, with_file(KEY_FILE)).secrets


def test_the_demand_for_a_key_file_can_be_taken_back(path):
    vault.add(path, unlock(path), "four five six", "Bek", OTHERS)
    vault.change(path, unlock(path), PASSPHRASE, KEY_FILE, CHEAP)

    vault.change(path, unlock(path, with_file(KEY_FILE)), PASSPHRASE, b"", CHEAP)

    assert SECRETS == unlock(path).secrets


def test_a_passphrase_that_opens_for_another_alone_cannot_get_a_key_file(path):
    vault.add(path, unlock(path), "four five six", "Bek", OTHERS)

    message = refused(vault.change, path, unlock(path), "four five six", KEY_FILE, CHEAP)

    assert vault.TAKEN == message


def test_the_vault_does_not_tell_whether_a_slot_wants_a_key_file(path):
    vault.add(path, unlock(path), "four five six", "Bek", OTHERS)
    before = path.read_bytes()

    opened = vault.change(path, unlock(path), PASSPHRASE, KEY_FILE, CHEAP)

    after, first = path.read_bytes(), 48 + 4124 + opened.slot * 2092
    assert slots.SIZE == len(after)
    same = sum(a == b for a, b in zip(before[first : first + 2092], after[first : first + 2092], strict=True))
    assert same < 30
    assert before[:48] == after[:48]


SHEET, OLDER = HybridKey(seed("sheet")), HybridKey(seed("older sheet"))


def test_the_sheet_opens_the_database_key_and_no_other_sheet_does(path):
    vault.keep_sheet(path, seed("database"), SHEET.public)

    assert (seed("database"), {unlock(path).slot: "Aizada"}) == vault.by_sheet(path, SHEET)
    assert vault.by_sheet(path, OLDER) is None


def test_a_new_sheet_empties_the_slot_of_the_older_one(path):
    vault.keep_sheet(path, seed("database"), OLDER.public)

    vault.keep_sheet(path, seed("database"), SHEET.public)

    assert vault.by_sheet(path, OLDER) is None
    assert vault.by_sheet(path, SHEET) is not None
    assert slots.SIZE == path.stat().st_size


def test_the_sheets_slot_is_left_alone_when_people_come_and_go(path):
    vault.keep_sheet(path, seed("database"), SHEET.public)
    added = vault.add(path, unlock(path), "four five six", "Bek", OTHERS)
    vault.remove(path, unlock(path), added.slot)

    before = path.read_bytes()
    vault.keep_sheet(path, seed("database"), SHEET.public)

    assert before == path.read_bytes()
    assert vault.by_sheet(path, SHEET) is not None


def test_the_sheet_counts_among_sixteen_and_waits_for_room(path):
    vault.keep_sheet(path, seed("database"), SHEET.public)
    for n in range(14):
        last = vault.add(path, unlock(path), f"passphrase {n}", f"Person {n}", OTHERS)

    assert vault.FULL == refused(vault.add, path, unlock(path), "one more", "Person", OTHERS)
    vault.keep_sheet(path, seed("database"), b"")
    one = vault.add(path, unlock(path), "one more", "Person", OTHERS)
    vault.keep_sheet(path, seed("database"), SHEET.public)
    assert vault.by_sheet(path, SHEET) is None
    vault.remove(path, unlock(path), one.slot)
    vault.keep_sheet(path, seed("database"), SHEET.public)
    assert vault.by_sheet(path, SHEET) is not None
    assert last.slot in unlock(path).people


def test_the_top_bit_of_the_sheets_point_does_not_give_its_slot_away(path):
    vault.keep_sheet(path, seed("database"), SHEET.public)
    whole = slots.parse(path.read_bytes())

    bits = {sheet_slot.seal(whole, SHEET.public, seed("database"))[1119] >> 7 for _ in range(40)}

    assert {0, 1} == bits
