"""The foot of a paper that an electronically signed record stands behind."""

from base64 import b32encode
from dataclasses import replace

from regdesk.documents import words
from regdesk.documents.parts import Document, Note, Seal, Span
from regdesk.documents.words import Translate
from regdesk.domain.journal import Entry
from regdesk.i18n import N_


def seal(entry: Entry, who: str, day: str, _: Translate, *, pen: bool = True) -> Seal:
    """Give the QR code of a record's number, who signed when, and, if asked, a line for pen and stamp."""
    return Seal(
        code=qr_text(entry),
        lines=(
            (Span(_(N_("Signed electronically")), bold=True),),
            " · ".join(one for one in (who, day) if one),
            _(N_("Record: {fingerprint}")).format(fingerprint=fingerprint(entry)).replace(" ", words.NB),
            (
                Span(
                    _(N_("The code holds the number of this record and nothing about a person.")), quiet=True
                ),
            ),
        ),
        caption=_(N_("signature and stamp")) if pen else "",
    )


def unsigned(document: Document, _: Translate) -> Document:
    """Give a paper as it would look, marked, and a note in place of every seal: nobody has signed it yet."""
    note = Note(_(N_("Not signed yet. This is how the paper will look.")))
    parts = tuple(note if isinstance(one, Seal) else one for one in document.parts)
    return replace(document, tag=_(N_("Not signed yet")), parts=parts)


def qr_text(entry: Entry) -> str:
    """Give what the QR code says: "RD1" and the record's 20-byte id in base 32, and no more."""
    return f"RD1{b32encode(entry.id).decode()}"


def fingerprint(entry: Entry) -> str:
    """Give the first six bytes of the record's id for reading aloud, in three groups of four signs."""
    digits = entry.id[:6].hex().upper()
    return "-".join(digits[i : i + 4] for i in range(0, 12, 4))
