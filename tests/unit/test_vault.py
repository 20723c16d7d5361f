"""The vault: a passphrase finds its person, and the file tells nothing to anybody else."""

import os

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.crypto import slots, vault
from regdesk.crypto.files import write_whole
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
    assert vault.TAKEN == refused(vault.change, path, "one two three", "one two three")


def test_a_changed_passphrase_opens_what_the_old_one_did(path):
    vault.change(path, "one two three", "seven eight nine")

    assert SECRETS == unlock(path, "seven eight nine").secrets
    assert vault.WRONG == refused(unlock, path)
    assert vault.WRONG == refused(vault.change, path, "one two three", "ten")


def test_secrets_are_replaced_without_touching_anybody_else(path):
    vault.add(path, unlock(path), "four five six", "Bek", OTHERS)

    vault.rewrite(path, "one two three", {**SECRETS, "author": seed("a new key")})

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
        vault.rewrite(path, "one two three", {**SECRETS, "more": bytes(2048)})
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


def test_the_librarys_argon2id_is_the_one_of_rfc_9106():
    # RFC 9106, 5.3.
    made = Argon2id(
        salt=b"\2" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\4" * 12,
        secret=b"\3" * 8,
    ).derive(b"\1" * 32)

    assert "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659" == made.hex()
