"""What is planted and looked for: words nobody would write, in letters of both alphabets and in digits."""

import base64
import os
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from regdesk.domain.facts import Fact

LATIN, CYRILLIC, DIGITS = "Qzjxvkwq", "Щъёжфцюэ", "7391824650"
CORES = (LATIN, CYRILLIC, DIGITS)
WORD = f"{CYRILLIC} {LATIN}"
# Drawn by chance and told to the server, which keeps attachments under it; every other field is sealed.
NAME_OF_AN_ATTACHMENT = "blob"
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_MOST = 2**22


def _base64(raw: bytes, skip: int) -> bytes:
    """Give what of *raw* always looks the same inside a base64 text that begins *skip* bytes before it."""
    text = base64.b64encode(bytes(skip) + raw).rstrip(b"=")
    first = (skip * 8 + 5) // 6
    whole = (skip + len(raw)) * 8 // 6
    return text[first:whole]


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "UTF-8": lambda text: text.encode(),
    "UTF-16LE": lambda text: text.encode("utf-16-le"),
    "UTF-16BE": lambda text: text.encode("utf-16-be"),
    "CP1251": lambda text: text.encode("cp1251", "ignore"),
    "base64, 1st": lambda text: _base64(text.encode(), 0),
    "base64, 2nd": lambda text: _base64(text.encode(), 1),
    "base64, 3rd": lambda text: _base64(text.encode(), 2),
    "base64 of UTF-16": lambda text: _base64(text.encode("utf-16-le"), 0),
    "hex": lambda text: text.encode().hex().encode(),
    "HEX": lambda text: text.encode().hex().upper().encode(),
    "escaped": lambda text: text.encode("ascii", "backslashreplace"),
    "reversed": lambda text: text[::-1].encode(),
    "reversed bytes": lambda text: text.encode()[::-1],
    "reversed UTF-16LE": lambda text: text[::-1].encode("utf-16-le"),
}


def needles() -> dict[bytes, str]:
    """Give all that is looked for, each with its name; as typed, in small letters and in capitals."""
    ways = {core: {core, core.lower(), core.upper()} for core in CORES}
    found = {
        encode(text): f"{core} in {name}"
        for core, texts in ways.items()
        for name, encode in ENCODINGS.items()
        for text in texts
    }
    return {needle: name for needle, name in found.items() if len(needle) > 5}


_PATTERN = re.compile(b"|".join(re.escape(needle) for needle in sorted(needles(), key=len, reverse=True)))


def seen_in(data: bytes) -> set[str]:
    """Name the markers in some bytes, and in what can be unpacked from them."""
    whole = [data, *(part for part in _unpacked(data) if part)]
    return {needles()[match] for part in whole for match in set(_PATTERN.findall(part))}


def _unpacked(data: bytes) -> Iterator[bytes]:
    for match in _ZLIB.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.start() :], _MOST)
        except zlib.error:
            continue


def seen_below(folder: Path, but: tuple[str, ...] = ()) -> dict[str, set[str]]:
    """Search every file below a folder, its name too; *but* names folders a person saved files to."""
    files = [path for path in folder.rglob("*") if not path.relative_to(folder).as_posix().startswith(but)]
    names = {path: seen_in(path.name.encode()) for path in files}
    inside = {path: seen_in(path.read_bytes()) for path in files if path.is_file()}
    return {
        path.relative_to(folder).as_posix(): names[path] | inside.get(path, set())
        for path in files
        if names[path] or inside.get(path)
    }


def filled(kind: type[Fact]) -> Fact:
    """Make a fact that has a marker in every field that can hold one."""
    return _built(kind)  # type: ignore[no-any-return]


def _built(cls: Any) -> Any:
    hints = get_type_hints(cls, include_extras=True)
    return cls(**{field.name: _value(hints[field.name], field.name) for field in fields(cls)})


def _value(hint: Any, name: str) -> Any:
    if name == NAME_OF_AN_ATTACHMENT:
        return os.urandom(16)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _value(args[0], name)
    if origin in (Union, UnionType):
        return _value(next(one for one in args if one is not NoneType), name)
    if origin is tuple:
        return (_value(args[0], name),)
    if is_dataclass(hint):
        return _built(hint)
    plain = {
        str: f"{WORD} {name}",
        bytes: (WORD.encode() * 2)[:32],
        Decimal: Decimal(DIGITS),
        date: date(2026, 11, 20),
        bool: True,
    }
    return plain.get(hint, 7)
