"""A new computer from a backup copy: opened by the passphrase, with keys of its own, and nothing lost."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from regdesk.actions import (
    backups,
    cases,
    computers,
    labs,
    papers,
    renewal,
    restoring,
    sheets,
    staff,
    unlocking,
)
from regdesk.actions.backups import Way
from regdesk.actions.desk import Clock, read_case, roster
from regdesk.actions.restoring import Restoring
from regdesk.crypto import vault
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Refused, Trouble
from regdesk.store import backups as files
from regdesk.store import database, disks
from tests import desks, make


def back_up(desk, stick: Path, days: int = 0):
    """Choose a stick and make a copy, some days later than now."""
    stick.mkdir(exist_ok=True)
    now_ms = desk.clock.now_ms() + days * backups.DAY_MS
    desk = replace(desk, clock=Clock(lambda: now_ms, desk.clock.today))
    backups.choose(desk, stick)
    return backups.make(desk, Way())


def on(folder: Path, like) -> Restoring:
    """Give a new computer that waits for a copy."""
    return Restoring(folder, like.clock, os.urandom, desks.CHEAP)


def scan_of(desk, case) -> bytes:
    """Read the one scan of a case."""
    (entry,) = read_case(desk, case).of(ClinicalPaper)
    return papers.page_image(desk, entry.fact.pages[0])


@pytest.fixture
def met(tmp_path):
    """Give two desks that met, and a case with a scan."""
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    papers.add(host, case, ClinicalPaper(type="cd4"), [desks.picture()])
    return host, centre, case


def test_a_dead_computer_goes_on_elsewhere_with_new_keys_and_sends_again(met, tmp_path):
    host, centre, case = met
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        back_up(host, tmp_path / "stick")
        labs.add_result(host, case, make.lab_result(value=400))
        desks.exchange(host, centre)  # after the copy: it is with the centre
        unlocking.close(host)
        shutil.rmtree(host.folder)

        (copy,) = restoring.find(tmp_path / "stick")
        done = on(tmp_path / "new", host).restore(copy, desks.PASSPHRASE, Way())
        new = done.desk
        desks.exchange(new, centre)
        new = desks.reopen(new)
        labs.add_result(new, case, make.lab_result(value=500))
        desks.exchange(new, centre, times=3)

    assert not done.waits
    assert 0 == done.absent
    assert new.person.author != host.person.author
    assert new.device.sign_public != host.device.sign_public
    for desk in (new, centre):
        assert {400, 500} == {one.fact.value for one in read_case(desk, case).of(LabResult)}
    assert scan_of(new, case) == scan_of(centre, case)
    assert 2 == len(computers.overview(new).computers)


def test_a_copy_put_back_in_the_same_place_gets_a_new_key_too(met, tmp_path):
    host, _, _ = met
    copy = back_up(host, tmp_path / "stick")
    unlocking.close(host)
    shutil.rmtree(host.folder)

    new = on(host.folder, host).restore(copy, desks.PASSPHRASE, Way()).desk

    assert new.person.author != host.person.author
    assert new.person.earlier == host.person.secret


def test_who_is_no_administrator_waits_for_one_and_can_read_meanwhile(met, tmp_path):
    host, _, case = met
    colleague = desks.second(host, tmp_path / "colleague", "Борис Т.")
    with desks.connected(tmp_path, host, colleague):
        desks.exchange(host, colleague, times=3)
        copy = back_up(colleague, tmp_path / "stick")

        done = on(tmp_path / "new", host).restore(copy, desks.PASSPHRASE, Way())

    assert done.waits
    assert renewal.request(done.desk)
    assert read_case(done.desk, case).standing


def test_copies_are_listed_newest_first_from_the_stick_or_any_folder_on_it(met, tmp_path):
    host, _, _ = met
    first, second = back_up(host, tmp_path / "stick"), back_up(host, tmp_path / "stick", 1)
    (tmp_path / "empty").mkdir()

    for folder in (tmp_path / "stick", second.path.parent, first.path):
        assert [second.made_ms, first.made_ms] == [one.made_ms for one in restoring.find(folder)]
    with pytest.raises(Refused) as refused:
        restoring.find(tmp_path / "empty")
    assert restoring.NONE == refused.value.message


def test_a_wrong_passphrase_copies_nothing(met, tmp_path):
    host, _, _ = met
    copy = back_up(host, tmp_path / "stick")

    with pytest.raises(Refused) as refused:
        on(tmp_path / "new", host).restore(copy, "not this one at all", Way())

    assert vault.WRONG == refused.value.message
    assert not (tmp_path / "new").exists()


def test_data_that_are_there_are_never_overwritten(met, tmp_path):
    host, _, _ = met
    copy = back_up(host, tmp_path / "stick")

    with pytest.raises(Refused) as refused:
        on(host.folder, host).restore(copy, desks.PASSPHRASE, Way())

    assert restoring.EXISTS == refused.value.message


def test_a_damaged_copy_is_refused_and_the_one_before_it_restores(met, tmp_path):
    host, _, case = met
    before, copy = back_up(host, tmp_path / "stick"), back_up(host, tmp_path / "stick", 1)
    data = bytearray((copy.path / files.DATA).read_bytes())
    data[len(data) // 2] ^= 1
    (copy.path / files.DATA).write_bytes(data)
    new = on(tmp_path / "new", host)

    with pytest.raises(Refused) as refused:
        new.restore(copy, desks.PASSPHRASE, Way())
    left = list((tmp_path / "new").iterdir())
    done = new.restore(before, desks.PASSPHRASE, Way())

    assert files.DAMAGED == refused.value.message
    assert not left
    assert scan_of(done.desk, case)


def test_restoring_that_is_stopped_can_be_begun_again(met, tmp_path):
    host, _, case = met
    copy = back_up(host, tmp_path / "stick")
    new = on(tmp_path / "new", host)

    class Stopping(Way):
        def went(self, size: int) -> None:
            self.stop = self.done > 0
            super().went(size)

    with pytest.raises(Refused, match="Stopped"):
        new.restore(copy, desks.PASSPHRASE, Stopping())
    assert not unlocking.exists(tmp_path / "new")

    assert cases.look(new.restore(copy, desks.PASSPHRASE, Way()).desk, case)


def test_a_scan_that_is_damaged_on_the_stick_comes_again_from_the_server(met, tmp_path):
    host, centre, case = met
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        copy = back_up(host, tmp_path / "stick")
        path = copy.paper(copy.papers[0].name)
        path.write_bytes(path.read_bytes()[:-1] + b"?")

        done = on(tmp_path / "new", host).restore(copy, desks.PASSPHRASE, Way())
        with pytest.raises(Trouble, match="not arrived"):
            scan_of(done.desk, case)
        desks.exchange(done.desk, centre, times=2)
        new = desks.reopen(done.desk)
        desks.exchange(new, centre, times=2)

    assert 1 == done.absent
    assert scan_of(new, case) == scan_of(centre, case)


def test_a_full_disk_is_said_before_anything_is_copied(met, tmp_path, monkeypatch):
    host, _, _ = met
    copy = back_up(host, tmp_path / "stick")
    real = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(disks.shutil, "disk_usage", lambda _: type(real)(real.total, real.used, 10_000))

    with pytest.raises(Trouble) as trouble:
        on(tmp_path / "new", host).restore(copy, desks.PASSPHRASE, Way())

    assert disks.FULL == trouble.value.message
    assert not list((tmp_path / "new").iterdir())


def test_a_copy_of_a_newer_program_is_refused_with_words(met, tmp_path):
    host, _, _ = met
    host.write.execute("INSERT INTO migration VALUES (9999, 'from the future')")
    copy = back_up(host, tmp_path / "stick")

    with pytest.raises(Refused) as refused:
        on(tmp_path / "new", host).restore(copy, desks.PASSPHRASE, Way())

    assert database.NEWER == refused.value.message


def test_a_restored_desk_chooses_its_folder_for_copies_anew(met, tmp_path):
    host, _, _ = met
    copy = back_up(host, tmp_path / "stick")

    new = on(tmp_path / "new", host).restore(copy, desks.PASSPHRASE, Way()).desk

    assert "" == backups.standing(new).folder
    assert backups.standing(new).since


def test_who_is_let_in_before_the_first_exchange_stays_when_the_old_computer_is_removed(met, tmp_path):
    host, centre, _ = met
    draft = sheets.make(host)
    sheets.confirm(host, {number: draft.groups[number - 1] for number in draft.asked})
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        back_up(host, tmp_path / "stick")
        (old,) = [one.device for one in computers.overview(host).computers]
        (copy,) = restoring.find(tmp_path / "stick")
        restored = on(tmp_path / "new", host).restore(copy, desks.PASSPHRASE, Way()).desk
        someone = staff.NewUser(
            name="Борис Т.", roles=frozenset({"caseworker"}), passphrase="his own, for tests only"
        )

        author, _ = staff.add(restored, desks.PASSPHRASE, someone, desks.CHEAP)

        named = {one.device: one.here for one in computers.overview(restored).computers}
        assert named.pop(old) is False
        assert list(named.values()) == [True]
        with pytest.raises(Refused) as refused:
            computers.remove_computer(restored, old)
        assert refused.value.message == computers.STILL_USED
        desks.exchange(restored, centre)
        restored = desks.reopen(restored)
        computers.remove_computer(restored, old, sheets.secret_of(restored, draft.groups))
        assert roster(restored).authors[author].active
