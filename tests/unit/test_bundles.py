"""The file on a stick: what is cut, changed, swapped or foreign is found before it is believed."""

import os
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.crypto import pieces, sealing
from regdesk.crypto.keys import EpochKeys
from regdesk.errors import Refused
from regdesk.wire import bundles, rosters
from regdesk.wire.bundles import Chunk, Frame, Header, Kind, Slip
from regdesk.wire.encoding import SEALED_CHUNK, Wrap, mailbox_id, padded_size
from tests.trust import CENTRE, NOBODY, OPORA, T, seed

TESTS = Path(__file__).parent.parent
HEADER = Header(Wrap.PARTNER, 1, mailbox_id(CENTRE.org32)).pack()
KEY = seed("bundle")
SLIP = Slip(OPORA.org32, OPORA.author, CENTRE.org32, T, 3, 1)


def laid_out(*bodies: bytes) -> bytes:
    return b"".join(bundles.filled(bundles.frame(Kind.ENVELOPE, body) for body in bodies))


def sealed(plain: bytes) -> list[bytes]:
    return list(pieces.sealed(KEY, HEADER, [plain]))


def opened(parts: list[bytes] | bytes, header: bytes = HEADER) -> bytes:
    whole = parts if isinstance(parts, bytes) else b"".join(parts)
    return b"".join(pieces.opened(KEY, header, BytesIO(whole)))


@given(st.lists(st.binary(max_size=2000), max_size=5), st.integers(1, 3000))
def test_frames_come_back_however_their_bytes_are_parted(bodies: list[bytes], step: int) -> None:
    plain = laid_out(*bodies)

    parts = [plain[i : i + step] for i in range(0, len(plain), step)]

    assert list(bundles.frames(parts)) == [Frame(Kind.ENVELOPE, body) for body in bodies]


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=3), st.data())
def test_frames_that_are_not_whole_are_refused(bodies: list[bytes], data: st.DataObject) -> None:
    whole = sum(5 + len(body) for body in bodies)
    end = data.draw(st.integers(0, whole))

    with pytest.raises(Refused):
        list(bundles.frames([laid_out(*bodies)[:end]]))


def test_nothing_may_stand_among_the_zeros() -> None:
    plain = bytearray(laid_out(b"one"))
    plain[-1] = 1

    with pytest.raises(Refused):
        list(bundles.frames([bytes(plain)]))


def test_the_size_of_what_is_inside_is_hidden_among_others_of_about_it() -> None:
    small, larger = laid_out(b"x" * 5000), laid_out(b"x" * 5010)

    assert len(small) == len(larger) == padded_size(5006)


@pytest.mark.parametrize("length", [0, 1, pieces.PIECE - 1, pieces.PIECE, pieces.PIECE + 1, 3 * pieces.PIECE])
def test_pieces_give_back_what_was_sealed(length: int) -> None:
    plain = os.urandom(length)

    parts = sealed(plain)

    assert opened(parts) == plain
    assert sum(map(len, parts)) == pieces.size(length)


def test_a_bundle_cut_anywhere_is_refused() -> None:
    whole = b"".join(sealed(bytes(2 * pieces.PIECE + 100)))
    near_edges = {i * pieces.SEALED + d for i in range(3) for d in (-17, -1, 0, 1, 16)}

    for end in sorted(
        {e for e in near_edges if 0 <= e < len(whole)} | set(range(len(whole) - 120, len(whole)))
    ):
        with pytest.raises(Refused):
            opened(whole[:end])


@given(st.integers(0, 4 * pieces.PIECE), st.integers(1, 255))
def test_a_changed_bit_anywhere_is_found(place: int, change: int) -> None:
    whole = bytearray(b"".join(sealed(bytes(3 * pieces.PIECE))))
    whole[place % len(whole)] ^= change

    with pytest.raises(Refused):
        opened(bytes(whole))


def test_pieces_swapped_repeated_left_out_or_of_another_bundle_are_found() -> None:
    first, second, third, last = sealed(bytes(3 * pieces.PIECE + 5))
    foreign = next(pieces.sealed(seed("other"), HEADER, [bytes(2 * pieces.PIECE)]))

    for wrong in (
        [second, first, third, last],
        [first, first, third, last],
        [first, third, last],
        [first, second, third],
        [first, second, third, last, last],
        [foreign, second, third, last],
    ):
        with pytest.raises(Refused):
            opened(wrong)
    with pytest.raises(Refused):
        opened([first, second, third, last], Header(Wrap.PARTNER, 2, mailbox_id(CENTRE.org32)).pack())


def test_a_header_says_whom_it_is_for_and_a_newer_one_asks_for_an_update() -> None:
    assert bundles.read_header(HEADER) == Header(Wrap.PARTNER, 1, mailbox_id(CENTRE.org32))

    for start, why in (
        (HEADER[:2] + b"\x02" + HEADER[3:], bundles.NEWER),
        (b"PK" + HEADER[2:], bundles.NO_BUNDLE),
        (b"RD" + HEADER[2:], bundles.NO_BUNDLE),
        (b"", bundles.NO_BUNDLE),
        (HEADER[:10], bundles.DAMAGED),
    ):
        with pytest.raises(Refused) as caught:
            bundles.read_header(start)
        assert caught.value.message == why


def test_a_slip_is_believed_only_from_the_author_it_names() -> None:
    signed = bundles.write_slip(SLIP, OPORA.secret)

    assert bundles.read_slip(signed) == SLIP
    assert bundles.true(signed, OPORA.roster)
    assert not bundles.true(signed, NOBODY.roster)
    assert not bundles.true(bundles.write_slip(SLIP, NOBODY.secret), OPORA.roster)
    assert not bundles.true(signed[:-1] + bytes([signed[-1] ^ 1]), OPORA.roster)


def test_a_chunk_comes_back_and_one_of_another_size_is_refused() -> None:
    chunk = Chunk(seed("blob")[:16], 9, 4, bytes(SEALED_CHUNK))

    assert bundles.read_chunk(bundles.write_chunk(chunk)) == chunk
    with pytest.raises(Refused):
        bundles.read_chunk(bundles.write_chunk(chunk)[:-1])


def test_news_that_are_no_news_are_refused() -> None:
    assert bundles.read_news(bundles.write_news([b"a", b"b"], b"w")) == ((b"a", b"b"), b"w")

    for wrong in (b"", b"\xc1", bundles.pack([1, b""]), bundles.pack([[1], b""])):
        with pytest.raises(Refused):
            bundles.read_news(wrong)


def test_a_frame_that_claims_to_be_huge_is_refused_before_it_is_read() -> None:
    with pytest.raises(Refused):
        list(bundles.frames([b"\x03\xff\xff\xff\xff"]))


def read_with(data: bytes, epoch: EpochKeys) -> list[Frame]:
    """Open a bundle as the layout says, from first to last byte."""
    start, wrap, length = data[:24], data[24:1224], int.from_bytes(data[1224:1228], "big")
    secret = sealing.open_wrap(bundles.read_header(start).wrap, start, wrap, epoch)
    body = data[1228 + length :]
    assert secret[32:] == sha256(body).digest()
    return list(bundles.frames(pieces.opened(secret[:32], start, BytesIO(body))))


def test_a_bundle_written_long_ago_is_still_read() -> None:
    slip, roster, envelope, chunk = read_with((TESTS / "golden" / "bundle").read_bytes(), CENTRE.epoch)

    assert bundles.read_slip(slip.body) == SLIP
    assert bundles.true(slip.body, OPORA.roster)
    assert rosters.unpack_statements(roster.body) == OPORA.roster.statements
    assert envelope == Frame(Kind.ENVELOPE, b"an envelope")
    assert bundles.read_chunk(chunk.body) == Chunk(
        seed("blob")[:16], 1, 0, seed("chunk") * 256 + seed("tag")[:16]
    )


def test_the_example_of_the_protocol_is_real_bytes() -> None:
    said = (TESTS.parent / "docs" / "protocol.md").read_text(encoding="utf-8").replace(" ", "")
    first = bundles.frame(Kind.SLIP, bundles.write_slip(SLIP, OPORA.secret))

    assert HEADER.hex() + first[:5].hex() in said
    assert f"slipof{len(first) - 5}bytes" in said
