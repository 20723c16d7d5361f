"""From a document to the bytes of its PDF; the same document gives the same bytes."""

from collections.abc import Sequence
from functools import partial
from io import BytesIO
from typing import Any, Final

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, A5, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Spacer

from regdesk.documents import fonts
from regdesk.documents.drawing import GREY, HAIR, MM, QUIET, Drawn, fitted, text_at
from regdesk.documents.layout import lay_out
from regdesk.documents.letters import Letters
from regdesk.documents.parts import Document, Picture

NEUTRAL: Final = "RegDesk"
_PAGES: Final = {"A4": A4, "A5": A5}
_SIDE: Final = {"A4": 15 * MM, "A5": 12.5 * MM}
_FOOT: Final = {"A4": 15 * MM, "A5": 13 * MM}

# Letters-only encoding of pictures would make scans a quarter larger and take seconds.
rl_config.useA85 = 0


def render(document: Document) -> bytes:
    """Draw a document. What a reader of the file's properties sees says no more than the paper may."""
    fonts.register()
    out = BytesIO()
    width, height = _PAGES[document.size]
    side, foot, top = _SIDE[document.size], _FOOT[document.size], _top(document)
    inner = width - 2 * side
    template = BaseDocTemplate(
        out,
        pagesize=(width, height),
        title=document.title if document.disclosure == "C" else NEUTRAL,
        author=NEUTRAL,
        creator=NEUTRAL,
        producer=NEUTRAL,
        subject="",
        lang=document.language,
        invariant=1,
        initialFontName=fonts.PLAIN,
    )
    frame = Frame(side, foot, inner, height - top - foot, 0, 0, 0, 0)
    template.addPageTemplates(PageTemplate("page", [frame]))
    letters = Letters(inner, large=document.size == "A5")
    template.build(
        [*_title(document, letters), *lay_out(letters, document.parts)], canvasmaker=partial(_Pages, document)
    )
    return out.getvalue()


def pictures(pages: Sequence[Picture], language: str) -> bytes:
    """Draw scanned pages, each on an A4 sheet that lies or stands as the picture does."""
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, invariant=1, initialFontName=fonts.PLAIN, lang=language, pageCompression=1)
    for said in (canvas.setTitle, canvas.setAuthor, canvas.setCreator, canvas.setProducer):
        said(NEUTRAL)
    canvas.setSubject("")
    for page in pages:
        _picture(canvas, page)
    canvas.save()
    return out.getvalue()


def _picture(canvas: Any, page: Picture) -> None:
    width, height = landscape(A4) if page.width > page.height else A4
    margin, foot = 8 * MM, 13 * MM
    scale = min((width - 2 * margin) / page.width, (height - margin - foot) / page.height)
    wide, high = page.width * scale, page.height * scale
    canvas.setPageSize((width, height))
    canvas.drawImage(ImageReader(BytesIO(page.jpeg)), (width - wide) / 2, height - margin - high, wide, high)
    canvas.setFillGray(QUIET)
    size = fitted(page.caption, 8.6, width - 4 * margin)
    text_at(canvas, (2 * margin, 6 * MM), page.caption, size)
    canvas.showPage()


class _Pages(Canvas):  # type: ignore[misc]  # the PDF library has no types
    """A canvas that keeps its pages until their number is known, then adds head and foot to each."""

    def __init__(self, document: Document, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._document = document
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - the library's name
        """Keep the finished page for later."""
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Draw head and foot on every page and close the file."""
        for number, page in enumerate(self._kept, start=1):
            self.__dict__.update(page)
            _head_and_foot(self, self._document, number, len(self._kept))
            super().showPage()
        super().save()


def _top(document: Document) -> float:
    """Give the height of the head: none where nobody is named there."""
    return 28 * MM if document.header.left or document.header.right else 12 * MM


def _title(document: Document, letters: Letters) -> list[Any]:
    size, small = 19.0 if document.size == "A4" else 16.0, letters.small + 0.4
    under = fonts.width(document.subtitle, small) > 0

    def draw(canvas: Any, width: float) -> None:
        room = width - (_tag(canvas, document.tag, width) if document.tag else 0)
        low = 17 if under else 4
        canvas.setFillGray(0)
        text_at(canvas, (0, low), document.title, fitted(document.title, size, room, fonts.BOLD), fonts.BOLD)
        canvas.setFillGray(QUIET)
        text_at(canvas, (0, 3), document.subtitle, fitted(document.subtitle, small, width))

    return [Drawn(36 if under else 25, draw), Spacer(1, 9)] if document.title else []


def _tag(canvas: Any, tag: str, width: float) -> float:
    """Draw the code in a frame at the right and return the width it took."""
    size, high = 12.5, 22.0
    wide = fonts.width(tag, size) + 18
    canvas.setLineWidth(1)
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    canvas.roundRect(width - wide, 1, wide, high, 3)
    text_at(canvas, (width - wide + 9, 8), tag, size)
    return wide + 12


def _head_and_foot(canvas: Any, document: Document, number: int, total: int) -> None:
    width, height = _PAGES[document.size]
    side, foot = _SIDE[document.size], _FOOT[document.size]
    counted = document.pages.format(n=number, total=total) if document.pages else ""
    if document.header.left or document.header.right:
        _head(canvas, document, counted, (side, width - side, height))
        counted = ""
    if document.footer or counted:
        canvas.setLineWidth(HAIR)
        canvas.setStrokeGray(GREY)
        canvas.line(side, foot - 4 * MM, width - side, foot - 4 * MM)
        canvas.setFillGray(QUIET)
        room = width - 2 * side - fonts.width(counted, 8.6) - 12
        text_at(canvas, (side, foot - 8 * MM), document.footer, fitted(document.footer, 8.6, room))
        _right(canvas, width - side, foot - 8 * MM, counted)


def _head(canvas: Any, document: Document, counted: str, page: tuple[float, float, float]) -> None:
    left, right, height = page
    canvas.setFillGray(0)
    room = (right - left) * 0.62
    size = fitted(document.header.left, 11.5, room, fonts.BOLD)
    text_at(canvas, (left, height - 15.5 * MM), document.header.left, size, fonts.BOLD)
    canvas.setFillGray(QUIET)
    text_at(canvas, (left, height - 20 * MM), document.header.under, fitted(document.header.under, 8.6, room))
    first, *rest = document.header.right.split("\n")
    _right(canvas, right, height - 15.5 * MM, first)
    _right(canvas, right, height - 20 * MM, " · ".join(one for one in (*rest, counted) if one))
    canvas.setStrokeGray(0)
    canvas.setLineWidth(1.4)
    canvas.line(left, height - 23.5 * MM, right, height - 23.5 * MM)


def _right(canvas: Any, right: float, y: float, text: str) -> None:
    text_at(canvas, (right - fonts.width(text, 8.6), y), text, 8.6)
