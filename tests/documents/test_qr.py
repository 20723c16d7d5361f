"""A QR code is found in what people really have: screenshots, crooked photos, scans, a page of a PDF."""

from io import BytesIO

import pytest
import segno
from PIL import Image, ImageFilter

from regdesk.documents import qr
from regdesk.errors import Refused

SAID = "REGDESK-JOIN-1\n" + "123456" * 8 + "\n" + "Q" * 56 + "\nhttps://sync.example.org"


def drawn(text: str = SAID, scale: int = 4) -> Image.Image:
    out = BytesIO()
    segno.make(text).save(out, kind="png", scale=scale)
    return Image.open(out).convert("L")


def saved(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo(picture: Image.Image) -> Image.Image:
    """Take a photo of a screen: crooked, grainy, a little blurred, on a grey table, in colour."""
    table = Image.new("L", (1600, 1200), 120)
    table.paste(picture.resize((700, 700)), (420, 260))
    turned = table.rotate(11, fillcolor=120).filter(ImageFilter.GaussianBlur(1.5))
    grain = Image.effect_noise(turned.size, 30)
    return Image.blend(turned, grain, 0.15).convert("RGB")


@pytest.mark.parametrize(
    "data",
    [
        saved(drawn(), "PNG"),
        saved(photo(drawn())),
        saved(drawn().rotate(90)),
        saved(drawn().convert("RGB"), "PDF"),
        saved(drawn().convert("RGB"), "WEBP", lossless=True),
    ],
    ids=["screenshot", "photo", "turned", "pdf", "webp"],
)
def test_the_text_is_found(data: bytes) -> None:
    assert qr.is_picture(data)

    assert SAID == qr.text(data, "REGDESK-")


def test_the_code_of_somebody_else_in_the_same_picture_is_passed_over() -> None:
    both = Image.new("L", (1200, 500), 255)
    both.paste(drawn("https://example.org/menu", 6), (40, 40))
    both.paste(drawn(), (560, 40))

    assert SAID == qr.text(saved(both, "PNG"), "REGDESK-")


@pytest.mark.parametrize(
    "data", [saved(Image.new("L", (300, 300), 200)), saved(drawn("https://example.org"))]
)
def test_a_picture_without_our_code_says_what_to_do(data: bytes) -> None:
    with pytest.raises(Refused, match="Take the photo again"):
        qr.text(data, "REGDESK-")


def test_a_picture_that_cannot_be_opened_is_refused() -> None:
    with pytest.raises(Refused, match="JPEG, PNG or PDF"):
        qr.text(b"\x89PNG and nothing more", "REGDESK-")
