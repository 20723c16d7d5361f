"""Content packs: whose word is taken, what they change, and that a person accepts them before use."""

import os
import shutil
from datetime import date

import pytest

from regdesk import resources
from regdesk.actions import computers, reference
from regdesk.actions.desk import record
from regdesk.catalogue import whole
from regdesk.domain.book import CataloguePack
from regdesk.domain.codec import pack, unpack
from regdesk.domain.journal import book_id
from regdesk.errors import Refused
from regdesk.store import knowledge
from regdesk.wire import packs, signatures
from tests import desks, make
from tests.content_packs import KG, TITLE, courier, days_in_use, packed
from tests.shells import pair


@pytest.fixture(autouse=True)
def _shipped_again():
    yield
    whole.use(None)


@pytest.fixture
def both(tmp_path):
    return pair(tmp_path)


def test_a_partners_pack_is_shown_row_by_row_and_used_only_once_accepted(both):
    host, centre = both
    data = packed(centre)

    offered = reference.look(host, data)
    before = days_in_use()
    reference.accept(host, data)

    (change,) = offered.changes
    assert ("golden-courier", None, 9) == (change.row.id, change.old, change.row.values["days"])
    assert ("an invented list", date(2026, 11, 22), False) == (
        change.row.source,
        change.row.checked,
        change.row.verified,
    )
    assert "Центр, Бишкек" == offered.signer
    assert (0, 9) == (before, days_in_use())
    found = reference.standing(host)
    assert found.taken
    assert (2, "Алина С.", "Центр, Бишкек") == (found.version, found.taken.accepted_by, found.taken.signer)


def test_what_a_pack_changes_and_takes_away_is_named(both):
    host, centre = both
    reference.accept(host, packed(centre))

    offered = reference.look(host, packed(centre, courier(12), version=3))
    back = reference.look(host, packed(centre, {KG: whole.shipped()[KG]}, version=4))

    (change,) = offered.changes
    assert change.old
    assert change.new
    assert (("days",), 9, 12) == (change.fields, change.old.values["days"], change.new.values["days"])
    assert [("golden-courier", None)] == [(one.row.id, one.new) for one in back.changes]


def test_a_stranger_a_caseworker_and_a_partner_not_compared_sign_in_vain(both, tmp_path):
    host, centre = both
    stranger = desks.desk(tmp_path / "stranger", "Чужие", "centre")
    other = desks.second(centre, tmp_path / "other", roles="caseworker")

    for signer in (stranger, other):
        with pytest.raises(Refused) as refused:
            reference.look(host, packed(signer))
        assert packs.FALSE == refused.value.message


@pytest.mark.parametrize("place", ["array", "signature", "org"])
def test_a_changed_byte_anywhere_is_noticed(both, place):
    host, centre = both
    form, body, ((org, by, signature),) = unpack(packed(centre))
    changed = {
        "array": [form, body[:-1] + bytes([body[-1] ^ 1]), [[org, by, signature]]],
        "signature": [form, body, [[org, by, bytes([signature[0] ^ 1]) + signature[1:]]]],
        "org": [form, body, [[host.org, by, signature]]],
    }

    with pytest.raises(Refused):
        reference.look(host, pack(changed[place]))

    assert 0 == days_in_use()


def test_an_unsigned_pack_and_one_under_another_label_are_refused(both):
    host, centre = both
    form, body, ((org, by, _),) = unpack(packed(centre))
    array = packs.read(packed(centre)).array
    foreign = signatures.sign(centre.person.secret, "regdesk/entry/v1", array)

    for seals in ([], [[org, by, foreign]]):
        with pytest.raises(Refused) as refused:
            reference.look(host, pack([form, body, seals]))
        assert packs.FALSE == refused.value.message


def test_a_pack_not_newer_than_what_is_in_use_is_refused(both):
    host, centre = both
    reference.accept(host, packed(centre, version=5))

    for version in (1, 4, 5):
        with pytest.raises(Refused, match="version 5 is in use"):
            reference.accept(host, packed(centre, courier(3), version=version))

    assert 9 == days_in_use()


def test_a_row_that_cannot_be_read_is_named_with_file_and_line_and_changes_nothing(both):
    host, centre = both
    text = (
        whole.shipped()[KG] + '\n[[way]]\nid = "x"\nway = "by dragon"\nsource = "s"\nchecked = 2026-11-22\n'
    )
    line = text.splitlines().index("[[way]]", len(whole.shipped()[KG].splitlines())) + 1

    with pytest.raises(Refused, match=f"{KG}, line {line}: x must have a way of"):
        reference.accept(host, packed(centre, {KG: text}))

    assert not reference.standing(host).taken
    assert whole.VERSION == whole.current().version


def test_a_file_this_program_has_no_reader_for_waits_for_a_newer_program(both):
    host, centre = both

    for name in ("dreams.toml", "countries/../x.toml", "countries/kg.toml"):
        with pytest.raises(Refused, match="no such file"):
            reference.look(host, packed(centre, {name: ""}))


def test_who_is_no_doctor_or_administrator_accepts_nothing(both, tmp_path):
    host, centre = both
    worker = desks.second(host, tmp_path / "worker", roles="caseworker")

    with pytest.raises(Refused) as refused:
        reference.accept(worker, packed(centre))
    fact = CataloguePack(version=2, org=centre.org, on=make.TODAY, data=packed(centre))
    with pytest.raises(Refused):
        record(worker, book_id(host.org), fact)

    assert reference.NOT_YOURS == refused.value.message


def test_what_was_accepted_on_one_computer_is_in_use_on_the_next_and_after_unlocking(both, tmp_path):
    host, centre = both
    doctor = desks.second(host, tmp_path / "doctor", roles="clinician")

    with desks.connected(tmp_path, host, doctor):
        reference.accept(host, packed(centre))
        whole.use(None)
        desks.exchange(host, doctor)
        reference.take_up(doctor)
        there = days_in_use()
        whole.use(None)
        again = desks.reopen(doctor)

    assert (9, 9) == (there, days_in_use())
    assert 2 == reference.standing(again).version


def test_two_packs_accepted_apart_the_greater_number_stands_and_equal_ones_wait_for_a_person(both, tmp_path):
    host, centre = both
    doctor = desks.second(host, tmp_path / "doctor", roles="clinician")
    with desks.connected(tmp_path, host, doctor):
        for desk, days, version in ((host, 9, 2), (doctor, 4, 3)):
            whole.use(None)
            reference.accept(desk, packed(centre, courier(days), version=version))
        desks.exchange(host, doctor)
        for desk, days in ((host, 11), (doctor, 12)):
            reference.take_up(desk)
            reference.accept(desk, packed(centre, courier(days), version=7))
        desks.exchange(host, doctor)

    reference.take_up(host)
    before, found = days_in_use(), reference.standing(host)
    chosen = next(one for one in found.rivals if one.accepted_by != "Алина С.")
    reference.choose(host, chosen.entry)

    assert (4, 3, 2) == (before, found.version, len(found.rivals))
    assert 12 == days_in_use()
    assert not reference.standing(host).rivals


def test_a_pack_taken_back_leaves_the_one_before_and_then_what_came_with_the_program(both):
    host, centre = both
    for version, days in ((2, 9), (3, 4)):
        reference.accept(host, packed(centre, courier(days), version=version))

    steps = [days_in_use()]
    for version in (3, 2):
        reference.take_back(host, version)
        steps.append(days_in_use())

    assert [4, 9, 0] == steps
    assert whole.VERSION == reference.standing(host).version


def test_a_key_that_was_taken_away_signs_no_pack_any_more_and_what_was_accepted_stays(both, tmp_path):
    host, _ = both
    doctor = desks.second(host, tmp_path / "doctor", roles="clinician")
    first, second = packed(doctor), packed(doctor, courier(4), version=3)
    reference.accept(host, first)

    computers.remove_key(host, doctor.person.author)
    with pytest.raises(Refused) as refused:
        reference.accept(host, second)

    assert packs.FALSE == refused.value.message
    assert 9 == days_in_use()


def test_an_older_program_keeps_what_it_can_read_and_says_why(both):
    host, centre = both
    reference.accept(host, packed(centre))
    newer = CataloguePack(
        version=3, org=centre.org, on=make.TODAY, data=packed(centre, {"dreams.toml": ""}, version=3)
    )
    record(host, book_id(host.org), newer)

    reference.take_up(host)
    found = reference.standing(host)

    assert (2, 9) == (found.version, days_in_use())
    assert found.unreadable
    assert "dreams.toml" in str(found.unreadable)


def test_a_program_that_came_with_newer_data_uses_its_own(both, monkeypatch):
    host, centre = both
    reference.accept(host, packed(centre))

    monkeypatch.setattr(whole, "VERSION", 3)
    reference.take_up(host)

    assert 0 == days_in_use()
    assert not reference.standing(host).taken


def test_a_clinician_writes_a_pack_of_what_is_new_in_a_folder(both, tmp_path):
    host, centre = both
    folder = tmp_path / "new"
    (folder / "countries").mkdir(parents=True)
    (folder / KG).write_text(courier(6)[KG], "utf-8")
    shutil.copy(resources.folder("catalogue") / "tests.toml", folder)

    data = reference.write(centre, folder, TITLE)
    reference.accept(host, data)

    assert {KG} == set(packs.read(data).content.files)
    assert 6 == days_in_use()


def test_a_folder_without_news_or_with_a_wrong_row_makes_no_pack(both, tmp_path):
    _, centre = both

    with pytest.raises(Refused) as nothing:
        reference.write(centre, tmp_path, TITLE)
    (tmp_path / "tests.toml").write_text("[[test]]\n", "utf-8")
    with pytest.raises(Refused, match=r"tests\.toml, line 1"):
        reference.write(centre, tmp_path, TITLE)

    assert reference.NOTHING_NEW == nothing.value.message


def test_lists_are_renewed_in_slices_and_go_on_after_an_end_in_the_middle(both, monkeypatch):
    host, centre = both
    streams = {desks.new_person(host, centre) for _ in range(3)} | {book_id(host.org)}
    while reference.renew(host).cases:
        pass
    monkeypatch.setattr(knowledge, "SLICE", 2)
    before = reference.renew(host)
    reference.accept(host, packed(centre))

    first = reference.renew(host).cases
    again = desks.reopen(host)
    rest = reference.renew(again).cases
    last = [reference.renew(again).cases for _ in range(2)]

    assert not before.cases
    assert (2, 2) == (len(first), len(rest))
    assert streams <= first | rest
    assert [frozenset(), frozenset()] == last


def test_the_record_of_a_pack_travels_in_an_entry_and_a_larger_one_is_refused(both):
    host, centre = both
    noise = os.urandom(70_000).hex()
    data = packed(centre, {KG: whole.shipped()[KG] + f"\n# {noise}\n"})

    with pytest.raises(Refused, match="larger than 60 KB"):
        reference.look(host, data)
