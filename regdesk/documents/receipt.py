"""The handover receipt: parcel, letters and counts, to be signed; no medicine, no disease, nobody's name."""

from typing import Final, cast

from regdesk.documents import words
from regdesk.documents.about import About
from regdesk.documents.course import must_be_decided
from regdesk.documents.packing_list import RECEIPT, items_of, receipt
from regdesk.documents.parts import Document, Fields, Note, Part
from regdesk.documents.treatment_plan import PAGES
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.domain.supply import Dispensing, Handover, Parcel, on_its_way
from regdesk.i18n import N_

NAME: Final = "receipt"
TITLE: Final = RECEIPT


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the receipt of the newest parcel. The code word is asked for, and never printed."""
    must_be_decided(case, Dispensing, Handover)
    entry = on_its_way(case) or case.current(Parcel)
    parcel = cast("Parcel", entry.fact) if entry else None
    parts: tuple[Part, ...] = (Note(_(N_("No parcel is packed in this case yet."))),)
    if entry and parcel:
        fields = (
            (_(N_("Parcel")), parcel.number),
            (_(N_("Packed on")), words.day(parcel.on, _)),
            (_(N_("Seal number")), parcel.seal),
        )
        parts = (Fields(fields), *receipt(items_of(case, entry), _))
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        disclosure="N",
        tag=parcel.number if parcel else "",
        parts=parts,
        footer=words.day(about.today, _),
        pages=_(PAGES),
    )
