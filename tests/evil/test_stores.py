"""Snapshots and attachments that are left out, emptied, swapped or old: what stands does not change."""

from dataclasses import replace

import pytest

from regdesk.actions import labs, papers
from regdesk.actions.desk import read_case
from regdesk.crypto import sealing
from regdesk.domain.papers import ClinicalPaper
from regdesk.store import channels, snapshots, state
from regdesk.sync import catching_up
from regdesk.sync.pages import FALSE_CHUNK
from regdesk.wire import calls
from regdesk.wire import snapshots as wire
from tests import desks, make


@pytest.fixture
def packed(town):
    """A second computer of the centre, and snapshots of all that is there."""
    colleague = desks.second(town.centre, town.folder / "second")
    town.exchange(town.host, town.centre, times=3)
    assert snapshots.index(town.centre.write).n
    return colleague


def ids(desk, case):
    """Give what is there of a case, by id."""
    return {entry.id for entry in read_case(desk, case).entries}


def put_index(town, signer, **changes):
    """Let a member's own program put an index of its making in the place of the true one."""
    with town.line(signer) as remote:
        said = remote.snapshots()
        index = wire.Index(
            org32=signer.org,
            by=signer.person.author,
            n=10**6,
            t=make.START_MS,
            position=said.head,
            channels={town.host.person.author: (10**6, bytes(32))},
            packs=(),
        )
        content = wire.write_index(replace(index, **changes), signer.person.secret)
        sealed = sealing.seal_to_own(content, signer.org, signer.epochs[max(signer.epochs)])
        remote.compact(calls.Compact(index=sealed, old=said.hash, snapshots=(), upto=said.head))


def test_snapshots_the_server_leaves_out_are_an_alarm_and_come_from_a_colleague(town, packed):
    town.evil.missing = "/v1/snapshot/"

    town.exchange(packed, town.centre, times=4)

    assert town.alarms(packed)
    assert ids(packed, town.case) == ids(town.centre, town.case)
    said = town.evil.heads()
    town.exchange(packed, town.centre)
    assert town.evil.heads() == said


def test_an_emptied_list_of_snapshots_takes_nothing_away(town, packed):
    town.exchange(packed)
    town.lie("/v1/snapshots", calls.Snapshots, lambda _, said: replace(said, index=b"", hash=b""))
    state.put(packed.write, catching_up.BELOW_FLOOR, 1)

    town.exchange(packed, town.centre)

    assert ids(packed, town.case) == ids(town.centre, town.case)


def test_an_empty_snapshot_with_a_high_frontier_removes_nothing_and_hides_nothing_that_comes(town, packed):
    before = ids(town.centre, town.case)
    put_index(town, town.centre)

    town.exchange(packed, town.centre)
    labs.add_result(town.host, town.case, make.lab_result(value=1))
    town.exchange(town.host, packed, town.centre, times=3)

    assert ids(town.centre, town.case) >= before
    assert town.results(packed) >= {1}
    assert town.results(town.centre) == {1, 100}


def test_an_old_index_is_an_alarm_and_moves_nothing(town, packed):
    town.exchange(packed)
    known = snapshots.index(packed.write)
    put_index(town, town.centre, n=known.n - 1)
    state.put(packed.write, catching_up.BELOW_FLOOR, 1)
    before = channels.received(packed.write)

    town.exchange(packed, times=1)

    assert wire.OLD_INDEX in town.alarms(packed)
    assert channels.received(packed.write) == before


def test_an_attachment_under_anothers_id_is_not_shown_and_is_an_alarm(town):
    for kind in ("cd4", "viral-load"):
        papers.add(town.host, town.case, ClinicalPaper(type=kind), [desks.picture(200, 200)])
    town.exchange(town.host, times=1)
    with town.evil._app.state.room.database.writing() as db:
        one, other = (row[0] for row in db.execute("SELECT blob FROM blob ORDER BY blob").fetchall())
        for old, new in ((one, bytes(16)), (other, one), (bytes(16), other)):
            db.execute("UPDATE chunk SET blob = ? WHERE blob = ?", (new, old))

    town.exchange(town.centre)

    assert set(town.alarms(town.centre)) == {FALSE_CHUNK}
    held = town.centre.write.execute("SELECT count(*) FROM blob WHERE complete = 1").fetchone()[0]
    assert held == 0
