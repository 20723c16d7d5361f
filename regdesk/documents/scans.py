"""Scans and phone photos: upright, grey, straight and small; and in words what is wrong with a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from PIL import Image, ImageChops, ImageFilter, ImageMath, ImageOps, ImageStat, UnidentifiedImageError

from regdesk.documents import show
from regdesk.errors import Refused
from regdesk.i18n import N_

DPI: Final = 150
LONG_SIDE: Final = 1754  # A4 at 150 dpi
QUALITY: Final = 55
MOST_BYTES: Final = 450_000
MOST_PIXELS: Final = 100_000_000
PDF_PAGES: Final = 30
# Judged on a page 1,000 pixels wide; tried on made forms, sharp and blurred, light and dark.
BLURRED_BELOW: Final = 25.0
DARK_BELOW: Final = 90
SMALL_BELOW: Final = 700
STEEPEST: Final = 6.0
WHITE: Final = 0.93  # of the paper's brightness and all above it: grain of paper and camera goes

BLURRED: Final = N_("The photo is blurred. The doctor may send the package back.")
DARK: Final = N_("The photo is too dark. Take it again in daylight.")
SMALL: Final = N_("The photo is too small to read. Come closer or scan at 150 dpi or more.")
UNREADABLE: Final = N_("This file is not a picture that can be opened. Use JPEG, PNG or PDF.")
HUGE: Final = N_("This picture is too large to open. Scan at 300 dpi or less.")
LONG: Final = N_("This PDF has more than 30 pages. Divide it.")


@dataclass(frozen=True)
class Scan:
    """A page made ready: grey JPEG bytes without any properties, width and height in pixels."""

    jpeg: bytes
    width: int
    height: int


def pages(data: bytes) -> tuple[bytes, ...]:
    """Give the pictures in a file: each page of a PDF, or the picture itself. Anything else is Refused."""
    if not data.startswith(b"%PDF"):
        _open(data)
        return (data,)
    try:
        count = show.page_count(data)
    except show.Unreadable as error:
        raise Refused(UNREADABLE) from error
    if count > PDF_PAGES:
        raise Refused(LONG)
    return tuple(show.page(data, number, DPI) for number in range(count))


def prepare(data: bytes, *, turns: int = 0) -> Scan:
    """Make a picture ready: upright, then *turns* quarter turns clockwise, straight, grey, small.

    A grey JPEG that is small enough already and is not turned is passed on as it is.
    """
    picture = _open(data)
    if _ready(picture, data) and turns % 4 == 0:
        return Scan(data, *picture.size)
    upright = _upright(picture, turns)
    upright.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return _saved(_cleaned(_straight(upright)), QUALITY)


def grey(data: bytes) -> Image.Image:
    """Open a picture upright and grey, otherwise as it is."""
    return _upright(_open(data), 0)


def smaller(scan: Scan, quality: int, long_side: int) -> Scan:
    """Press a page that is ready further: JPEG quality (1 to 95) and its longer side in pixels."""
    picture = _open(scan.jpeg)
    picture.thumbnail((long_side, long_side), Image.Resampling.LANCZOS)
    return _saved(picture, quality)


def _saved(grey: Image.Image, quality: int) -> Scan:
    out = BytesIO()
    grey.save(out, "JPEG", quality=quality, optimize=True)
    return Scan(out.getvalue(), *grey.size)


def faults(data: bytes) -> tuple[str, ...]:
    """Say in words (msgids) what makes a picture hard to read; empty if nothing does."""
    upright = grey(data)
    small = min(upright.size) < SMALL_BELOW
    height = max(1, 1000 * upright.height // upright.width)
    page = upright.resize((1000, height), Image.Resampling.BILINEAR)
    found = ((SMALL, small), (DARK, _light(page) < DARK_BELOW), (BLURRED, sharpness(page) < BLURRED_BELOW))
    return tuple(words for words, wrong in found if wrong)


def sharpness(page: Image.Image) -> float:
    """Give how steep the steepest edges of a grey page are, relative to its contrast (about 0 to 60).

    The mean of the strongest hundredth of neighbour differences after light smoothing against noise.
    """
    smooth = page.filter(ImageFilter.GaussianBlur(1))
    low, high = _spread(smooth)
    steps = (
        ImageChops.difference(smooth, ImageChops.offset(smooth, 1, 0)).crop((1, 0, *page.size)).histogram()
    )
    wanted = total = max(1, sum(steps) // 100)
    strong = 0
    for step in range(255, 0, -1):
        taken = min(steps[step], wanted)
        strong, wanted = strong + taken * step, wanted - taken
    return 100 * strong / total / max(high - low, 20)


def _open(data: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP", "TIFF", "BMP"))
        if picture.width * picture.height > MOST_PIXELS:
            raise Refused(HUGE)
        picture.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise Refused(UNREADABLE) from error
    return picture


def _ready(picture: Image.Image, data: bytes) -> bool:
    plain = picture.format == "JPEG" and picture.mode == "L" and not picture.getexif()
    return (
        plain and max(picture.size) <= LONG_SIDE and len(data) <= MOST_BYTES and "comment" not in picture.info
    )


def _upright(picture: Image.Image, turns: int) -> Image.Image:
    upright = ImageOps.exif_transpose(picture)
    if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright.convert("RGBA"))
    grey = upright.convert("L")
    return grey.rotate(-90 * (turns % 4), expand=True) if turns % 4 else grey


def _straight(grey: Image.Image) -> Image.Image:
    """Turn the page by the small angle at which its lines of writing are level."""
    angle = slope(grey)
    return (
        grey.rotate(angle, Image.Resampling.BICUBIC, fillcolor=_spread(grey)[1])
        if abs(angle) >= 0.4
        else grey
    )


def slope(grey: Image.Image) -> float:
    """Give the angle in degrees, at most 6 either way, at which rows of writing are most distinct."""
    small = ImageOps.autocontrast(grey.resize((400, max(1, 400 * grey.height // grey.width))))
    ink = ImageOps.invert(small).point(lambda level: max(0, level - 96))
    coarse = _best(ink, [step - STEEPEST for step in range(int(2 * STEEPEST) + 1)])
    return _best(ink, [coarse + step / 4 for step in range(-3, 4)])


def _best(ink: Image.Image, angles: list[float]) -> float:
    return max(
        angles, key=lambda angle: (_distinct(ink.rotate(angle, Image.Resampling.BILINEAR)), -abs(angle))
    )


def _distinct(ink: Image.Image) -> float:
    margin = ink.width // 12
    rows = ink.crop((margin, margin, ink.width - margin, ink.height - margin)).resize(
        (1, ink.height - 2 * margin), Image.Resampling.BOX
    )
    return float(ImageStat.Stat(rows).var[0])


def _cleaned(grey: Image.Image) -> Image.Image:
    """Take off the grain of the camera and the shade of the hand; make paper white and ink black."""
    calm = grey.filter(ImageFilter.MedianFilter(3)) if _noisy(grey) else grey
    even: Image.Image = ImageMath.lambda_eval(_divided, page=calm, paper=_paper(calm))
    ink, paper = _spread(even)
    high = round(paper * WHITE)
    low = max(0, min(ink, high - 32))
    reach = max(high - low, 1)
    return even.point(lambda level: max(0, min(255, round((level - low) * 255 / reach))))


def _paper(grey: Image.Image) -> Image.Image:
    """Give the brightness of the paper around every point. Pictures on it stay dark: none is below 60 %."""
    least = round(0.6 * _spread(grey)[1])
    small = grey.resize((max(1, grey.width // 32), max(1, grey.height // 32)), Image.Resampling.BOX)
    wide = small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.GaussianBlur(3))
    return wide.point(lambda level: max(least, level, 1)).resize(grey.size, Image.Resampling.BICUBIC)


def _divided(image: Mapping[str, Any]) -> Any:
    return image["convert"](image["min"](image["page"] * 250 / image["paper"], 255), "L")


def _noisy(grey: Image.Image) -> bool:
    """Say whether flat paper is grainy: the usual difference from its own median is more than 3 greys."""
    grain = ImageChops.difference(grey, grey.filter(ImageFilter.MedianFilter(3))).histogram()
    half, seen = sum(grain) // 2, 0
    for step, count in enumerate(grain):
        seen += count
        if seen >= half:
            return step > 3
    return False


def _light(page: Image.Image) -> float:
    """Give the grey of the paper: the level below which three quarters of the page lie."""
    return _level(page.histogram(), 0.75)


def _spread(grey: Image.Image) -> tuple[int, int]:
    """Give the greys of ink and paper: two in a hundred darker, half lighter."""
    counts = grey.histogram()
    return _level(counts, 0.02), _level(counts, 0.5)


def _level(counts: list[int], share: float) -> int:
    wanted, seen = sum(counts) * share, 0
    for level, count in enumerate(counts):
        seen += count
        if seen >= wanted:
            return level
    return 255
