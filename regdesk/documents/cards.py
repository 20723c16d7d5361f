"""The two sides of a card, side by side with lines to cut and to fold along; 85.6 × 54 mm as a bank card."""

from typing import Any, Final

from regdesk.documents import drawing, fonts
from regdesk.documents.drawing import HAIR, MM, QUIET, Drawn, fitted, text_at
from regdesk.documents.letters import Letters
from regdesk.documents.parts import Card
from regdesk.documents.pictograms import draw_pill, draw_sign, pill_width

WIDE: Final = 85.6 * MM
HIGH: Final = 54 * MM
_IN: Final = 4.5 * MM
_ROOM: Final = WIDE - 2 * _IN
_QR: Final = 15 * MM
_PILL: Final = 8.5


def card(letters: Letters, part: Card) -> Drawn:
    """Draw both sides; the second begins where the first is folded."""

    def draw(canvas: Any, _: float) -> None:
        canvas.setLineWidth(HAIR)
        canvas.setStrokeGray(0)
        canvas.setDash(4, 3)
        canvas.rect(0.5, 0.5, 2 * WIDE, HIGH)
        canvas.setDash(1, 3)
        canvas.line(WIDE, 0, WIDE, HIGH)
        canvas.setDash()
        _front(canvas, part)
        _back(canvas, letters, part)

    return Drawn(HIGH + 1, draw)


def _front(canvas: Any, part: Card) -> None:
    canvas.setFillGray(0)
    top = HIGH - _IN
    for n, word in enumerate(part.help):
        text_at(
            canvas, (_IN, top - 10 - 13.5 * n), word, fitted(word, 11.5, _ROOM / 2, fonts.BOLD), fonts.BOLD
        )
    for n, line in enumerate(part.ask):
        text_at(canvas, (_IN, top - 64 - 10.5 * n), line, fitted(line, 8, _ROOM * 0.61))
    _code(canvas, part.code, (WIDE - _IN, top))
    _times(canvas, part, (_IN + _ROOM * 0.64, top - 64))
    draw_sign(canvas, "phone", (_IN, _IN + 1), 13)
    room = _ROOM - 19
    text_at(canvas, (_IN + 19, _IN + 3), part.phone, fitted(part.phone, 14, room, fonts.BOLD), fonts.BOLD)


def _code(canvas: Any, code: str, corner: tuple[float, float]) -> None:
    """Draw the code in a frame whose upper right corner is given."""
    right, top = corner
    size = fitted(code, 12, _ROOM / 2 - 14, fonts.BOLD)
    wide = fonts.width(code, size, fonts.BOLD) + 14
    if code:
        canvas.setLineWidth(1)
        canvas.roundRect(right - wide, top - 21, wide, 21, 3)
        text_at(canvas, (right - wide + 7, top - 15), code, size, fonts.BOLD)


def _times(canvas: Any, part: Card, at: tuple[float, float]) -> None:
    """Draw a line for each time of the day: the hour and the tablets to take."""
    left, top = at
    for row, time in enumerate(part.times):
        x, y = text_at(canvas, (left, top - 13 * row), time.time, 8.5, fonts.BOLD) + 6, top - 13 * row - 1
        shapes = [pill.shape for pill in time.pills for _ in range(pill.count)]
        wide = sum(pill_width(shape, _PILL) + 3 for shape in shapes)
        high = _PILL * min(1.0, (WIDE - _IN - x) / max(wide, 1))
        for shape in shapes:
            draw_pill(canvas, shape, (x, y), high)
            x += (pill_width(shape, _PILL) + 3) * high / _PILL
    canvas.setFillGray(0)


def _back(canvas: Any, letters: Letters, part: Card) -> None:
    left, y = WIDE + _IN, HIGH - _IN
    heading = letters.text(part.doctor, 8.5, bold=True)
    lines = [letters.text(line, 7.6) for line in part.lines]
    for flowable in (heading, *lines):
        _, high = flowable.wrap(_ROOM, HIGH)
        y -= high
        flowable.drawOn(canvas, left, y)
        y -= 2.5
    canvas.setFillGray(QUIET)
    text_at(canvas, (left, _IN), part.until, fitted(part.until, 7.6, _ROOM - _QR))
    if part.qr:
        drawing.qr(part.qr, _QR).drawOn(canvas, 2 * WIDE - _IN - _QR, _IN)
