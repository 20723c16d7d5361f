"""What a QR code in a picture says: a photo of a screen, a screenshot, a scanned page. No line is needed."""

from typing import Final

import zxingcpp

from regdesk.documents import scans
from regdesk.errors import Refused
from regdesk.i18n import N_

NO_CODE: Final = N_(
    "No QR code was found in this picture. Take the photo again, straight and near, or use the text or file."
)
_QR: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
# How JPEG, PNG, WebP, TIFF, BMP and PDF begin; nothing of ours begins so.
_STARTS: Final = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"II*\x00", b"MM\x00*", b"BM", b"%PDF")


def is_picture(data: bytes) -> bool:
    """Say whether a file is a picture rather than something of ours."""
    return data.startswith(_STARTS)


def text(data: bytes, begins: str) -> str:
    """Give what the QR code in a picture says that *begins* like ours.

    Raise Refused where the picture cannot be opened or holds no such code.
    """
    for page in scans.pages(data):
        for code in zxingcpp.read_barcodes(scans.grey(page), formats=_QR):
            if code.text.startswith(begins):
                return str(code.text)
    raise Refused(NO_CODE)
