"""The fonts of printed papers: every text is cut into runs, each in a font that has its letters."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from regdesk import resources

PLAIN: Final = "RegDesk-Plain"
BOLD: Final = "RegDesk-Bold"
ITALIC: Final = "RegDesk-Italic"
SIGNS: Final = "RegDesk-Signs"
MISSING: Final = "\ufffd"
_FILES: Final = {
    PLAIN: "noto-sans/NotoSans-Regular.ttf",
    BOLD: "noto-sans/NotoSans-Bold.ttf",
    ITALIC: "noto-sans/NotoSans-Italic.ttf",
    "RegDesk-Armenian": "noto-sans-armenian/NotoSansArmenian-Regular.ttf",
    "RegDesk-Armenian-Bold": "noto-sans-armenian/NotoSansArmenian-Bold.ttf",
    "RegDesk-Georgian": "noto-sans-georgian/NotoSansGeorgian-Regular.ttf",
    "RegDesk-Georgian-Bold": "noto-sans-georgian/NotoSansGeorgian-Bold.ttf",
    SIGNS: "dejavu-sans/DejaVuSans.ttf",
}
_ORDER: Final = {
    PLAIN: (PLAIN, "RegDesk-Armenian", "RegDesk-Georgian", SIGNS),
    BOLD: (BOLD, "RegDesk-Armenian-Bold", "RegDesk-Georgian-Bold", SIGNS),
    ITALIC: (ITALIC, PLAIN, "RegDesk-Armenian", "RegDesk-Georgian", SIGNS),
}
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


@lru_cache(maxsize=1)
def register() -> None:
    """Make the fonts known to the PDF library; the first call reads the files, later ones do nothing."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources.folder("fonts") / file)))


def runs(text: str, face: str = PLAIN) -> tuple[tuple[str, str], ...]:
    """Cut *text* into (font name, letters): the first font of *face* that has a letter prints it.

    Letters are composed first (NFC); what no font has becomes a replacement sign, never an empty box.
    """
    register()
    pairs = [_placed(sign, face) for sign in printable(text)]
    grouped = groupby(pairs, key=lambda pair: pair[0])
    return tuple((font, "".join(sign for _, sign in signs)) for font, signs in grouped)


def printable(text: str) -> str:
    """Compose letters and drop what has no shape: control, formatting and unassigned characters."""
    return "".join(_shown(unicodedata.normalize("NFC", text)))


def width(text: str, size: float, face: str = PLAIN) -> float:
    """Give the printed width of *text* in points."""
    return sum(float(pdfmetrics.stringWidth(part, font, size)) for font, part in runs(text, face))


def missing(text: str) -> str:
    """Give the letters of *text* that no font here can print, each once."""
    register()
    return "".join(dict.fromkeys(sign for sign in printable(text) if _font_of(sign, PLAIN) is None))


def _shown(text: str) -> Iterator[str]:
    for sign in text:
        if sign in "\n\t":
            yield "\n" if sign == "\n" else " "
        elif unicodedata.category(sign) not in _INVISIBLE:
            yield sign


def _placed(sign: str, face: str) -> tuple[str, str]:
    font = _font_of(sign, face)
    return (font, sign) if font else (SIGNS, MISSING)


@lru_cache(maxsize=4096)
def _font_of(sign: str, face: str) -> str | None:
    if sign == "\n":
        return _ORDER[face][0]
    return next(
        (name for name in _ORDER[face] if ord(sign) in pdfmetrics.getFont(name).face.charToGlyph), None
    )
