"""Attachments as files of sealed chunks: whole or resumable, and telling nothing."""

import os
from datetime import timedelta

import pytest

from regdesk.errors import Trouble
from regdesk.store import channels, outbox, papers
from regdesk.store.channels import Built
from regdesk.wire.encoding import SEALED_CHUNK
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole

BLOB = whole.PAGE.blob


def sealed(chunks=3):
    """Give what looks like sealed chunks."""
    return os.urandom(chunks * SEALED_CHUNK)


def part(data, i):
    """Give one chunk."""
    return data[i * SEALED_CHUNK : (i + 1) * SEALED_CHUNK]


def test_what_was_kept_is_read_whole_and_in_parts(tmp_path):
    db, data = whole.file(), sealed()

    papers.keep(tmp_path, db, BLOB, data, token=b"t" * 16)

    assert papers.complete(db, BLOB)
    assert data == papers.read(tmp_path, db, BLOB)
    assert part(data, 2) + part(data, 0) == papers.read(tmp_path, db, BLOB, [2, 0])
    assert b"t" * 16 == papers.find(db, BLOB).token


def test_chunks_come_in_any_order_and_count_only_when_they_are_all_here(tmp_path):
    db, data = whole.file(), sealed()
    papers.expect(db, BLOB, 3)

    papers.write(tmp_path, db, BLOB, {2: part(data, 2)})
    missing = papers.find(db, BLOB).missing, papers.complete(db, BLOB)
    papers.expect(db, BLOB, 3)
    papers.write(tmp_path, db, BLOB, {0: part(data, 0), 1: part(data, 1)})

    assert ((0, 1), False) == missing
    assert data == papers.read(tmp_path, db, BLOB)


def test_a_paper_that_is_not_whole_is_said_to_be_on_its_way(tmp_path):
    db, data = whole.file(), sealed()
    papers.expect(db, BLOB, 3)
    papers.write(tmp_path, db, BLOB, {0: part(data, 0)})

    for blob in (BLOB, b"z" * 16):
        with pytest.raises(Trouble, match="not arrived"):
            papers.read(tmp_path, db, blob)

    assert part(data, 0) == papers.read(tmp_path, db, BLOB, [0])


def test_chunks_of_another_size_or_number_are_refused(tmp_path):
    db = whole.file()
    papers.expect(db, BLOB, 3)

    for wrong in ({3: sealed(1)}, {0: b"short"}, {-1: sealed(1)}):
        with pytest.raises(ValueError, match="no attachment"):
            papers.write(tmp_path, db, BLOB, wrong)

    assert [] == list(tmp_path.rglob("*"))


def test_a_crash_before_the_bits_are_set_only_costs_those_chunks(tmp_path):
    db, data = whole.file(), sealed()
    papers.expect(db, BLOB, 3)
    papers.write(tmp_path, db, BLOB, {0: part(data, 0)})
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes() + b"half a chunk")

    papers.write(tmp_path, db, BLOB, {i: part(data, i) for i in papers.find(db, BLOB).missing})

    assert data == papers.read(tmp_path, db, BLOB)


def test_file_names_tell_nothing_and_stray_files_are_swept(tmp_path):
    db, data = whole.file(), sealed()
    papers.keep(tmp_path, db, BLOB, data)
    stray = tmp_path / papers.FOLDER / "ab" / "abcd"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"left by a crash")

    swept = papers.sweep(tmp_path, db)

    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert 1 == swept
    assert BLOB.hex() not in str(file)
    assert data == papers.read(tmp_path, db, BLOB)


def test_a_file_that_went_away_is_said_in_words(tmp_path):
    db = whole.file()
    papers.keep(tmp_path, db, BLOB, sealed())
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    file.unlink()

    with pytest.raises(Trouble) as trouble:
        papers.read(tmp_path, db, BLOB)

    assert papers.NO_FILE == trouble.value.message


def test_a_paper_is_uploaded_once_its_entry_is_in_a_batch_until_the_server_has_all(tmp_path):
    db, data = whole.file(), sealed()
    whole.keep(db, whole.reviewed())
    papers.keep(tmp_path, db, BLOB, data)
    early = papers.to_upload(db)
    keys = [row.key for row in outbox.waiting(db, CENTRE.id)]
    outbox.assign(db, keys, CENTRE.id, HOST.author, 1)
    channels.keep(db, Built(CENTRE.id, HOST.author, 1, b"h" * 32, b"e"))

    papers.uploaded(db, BLOB, [0, 2])
    (half,) = papers.to_upload(db)
    papers.uploaded(db, BLOB, [1])
    done = papers.to_upload(db)
    papers.upload_again(db)

    assert ([], (1,), []) == (early, half.unsent, done)
    assert [(0, 1, 2)] == [blob.unsent for blob in papers.to_upload(db)]


def test_a_paper_of_another_organisation_is_fetched_until_it_is_whole(tmp_path):
    db, data = whole.file(), sealed()
    whole.keep(db, whole.reviewed(), CENTRE, source=HOST.id)

    (new,) = papers.to_fetch(db, TODAY)
    papers.expect(db, new.id, new.chunks)
    papers.write(tmp_path, db, BLOB, {0: part(data, 0)})
    (half,) = papers.to_fetch(db, TODAY)
    papers.write(tmp_path, db, BLOB, {1: part(data, 1), 2: part(data, 2)})
    (unchecked,) = papers.to_fetch(db, TODAY)
    papers.checked(db, BLOB)

    assert ((0, 1, 2), (1, 2), ()) == (new.missing, half.missing, unchecked.missing)
    assert [] == papers.to_fetch(db, TODAY) == papers.to_upload(db)


def test_what_a_person_waits_for_comes_first_and_what_rests_comes_another_day(tmp_path):
    db = whole.file()
    whole.keep(db, whole.reviewed(), CENTRE, source=HOST.id)
    papers.expect(db, BLOB, 3)
    papers.rest(db, BLOB, TODAY + timedelta(days=1))

    resting = papers.to_fetch(db, TODAY)
    papers.want(db, BLOB)
    waited_for = papers.to_fetch(db, TODAY, wanted=True)
    papers.want(db, BLOB, now=False)

    assert [] == resting == papers.to_fetch(db, TODAY)
    assert [BLOB] == [one.id for one in waited_for]
    assert [BLOB] == [one.id for one in papers.to_fetch(db, TODAY + timedelta(days=1))]
    assert [] == papers.to_fetch(db, TODAY + timedelta(days=1), wanted=True)


def test_chunks_that_were_lost_are_fetched_again(tmp_path):
    db, data = whole.file(), sealed()
    whole.keep(db, whole.reviewed())
    papers.keep(tmp_path, db, BLOB, data)

    papers.lose(db, BLOB, [1])

    assert [(1,)] == [one.missing for one in papers.to_fetch(db, TODAY)]
    assert not papers.complete(db, BLOB)
