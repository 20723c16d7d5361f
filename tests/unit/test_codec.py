"""Entries as bytes: the same on every desk, for ever."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import msgpack
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.domain import codec, kinds
from regdesk.domain.facts import Fact, Unknown
from regdesk.domain.journal import AuthorId, Entry, EntryId, StreamId
from regdesk.errors import Refused
from tests import make

GOLDEN = Path(__file__).parent.parent / "golden" / "entries.json"
BASIC: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: st.integers(-(2**31), 2**31),
    bool: st.booleans(),
    bytes: st.binary(max_size=32),
    date: st.dates(date(1900, 1, 1), date(2199, 12, 31)),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=3),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Make values of a type as facts use them."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return values(args[0])
    if origin in (Union, UnionType):
        return st.none() | values(next(one for one in args if one is not NoneType))
    if origin is tuple:
        return st.lists(values(args[0]), max_size=3).map(tuple)
    return built(hint) if is_dataclass(hint) else BASIC[hint]


def built(cls: Any) -> st.SearchStrategy[Any]:
    """Make instances of a fact, or of a part of one."""
    hints = get_type_hints(cls, include_extras=True)
    return st.builds(cls, **{field.name: values(hints[field.name]) for field in fields(cls)})


def entry(fact: Fact, **changes: Any) -> Entry:
    """Make an entry without an id."""
    plain: dict[str, Any] = {
        "id": EntryId(b""),
        "stream": StreamId(bytes(16)),
        "section": fact.section if not isinstance(fact, Unknown) else "clinical",
        "author": AuthorId(bytes(16)),
        "n": 1,
        "at": make.START_MS,
        "fact": fact,
    }
    return Entry(**(plain | changes))


@pytest.mark.parametrize("kind", kinds.ALL, ids=lambda kind: str(kind.kind))
def test_every_kind_of_fact_comes_back_from_its_bytes(kind: type[Fact]) -> None:
    @settings(max_examples=10)
    @given(built(kind))
    def comes_back(fact: Fact) -> None:
        array = codec.encode(entry(fact))

        read = codec.decode(array + bytes(64))

        assert codec.encode(read) == array
        assert read.kind == kind.kind
        assert read.id == codec.identify(array)

    comes_back()


def test_the_bytes_of_an_entry_never_change() -> None:
    golden = json.loads(GOLDEN.read_text())

    arrays = {
        fact.kind: codec.encode(entry(fact, replaces=(EntryId(b"b" * 20), EntryId(b"a" * 20)))).hex()
        for fact in (make.identity(), make.lab_result(), make.plan(), make.transfer_consent())
    }

    assert arrays == golden


def test_a_kind_from_a_newer_version_is_kept_as_it_came() -> None:
    array = codec.encode(entry(Unknown(of_kind="genome", values={"a": 1, "b": ["x", None]})))

    read = codec.decode(array + bytes(64))

    assert isinstance(read.fact, Unknown)
    assert codec.encode(read) == array


def test_a_field_of_a_wrong_type_makes_the_fact_unknown_and_loses_nothing() -> None:
    array = codec.encode(entry(Unknown(of_kind="lab-result", values={"test": "cd4", "taken_on": 7})))

    read = codec.decode(array + bytes(64))

    assert isinstance(read.fact, Unknown)
    assert codec.encode(read) == array


@pytest.mark.parametrize(
    "data",
    [
        msgpack.packb(1.5),
        msgpack.packb({"b": 1, "a": 2}),
        msgpack.packb(msgpack.ExtType(5, b"x")),
        msgpack.packb(msgpack.Timestamp(1)),
        b"\xcd\x00\x01",
        b"\x93\x01",
        b"\xc1",
        b"\x91" * 5000,
        b"\x91" * 700 + b"\xc0",
        msgpack.packb([1]) + b"\x00",
    ],
    ids=[
        "float",
        "unsorted map",
        "extension",
        "time",
        "long number",
        "cut",
        "never used",
        "very deep",
        "deep",
        "tail",
    ],
)
def test_what_is_not_canonical_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - which check refuses it does not matter
        codec.unpack(data)


@given(st.data())
def test_damaged_bytes_are_refused_with_words_or_give_another_entry(data: st.DataObject) -> None:
    signed = bytearray(make.opened().signed()[0])
    place = data.draw(st.integers(0, len(signed) - 65))
    signed[place] ^= data.draw(st.integers(1, 255))

    assert readable_id(bytes(signed)) != codec.identify(make.opened().signed()[0][:-64])


def readable_id(signed: bytes) -> EntryId | None:
    """Give the id of what can be read, None where it is refused."""
    try:
        return codec.decode(signed).id
    except Refused:
        return None


def test_an_entry_over_64_kib_is_refused_on_writing() -> None:
    with pytest.raises(Refused):
        codec.encode(entry(make.safe_contact(say="x" * 70_000)))


def test_decimals_keep_their_digits() -> None:
    fact = make.lab_result(value=Decimal("1E+3"))

    read = codec.decode(codec.encode(entry(fact)) + bytes(64))

    assert read.fact == make.lab_result(value=Decimal(1000))
