"""What a printed paper is made of: plain data that a test can read and `pdf.render` can draw."""

from dataclasses import dataclass, field
from typing import Literal

Shape = Literal["round", "oval", "capsule", "half"]
Disclosure = Literal["N", "C"]


@dataclass(frozen=True)
class Span:
    """Letters within a line that look different: bold, italic, or quiet (grey)."""

    text: str
    bold: bool = False
    italic: bool = False
    quiet: bool = False


Text = str | tuple[str | Span, ...]


@dataclass(frozen=True)
class Heading:
    """The name of a section; it stays with what follows it."""

    text: str


@dataclass(frozen=True)
class Paragraph:
    """Running text; a line break in it is kept."""

    text: Text
    size: Literal["small", "body", "large", "huge"] = "body"
    bold: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Table:
    """A table whose head is repeated on every page.

    widths  shares of the page width, one per column; equal if empty
    right   numbers of the columns set to the right
    room    least height of a row in millimetres, for writing by hand
    ruled   lines around every cell, for forms
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]
    widths: tuple[float, ...] = ()
    right: frozenset[int] = frozenset()
    room: float = 0
    ruled: bool = False


@dataclass(frozen=True)
class Fields:
    """A bordered grid of small labels over bold values; a pair without a value is left out."""

    pairs: tuple[tuple[str, str], ...]
    columns: int = 3


@dataclass(frozen=True)
class Note:
    """A few words in a frame: read this before going on."""

    text: Text
    title: str = ""


@dataclass(frozen=True)
class Point:
    """A drawn sign, a bold line and its explanation."""

    sign: str
    title: str
    text: Text = ""


@dataclass(frozen=True)
class Points:
    """Points under one another with hairlines between; `large` puts the sign in a ring."""

    points: tuple[Point, ...]
    large: bool = False


@dataclass(frozen=True)
class Pill:
    """So many tablets of one shape, and how that is said."""

    shape: Shape
    count: int
    words: str


@dataclass(frozen=True)
class Pictogram:
    """One time of the day: its sign, the hour, and the tablets to take then."""

    sign: str
    time: str
    pills: tuple[Pill, ...]


@dataclass(frozen=True)
class Doses:
    """The times of the day side by side."""

    times: tuple[Pictogram, ...]


@dataclass(frozen=True)
class Boxes:
    """Boxes to tick by hand, each with a small label."""

    labels: tuple[str, ...]
    columns: int = 10


@dataclass(frozen=True)
class Ticks:
    """Statements to tick by hand, one under another."""

    lines: tuple[Text, ...]


@dataclass(frozen=True)
class Signature:
    """Lines to sign on, side by side, each with its caption."""

    captions: tuple[str, ...]


@dataclass(frozen=True)
class Stamp:
    """The place where a stamp goes."""

    caption: str


@dataclass(frozen=True)
class Seal:
    """The foot of a signed paper: a QR code, what was signed, and a line for pen and stamp.

    code  what the QR code says: an opaque identifier, never a word about a person
    """

    code: str
    lines: tuple[Text, ...]
    caption: str = ""


@dataclass(frozen=True)
class Card:
    """Both sides of a card for the wallet; `help`, `ask` and `lines` say the same in each language.

    doctor  heading of the second side;  qr  an opaque identifier, never a word about a person
    """

    code: str
    help: tuple[str, ...]
    ask: tuple[str, ...]
    phone: str
    times: tuple[Pictogram, ...]
    doctor: str
    lines: tuple[str, ...]
    until: str = ""
    qr: str = ""


@dataclass(frozen=True)
class Rule:
    """A line across the page; `cut` is dashed, to cut along."""

    cut: bool = False


@dataclass(frozen=True)
class Space:
    """Empty height in millimetres."""

    height: float


@dataclass(frozen=True)
class NewPage:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Columns:
    """Parts side by side in columns of equal width."""

    columns: tuple[tuple["Part", ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading and its parts; a section with nothing to say is left out."""

    title: str
    parts: tuple["Part", ...]
    together: bool = False


@dataclass(frozen=True)
class Picture:
    """A scanned page by itself on a sheet: JPEG bytes, their size in pixels, and a small line under it."""

    jpeg: bytes
    width: int
    height: int
    caption: str = ""


Part = (
    Heading
    | Paragraph
    | Table
    | Fields
    | Note
    | Points
    | Doses
    | Boxes
    | Ticks
    | Signature
    | Stamp
    | Seal
    | Card
    | Rule
    | Space
    | NewPage
    | Columns
    | Section
)


@dataclass(frozen=True)
class Header:
    """What stands above the thick line of every page: who issued the paper, and which one it is."""

    left: str = ""
    under: str = ""
    right: str = ""


@dataclass(frozen=True)
class Document:
    """One paper, ready to be drawn.

    name        permanent name of the kind of paper
    disclosure  "N": a casual reader learns nothing; "C": confidential, hand over in person
    tag         the code in a frame beside the title
    pages       how a page is counted, such as "page {n} of {total}"; empty: not counted
    """

    name: str
    language: str
    title: str
    parts: tuple[Part, ...]
    subtitle: str = ""
    size: Literal["A4", "A5"] = "A4"
    disclosure: Disclosure = "C"
    header: Header = field(default_factory=Header)
    tag: str = ""
    footer: str = ""
    pages: str = ""


def empty(part: Part) -> bool:  # noqa: PLR0911 - one answer for each kind of part
    """Say whether a part has nothing to say and is left out."""
    match part:
        case Section(parts=inner):
            return all(empty(one) for one in inner)
        case Columns(columns=columns):
            return all(empty(one) for inner in columns for one in inner)
        case Fields(pairs=pairs):
            return not any(value for _, value in pairs)
        case Table(rows=rows):
            return not rows
        case Heading(text=text) | Paragraph(text=text) | Note(text=text):
            return not text
        case Points() | Doses() | Boxes() | Ticks() | Signature():
            return not _items(part)
        case _:
            return False


def words(text: Text) -> str:
    """Give the letters of a text without their looks."""
    return text if isinstance(text, str) else "".join(s if isinstance(s, str) else s.text for s in text)


def _items(part: Points | Doses | Boxes | Ticks | Signature) -> tuple[object, ...]:
    match part:
        case Points(points=items) | Doses(times=items) | Boxes(labels=items):
            return items
        case Ticks(lines=lines):
            return lines
        case Signature(captions=captions):
            return captions
