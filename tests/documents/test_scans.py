"""Phone photos become upright, straight, grey and small pages, and a bad one is named in words."""

import pytest
from PIL import Image, ImageChops, ImageStat

from regdesk.documents import pdf, scans
from regdesk.documents.parts import Document, NewPage, Paragraph
from regdesk.errors import Refused
from tests.documents import pictures


def test_a_photo_becomes_a_small_grey_page_without_properties():
    scan = scans.prepare(pictures.photo(angle=2.0, exif=1))

    picture = pictures.opened(scan.jpeg)

    assert ("JPEG", "L", (scan.width, scan.height)) == (picture.format, picture.mode, picture.size)
    assert max(picture.size) <= scans.LONG_SIDE
    assert not dict(picture.getexif())
    assert b"invented camera" not in scan.jpeg


def test_a_camera_held_on_its_side_gives_an_upright_page():
    upright = scans.prepare(pictures.saved(pictures.form()))
    sideways = scans.prepare(pictures.saved(pictures.form().rotate(90, expand=True), exif=pictures.SIDEWAYS))

    assert (upright.width, upright.height) == (sideways.width, sideways.height)
    assert 3 > difference(upright.jpeg, sideways.jpeg)


@pytest.mark.parametrize("angle", [-4.5, -1.5, 0.0, 2.5, 5.0])
def test_a_page_photographed_askew_is_straightened(angle):
    grey = pictures.opened(pictures.photo(angle=angle)).convert("L")

    assert abs(scans.slope(grey) + angle) <= 0.5


def test_quarter_turns_are_made_as_asked():
    once = scans.prepare(pictures.saved(pictures.form()), turns=1)

    assert once.width > once.height


def test_a_page_made_ready_once_is_passed_on_as_it_is():
    once = scans.prepare(pictures.photo(angle=1.0))

    assert once == scans.prepare(once.jpeg)


def test_shade_is_evened_and_paper_white():
    scan = scans.prepare(pictures.photo())

    picture = pictures.opened(scan.jpeg)

    corners = [picture.getpixel((x, y)) for x in (40, scan.width - 40) for y in (40, scan.height - 40)]
    assert min(corners) > 235


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pictures.photo(), ()),
        (pictures.photo(angle=3.0), ()),
        (pictures.photo(blur=7), (scans.BLURRED,)),
        (pictures.photo(light=0.35), (scans.DARK,)),
        (pictures.photo(pictures.form(500)), (scans.SMALL,)),
    ],
    ids=["good", "askew", "blurred", "dark", "small"],
)
def test_what_makes_a_photo_hard_to_read_is_said(data, words):
    assert words == scans.faults(data)


def test_every_page_of_a_pdf_is_taken():
    two = pdf.render(Document("sample", "en", "", (Paragraph("one"), NewPage(), Paragraph("two"))))

    pages = scans.pages(two)

    assert 2 == len(pages)
    assert all(scans.prepare(page).height > 1700 for page in pages)


@pytest.mark.parametrize("data", [b"", b"no picture", b"%PDF-1.7 broken", pictures.photo()[:300]])
def test_what_cannot_be_opened_is_refused_in_words(data):
    with pytest.raises(Refused, match="not a picture"):
        scans.pages(data)


def test_a_transparent_picture_lies_on_white_paper():
    clear = Image.new("RGBA", (900, 1200), (0, 0, 0, 0))

    picture = pictures.opened(scans.prepare(pictures.saved(clear, "PNG")).jpeg)

    assert picture.getextrema()[0] > 240


def difference(one, other):
    """Give the mean difference of two pictures in greys."""
    return ImageStat.Stat(ImageChops.difference(pictures.opened(one), pictures.opened(other))).mean[0]
