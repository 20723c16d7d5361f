"""Pages of a PDF as pictures, for the preview and for tests."""

from io import BytesIO

import pypdfium2

POINTS_PER_INCH = 72
Unreadable = pypdfium2.PdfiumError


def page_count(pdf: bytes) -> int:
    """Give the number of pages."""
    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page(pdf: bytes, number: int, dpi: int = 96) -> bytes:
    """Draw one page (counted from 0) and return it as PNG bytes."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[number].render(scale=dpi / POINTS_PER_INCH).to_pil()
        out = BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()


def text(pdf: bytes) -> str:
    """Give the letters of all pages in reading order, one page after another."""
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
