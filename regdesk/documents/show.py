"""Pages of a PDF as pictures and as text, for the preview and for reading them back."""

from io import BytesIO
from typing import Final

import pypdfium2
from PIL import Image

POINTS_PER_INCH: Final = 72
Unreadable = pypdfium2.PdfiumError


def page_count(pdf: bytes) -> int:
    """Give the number of pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page(pdf: bytes, number: int, dpi: int = 96) -> bytes:
    """Draw one page (counted from 0) and return it as PNG bytes."""
    out = BytesIO()
    picture(pdf, number, dpi).save(out, "PNG")
    return out.getvalue()


def picture(pdf: bytes, number: int, dpi: int) -> Image.Image:
    """Draw one page (counted from 0) as a picture."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn: Image.Image = document[number].render(scale=dpi / POINTS_PER_INCH).to_pil()
        return drawn


def text_of_page(pdf: bytes, number: int) -> str:
    """Give the letters of one page (counted from 0) in reading order."""
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document[number].get_textpage().get_text_range())


def text(pdf: bytes) -> str:
    """Give the letters of all pages, one page after another."""
    return "\n".join(text_of_page(pdf, number) for number in range(page_count(pdf)))
