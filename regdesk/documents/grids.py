"""Parts in rows and columns: tables, fields, notes, points, cards, the foot of a signed paper."""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.platypus import KeepTogether, Spacer
from reportlab.platypus import Table as Rows

from regdesk.documents import drawing, fonts
from regdesk.documents.drawing import GREY, HAIR, MM
from regdesk.documents.letters import BLACK, Letters
from regdesk.documents.parts import (
    Doses,
    Fields,
    Note,
    Pictogram,
    Points,
    Seal,
    Signature,
    Span,
    Table,
    Text,
    Ticks,
)

LINE: Final = Color(GREY, GREY, GREY)
LEAST: Final = 40  # points of a row that must stay on either side of a page break


def table(letters: Letters, part: Table) -> Any:
    """Set a table: thin lines between rows, the head repeated on every page."""
    head = [
        letters.text(h, letters.small, quiet=True, align=2 * (i in part.right))
        for i, h in enumerate(part.head)
    ]
    rows = [
        [letters.text(cell, align=2 * (i in part.right)) for i, cell in enumerate(row)] for row in part.rows
    ]
    count = len(part.head) or len(part.rows[0])
    grid = grid_of(
        [head, *rows] if any(part.head) else rows,
        colWidths=letters.shares(part.widths or (1.0,) * count),
        repeatRows=1 if any(part.head) else 0,
    )
    grid.setStyle(_table_style(part, count))
    return _roomy(grid, part, letters.shares(part.widths or (1.0,) * count)) if part.room else grid


def fields(letters: Letters, part: Fields) -> Any:
    """Set the grid of labels and values, row by row; the last row's missing cells stay empty."""
    cells: list[Any] = [
        [letters.text(label, letters.small, quiet=True), letters.text(value, bold=True)]
        for label, value in part.pairs
        if value
    ]
    cells += [""] * (-len(cells) % part.columns)
    rows = [cells[i : i + part.columns] for i in range(0, len(cells), part.columns)]
    grid = grid_of(rows, colWidths=letters.shares((1.0,) * part.columns))
    grid.setStyle([("GRID", (0, 0), (-1, -1), HAIR, LINE), *padding(4, 6, 7), TOP])
    return grid


def note(letters: Letters, part: Note) -> Any:
    """Set words in a frame with a thick left edge."""
    title = [letters.text(part.title, bold=True)] if part.title else []
    grid = grid_of([[[*title, letters.text(part.text)]]], colWidths=[letters.width])
    edge = ("LINEBEFORE", (0, 0), (0, -1), 3, BLACK)
    grid.setStyle([("BOX", (0, 0), (-1, -1), HAIR, LINE), edge, *padding(5, 6, 9)])
    return grid


def points(letters: Letters, part: Points) -> Any:
    """Set signs with sentences; small ones run on in one line, large ones put the title above."""
    size = 27.0 if part.large else 11.0
    rows = [
        [
            drawing.sign(p.sign, size, ring=part.large),
            _point_words(letters, p.title, p.text, large=part.large),
        ]
        for p in part.points
    ]
    grid = grid_of(rows, colWidths=[size + 12, letters.width - size - 12])
    line = ("LINEBELOW", (0, 0), (-1, -1), HAIR, LINE)
    middle = ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if part.large else "TOP")
    above = [("LINEABOVE", (0, 0), (-1, 0), HAIR, LINE)] if part.large else []
    grid.setStyle(
        [
            line,
            *above,
            middle,
            *padding(5, 6, 0),
            ("LEFTPADDING", (0, 0), (0, -1), 0 if part.large else 6),
        ]
    )
    return grid


def _point_words(letters: Letters, title: str, text: Text, *, large: bool) -> list[Any]:
    if large:
        return [letters.text(title, letters.body, bold=True), *([letters.text(text)] if text else [])]
    bold = (Span(f"{title} ", bold=True),) if title else ()
    return [letters.text((*bold, *((text,) if isinstance(text, str) else text)))]


def doses(letters: Letters, part: Doses) -> Any:
    """Set the cards of the day, up to three in a row; a single one takes the whole width."""
    columns = len(part.times) if len(part.times) <= 3 else 2
    gap = 9.0 if columns > 1 else 0.0
    wide = (letters.width - gap * (columns - 1)) / columns
    cards: list[Any] = [_card(letters, time, wide) for time in part.times]
    cards += [""] * (-len(cards) % columns)
    rows = [spaced(cards[i : i + columns]) for i in range(0, len(cards), columns)]
    grid = grid_of(rows, colWidths=spaced([wide] * columns, gap))
    grid.setStyle([*padding(0, 6, 0), TOP])
    return grid


def _card(letters: Letters, picture: Pictogram, wide: float) -> Any:
    captions = [letters.text(p.words, letters.body, bold=True, align=1) for p in picture.pills]
    card = grid_of([[drawing.time_and_pills(picture, 21)], [captions]], colWidths=[wide])
    card.setStyle(
        [("BOX", (0, 0), (-1, -1), 1.4, BLACK), ("ROUNDEDCORNERS", [7, 7, 7, 7]), *padding(4, 5, 8)]
    )
    return card


def ticks(letters: Letters, part: Ticks) -> Any:
    """Set statements with a box to tick before each."""
    grid = grid_of(
        [[drawing.tick(9), letters.text(line)] for line in part.lines], colWidths=[18, letters.width - 18]
    )
    grid.setStyle([*padding(3, 3, 0), TOP, ("TOPPADDING", (0, 0), (0, -1), 5)])
    return grid


def seal(letters: Letters, part: Seal) -> Any:
    """Set the foot of a signed paper, all of it on one page."""
    lines = [letters.text(line, letters.small + 0.4) for line in part.lines]
    pen: Any = (
        [Spacer(1, 30), drawing.signature(Signature((part.caption,)), letters.small)] if part.caption else ""
    )
    side, pen_wide = 66.0, 140.0 if part.caption else 0.0
    grid = grid_of(
        [[drawing.qr(part.code, side), lines, pen]],
        colWidths=[side + 20, letters.width - side - 20 - pen_wide, pen_wide],
    )
    grid.setStyle([*padding(0, 0, 0), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return KeepTogether([Spacer(1, 10), drawing.rule(), Spacer(1, 12), grid])


def grid_of(rows: Sequence[Sequence[Any]], **options: Any) -> Any:
    """A grid that goes on on the next page, within a row too where that is higher than what is left."""
    grid = Rows(rows, splitInRow=LEAST, **options)
    grid.setStyle([("FONTNAME", (0, 0), (-1, -1), fonts.PLAIN)])  # empty cells would ask for Helvetica
    return grid


def spaced(items: Sequence[Any], gap: Any = "") -> list[Any]:
    """Put *gap* between items."""
    return [one for item in items for one in (item, gap)][:-1]


def _roomy(grid: Any, part: Table, widths: list[float]) -> Any:
    """Set the table again with rows at least as high as there must be room to write."""
    grid.wrap(sum(widths), 10_000)
    first = 1 if any(part.head) else 0
    heights = [h if i < first else max(h, part.room * MM) for i, h in enumerate(grid._rowHeights)]  # noqa: SLF001
    tall = grid_of(grid._cellvalues, colWidths=widths, rowHeights=heights, repeatRows=first)  # noqa: SLF001
    tall.setStyle(_table_style(part, len(widths)))
    return tall


def _table_style(part: Table, count: int) -> list[tuple[Any, ...]]:
    """Give the lines and distances of a table; a column set to the right keeps away from the next one."""
    away = [
        ("RIGHTPADDING", (one, 0), (one, -1), 22) for one in part.right if one < count - 1 and not part.ruled
    ]
    lines = _RULED if part.ruled else _HEAD if any(part.head) else ()
    return [*_TABLE, *lines, *(_LOW_HEAD if any(part.head) else ()), *away]


def padding(top: float, bottom: float, sides: float) -> list[tuple[Any, ...]]:
    """Give the distances between a cell's edges and its words, in points."""
    every = (0, 0), (-1, -1)
    return [
        ("TOPPADDING", *every, top),
        ("BOTTOMPADDING", *every, bottom),
        ("LEFTPADDING", *every, sides),
        ("RIGHTPADDING", *every, sides),
    ]


TOP: Final = ("VALIGN", (0, 0), (-1, -1), "TOP")
_TABLE: Final = [("LINEBELOW", (0, 0), (-1, -1), HAIR, LINE), *padding(3, 5, 6), TOP]
_HEAD: Final = [("LINEBELOW", (0, 0), (-1, 0), 1, BLACK)]
_LOW_HEAD: Final = [("VALIGN", (0, 0), (-1, 0), "BOTTOM")]
_RULED: Final = [("GRID", (0, 0), (-1, -1), HAIR, BLACK)]
