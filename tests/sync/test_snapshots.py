"""What an organisation's computers packed stands in for the mailbox: for a new computer, or one long away."""

from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from regdesk.actions import alarms, computers, labs, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.errors import Refused, Trouble
from regdesk.store import channels, state, tray
from regdesk.store import snapshots as stored
from regdesk.sync import catching_up, heartbeat, positions, snapshots
from regdesk.wire import rosters
from regdesk.wire import snapshots as wire
from regdesk.wire.snapshots import Index
from tests import desks, make, trust


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pack one stream at a time, after a few envelopes."""
    monkeypatch.setattr(snapshots, "STREAMS_EACH", 1)
    monkeypatch.setattr(snapshots, "MANY_ENVELOPES", 3)
    monkeypatch.setattr(positions, "MANY_ENVELOPES", 3)


def results(desk: Desk, case: StreamId) -> set[int]:
    """Give the values of the results a desk has."""
    return {int(fact.value) for fact in read_case(desk, case).all(LabResult) if fact.value}


def same(one: Desk, other: Desk, *cases: StreamId) -> bool:
    """Say whether two desks of one organisation hold the same entries."""
    return all(
        {e.id for e in read_case(one, case).entries} == {e.id for e in read_case(other, case).entries}
        for case in cases
    )


def dropped(server: object, desk: Desk) -> int:
    """Give up to where the server dropped an organisation's mailbox."""
    with syncing.closing(syncing.connect(desk)) as remote:
        return remote.snapshots().floor


def test_a_new_computer_reads_the_snapshots_and_then_the_mail(tmp_path: Path, small: None) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        cases = [desks.new_person(host, centre) for _ in range(3)]
        desks.exchange(host, centre)
        colleague = desks.second(centre, tmp_path / "second")
        desks.exchange(centre, colleague, times=3)
        assert same(centre, colleague, *cases)
        for value in range(100, 108):
            labs.add_result(host, cases[0], make.lab_result(value=value))
            desks.exchange(host, centre, colleague, times=1)
        desks.exchange(centre, colleague, times=3)
        assert dropped(server, centre) > 0

        third = desks.second(centre, tmp_path / "third", name="Чинара О.")
        desks.exchange(centre, third, times=2)

        assert stored.loading(third.write).done == stored.loading(third.write).of > 0
        assert same(centre, third, *cases)
        labs.add_result(host, cases[1], make.lab_result(value=700))
        desks.exchange(host, third)
        assert 700 in results(third, cases[1])
        assert not tray.items(third.write)


def test_open_cases_come_before_closed_ones(tmp_path: Path) -> None:
    db = desks.desk(tmp_path / "desk", "Опора", "host").write
    packs = [wire.Pack(bytes([n]) * 32, bytes(32), open=n % 2 == 0) for n in range(4)]

    stored.name(db, packs)

    assert [pack.open for pack, _ in stored.to_load(db)] == [True, True, False, False]


def test_a_first_sync_cut_at_any_request_goes_on_and_never_begins_again(
    tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        cases = [desks.new_person(host, centre) for _ in range(4)]
        colleague = desks.second(host, tmp_path / "second")
        desks.exchange(host)
        fetched, real = list[bytes](), catching_up.Remote.get_snapshot

        def cut(remote: catching_up.Remote, name: bytes, had: bytearray) -> bool:
            if len(fetched) % 2:
                fetched.append(b"")
                raise Trouble("cut")
            fetched.append(name)
            return real(remote, name, had)

        monkeypatch.setattr(catching_up.Remote, "get_snapshot", cut)
        for _ in range(20):
            with suppress(Trouble):
                syncing.exchange(colleague)

    whole = [name for name in fetched if name]
    assert same(host, colleague, *cases)
    assert len(whole) == len(set(whole)) == stored.loading(colleague.write).of


def test_only_what_every_computer_has_read_is_dropped(tmp_path: Path, small: None) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        case = desks.new_person(host, centre)
        desks.exchange(host, centre)
        colleague = desks.second(centre, tmp_path / "second")
        desks.exchange(centre, colleague)
        behind = dropped(server, centre)
        for value in range(100, 110):
            labs.add_result(host, case, make.lab_result(value=value))
            desks.exchange(host, centre, times=1)

        assert dropped(server, centre) <= max(behind, positions.read_by_all(syncing.post_of(centre)))
        desks.exchange(colleague)

    assert results(colleague, case) == set(range(100, 110))


def test_who_read_the_snapshots_misses_nothing_of_the_computer_that_packed_them(
    tmp_path: Path, small: None
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = desks.new_person(host, centre)
        colleague = desks.second(host, tmp_path / "second")
        desks.exchange(host, times=3)
        desks.exchange(colleague, times=1)
        labs.add_result(host, case, make.lab_result(value=100))
        desks.exchange(host, colleague, times=1)

    assert results(colleague, case) == {100}
    assert not channels.waiting_for(colleague.write)


def test_an_emptied_server_gets_the_snapshots_again(tmp_path: Path, small: None) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        case = desks.new_person(host, centre)
        colleague = desks.second(host, tmp_path / "second")
        desks.exchange(host, colleague, centre, times=3)
        server.empty()
        desks.exchange(host, colleague, times=2)

        third = desks.second(host, tmp_path / "third", name="Чинара О.")
        desks.exchange(host, third)

    assert same(host, third, case)


def test_an_older_index_than_the_one_known_is_an_alarm_and_is_not_used(tmp_path: Path, small: None) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        desks.new_person(host, centre)
        colleague = desks.second(host, tmp_path / "second")
        desks.exchange(host, colleague)
        known = stored.index(colleague.write)
        stored.index_is(colleague.write, replace(known, n=known.n + 5))
        state.put(colleague.write, catching_up.BELOW_FLOOR, 1)

        desks.exchange(colleague, times=1)

    assert wire.OLD_INDEX in [one.why for one in tray.items(colleague.write, alarms=True)]
    assert stored.index(colleague.write).n >= known.n + 5


def test_an_index_of_another_organisation_or_a_stranger_is_refused() -> None:
    index = Index(
        org32=trust.OPORA.org32, by=trust.OPORA.author, n=1, t=trust.T, position=7, channels={}, packs=()
    )
    signed = wire.write_index(index, trust.OPORA.secret)

    assert wire.read_index(signed, trust.OPORA.roster) == index
    for roster, data in (
        (trust.CENTRE.roster, signed),
        (trust.OPORA.roster, wire.write_index(index, trust.NOBODY.secret)),
        (trust.OPORA.roster, signed[:-1] + bytes([signed[-1] ^ 1])),
    ):
        with pytest.raises(Refused):
            wire.read_index(data, roster)


def test_a_new_computer_that_hears_nothing_after_the_snapshots_says_so_after_two_weeks(
    tmp_path: Path, small: None
) -> None:
    hands = desks.Hands()
    host, centre = desks.pair(tmp_path, hands)
    with desks.connected(tmp_path, host, centre):
        desks.new_person(host, centre)
        desks.exchange(host, centre)
        colleague = desks.second(host, tmp_path / "second")
        desks.exchange(host, times=2)
        desks.exchange(colleague, times=1)
        hands._ms = count(next(hands._ms) + 15 * heartbeat.DAY_MS)

    assert {one.what for one in alarms.alarms(colleague)} == {"silent-partner", "silent-colleague"}


def test_an_index_of_a_computer_that_was_removed_is_no_alarm_and_is_made_anew(
    tmp_path: Path, small: None
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = desks.new_person(host, centre)
        colleague = desks.second(host, tmp_path / "second")
        desks.exchange(host, times=1)
        desks.exchange(colleague, times=3)
        third = desks.second(host, tmp_path / "third", name="Чинара О.")
        computers.remove_computer(host, rosters.device_id(host.org, colleague.device.sign_public))
        stored.index_is(host.write, stored.Known())
        stored.packed(host.write, 0)
        desks.exchange(host, third, times=3)

    assert same(host, third, case)
    for desk in (host, third):
        assert not tray.items(desk.write, alarms=True)


def test_who_read_the_snapshots_hears_which_records_of_a_removed_key_count(
    tmp_path: Path, small: None
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        stolen = desks.second(host, tmp_path / "stolen")
        case = desks.new_person(host, centre)
        desks.exchange(host, stolen, centre)
        labs.add_result(stolen, case, make.lab_result(value=100))
        desks.exchange(stolen, host, centre)
        computers.remove_computer(host, rosters.device_id(host.org, stolen.device.sign_public))
        desks.exchange(host, centre)
        colleague = desks.second(centre, tmp_path / "second")
        desks.exchange(centre, times=2)

        desks.exchange(colleague, centre, times=3)

    assert read_case(colleague, case).verdicts == read_case(centre, case).verdicts
    assert results(colleague, case) == {100}
