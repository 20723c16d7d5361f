"""Pictures of invented laboratory forms, as a scanner or an unsteady hand with a phone makes them."""

from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from regdesk import resources

FONT = str(resources.folder("fonts") / "noto-sans" / "NotoSans-Regular.ttf")
SIDEWAYS = 6  # EXIF: the camera was held on its side


def form(width=1654, rows=30):
    """Draw a laboratory form, width by 7/5 of it."""
    page = Image.new("L", (width, width * 7 // 5), 248)
    draw, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, width // 50)
    for row in range(rows):
        y = width // 8 + row * width // 26
        draw.text((width // 10, y), f"Sample {row:02}     {row * 37 % 900} units     09.11.2026", 25, font)
    return page


def photo(page=None, *, angle=0.0, blur=0.0, light=1.0, exif=None):
    """Give JPEG bytes of a page photographed askew, out of focus or in the dark."""
    page = page or form()
    shot = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=190)
    shot = shot.filter(ImageFilter.GaussianBlur(blur)) if blur else shot
    shade = (
        Image.linear_gradient("L").resize(shot.size).point(lambda level: int((160 + level * 0.37) * light))
    )
    return saved(ImageChops.multiply(shot, shade).convert("RGB"), exif=exif)


def saved(picture, form="JPEG", exif=None):
    """Give a picture as file bytes."""
    out, marks = BytesIO(), Image.Exif()
    if exif:
        marks[0x0112], marks[0x010E] = exif, "taken by a plainly invented camera"
    picture.save(out, form, **({"quality": 90} if form == "JPEG" else {}), exif=marks)
    return out.getvalue()


def opened(data):
    """Read picture bytes."""
    return Image.open(BytesIO(data))
