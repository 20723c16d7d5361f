"""From parts to what the PDF library sets on pages: one small function for each kind of part."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer
from reportlab.platypus import Paragraph as Set
from reportlab.platypus import Table as Rows

from regdesk.documents import drawing, fonts
from regdesk.documents.drawing import GREY, HAIR, MM, QUIET
from regdesk.documents.parts import (
    Boxes,
    Columns,
    Doses,
    Fields,
    Heading,
    NewPage,
    Note,
    Paragraph,
    Part,
    Pictogram,
    Points,
    Rule,
    Seal,
    Section,
    Signature,
    Space,
    Span,
    Stamp,
    Table,
    Text,
    Ticks,
    empty,
)

BLACK: Final = Color(0, 0, 0)
SOFT: Final = Color(QUIET, QUIET, QUIET)
LINE: Final = Color(GREY, GREY, GREY)
LEAST: Final = 40  # points of a row that must stay on either side of a page break
Flowables = list[Any]


class Setter:
    """Sets parts on a page of a given inner width, in the letter sizes of a paper size."""

    def __init__(self, width: float, *, large: bool) -> None:
        self.width = width
        self.body = 11.0 if large else 10.2
        self.small = 9.4 if large else 8.6
        self.big = 12.0 if large else 11.5

    def all(self, parts: Iterable[Part]) -> Flowables:
        """Set parts one after another; what is empty leaves nothing, not even its heading."""
        return [one for part in parts if not empty(part) for one in self.one(part)]

    def one(self, part: Part) -> Flowables:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of part
        """Set one part."""
        match part:
            case Heading(text=text):
                return [self.heading(text)]
            case Paragraph():
                return [
                    self.text(part.text, self._size(part.size), bold=part.bold, quiet=part.quiet),
                    Spacer(1, 4),
                ]
            case Table():
                return [self.table(part), Spacer(1, 5)]
            case Fields():
                return [self.fields(part), Spacer(1, 8)]
            case Note():
                return [self.note(part), Spacer(1, 7)]
            case Points():
                return [self.points(part), Spacer(1, 4)]
            case Doses():
                return [self.doses(part), Spacer(1, 8)]
            case Boxes():
                return [drawing.boxes(part, 8.5), Spacer(1, 4)]
            case Ticks():
                return [self.ticks(part), Spacer(1, 4)]
            case Signature():
                return [drawing.signature(part, self.small)]
            case Stamp(caption=caption):
                return [drawing.stamp(caption, self.small)]
            case Seal():
                return [self.seal(part)]
            case Rule(cut=cut):
                return [Spacer(1, 6), drawing.rule(cut=cut), Spacer(1, 6)]
            case Space(height=height):
                return [Spacer(1, height * MM)]
            case NewPage():
                return [PageBreak()]
            case Columns():
                return [self.columns(part)]
            case Section():
                return self.section(part)

    def section(self, part: Section) -> Flowables:
        """Set a heading with its parts; the heading never stands alone at the foot of a page."""
        flowables = [self.heading(part.title), *self.all(part.parts)]
        return [KeepTogether(flowables)] if part.together else [CondPageBreak(28 * MM), *flowables]

    def heading(self, text: str) -> Any:
        """Set the name of a section."""
        style = self._style(self.big + 0.5, bold=True)
        style.spaceBefore, style.spaceAfter, style.keepWithNext = 8, 4, 1
        return Set(markup(text, bold=True), style)

    def text(
        self, text: Text, size: float = 0, *, bold: bool = False, quiet: bool = False, align: int = 0
    ) -> Any:
        """Set running text; align is 0 left, 1 centred, 2 right."""
        return Set(
            markup(text, bold=bold), self._style(size or self.body, bold=bold, quiet=quiet, align=align)
        )

    def table(self, part: Table) -> Any:
        """Set a table: thin lines between rows, the head repeated on every page."""
        head = [
            self.text(h, self.small, quiet=True, align=2 * (i in part.right)) for i, h in enumerate(part.head)
        ]
        rows = [
            [self.text(cell, align=2 * (i in part.right)) for i, cell in enumerate(row)] for row in part.rows
        ]
        count = len(part.head) or len(part.rows[0])
        grid = grid_of(
            [head, *rows] if any(part.head) else rows,
            colWidths=self._shares(part.widths or (1.0,) * count),
            repeatRows=1 if any(part.head) else 0,
        )
        grid.setStyle(_table_style(part, count))
        return _roomy(grid, part, self._shares(part.widths or (1.0,) * count)) if part.room else grid

    def fields(self, part: Fields) -> Any:
        """Set the grid of labels and values, row by row; the last row's missing cells stay empty."""
        cells: list[Any] = [
            [self.text(label, self.small, quiet=True), self.text(value, bold=True)]
            for label, value in part.pairs
            if value
        ]
        cells += [""] * (-len(cells) % part.columns)
        rows = [cells[i : i + part.columns] for i in range(0, len(cells), part.columns)]
        grid = grid_of(rows, colWidths=self._shares((1.0,) * part.columns))
        grid.setStyle([("GRID", (0, 0), (-1, -1), HAIR, LINE), *_padding(4, 6, 7), _TOP])
        return grid

    def note(self, part: Note) -> Any:
        """Set words in a frame with a thick left edge."""
        title = [self.text(part.title, bold=True)] if part.title else []
        grid = grid_of([[[*title, self.text(part.text)]]], colWidths=[self.width])
        edge = ("LINEBEFORE", (0, 0), (0, -1), 3, BLACK)
        grid.setStyle([("BOX", (0, 0), (-1, -1), HAIR, LINE), edge, *_padding(5, 6, 9)])
        return grid

    def points(self, part: Points) -> Any:
        """Set signs with sentences; small ones run on in one line, large ones put the title above."""
        size = 27.0 if part.large else 11.0
        rows = [
            [
                drawing.sign(p.sign, size, ring=part.large),
                self._point_words(p.title, p.text, large=part.large),
            ]
            for p in part.points
        ]
        grid = grid_of(rows, colWidths=[size + 12, self.width - size - 12])
        line = ("LINEBELOW", (0, 0), (-1, -1), HAIR, LINE)
        middle = ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if part.large else "TOP")
        above = [("LINEABOVE", (0, 0), (-1, 0), HAIR, LINE)] if part.large else []
        grid.setStyle(
            [
                line,
                *above,
                middle,
                *_padding(5, 6, 0),
                ("LEFTPADDING", (0, 0), (0, -1), 0 if part.large else 6),
            ]
        )
        return grid

    def _point_words(self, title: str, text: Text, *, large: bool) -> Flowables:
        if large:
            return [self.text(title, self.body, bold=True), *([self.text(text)] if text else [])]
        bold = (Span(f"{title} ", bold=True),) if title else ()
        return [self.text((*bold, *((text,) if isinstance(text, str) else text)))]

    def doses(self, part: Doses) -> Any:
        """Set the cards of the day, up to three in a row; a single one takes the whole width."""
        columns = len(part.times) if len(part.times) <= 3 else 2
        gap = 9.0 if columns > 1 else 0.0
        wide = (self.width - gap * (columns - 1)) / columns
        cards: list[Any] = [self._card(time, wide) for time in part.times]
        cards += [""] * (-len(cards) % columns)
        rows = [_spaced(cards[i : i + columns]) for i in range(0, len(cards), columns)]
        grid = grid_of(rows, colWidths=_spaced([wide] * columns, gap))
        grid.setStyle([*_padding(0, 6, 0), _TOP])
        return grid

    def _card(self, picture: Pictogram, wide: float) -> Any:
        captions = [self.text(p.words, self.body, bold=True, align=1) for p in picture.pills]
        card = grid_of([[drawing.time_and_pills(picture, 21)], [captions]], colWidths=[wide])
        card.setStyle(
            [("BOX", (0, 0), (-1, -1), 1.4, BLACK), ("ROUNDEDCORNERS", [7, 7, 7, 7]), *_padding(4, 5, 8)]
        )
        return card

    def ticks(self, part: Ticks) -> Any:
        """Set statements with a box to tick before each."""
        grid = grid_of(
            [[drawing.tick(9), self.text(line)] for line in part.lines], colWidths=[18, self.width - 18]
        )
        grid.setStyle([*_padding(3, 3, 0), _TOP, ("TOPPADDING", (0, 0), (0, -1), 5)])
        return grid

    def seal(self, part: Seal) -> Any:
        """Set the foot of a signed paper, all of it on one page."""
        lines = [self.text(line, self.small + 0.4) for line in part.lines]
        pen: Any = (
            [Spacer(1, 30), drawing.signature(Signature((part.caption,)), self.small)] if part.caption else ""
        )
        side, pen_wide = 66.0, 140.0 if part.caption else 0.0
        grid = grid_of(
            [[drawing.qr(part.code, side), lines, pen]],
            colWidths=[side + 20, self.width - side - 20 - pen_wide, pen_wide],
        )
        grid.setStyle([*_padding(0, 0, 0), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
        return KeepTogether([Spacer(1, 10), drawing.rule(), Spacer(1, 12), grid])

    def columns(self, part: Columns) -> Any:
        """Set parts side by side."""
        gap, count = 12.0, len(part.columns)
        wide = (self.width - gap * (count - 1)) / count
        inner = Setter(wide, large=False)
        inner.body, inner.small, inner.big = self.body, self.small, self.big
        cells = _spaced([inner.all(parts) for parts in part.columns])
        grid = grid_of([cells], colWidths=_spaced([wide] * count, gap))
        grid.setStyle([*_padding(0, 0, 0), _TOP])
        return grid

    def _size(self, name: str) -> float:
        return {"small": self.small, "large": self.big}.get(name, self.body)

    def _shares(self, shares: Sequence[float]) -> list[float]:
        return [self.width * share / sum(shares) for share in shares]

    def _style(
        self, size: float, *, bold: bool = False, quiet: bool = False, align: int = 0
    ) -> ParagraphStyle:
        return ParagraphStyle(
            "set",
            fontName=fonts.BOLD if bold else fonts.PLAIN,
            fontSize=size,
            leading=size * 1.34,
            textColor=SOFT if quiet else BLACK,
            alignment=align,
            splitLongWords=1,
        )


def grid_of(rows: Sequence[Sequence[Any]], **options: Any) -> Any:
    """A grid that goes on on the next page, within a row too where that is higher than what is left."""
    grid = Rows(rows, splitInRow=LEAST, **options)
    grid.setStyle([("FONTNAME", (0, 0), (-1, -1), fonts.PLAIN)])  # empty cells would ask for Helvetica
    return grid


def markup(text: Text, *, bold: bool = False) -> str:
    """Give the PDF library's markup of a text: every run in a font that has its letters."""
    spans = (
        (s, None) if isinstance(s, str) else (s.text, s) for s in ((text,) if isinstance(text, str) else text)
    )
    return "".join(_run(letters, span, bold=bold) for letters, span in spans)


def _run(letters: str, span: Span | None, *, bold: bool) -> str:
    face = (
        fonts.BOLD if bold or (span and span.bold) else fonts.ITALIC if span and span.italic else fonts.PLAIN
    )
    color = f' color="#{round(QUIET * 255):02x}{round(QUIET * 255):02x}{round(QUIET * 255):02x}"'
    return "".join(
        f'<font name="{font}"{color if span and span.quiet else ""}>'
        + escape(part, quote=False).replace("\n", "<br/>")
        + "</font>"
        for font, part in fonts.runs(letters, face)
    )


def _spaced(items: Sequence[Any], gap: Any = "") -> list[Any]:
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
    return [*_TABLE, *(_RULED if part.ruled else _HEAD if any(part.head) else ()), *away]


def _padding(top: float, bottom: float, sides: float) -> list[tuple[Any, ...]]:
    every = (0, 0), (-1, -1)
    return [
        ("TOPPADDING", *every, top),
        ("BOTTOMPADDING", *every, bottom),
        ("LEFTPADDING", *every, sides),
        ("RIGHTPADDING", *every, sides),
    ]


_TOP: Final = ("VALIGN", (0, 0), (-1, -1), "TOP")
_TABLE: Final = [("LINEBELOW", (0, 0), (-1, -1), HAIR, LINE), *_padding(3, 5, 6), _TOP]
_HEAD: Final = [("LINEBELOW", (0, 0), (-1, 0), 1, BLACK), ("VALIGN", (0, 0), (-1, 0), "BOTTOM")]
_RULED: Final = [("GRID", (0, 0), (-1, -1), HAIR, BLACK), ("VALIGN", (0, 0), (-1, 0), "BOTTOM")]
