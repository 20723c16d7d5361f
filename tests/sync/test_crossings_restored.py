"""Sheets, snapshots, dropped mail and restored computers together; and how little an idle exchange reads."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from regdesk.actions import computers, labs, partners, people, records, recovery, sheets, syncing, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.domain import codec
from regdesk.domain.book import Note
from regdesk.domain.people import Identity
from regdesk.store import channels, holes, outbox, state, tray
from regdesk.sync import positions, snapshots
from regdesk.sync.post import RESTORED
from regdesk.wire import rosters
from tests import desks, make
from tests.sync.carrying import results
from tests.sync.test_recovery import place_of, printed, recover


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pack one stream at a time, after a few envelopes."""
    monkeypatch.setattr(snapshots, "STREAMS_EACH", 1)
    monkeypatch.setattr(snapshots, "MANY_ENVELOPES", 3)
    monkeypatch.setattr(positions, "MANY_ENVELOPES", 3)


def dropped(desk: Desk) -> int:
    """Give up to where the server dropped an organisation's mailbox."""
    with syncing.closing(syncing.connect(desk)) as remote:
        return remote.snapshots().floor


def a_day_later(desk: Desk) -> Desk:
    """Give the desk as it is two days on."""
    now_ms = desk.clock.now_ms() + 2 * snapshots.DAY_MS
    return replace(desk, clock=replace(desk.clock, now_ms=lambda: now_ms))


@pytest.mark.parametrize("emptied", [False, True])
def test_after_the_only_computer_is_lost_sheet_server_and_partners_bring_back_all_that_any_of_them_has(
    tmp_path: Path, small: None, *, emptied: bool
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        early = desks.new_person(host, centre)
        desks.exchange(host, centre)
        groups = printed(host)
        kit = recovery.kit(host)
        case = desks.new_person(host, centre)
        records.state(host, case, Note(text="Ключи у соседки."))
        desks.exchange(host, centre)
        people.accept(centre, case)
        for value in range(100, 106):
            labs.add_result(centre, case, make.lab_result(value=value))
            desks.exchange(centre, host)
        syncing.exchange(a_day_later(host))
        place = recovery.place_of_file(kit) if emptied else place_of(host)
        if emptied:
            server.empty()
            syncing.exchange(centre)

        again = recover(tmp_path / "again", groups, place, host)
        if emptied:  # with the mailbox went what the desk knew of partners: they are met anew
            desks.exchange(again)
            partners.meet(again, partners.introduce(centre))
            partners.confirm(again, centre.org)
        desks.exchange(again, centre, times=4)
        lost = rosters.device_id(host.org, host.device.sign_public)
        computers.remove_computer(again, lost, sheets.secret_of(again, groups))
        labs.add_result(again, case, make.lab_result(value=500))
        desks.exchange(again, centre, times=3)

    assert set(again.epochs) == {1, 2, 3}
    for one in (early, case):
        assert read_case(again, one).one(Identity) == make.identity()
        assert desks.shared(read_case(again, one)) == desks.shared(read_case(centre, one))
    assert results(again, case) == results(centre, case) == {*range(100, 106), 500}
    assert bool(read_case(again, case).of(Note)) is not emptied
    assert not outbox.unsent_count(again.write)
    assert not tray.items(again.write, alarms=True)


def test_a_restored_computer_whose_mail_was_dropped_since_gets_all_from_snapshots_colleagues_and_partners(
    tmp_path: Path, small: None
) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(centre, tmp_path / "colleague")
    with desks.connected(tmp_path, host, centre, colleague):
        case = desks.new_person(host, centre)
        desks.exchange(host, centre, colleague)
        unlocking.close(colleague)
        shutil.copytree(colleague.folder, tmp_path / "backup")
        colleague = open_again(colleague)
        labs.add_result(colleague, case, make.lab_result(value=900))
        for value in range(100, 110):
            labs.add_result(host, case, make.lab_result(value=value))
            desks.exchange(host, centre, colleague, times=1)
        desks.exchange(centre, colleague, host, times=3)
        floor = dropped(centre)

        unlocking.close(colleague)
        shutil.rmtree(colleague.folder)
        shutil.copytree(tmp_path / "backup", colleague.folder)
        before, colleague = colleague.person.author, open_again(colleague)
        desks.exchange(colleague, centre, host, times=3)

    assert floor > 0
    assert colleague.person.author == before or colleague.person.earlier
    assert results(colleague, case) == results(centre, case) == results(host, case) == {*range(100, 110), 900}
    for desk in (host, centre, colleague):
        assert not channels.waiting_for(desk.write)
        assert not holes.missing(desk.write, asked_before_ms=1)


def open_again(desk: Desk) -> Desk:
    """Open a desk from its folder."""
    return unlocking.unlock(desk.folder, desks.PASSPHRASE, desk.clock, os.urandom, desks.CHEAP)


def test_an_exchange_with_nothing_new_reads_no_case_and_builds_nothing(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague")
    with desks.connected(tmp_path, host, centre, colleague):
        for _ in range(3):
            desks.new_person(host, centre)
        desks.exchange(host, colleague, centre, times=5)
        before = [codec.decode.cache_info(), codec.arrived.cache_info()]

        reports = [syncing.exchange(one) for one in (host, colleague, centre)]

        after = [codec.decode.cache_info(), codec.arrived.cache_info()]
    assert before == after
    assert [(one.sent, one.received) for one in reports] == [(0, 0)] * 3
    assert not state.get(host.write, RESTORED, 0)
