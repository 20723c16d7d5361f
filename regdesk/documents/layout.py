"""From parts to what the PDF library sets on pages: one line for each kind of part."""

from collections.abc import Iterable
from typing import Any

from reportlab.platypus import CondPageBreak, KeepTogether, PageBreak, Spacer

from regdesk.documents import cards, drawing, grids
from regdesk.documents.drawing import MM
from regdesk.documents.letters import Letters
from regdesk.documents.parts import (
    Boxes,
    Card,
    Columns,
    Doses,
    Fields,
    Heading,
    NewPage,
    Note,
    Paragraph,
    Part,
    Points,
    Rule,
    Seal,
    Section,
    Signature,
    Space,
    Stamp,
    Table,
    Ticks,
    empty,
)

Flowables = list[Any]


def lay_out(letters: Letters, parts: Iterable[Part]) -> Flowables:
    """Set parts one after another; what is empty leaves nothing, not even its heading."""
    return [one for part in parts if not empty(part) for one in one_of(letters, part)]


def one_of(letters: Letters, part: Part) -> Flowables:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of part
    """Set one part."""
    match part:
        case Heading(text=text):
            return [letters.heading(text)]
        case Paragraph():
            return [
                letters.text(part.text, letters.size(part.size), bold=part.bold, quiet=part.quiet),
                Spacer(1, 4),
            ]
        case Table():
            return [grids.table(letters, part), Spacer(1, 5)]
        case Fields():
            return [grids.fields(letters, part), Spacer(1, 8)]
        case Note():
            return [grids.note(letters, part), Spacer(1, 7)]
        case Points():
            return [grids.points(letters, part), Spacer(1, 4)]
        case Doses():
            return [grids.doses(letters, part), Spacer(1, 8)]
        case Boxes():
            return [drawing.boxes(part, 8.5), Spacer(1, 4)]
        case Ticks():
            return [grids.ticks(letters, part), Spacer(1, 4)]
        case Signature():
            return [drawing.signature(part, letters.small)]
        case Stamp(caption=caption):
            return [drawing.stamp(caption, letters.small)]
        case Seal():
            return [grids.seal(letters, part)]
        case Card():
            return [cards.card(letters, part)]
        case Rule(cut=cut):
            return [Spacer(1, 6), drawing.rule(cut=cut), Spacer(1, 6)]
        case Space(height=height):
            return [Spacer(1, height * MM)]
        case NewPage():
            return [PageBreak()]
        case Columns():
            return [_columns(letters, part)]
        case Section():
            return _section(letters, part)


def _section(letters: Letters, part: Section) -> Flowables:
    """Set a heading with its parts; the heading never stands alone at the foot of a page."""
    flowables = [letters.heading(part.title), *lay_out(letters, part.parts)]
    return [KeepTogether(flowables)] if part.together else [CondPageBreak(28 * MM), *flowables]


def _columns(letters: Letters, part: Columns) -> Any:
    """Set parts side by side."""
    gap, count = 12.0, len(part.columns)
    wide = (letters.width - gap * (count - 1)) / count
    cells = grids.spaced([lay_out(letters.narrowed(wide), parts) for parts in part.columns])
    grid = grids.grid_of([cells], colWidths=grids.spaced([wide] * count, gap))
    grid.setStyle([*grids.padding(0, 0, 0), grids.TOP])
    return grid
