"""Attachments over real HTTP: chunk by chunk, resumed at any chunk, deleted by token only."""

import os
from contextlib import closing
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.server import app, blobs
from regdesk.server.answers import today
from regdesk.sync import troubles
from regdesk.sync.http import Remote
from regdesk.wire import calls, encoding
from tests.bad_line import bad_line
from tests.served import joined, office

TOKEN = b"a token that only its owner has"
MARK = encoding.delete_mark(TOKEN)


@pytest.fixture
def blob():
    """A fresh id for an attachment."""
    return os.urandom(16)


def chunks(count, first=0, of=100):
    """Make chunks that differ from each other."""
    made = tuple(bytes([first + i]) * encoding.SEALED_CHUNK for i in range(count))
    return calls.Chunks(count=of, delete_mark=MARK, chunks=made)


def test_chunks_come_back_as_they_were_stored(ngo, centre, blob):
    ngo.line.put_chunks(blob, 0, chunks(32, of=40))
    ngo.line.put_chunks(blob, 32, chunks(8, first=32, of=40))
    centre.line.down.size = 10**6

    whole = centre.line.get_chunks(blob, 0)
    rest = centre.line.get_chunks(blob, len(whole.chunks))

    assert whole.count == 40
    assert whole.chunks + rest.chunks == chunks(40).chunks


def test_the_bitmap_says_what_is_still_missing(ngo, blob):
    assert not ngo.line.have(blob).complete

    ngo.line.put_chunks(blob, 3, chunks(2, first=3, of=6))
    half = ngo.line.have(blob)
    ngo.line.put_chunks(blob, 0, chunks(3, of=6))
    ngo.line.put_chunks(blob, 5, chunks(1, first=5, of=6))

    assert (half.count, half.stored, half.missing()) == (6, 2, (0, 1, 2, 5))
    assert ngo.line.have(blob).complete


def test_an_upload_over_a_line_that_is_cut_goes_on_where_it_stopped(server, ngo, blob):
    whole = tuple(os.urandom(encoding.SEALED_CHUNK) for _ in range(64))
    with (
        bad_line(server.settings.port) as line,
        closing(Remote(ngo.office.access(server, url=line.url))) as far,
    ):
        far.hello()
        for cut in (90_000, 150_000, None):
            line.cut_up = cut
            upload(far, blob, whole)
        sent = line.up_bytes

    assert ngo.line.have(blob).complete
    assert sent < 1.15 * len(whole) * encoding.SEALED_CHUNK


def test_storing_a_chunk_again_is_fine_but_other_bytes_are_not(ngo, blob):
    ngo.line.put_chunks(blob, 0, chunks(2))
    ngo.line.put_chunks(blob, 0, chunks(2))

    with pytest.raises(troubles.OtherBytes):
        ngo.line.put_chunks(blob, 1, chunks(1, first=7))
    with pytest.raises(troubles.OtherBytes):
        ngo.line.put_chunks(blob, 2, chunks(1, of=99))

    assert ngo.line.have(blob).stored == 2


def test_only_who_has_the_token_deletes(ngo, centre, blob):
    ngo.line.put_chunks(blob, 0, chunks(2))

    with pytest.raises(troubles.NotAllowed):
        centre.line.delete_blob(blob, b"a guess")
    assert ngo.line.have(blob).stored == 2

    centre.line.delete_blob(blob, TOKEN)
    centre.line.delete_blob(blob, TOKEN)
    assert ngo.line.have(blob) == calls.Have()


def test_what_is_not_stored_is_not_there(ngo, blob):
    ngo.line.put_chunks(blob, 0, chunks(1))

    for one, i in ((blob, 1), (bytes(16), 0)):
        with pytest.raises(troubles.NotThere):
            ngo.line.get_chunks(one, i)


@pytest.mark.parametrize(
    ("first", "sent"),
    [
        (99, chunks(2)),
        (0, chunks(1, of=0)),
        (0, chunks(1, of=blobs.MOST_CHUNKS + 1)),
        (0, calls.Chunks(count=1, delete_mark=b"short", chunks=(b"x",))),
        (0, calls.Chunks(count=1, delete_mark=MARK, chunks=())),
    ],
    ids=["past the end", "none", "too many", "mark", "empty"],
)
def test_chunks_that_cannot_be_are_refused(ngo, first, sent, blob):
    with pytest.raises(troubles.ServerTrouble):
        ngo.line.put_chunks(blob, first, sent)

    assert ngo.line.have(blob) == calls.Have()


def test_a_chunk_longer_than_a_chunk_is_refused(ngo, blob):
    long = calls.Chunks(count=1, delete_mark=MARK, chunks=(bytes(encoding.SEALED_CHUNK + 1),))

    with pytest.raises(troubles.TooLarge):
        ngo.line.put_chunks(blob, 0, long)


def test_a_full_quota_takes_no_chunk_and_gives_room_back_on_delete(tmp_path, blob, serve):
    with serve(tmp_path, quota=3 * encoding.SEALED_CHUNK) as server, joined(server, office()) as line:
        line.put_chunks(blob, 0, chunks(2))

        with pytest.raises(troubles.QuotaFull):
            line.put_chunks(blob, 2, chunks(2, first=2))

        line.delete_blob(blob, TOKEN)
        line.put_chunks(blob, 0, chunks(3))


def test_old_attachments_are_dropped(server, ngo, blob):
    ngo.line.put_chunks(blob, 0, chunks(2))

    app.sweep(server.room, today() + timedelta(days=180))
    assert ngo.line.have(blob).stored == 2
    app.sweep(server.room, today() + timedelta(days=181))

    assert ngo.line.have(blob) == calls.Have()


@given(
    st.integers(1, 300).flatmap(lambda count: st.tuples(st.just(count), st.sets(st.integers(0, count - 1))))
)
def test_a_bitmap_reads_back_as_it_was_made(case):
    count, numbers = case

    have = calls.Have(count=count, bits=calls.bits(tuple(numbers), count))

    assert set(range(count)) - set(have.missing()) == numbers
    assert have.stored == len(numbers)
    assert have.complete == (len(numbers) == count)


def upload(line, blob, whole):
    """Send what is missing, eight chunks at a time, until the line is cut or all is there."""
    try:
        stored = line.have(blob)
        missing = [i for i in range(len(whole)) if i not in stored]
        for first in missing[::8]:
            part = calls.Chunks(count=len(whole), delete_mark=MARK, chunks=whole[first : first + 8])
            line.put_chunks(blob, first, part)
    except troubles.NoConnection:
        return
