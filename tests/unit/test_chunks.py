"""Attachments: what comes back is what went in, and nothing else comes back."""

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.crypto import chunks
from regdesk.crypto.chunks import Blob
from regdesk.errors import Refused
from regdesk.wire.encoding import CHUNK, SEALED_CHUNK, chunk_count, delete_mark

SCAN = bytes(range(256)) * 120


def parts(sealed):
    """Divide sealed bytes into their chunks."""
    return [sealed[i : i + SEALED_CHUNK] for i in range(0, len(sealed), SEALED_CHUNK)]


def read_on(blob, sealed):
    """Read chunk by chunk, without looking at the root first."""
    return b"".join(chunks.opened(blob, BytesIO(sealed)))


@given(st.binary(max_size=30_000))
@settings(max_examples=30)
def test_what_is_sealed_is_opened(data):
    blob, sealed = chunks.seal_bytes(data)

    assert data == chunks.open_bytes(blob, sealed) == read_on(blob, sealed)
    assert (len(data), blob.count * SEALED_CHUNK) == (blob.size, len(sealed))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK])
def test_sizes_about_a_chunk_come_back_whole(size):
    blob, sealed = chunks.seal_bytes(SCAN[:size])

    assert SCAN[:size] == chunks.open_bytes(blob, sealed)


def test_a_large_file_is_sealed_and_opened_a_chunk_at_a_time(tmp_path):
    plain, kept = tmp_path / "scan.png", tmp_path / "kept"
    plain.write_bytes(SCAN * 40)

    with plain.open("rb") as source, kept.open("wb") as target:
        blob = chunks.seal(source, target)

    with kept.open("rb") as source:
        pieces = list(chunks.opened(blob, source))
    assert SCAN * 40 == b"".join(pieces)
    assert max(map(len, pieces)) == CHUNK


def test_the_same_file_never_looks_the_same_twice():
    (one, first), (other, second) = chunks.seal_bytes(SCAN), chunks.seal_bytes(SCAN)

    assert one.id != other.id
    assert one.key != other.key
    assert not set(parts(first)) & set(parts(second))


def test_files_of_nearly_one_size_travel_in_one_number_of_chunks():
    assert {1} == {chunk_count(size) for size in (0, 10, 4000, CHUNK)}
    assert {1, 2, 3, 7, 8, 10, 14, 16, 18, 32, 36, 64, 72} >= {
        chunk_count(n * CHUNK) for n in (1, 2, 3, 7, 8, 9, 10, 13, 15, 17, 31, 33, 61, 65)
    }


@given(st.integers(1, chunks.LARGEST))
def test_rounding_the_number_of_chunks_up_costs_at_most_an_eighth(size):
    filled = -(-size // CHUNK)

    assert filled <= chunk_count(size) <= max(filled * 1.125, 1)


def test_a_swapped_foreign_repeated_or_missing_chunk_is_found():
    blob, sealed = chunks.seal_bytes(SCAN)
    _, foreign = chunks.seal_bytes(SCAN)
    good, other = parts(sealed), parts(foreign)
    swapped = [good[1], good[0], *good[2:]]

    for bad in (swapped, [other[0], *good[1:]], [good[0], *good], good[:-1], [], [*good, good[-1]]):
        with pytest.raises(Refused):
            read_on(blob, b"".join(bad))
        with pytest.raises(Refused):
            chunks.check(blob, BytesIO(b"".join(bad)))


def test_the_end_cannot_be_cut_off_by_stating_fewer_chunks():
    blob, sealed = chunks.seal_bytes(SCAN)
    shorter = Blob(blob.id, blob.key, blob.root, 2 * CHUNK)

    with pytest.raises(Refused):
        read_on(shorter, b"".join(parts(sealed)[: shorter.count]))


@given(st.data())
@settings(max_examples=60)
def test_any_flipped_bit_is_found(data):
    blob, sealed = chunks.seal_bytes(SCAN[:10_000])
    altered = bytearray(sealed)
    bit = data.draw(st.integers(0, 8 * len(altered) - 1))
    altered[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Refused):
        read_on(blob, bytes(altered))
    with pytest.raises(Refused):
        chunks.check(blob, BytesIO(bytes(altered)))


def test_one_chunk_opens_alone_and_only_in_its_place():
    blob, sealed = chunks.seal_bytes(SCAN)
    third = parts(sealed)[2]

    assert SCAN[2 * CHUNK : 3 * CHUNK] == chunks.open_chunk(blob, 2, third)
    with pytest.raises(Refused):
        chunks.open_chunk(blob, 1, third)


@pytest.mark.parametrize("size", [-1, chunks.LARGEST + 1, 2**63])
def test_a_size_nobody_may_send_is_refused_before_anything_is_read(size):
    with pytest.raises(Refused):
        chunks.check(Blob(bytes(16), bytes(32), bytes(32), size), BytesIO(b""))


def test_the_key_is_kept_out_of_the_repr():
    blob, _ = chunks.seal_bytes(b"scan")

    assert repr(blob.key) not in repr(blob)


def test_who_does_not_hold_the_token_cannot_make_the_mark_that_deletes():
    assert delete_mark(b"one token") != delete_mark(b"another")
    assert 32 == len(delete_mark(b"one token"))
