"""A number that is missing among an author's entries is asked for, and filled or named as never sent."""

from pathlib import Path

import pytest

from regdesk.actions import labs, outgoing, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import EntryId, StreamId
from regdesk.domain.labs import LabResult
from regdesk.errors import Refused
from regdesk.store import holes, tray
from regdesk.sync import heartbeat
from tests import desks, make
from tests.sync.carrying import deliver, mail, results, talk

ALL = 10**15


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk, StreamId]:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    talk(host, centre)
    return host, centre, case


def lose(desk: Desk, case: StreamId, value: int) -> None:
    """Take a result out of a desk's file, as a damaged disk might."""
    entry = next(e for e in read_case(desk, case).of(LabResult) if e.fact.value == value)
    desk.write.execute("DELETE FROM entry WHERE id = ?", (entry.id,))
    holes.look_at(desk.write, [case])


def test_an_entry_that_got_lost_here_is_asked_for_by_its_number(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, centre, case = pair
    for value in (100, 200, 300):
        labs.add_result(host, case, make.lab_result(value=value))
    talk(host, centre)
    lose(centre, case, 200)
    assert results(centre, case) == {100, 300}

    talk(centre, host)

    assert results(centre, case) == {100, 200, 300}
    assert not holes.missing(centre.write, asked_before_ms=ALL)


def test_a_recalled_record_never_leaves_and_its_number_is_named(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    (entry,) = read_case(host, case).of(LabResult)
    outgoing.recall(host, case, entry.id)
    labs.add_result(host, case, make.lab_result(value=300))

    talk(host, centre, times=4)

    assert results(host, case) == results(centre, case) == {300}
    assert entry.id not in read_case(centre, case).by_id
    assert not holes.missing(centre.write, asked_before_ms=ALL)
    assert not tray.items(centre.write)


def test_what_is_on_its_way_cannot_be_recalled(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    (entry,) = read_case(host, case).of(LabResult)
    envelopes = mail(host, centre)

    with pytest.raises(Refused):
        outgoing.recall(host, case, entry.id)

    deliver(centre, envelopes)
    assert results(host, case) == results(centre, case) == {100}


def test_nobody_is_given_numbers_of_a_case_that_is_none_of_theirs(
    pair: tuple[Desk, Desk, StreamId], tmp_path: Path
) -> None:
    host, _, case = pair
    other = desks.desk(tmp_path / "other", "Другой центр", "centre", country="KG")
    desks.meet(host, other)
    foreign = next(entry for entry in read_case(host, case).entries if entry.section == "person")
    missing = holes.Range(case, "person", foreign.author, 1, foreign.n)
    other.write.execute("INSERT INTO stream (id) VALUES (?)", (case,))
    holes.want(other.write, missing)

    talk(other, host)

    assert not read_case(other, case).entries


def test_after_a_week_without_a_word_a_sign_of_life_goes_out_once(
    pair: tuple[Desk, Desk, StreamId], monkeypatch: pytest.MonkeyPatch
) -> None:
    host, centre, _ = pair
    assert not mail(host, centre)
    monkeypatch.setattr(heartbeat, "BEAT_MS", 0)

    beats = mail(host, centre)

    monkeypatch.undo()
    assert len(beats) == 1
    assert not mail(host, centre)
    deliver(centre, beats)
    heard = heartbeat.last_heard(centre.write, host.org, [host.person.author])
    assert heard[0].at_ms > 0
    assert not heard[0].silent(syncing.post_of(centre).now_ms())
    assert heard[0].silent(heard[0].at_ms + heartbeat.SILENT_MS + 1)


def test_a_record_taken_back_by_recall_stays_in_the_own_history(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, _, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    (entry,) = read_case(host, case).of(LabResult)

    outgoing.recall(host, case, entry.id)

    found = read_case(host, case)
    assert entry.id in found.by_id
    assert EntryId(entry.id) in found.replaced
