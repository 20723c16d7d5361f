"""Entries as canonical bytes: the same entry is the same bytes on every desk, for ever.

An entry is the msgpack array `[v, stream16, section, author16, n, at, kind, about, follows, replaces, fact]`
followed by a 64-byte signature. Map keys are sorted, decimals and dates are strings, floats and extension
types are refused, and re-packing what was read must give the same bytes again.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Final, NamedTuple, Union, cast, get_args, get_origin, get_type_hints

import msgpack

from regdesk.domain import kinds
from regdesk.domain.facts import Fact, Unknown
from regdesk.domain.hashing import digest
from regdesk.domain.journal import AuthorId, Entry, EntryId, StreamId
from regdesk.errors import Refused
from regdesk.i18n import N_

VERSION: Final = 1
SIGNATURE: Final = 64
SHORT_ID: Final = 16
ENTRY_ID: Final = 20
LARGEST: Final = 64 * 1024
_EMPTY: Final = (None, "", (), b"")
_PLAIN: Final = frozenset({NoneType, bool, int, str, bytes})
_SHAPES: Final = frozenset(
    (int, bytes, str, bytes, int, int, str, about, follows, list, dict)
    for about in (bytes, NoneType)
    for follows in (bytes, NoneType)
)
_PACKER: Final = msgpack.Packer(use_bin_type=True)  # for what is small and of plain types: it runs no Python
UNREADABLE = N_("This record cannot be read. It is put aside; ask the sender to send it again.")
NEWER = N_("A record came from a newer RegDesk. Update RegDesk on this computer.")
# What no fact can mean: reckoning with it would run out of a calendar or of a column, on every desk.
_YEARS: Final = range(1900, 2200)
_NUMBERS: Final = 2**40
_CLOCKS: Final = 253_402_300_800_000  # ms: the end of the year 9999
_TOO_LONG = N_("This record is too long. Shorten the text or divide it into two records.")


def pack(value: object) -> bytes:
    """Give the one canonical msgpack form of *value* (maps, lists, text, bytes, whole numbers, nil)."""
    packed: bytes = msgpack.packb(_canonical(value), use_bin_type=True)
    return packed


def unpack(data: bytes) -> Any:
    """Read canonical msgpack; raise ValueError for anything that would not pack to the same bytes."""
    try:
        value = msgpack.unpackb(data, raw=False, strict_map_key=True)
        same = _proper(value) and msgpack.packb(value, use_bin_type=True) == data
    except (TypeError, RecursionError) as error:
        raise ValueError(*error.args) from error
    if not same:
        msg = "not in canonical form"
        raise ValueError(msg)
    return value


def encode(entry: Entry) -> bytes:
    """Give the array that is signed; raise Refused where it would be longer than 64 KiB."""
    array = pack(
        [
            VERSION,
            entry.stream,
            entry.section,
            entry.author,
            entry.n,
            entry.at,
            entry.kind,
            entry.about,
            entry.follows,
            sorted(entry.replaces),
            _fact_map(entry.fact),
        ]
    )
    if len(array) + SIGNATURE > LARGEST:
        raise Refused(_TOO_LONG)
    return array


def identify(array: bytes) -> EntryId:
    """Give the 20-byte id of an entry's array."""
    return EntryId(digest("regdesk/entry-id/v1", array)[:ENTRY_ID])


def split(signed: bytes) -> tuple[bytes, bytes]:
    """Part a signed entry into its array and its 64-byte signature."""
    return signed[:-SIGNATURE], signed[-SIGNATURE:]


class Arrived(NamedTuple):
    """A signed entry as far as its place is concerned: what it states is not looked at yet."""

    id: EntryId
    stream: StreamId
    section: str
    author: AuthorId
    n: int
    at: int
    kind: str
    signed: bytes


@lru_cache(maxsize=4096)  # two batches: they are read beside the writer and once more by it
def arrived(signed: bytes) -> Arrived:
    """Read where a signed entry belongs; raise Refused exactly where `decode` does."""
    _, stream, section, author, n, at, kind, *_ = _parts(signed)
    return Arrived(identify(signed[:-SIGNATURE]), stream, section, author, n, at, kind, signed)


@lru_cache(maxsize=8192)  # a case is read more often than it changes; an entry never does
def decode(signed: bytes) -> Entry:
    """Read a signed entry; raise Refused where the bytes are damaged. The signature is not checked here."""
    _, stream, section, author, n, at, kind, about, follows, replaces, fact = _parts(signed)
    return Entry(
        id=identify(signed[:-SIGNATURE]),
        stream=stream,
        section=section,
        author=author,
        n=n,
        at=at,
        about=about,
        follows=follows,
        replaces=tuple(replaces),
        fact=fact_from(kind, fact),
    )


def _parts(signed: bytes) -> list[Any]:
    """Give the eleven parts of an entry, all of the right kind and size; raise Refused otherwise."""
    array = signed[:-SIGNATURE]
    try:
        parts = msgpack.unpackb(array, raw=False, strict_map_key=True)
        whole = len(signed) <= LARGEST and _well_formed(parts) and _PACKER.pack(parts) == array
    except (ValueError, TypeError, RecursionError) as error:
        raise Refused(UNREADABLE) from error
    if not whole:
        raise Refused(NEWER if _is_newer(parts) else UNREADABLE)
    return cast("list[Any]", parts)


def fact_from(kind: str, values: Mapping[str, Any]) -> Fact:
    """Read a fact; a kind or a value this version does not know becomes Unknown and loses nothing."""
    cls = kinds.BY_NAME.get(kind)
    if cls is None:
        return Unknown(of_kind=kind, values=values)
    try:
        return cast("Fact", _build(cls, values))
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation):
        return Unknown(of_kind=kind, values=values)


def _fact_map(fact: Fact) -> Mapping[str, Any]:
    return fact.values if isinstance(fact, Unknown) else _plain(fact)


def _well_formed(parts: Any) -> bool:
    if type(parts) is not list or tuple(map(type, parts)) not in _SHAPES:
        return False
    v, stream, _, author, n, at, _, about, follows, old, fact = parts
    sizes = len(stream) == len(author) == SHORT_ID and 1 <= n < 2**63 and 0 <= at < _CLOCKS
    links = (about is None or len(about) == ENTRY_ID) and (follows is None or len(follows) == ENTRY_ID)
    named = not old or (all(map(_is_id, old)) and old == sorted(set(old)))
    return v == VERSION and sizes and links and named and _proper(fact)


def _is_newer(parts: Any) -> bool:
    """Say whether an entry calls itself one of a later version."""
    return type(parts) is list and bool(parts) and type(parts[0]) is int and parts[0] > VERSION


def _is_id(value: Any) -> bool:
    return type(value) is bytes and len(value) == ENTRY_ID


def _proper(value: Any) -> bool:
    """Say whether what was read is of canonical types and its maps are in order."""
    kind = type(value)
    if kind is list:
        return _PLAIN.issuperset(map(type, value)) or all(map(_proper, value))
    if kind is dict:
        keys = list(value)
        inside = value.values()
        return keys == sorted(keys) and (_PLAIN.issuperset(map(type, inside)) or all(map(_proper, inside)))
    return kind in _PLAIN


def _canonical(value: Any) -> Any:
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is dict or isinstance(value, Mapping):
        return {key: _canonical(value[key]) for key in sorted(value)}
    if kind is list or kind is tuple:
        return [_canonical(one) for one in value]
    msg = f"{type(value).__name__} has no canonical form"
    raise TypeError(msg)


def _plain(value: Any) -> Any:
    """Turn a fact or a part of one into packable values; an empty field that is empty anyway is left out.

    So a field that is empty by default must stay so for ever: its absence in old bytes means empty.
    """
    if is_dataclass(value):
        pairs = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: _plain(one) for field, one in pairs if one not in _EMPTY or one != field.default}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


@lru_cache
def _readers(cls: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(cls, include_extras=True)
    return tuple((field.name, _reader(hints[field.name])) for field in fields(cls))


def _build(cls: type, values: Mapping[str, Any]) -> Any:
    return cls(**{name: read(values[name]) for name, read in _readers(cls) if name in values})


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Give the function that reads a packed value of type *hint* and raises on any other type."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _reader(args[0])
    if origin in (Union, UnionType):
        return _reader(next(one for one in args if one is not NoneType))
    if origin is tuple:
        one = _reader(args[0])
        return lambda value: tuple(one(part) for part in _exactly(list)(value))
    if hint in _READERS:
        return _READERS[hint]
    return partial(_build, hint) if isinstance(hint, type) and is_dataclass(hint) else _exactly(hint)


def _day(value: Any) -> date:
    day = date.fromisoformat(_exactly(str)(value))
    if day.year not in _YEARS:
        raise ValueError(value)
    return day


def _number(value: Any) -> int:
    if abs(_exactly(int)(value)) > _NUMBERS:
        raise ValueError(value)
    return cast("int", value)


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(kind.__name__)
        return value

    return read


_READERS: Final[Mapping[Any, Callable[[Any], Any]]] = {
    Decimal: lambda value: Decimal(_exactly(str)(value)),
    date: _day,
    int: _number,
}
