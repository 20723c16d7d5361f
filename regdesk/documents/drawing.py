"""Parts that are drawn rather than set: cards with tablets, boxes to tick, QR codes, lines to sign on."""

from collections.abc import Callable
from typing import Any, Final

import segno
from reportlab.platypus.flowables import Flowable

from regdesk.documents import fonts
from regdesk.documents.parts import Boxes, Pictogram, Signature
from regdesk.documents.pictograms import draw_pill, draw_sign, pill_width

MM: Final = 72 / 25.4
HAIR: Final = 0.75
GREY: Final = 0.55
QUIET: Final = 0.27


class Drawn(Flowable):  # type: ignore[misc]  # the PDF library has no types
    """A flowable of known height that a function of canvas and width draws."""

    def __init__(self, height: float, draw: Callable[[Any, float], None]) -> None:
        super().__init__()
        self.height, self._draw = height, draw

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Take all the width there is and its own height."""
        self.width = width
        return width, self.height

    def draw(self) -> None:
        """Draw with the origin at the lower left corner."""
        self._draw(self.canv, self.width)


def text_at(canvas: Any, at: tuple[float, float], text: str, size: float, face: str = fonts.PLAIN) -> float:
    """Write one line starting at *at* and return where it ended."""
    x, y = at
    for font, part in fonts.runs(text, face):
        canvas.setFont(font, size)
        canvas.drawString(x, y, part)
        x += canvas.stringWidth(part, font, size)
    return x


def fitted(text: str, size: float, room: float, face: str = fonts.PLAIN) -> float:
    """Give the size, at most *size*, at which *text* fits into *room* points."""
    wide = fonts.width(text, size, face)
    return size if wide <= room else size * room / wide


def rule(*, cut: bool = False) -> Drawn:
    """A line across; dashed where the sheet is to be cut."""

    def draw(canvas: Any, width: float) -> None:
        canvas.setLineWidth(HAIR if cut else 1)
        canvas.setStrokeGray(0)
        canvas.setDash(*((4, 3) if cut else ()))
        canvas.line(0, 1, width, 1)

    return Drawn(2, draw)


def sign(name: str, size: float, *, ring: bool = False) -> Drawn:
    """A sign, in a ring where it stands beside a large sentence."""

    def draw(canvas: Any, _: float) -> None:
        canvas.setStrokeGray(0)
        canvas.setLineWidth(1.2)
        if ring:
            canvas.circle(size / 2, size / 2, size / 2 - 0.6)
        inner = size * (0.5 if ring else 1)
        draw_sign(canvas, name, ((size - inner) / 2, (size - inner) / 2), inner)

    return Drawn(size, draw)


def time_and_pills(picture: Pictogram, size: float) -> Drawn:
    """The top of a card: the sign and the hour, and under them the tablets of that hour."""
    shapes = [pill.shape for pill in picture.pills for _ in range(pill.count)]

    def draw(canvas: Any, width: float) -> None:
        draw_sign(canvas, picture.sign, (4, size * 1.7), size * 1.15)
        canvas.setFillGray(0)
        text_at(canvas, (size * 1.15 + 16, size * 1.88), picture.time, size, fonts.BOLD)
        high, gap = size * 0.98, size * 0.35
        total = sum(pill_width(shape, high) for shape in shapes) + gap * (len(shapes) - 1)
        shrink = min(1.0, (width - 8) / max(total, 1))
        x = (width - total * shrink) / 2
        for shape in shapes:
            draw_pill(canvas, shape, (x, size * 0.22), high * shrink)
            x += (pill_width(shape, high) + gap) * shrink

    return Drawn(size * 2.95, draw)


def boxes(part: Boxes, size: float) -> Drawn:
    """Rows of boxes to tick, each with its label in the corner; *size* is the label's."""
    gap, rows = 5.0, -(-len(part.labels) // part.columns)
    high = 30.0
    height = rows * (high + gap) - gap

    def draw(canvas: Any, width: float) -> None:
        wide = (width - gap * (part.columns - 1)) / part.columns
        canvas.setLineWidth(HAIR)
        canvas.setStrokeGray(0)
        for number, label in enumerate(part.labels):
            row, column = divmod(number, part.columns)
            x, y = column * (wide + gap), height - row * (high + gap) - high
            canvas.roundRect(x, y, wide, high, 3)
            canvas.setFillGray(QUIET)
            text_at(canvas, (x + 4, y + high - size - 1.5), label, fitted(label, size, wide - 8))

    return Drawn(height, draw)


def squares(code: str) -> list[bytes]:
    """Give the squares of a QR code, row by row: 1 is dark."""
    return [bytes(row) for row in segno.make(code, error="m", micro=False).matrix]


def qr(code: str, size: float) -> Drawn:
    """A QR code of *size* points, quiet zone left to the paper around it."""
    matrix = squares(code)

    def draw(canvas: Any, _: float) -> None:
        unit = size / len(matrix)
        canvas.setFillGray(0)
        path = canvas.beginPath()
        for down, row in enumerate(matrix):
            for across, dark in enumerate(row):
                if dark:
                    path.rect(across * unit, size - (down + 1) * unit, unit, unit)
        canvas.drawPath(path, stroke=0, fill=1)

    return Drawn(size, draw)


def signature(part: Signature, size: float) -> Drawn:
    """Lines to sign on with a small caption under each."""

    def draw(canvas: Any, width: float) -> None:
        gap = 18.0
        wide = (width - gap * (len(part.captions) - 1)) / len(part.captions)
        canvas.setLineWidth(HAIR)
        canvas.setStrokeGray(0)
        for number, caption in enumerate(part.captions):
            x = number * (wide + gap)
            canvas.line(x, size + 5, x + wide, size + 5)
            canvas.setFillGray(QUIET)
            text_at(canvas, (x, 2), caption, fitted(caption, size, wide))

    return Drawn(13 * MM, draw)


def stamp(caption: str, size: float) -> Drawn:
    """A dashed ring where the stamp goes."""
    across = 30 * MM

    def draw(canvas: Any, width: float) -> None:
        canvas.setLineWidth(HAIR)
        canvas.setStrokeGray(GREY)
        canvas.setDash(3, 3)
        canvas.circle(width / 2, across / 2, across / 2 - 1)
        canvas.setFillGray(QUIET)
        small = fitted(caption, size, across - 16)
        text_at(canvas, ((width - fonts.width(caption, small)) / 2, across / 2 - size / 3), caption, small)

    return Drawn(across, draw)


def tick(size: float) -> Drawn:
    """One empty box to tick."""

    def draw(canvas: Any, _: float) -> None:
        canvas.setLineWidth(1)
        canvas.setStrokeGray(0)
        canvas.rect(0.5, 0, size, size)

    return Drawn(size, draw)
