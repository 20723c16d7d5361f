"""Small drawings in black lines: times of the day, tablets, and signs beside a sentence.

Every sign is drawn in a square of 24 by 24 units with the origin at its lower left corner.
"""

from collections.abc import Callable, Mapping, Sequence
from math import cos, pi, sin
from typing import Any, Final

from regdesk.documents.parts import Shape

Canvas = Any
BOX: Final = 24.0
PILL_WIDTH: Final[Mapping[Shape, float]] = {"round": 24, "oval": 46, "capsule": 46, "half": 14}
_KAPPA: Final = 0.5523


def draw_sign(canvas: Canvas, name: str, at: tuple[float, float], size: float) -> None:
    """Draw a sign with its lower left corner at *at*, *size* points wide and high."""
    canvas.saveState()
    canvas.translate(*at)
    canvas.scale(size / BOX, size / BOX)
    canvas.setLineWidth(max(1.6, 0.9 * BOX / size))
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    SIGNS[name](canvas)
    canvas.restoreState()


def draw_pill(canvas: Canvas, shape: Shape, at: tuple[float, float], height: float) -> None:
    """Draw a tablet with its lower left corner at *at*; its width is `pill_width(shape, height)`."""
    x, y = at
    wide = pill_width(shape, height)
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setFillGray(0.93)
    canvas.setLineWidth(1.6)
    canvas.drawPath(_outline(canvas, shape, (x, y, wide, height)), stroke=1, fill=1)
    if shape == "capsule":
        canvas.line(x + wide / 2, y, x + wide / 2, y + height)
    canvas.restoreState()


def pill_width(shape: Shape, height: float) -> float:
    """Give the width of a drawn tablet of that height, in points."""
    return PILL_WIDTH[shape] * height / 24


def _outline(canvas: Canvas, shape: Shape, box: tuple[float, float, float, float]) -> Any:
    x, y, wide, high = box
    path = canvas.beginPath()
    if shape == "half":
        bend = _KAPPA * high / 2
        path.moveTo(x + wide, y)
        path.curveTo(x + wide - bend * wide * 2 / high, y, x, y + high / 2 - bend, x, y + high / 2)
        path.curveTo(x, y + high / 2 + bend, x + wide - bend * wide * 2 / high, y + high, x + wide, y + high)
        path.close()
    else:
        path.roundRect(x, y, wide, high, high / 2)
    return path


def _rays(
    canvas: Canvas, angles: tuple[int, ...], inner: float, outer: float, centre: tuple[float, float]
) -> None:
    x, y = centre
    for angle in angles:
        turn = angle * pi / 180
        canvas.line(
            x + inner * cos(turn), y + inner * sin(turn), x + outer * cos(turn), y + outer * sin(turn)
        )


def _horizon(canvas: Canvas) -> None:
    canvas.line(2, 2.5, 22, 2.5)
    canvas.arc(8, 2.5, 16, 10.5, 0, 180)
    _rays(canvas, (0, 45, 135, 180), 7.5, 10, (12, 6.5))


def _sunrise(canvas: Canvas) -> None:
    _horizon(canvas)
    canvas.lines([(12, 14.5, 12, 22), (8.5, 18.5, 12, 22), (15.5, 18.5, 12, 22)])


def _sunset(canvas: Canvas) -> None:
    _horizon(canvas)
    canvas.lines([(12, 14.5, 12, 22), (8.5, 18, 12, 14.5), (15.5, 18, 12, 14.5)])


def _sun(canvas: Canvas) -> None:
    canvas.circle(12, 12, 4.5)
    _rays(canvas, tuple(range(0, 360, 45)), 7.5, 10.5, (12, 12))


def _moon(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(11, 21)
    path.curveTo(5.5, 20.5, 2.5, 16.5, 2.5, 12)
    path.curveTo(2.5, 6.5, 6.8, 2.5, 12, 2.5)
    path.curveTo(16.5, 2.5, 20.3, 5.5, 21, 10.5)
    path.curveTo(19.8, 9.2, 18, 8.5, 16, 8.5)
    path.curveTo(12, 8.5, 9, 11.5, 9, 15.5)
    path.curveTo(9, 17.8, 9.7, 19.7, 11, 21)
    path.close()
    canvas.drawPath(path)
    canvas.lines([(18.5, 15.5, 18.5, 21.5), (15.5, 18.5, 21.5, 18.5)])


def _clock(canvas: Canvas) -> None:
    canvas.circle(12, 12, 9.5)
    canvas.lines([(12, 12, 12, 18), (12, 12, 16, 10)])


def _flask(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(10, 22)
    path.lineTo(10, 15)
    path.lineTo(4.2, 4.8)
    path.curveTo(3.4, 3.4, 4.3, 2, 6, 2)
    path.lineTo(18, 2)
    path.curveTo(19.7, 2, 20.6, 3.4, 19.8, 4.8)
    path.lineTo(14, 15)
    path.lineTo(14, 22)
    canvas.drawPath(path)
    canvas.lines([(8.5, 22, 15.5, 22), (6.8, 9, 17.2, 9)])


def _parcel(canvas: Canvas) -> None:
    canvas.lines(
        [
            (
                12,
                22,
                20.5,
                17,
            ),
            (20.5, 17, 20.5, 7),
            (20.5, 7, 12, 2),
            (12, 2, 3.5, 7),
        ]
    )
    canvas.lines(
        [(3.5, 7, 3.5, 17), (3.5, 17, 12, 22), (3.5, 17, 12, 12), (20.5, 17, 12, 12), (12, 12, 12, 2)]
    )
    canvas.line(7.7, 19.5, 16.3, 14.5)


def _phone(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.moveTo(4, 22)
    path.lineTo(7, 22)
    path.curveTo(8.2, 22, 9, 21.2, 9, 20)
    path.lineTo(9, 17)
    path.curveTo(9, 15.6, 6.5, 15.6, 7.4, 13.8)
    path.curveTo(8.8, 11, 11, 8.8, 13.8, 7.4)
    path.curveTo(15.6, 6.5, 15.6, 9, 17, 9)
    path.lineTo(20, 9)
    path.curveTo(21.2, 9, 22, 8.2, 22, 7)
    path.lineTo(22, 4)
    path.curveTo(22, 2.8, 21.2, 2, 20, 2)
    path.curveTo(10, 2, 2, 10, 2, 20)
    path.curveTo(2, 21.2, 2.8, 22, 4, 22)
    path.close()
    canvas.drawPath(path)


def _urgent(canvas: Canvas) -> None:
    corners = [(8, 2), (16, 2), (22, 8), (22, 16), (16, 22), (8, 22), (2, 16), (2, 8)]
    _polygon(canvas, corners)
    _exclamation(canvas, 12, 16.5)


def _warning(canvas: Canvas) -> None:
    _polygon(canvas, [(1.5, 3), (22.5, 3), (12, 21.5)])
    _exclamation(canvas, 9.8, 15)


def _exclamation(canvas: Canvas, low: float, high: float) -> None:
    canvas.line(12, low, 12, high)
    canvas.circle(12, low - 4, 0.6, fill=1)


def _polygon(canvas: Canvas, corners: Sequence[tuple[float, float]]) -> None:
    path = canvas.beginPath()
    path.moveTo(*corners[0])
    for corner in corners[1:]:
        path.lineTo(*corner)
    path.close()
    canvas.drawPath(path)


def _check(canvas: Canvas) -> None:
    canvas.lines([(4, 12, 9, 7), (9, 7, 20, 18)])


def _meal(canvas: Canvas) -> None:
    canvas.lines([(7, 2, 7, 22), (4, 15, 4, 22), (10, 15, 10, 22), (4, 15, 10, 15), (17, 2, 17, 22)])
    canvas.arc(13.5, 10, 20.5, 22, 90, -180)
    canvas.line(17, 10, 17, 2)


SIGNS: Final[Mapping[str, Callable[[Canvas], None]]] = {
    "sunrise": _sunrise,
    "sun": _sun,
    "sunset": _sunset,
    "moon": _moon,
    "clock": _clock,
    "flask": _flask,
    "parcel": _parcel,
    "phone": _phone,
    "urgent": _urgent,
    "warning": _warning,
    "check": _check,
    "meal": _meal,
}


def sign_of(hour: int) -> str:
    """Give the sign of a time of the day: sunrise from 4, sun from 11, sunset from 16, moon from 20."""
    return next(
        (
            name
            for since, name in ((20, "moon"), (16, "sunset"), (11, "sun"), (4, "sunrise"))
            if hour >= since
        ),
        "moon",
    )
