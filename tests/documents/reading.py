"""Reads what a test needs to know out of PDF bytes."""

from io import BytesIO

import pikepdf


def fonts_without_letters(data):
    """List the fonts of a file that rely on the reader's computer to have them."""
    with pikepdf.open(BytesIO(data)) as file:
        fonts = [
            one for one in file.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        ]
        return [str(one.get("/BaseFont")) for one in fonts if not _embedded(one)]


def outline(data):
    """Give the bookmarks of a file as (title, page from 0)."""
    with pikepdf.open(BytesIO(data)) as file, file.open_outline() as root:
        numbers = {page.objgen: number for number, page in enumerate(file.pages)}
        return [(item.title, numbers[item.destination[0].objgen]) for item in root.root]


def _embedded(font):
    inner = font.get("/DescendantFonts")
    descriptor = (inner[0] if inner else font).get("/FontDescriptor", {})
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
