"""Plainly fictional papers as a phone would photograph them: for the demo and for tests, never for people."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from regdesk import resources

_SIZE = (1240, 1754)
_FONT = "noto-sans/NotoSans-Regular.ttf"
_BOLD = "noto-sans/NotoSans-Bold.ttf"
MARK = "ОБРАЗЕЦ · ВЫМЫШЛЕННЫЕ ДАННЫЕ · SPECIMEN"


@dataclass(frozen=True)
class Specimen:
    """What stands on an invented paper: its heading and its lines (name, value)."""

    heading: str
    issuer: str
    lines: Sequence[tuple[str, str]]


def photograph(paper: Specimen, seed: int) -> bytes:
    """Draw a paper and give it as a slightly turned, unevenly lit, noisy JPEG; same seed, same bytes."""
    luck = random.Random(seed)  # noqa: S311 - a look, not a secret
    sheet = _sheet(paper)
    turned = sheet.rotate(
        luck.uniform(-2.5, 2.5), Image.Resampling.BICUBIC, expand=True, fillcolor=(214, 208, 196)
    )
    lit = Image.blend(turned, _light(turned.size, luck), 0.18)
    noisy = Image.blend(lit, _noise(turned.size, luck), 0.06).filter(ImageFilter.GaussianBlur(0.5))
    out = BytesIO()
    noisy.save(out, "JPEG", quality=80)
    return out.getvalue()


def _sheet(paper: Specimen) -> Image.Image:
    sheet = Image.new("RGB", _SIZE, (250, 249, 245))
    draw = ImageDraw.Draw(sheet)
    draw.text((90, 90), paper.issuer, (40, 40, 40), _font(_FONT, 30))
    draw.text((90, 170), paper.heading, (20, 20, 20), _font(_BOLD, 46))
    draw.line((90, 250, _SIZE[0] - 90, 250), (60, 60, 60), 3)
    for row, (name, value) in enumerate(paper.lines):
        top = 310 + row * 92
        draw.text((90, top), name, (90, 90, 90), _font(_FONT, 28))
        draw.text((560, top - 6), value, (15, 15, 15), _font(_BOLD, 36))
        draw.line((90, top + 60, _SIZE[0] - 90, top + 60), (205, 205, 205), 2)
    draw.text((90, _SIZE[1] - 120), MARK, (150, 60, 60), _font(_BOLD, 30))
    return sheet


def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resources.folder("fonts") / name), size)


def _light(size: tuple[int, int], luck: random.Random) -> Image.Image:
    """A shadow falling over the sheet from one side."""
    ramp = Image.linear_gradient("L").rotate(luck.choice((0, 90, 180, 270)))
    return ramp.resize(size).convert("RGB")


def _noise(size: tuple[int, int], luck: random.Random) -> Image.Image:
    small = (size[0] // 2, size[1] // 2)
    return Image.frombytes("L", small, luck.randbytes(small[0] * small[1])).resize(size).convert("RGB")
