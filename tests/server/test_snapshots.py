"""Snapshots and compaction: pieces that resume, an index that is compared before it changes, a floor."""

import os
from contextlib import closing
from datetime import timedelta

import pytest

from regdesk.server import app
from regdesk.server.answers import today
from regdesk.sync import troubles
from regdesk.sync.http import Remote
from regdesk.wire import calls, encoding, requests
from tests.bad_line import bad_line
from tests.served import envelope, joined, office


def whole(line, snapshot):
    """Fetch a snapshot part by part."""
    had = bytearray()
    while not line.get_snapshot(snapshot, had):
        pass
    return bytes(had)


def compaction(index, old=b"", snapshots=(), upto=0):
    """Make what asks for a compaction."""
    return calls.Compact(index=index, old=old, snapshots=tuple(snapshots), upto=upto)


def test_a_snapshot_comes_back_as_it_was_stored_in_parts_that_suit_the_line(ngo):
    sealed = os.urandom(200_000)

    snapshot = ngo.line.put_snapshot(sealed)

    assert snapshot == encoding.snapshot_id(sealed)
    ngo.line.down.size = 30_000
    had = bytearray()
    assert not ngo.line.get_snapshot(snapshot, had)
    assert len(had) == 30_000
    assert whole(ngo.line, snapshot) == sealed


def test_a_snapshot_goes_on_where_a_cut_stopped_it_both_ways(server, ngo):
    sealed, had = os.urandom(400_000), bytearray()
    with (
        bad_line(server.settings.port) as line,
        closing(Remote(ngo.office.access(server, url=line.url))) as far,
    ):
        far.hello()
        for cut in (90_000, 150_000, None):
            line.cut_up = cut
            until_cut(lambda: far.put_snapshot(sealed))
        for cut in (90_000, 150_000, None):
            line.cut_down = cut
            until_cut(lambda: fetch(far, encoding.snapshot_id(sealed), had))
        sent = line.up_bytes

    assert bytes(had) == sealed
    assert sent < 1.4 * len(sealed)


def test_a_snapshot_that_is_still_on_its_way_is_not_taken_for_a_whole_one(ngo):
    sealed = os.urandom(10_000)
    snapshot = encoding.snapshot_id(sealed)
    put(ngo.line, snapshot, 0, calls.Piece(size=len(sealed), data=sealed[:4000]))

    with pytest.raises(troubles.NotThere):
        whole(ngo.line, snapshot)
    with pytest.raises(troubles.NotThere):
        ngo.line.compact(compaction(b"names it", snapshots=[snapshot]))


def test_a_piece_that_leaves_a_gap_is_not_stored_and_the_answer_says_where_to_go_on(ngo):
    sealed = os.urandom(10_000)
    snapshot = encoding.snapshot_id(sealed)
    put(ngo.line, snapshot, 0, calls.Piece(size=len(sealed), data=sealed[:4000]))

    for start in (0, 2000, 6000):
        said = put(ngo.line, snapshot, start, calls.Piece(size=len(sealed), data=sealed[start:]))

        assert said == calls.Stored(size=len(sealed), stored=4000)


def test_bytes_that_are_not_what_the_id_says_are_thrown_away(ngo):
    sealed = os.urandom(3000)
    snapshot = encoding.snapshot_id(sealed)

    with pytest.raises(troubles.OtherBytes):
        put(ngo.line, snapshot, 0, calls.Piece(size=3000, data=bytes(3000)))

    assert whole(ngo.line, ngo.line.put_snapshot(sealed)) == sealed
    with pytest.raises(troubles.OtherBytes):
        put(ngo.line, snapshot, 0, calls.Piece(size=4000, data=bytes(4000)))
    assert whole(ngo.line, snapshot) == sealed


def test_snapshots_of_one_organisation_are_nothing_to_another(ngo, centre):
    snapshot = ngo.line.put_snapshot(b"sealed")

    with pytest.raises(troubles.NotThere):
        whole(centre.line, snapshot)
    assert centre.line.snapshots().index == b""


def test_compacting_puts_a_new_index_in_place_and_raises_the_floor_at_once(ngo):
    fill(ngo, 5)
    snapshot = ngo.line.put_snapshot(b"all of one to three")

    ngo.line.compact(compaction(b"index", snapshots=[snapshot], upto=3))

    found = ngo.line.snapshots()
    assert (found.index, found.hash) == (b"index", encoding.index_hash(b"index"))
    assert (found.floor, found.head) == (3, 5)
    with pytest.raises(troubles.BelowFloor) as refused:
        ngo.line.pull(0, own=True)
    assert refused.value.said.floor == 3
    assert [4, 5] == [position for position, _ in ngo.line.pull(3, own=True).items]


def test_of_two_computers_that_compact_at_once_the_second_is_told(ngo):
    ngo.line.compact(compaction(b"first"))

    with pytest.raises(troubles.IndexMoved) as moved:
        ngo.line.compact(compaction(b"second"))

    assert moved.value.said.head == encoding.index_hash(b"first")
    ngo.line.compact(compaction(b"second", old=moved.value.said.head))
    assert ngo.line.snapshots().index == b"second"


def test_a_compaction_whose_receipt_was_lost_may_be_sent_again(ngo):
    fill(ngo, 2)
    for _ in range(2):
        ngo.line.compact(compaction(b"first", upto=2))

    assert ngo.line.snapshots().floor == 2


def test_an_index_that_names_what_is_not_here_changes_nothing(ngo):
    fill(ngo, 1)

    with pytest.raises(troubles.NotThere):
        ngo.line.compact(compaction(b"index", snapshots=[bytes(32)], upto=1))

    assert ngo.line.snapshots() == calls.Snapshots(index=b"", hash=b"", floor=0, head=1)


def test_a_floor_never_sinks_and_never_passes_the_head(ngo):
    fill(ngo, 3)
    ngo.line.compact(compaction(b"one", upto=99))
    ngo.line.compact(compaction(b"two", old=encoding.index_hash(b"one"), upto=1))

    assert ngo.line.snapshots().floor == 3
    fill(ngo, 1)
    assert [4] == [position for position, _ in ngo.line.pull(3, own=True).items]


def test_what_was_dropped_goes_for_good_thirty_days_later(tmp_path, serve):
    it = office()
    with serve(tmp_path, quota=20_000) as server, joined(server, it) as line:
        line.push([envelope(it.org, bytes([i]), 5000) for i in range(3)])
        old = line.put_snapshot(os.urandom(15_000))
        line.compact(compaction(b"one", snapshots=[old]))
        line.compact(compaction(b"two", old=encoding.index_hash(b"one"), upto=3))

        app.sweep(server.room, today() + timedelta(days=30))
        assert len(whole(line, old)) == 15_000
        with pytest.raises(troubles.QuotaFull):
            line.put_snapshot(os.urandom(15_000))
        with pytest.raises(troubles.QuotaFull):
            line.push([envelope(it.org, b"new", 15_000)])

        app.sweep(server.room, today() + timedelta(days=31))
        with pytest.raises(troubles.NotThere):
            whole(line, old)
        line.put_snapshot(os.urandom(15_000))
        line.push([envelope(it.org, b"new", 15_000)])
        assert line.snapshots().floor == 3


def test_what_an_index_names_is_kept_however_old(server, ngo):
    snapshot = ngo.line.put_snapshot(b"sealed")
    ngo.line.compact(compaction(b"index", snapshots=[snapshot]))

    app.sweep(server.room, today() + timedelta(days=4000))

    assert whole(ngo.line, snapshot) == b"sealed"


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (0, calls.Piece(size=0, data=b"")),
        (0, calls.Piece(size=1, data=b"")),
        (1, calls.Piece(size=1, data=b"x")),
        (0, calls.Piece(size=1, data=b"too much")),
    ],
    ids=["nothing", "no data", "past the end", "more than its size"],
)
def test_pieces_that_cannot_be_are_refused(ngo, start, piece):
    with pytest.raises(troubles.ServerTrouble):
        put(ngo.line, bytes(32), start, piece)


def test_a_snapshot_without_end_is_refused_with_the_limit(ngo):
    with pytest.raises(troubles.TooLarge):
        put(ngo.line, bytes(32), 0, calls.Piece(size=1 << 40, data=b"x"))


def put(line, snapshot, start, piece):
    """Send one piece by hand."""
    call = requests.Call("PUT", f"/v1/snapshot/{snapshot.hex()}/{start}", piece.pack())
    return line._signed(call, calls.Stored)


def fill(one, count):
    """Push envelopes to the own mailbox until there are *count*."""
    one.line.push([envelope(one.org, bytes([i])) for i in range(count)])


def fetch(line, snapshot, had):
    """Go on fetching into *had*."""
    while not line.get_snapshot(snapshot, had):
        pass


def until_cut(job):
    """Do *job* until the line is cut or it is done."""
    try:
        job()
    except troubles.NoConnection:
        return
