"""Batches: signed as a whole, bounded when read, and refused where anything is out of place."""

import os
import zlib
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.domain.codec import pack, unpack
from regdesk.domain.hashing import digest
from regdesk.errors import Refused
from regdesk.wire import encoding, messages, rosters, statements
from regdesk.wire.batches import AuditHead, WantBatches, WantEntries, array_of, batch_from
from regdesk.wire.rosters import Mark
from tests.trust import CENTRE, NOBODY, OPORA, T, batch, chain, entry, seed, someone

ONE = entry("CD4 412", OPORA.secret)
SEVERAL = tuple(entry(f"CD4 {n}", OPORA.secret) for n in range(40))


def through(unsigned, me=CENTRE, house=OPORA):
    """Sign, write and read a batch."""
    content = messages.sign(unsigned, house.secret).content()
    return messages.read(content, me.org32, own=house == me)


def refused(read, *given, **named):
    """Give the message a reading is refused with."""
    with pytest.raises(Refused) as error:
        read(*given, **named)
    return error.value.message


ids = st.binary(min_size=16, max_size=16)
hashes = st.binary(min_size=32, max_size=32)
numbers = st.integers(1, 2**40)
signed_bytes = st.binary(min_size=64, max_size=300)
batches = st.fixed_dictionaries(
    {
        "k": numbers,
        "prev": hashes,
        "t": numbers,
        "acks": st.dictionaries(ids, numbers, max_size=3),
        "sent": st.dictionaries(st.tuples(ids, hashes), numbers, max_size=3),
        "wants": st.lists(
            st.builds(WantBatches, ids, numbers, numbers)
            | st.builds(WantEntries, ids, st.sampled_from(["case", "clinical"]), ids, numbers, numbers),
            max_size=3,
        ).map(tuple),
        "audit": st.none() | st.builds(AuditHead, numbers, hashes),
        "rosters": st.lists(st.lists(signed_bytes, max_size=2).map(tuple), max_size=2).map(tuple),
        "named": st.lists(st.builds(Mark, hashes, numbers, hashes), max_size=2).map(tuple),
        "voids": st.lists(signed_bytes, max_size=2).map(tuple),
        "caps": st.dictionaries(st.sampled_from(["later", "text"]), st.integers() | st.text(), max_size=2),
        "items": st.lists(signed_bytes, max_size=5).map(tuple),
    }
)


@given(batches)
def test_what_is_written_is_read(fields):
    unsigned = replace(batch(OPORA, OPORA), **{**fields, "caps": _small(fields["caps"])})

    again = through(unsigned, OPORA)

    assert again.batch == unsigned
    messages.check(again, OPORA.roster)


def _small(caps):
    return {name: value for name, value in caps.items() if not isinstance(value, int) or abs(value) < 2**60}


def test_items_come_back_byte_for_byte_with_their_signatures_beside_the_array():
    signed = messages.sign(batch(OPORA, CENTRE, items=SEVERAL), OPORA.secret)

    assert SEVERAL == messages.read(signed.content(), CENTRE.org32, own=False).batch.items
    assert signed.marks == b"".join(item[-64:] for item in SEVERAL)
    assert not any(item[-64:] in signed.array for item in SEVERAL)


def test_a_batch_of_one_entry_is_never_compressed_and_one_of_several_is_where_that_is_smaller():
    one = messages.sign(batch(OPORA, CENTRE, items=(ONE,)), OPORA.secret)
    text = tuple(entry(f"negative {n}", OPORA.secret) for n in range(40))
    several = messages.sign(batch(OPORA, CENTRE, items=text), OPORA.secret)
    noise = tuple(os.urandom(200) for _ in range(2))
    loud = messages.sign(batch(OPORA, CENTRE, 2, seed("before"), items=noise), OPORA.secret)

    assert [messages.PLAIN, one.array] == unpack(one.content())[:2]
    assert messages.ZLIB == unpack(several.content())[0]
    assert len(several.content()) < len(several.array) + len(several.marks)
    assert messages.PLAIN == unpack(loud.content())[0]


def test_the_chain_and_the_signature_cover_the_bytes_before_compression():
    first, second = chain(OPORA, CENTRE, 2)

    assert first.link.head == digest("regdesk/chain/v1", bytes(32), first.array + first.marks)
    assert second.batch.prev == first.link.head
    repacked = pack([messages.ZLIB, zlib.compress(first.array, 1), first.marks, first.signature])
    assert messages.read(repacked, CENTRE.org32, own=False).link == first.link


def test_a_batch_for_another_organisation_or_from_another_than_its_wrap_says_is_refused():
    content = messages.sign(batch(OPORA, CENTRE), OPORA.secret).content()

    assert messages.NOT_OURS == refused(messages.read, content, NOBODY.org32, own=False)
    assert messages.WRONG_WRAP == refused(messages.read, content, CENTRE.org32, own=True)


@given(st.data())
@settings(max_examples=100)
def test_no_altered_batch_passes(data):
    content = bytearray(messages.sign(batch(OPORA, CENTRE, items=SEVERAL[:3]), OPORA.secret).content())
    bit = data.draw(st.integers(0, 8 * len(content) - 1))
    content[bit // 8] ^= 1 << bit % 8

    with pytest.raises(Refused):
        messages.check(messages.read(bytes(content), CENTRE.org32, own=False), OPORA.roster)


@given(st.binary(max_size=300))
def test_bytes_that_are_no_batch_are_refused_and_never_crash(data):
    for content in (data, pack([messages.PLAIN, data, b"", b""]), pack([messages.ZLIB, data, b"", b""])):
        with pytest.raises(Refused):
            messages.read(content, CENTRE.org32, own=False)


@given(
    st.integers(0, 14), st.none() | st.integers() | st.binary(max_size=4) | st.lists(st.text(), max_size=2)
)
def test_a_part_of_another_type_is_refused_or_kept_as_it_was(which, value):
    parts = unpack(messages.sign(batch(OPORA, CENTRE), OPORA.secret).array)
    parts[which] = value if not isinstance(value, int) else max(-(2**60), min(2**60, value))
    array = pack(parts)

    with suppress(Refused):
        again = batch_from(array, b"")
        assert array == array_of(again)


def test_a_list_out_of_order_or_repeated_is_refused():
    parts = unpack(messages.sign(batch(OPORA, CENTRE), OPORA.secret).array)

    for acks in ([[b"b" * 16, 1], [b"a" * 16, 1]], [[b"a" * 16, 1], [b"a" * 16, 2]]):
        parts[9] = acks
        assert encoding.DAMAGED == refused(batch_from, pack(parts), b"")


def test_a_small_message_cannot_fill_the_memory():
    bomb = zlib.compress(bytes(64 * 1024 * 1024), 9)

    content = pack([messages.ZLIB, bomb, b"", bytes(64)])

    assert encoding.DAMAGED == refused(messages.read, content, CENTRE.org32, own=False)


def test_rubbish_after_the_compressed_part_is_refused():
    signed = messages.sign(batch(OPORA, CENTRE, items=SEVERAL), OPORA.secret)
    packed = zlib.compress(signed.array) + b"x"

    content = pack([messages.ZLIB, packed, signed.marks, signed.signature])

    assert encoding.DAMAGED == refused(messages.read, content, CENTRE.org32, own=False)


def test_too_many_or_too_long_items_are_never_built():
    with pytest.raises(ValueError, match="cut"):
        messages.sign(batch(OPORA, CENTRE, items=(bytes(64),) * 2001), OPORA.secret)
    with pytest.raises(ValueError, match="cut"):
        messages.sign(batch(OPORA, CENTRE, items=(bytes(64_000),) * 70), OPORA.secret)


def test_a_list_of_too_many_items_is_refused():
    parts = unpack(messages.sign(batch(OPORA, CENTRE), OPORA.secret).array)
    parts[14] = [b""] * 2001

    assert encoding.DAMAGED == refused(batch_from, pack(parts), bytes(64) * 2001)


def test_entries_are_cut_into_batches_that_fit():
    small, large = [bytes(300)] * 2500, [bytes(64_000)] * 100

    parts = list(messages.cut([*small, *large]))

    assert [*small, *large] == [item for part in parts for item in part]
    assert all(messages.sign(batch(OPORA, CENTRE, items=part), OPORA.secret) for part in parts)
    assert 1000 == len(parts[0])


def test_what_was_read_and_sent_to_others_never_goes_to_a_partner():
    with pytest.raises(ValueError, match="own computers"):
        messages.sign(batch(OPORA, CENTRE, audit=AuditHead(3, bytes(32))), OPORA.secret)
    with pytest.raises(ValueError, match="own computers"):
        messages.sign(batch(OPORA, CENTRE, sent={(bytes(16), bytes(32)): 1}), OPORA.secret)


def test_a_batch_by_nobody_its_organisation_knows_is_refused():
    forged = messages.sign(batch(OPORA, CENTRE), seed("stranger"))
    unknown = messages.sign(batch(OPORA, CENTRE, author=bytes(16)), OPORA.secret)

    assert messages.FORGED == refused(messages.check, forged, OPORA.roster)
    assert messages.UNKNOWN_AUTHOR == refused(messages.check, unknown, OPORA.roster)


def test_a_batch_that_states_a_roster_that_is_not_here_asks_for_it():
    longer = statements.add_author(OPORA.roster, OPORA.secret, someone("nurse"), T)
    other = statements.add_author(OPORA.roster, OPORA.secret, someone("other"), T)
    signed = messages.sign(batch(OPORA, CENTRE, sender=longer.mark), OPORA.secret)

    assert messages.NEEDS_ROSTER == refused(messages.check, signed, OPORA.roster)
    assert messages.NEEDS_ROSTER == refused(messages.check, signed, other)
    messages.check(signed, longer)


def test_a_batch_carries_the_rosters_of_authors_the_recipient_may_not_know():
    unsigned = batch(OPORA, CENTRE, rosters=(NOBODY.roster.statements,), named=(CENTRE.roster.mark,))

    again = through(unsigned).batch

    assert rosters.read(again.rosters[0]) == NOBODY.roster
    assert (CENTRE.roster.mark,) == again.named


def test_a_want_of_a_later_version_is_skipped():
    parts = unpack(messages.sign(batch(OPORA, CENTRE), OPORA.secret).array)
    parts[11] = [["digest", b"x"], [b"a" * 16, 1, 2]]

    assert (WantBatches(b"a" * 16, 1, 2),) == batch_from(pack(parts), b"").wants


def test_a_batch_of_a_later_version_says_so():
    parts = unpack(messages.sign(batch(OPORA, CENTRE), OPORA.secret).array)
    parts[0] = 2

    assert encoding.NEWER == refused(batch_from, pack(parts), b"")
