"""Letters of a page: their sizes on a paper size, and running text in the right fonts."""

from collections.abc import Sequence
from html import escape
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph as Set

from regdesk.documents import fonts
from regdesk.documents.drawing import QUIET
from regdesk.documents.parts import Span, Text

BLACK: Final = Color(0, 0, 0)
SOFT: Final = Color(QUIET, QUIET, QUIET)
_SOFT_MARK: Final = f' color="#{round(QUIET * 255):02x}{round(QUIET * 255):02x}{round(QUIET * 255):02x}"'


class Letters:
    """Sets text on a page of a given inner width; a large page is a handout's."""

    def __init__(self, width: float, *, large: bool) -> None:
        self.width = width
        self.body = 11.0 if large else 10.2
        self.small = 9.4 if large else 8.6
        self.big = 12.0 if large else 11.5

    def narrowed(self, width: float) -> "Letters":
        """Give the same sizes for a narrower column."""
        narrow = Letters(width, large=False)
        narrow.body, narrow.small, narrow.big = self.body, self.small, self.big
        return narrow

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

    def size(self, name: str) -> float:
        """Give the size called "small", "body", "large" or "huge" in points."""
        return {"small": self.small, "large": self.big, "huge": 20.0}.get(name, self.body)

    def shares(self, shares: Sequence[float]) -> list[float]:
        """Divide the width by shares."""
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
    return "".join(
        f'<font name="{font}"{_SOFT_MARK if span and span.quiet else ""}>'
        + escape(part, quote=False).replace("\n", "<br/>")
        + "</font>"
        for font, part in fonts.runs(letters, face)
    )
