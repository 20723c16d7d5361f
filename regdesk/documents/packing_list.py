"""The packing list with its receipt: letters and numbers, no medicine, no disease, nobody's name."""

from typing import Final, cast

from regdesk.documents import words
from regdesk.documents.about import About
from regdesk.documents.course import must_be_decided
from regdesk.documents.parts import (
    Document,
    Fields,
    Note,
    Paragraph,
    Part,
    Rule,
    Section,
    Signature,
    Space,
    Table,
    Ticks,
)
from regdesk.documents.treatment_plan import PAGES
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.supply import WAYS, Dispensing, Handover, Packed, Parcel, on_its_way
from regdesk.i18n import N_

NAME: Final = "packing-list"
TITLE: Final = N_("Packing list")
RECEIPT: Final = N_("Receipt")


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the newest parcel, the receipt below a line to cut along."""
    must_be_decided(case, Dispensing, Handover)
    entry = on_its_way(case) or case.current(Parcel)
    parcel = cast("Parcel", entry.fact) if entry else None
    nothing: tuple[Part, ...] = (Note(_(N_("No parcel is packed in this case yet."))),)
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        disclosure="N",
        tag=parcel.number if parcel else "",
        parts=_list(case, entry, parcel, _) if entry and parcel else nothing,
        footer=words.day(parcel.on if parcel else about.today, _),
        pages=_(PAGES),
    )


def _list(case: CaseFile, entry: Entry, parcel: Parcel, _: Translate) -> tuple[Part, ...]:
    items = items_of(case, entry)
    return (
        Fields(
            (
                (_(N_("Parcel")), parcel.number),
                (_(N_("Packed on")), words.day(parcel.on, _)),
                (_(N_("Expected on")), words.day_or_nothing(parcel.expected_on, _)),
                (_(N_("Way")), _(WAYS.get(parcel.way, parcel.way))),
                (_(N_("Seal number")), parcel.seal),
                (_(N_("Weight, g")), "____________"),
            )
        ),
        Section(_(N_("Contents")), (_contents(items, _),)),
        Ticks((_(N_("Counted, expiry dates checked, parcel sealed")),)),
        Space(2),
        Signature((_(N_("packed by, initials")), _(N_("checked by, initials")), _(N_("date")))),
        Space(5),
        Rule(cut=True),
        Section(f"{_(RECEIPT)} · {parcel.number}", receipt(items, _), together=True),
    )


def items_of(case: CaseFile, entry: Entry) -> tuple[Packed, ...]:
    """Give what was packed in a parcel."""
    source = case.by_id.get(entry.about) if entry.about else None
    return source.fact.items if source and isinstance(source.fact, Dispensing) else ()


def _contents(items: tuple[Packed, ...], _: Translate) -> Table:
    head = (_(N_("Item")), _(N_("Units")), _(N_("Packs")), _(N_("Batch")), _(N_("Expires")))
    rows = tuple(
        (one.item, str(one.units), str(one.packs), one.batch, words.day(one.expires_on, _)) for one in items
    )
    total = (
        _(N_("Total")),
        str(sum(one.units for one in items)),
        str(sum(one.packs for one in items)),
        "",
        "",
    )
    widths, right = (16, 14, 14, 26, 30), frozenset({1, 2})
    return Table(head, (*rows, total) if len(rows) > 1 else rows, widths=widths, right=right)


def receipt(items: tuple[Packed, ...], _: Translate) -> tuple[Part, ...]:
    """Lay out what the receiver counts, ticks and signs."""
    head = (_(N_("Item")), _(N_("Units sent")), _(N_("Batch")), _(N_("Units received")))
    rows = tuple((one.item, str(one.units), one.batch, "") for one in items)
    return (
        Table(head, rows, widths=(16, 20, 30, 34), right=frozenset({1}), room=8, ruled=True),
        Ticks((_(N_("The seal is intact")), _(N_("The code word was said")))),
        Paragraph(_(N_("Write down what is missing or damaged:")), quiet=True),
        Space(8),
        Rule(),
        Signature((_(N_("initials of the receiver")), _(N_("handed over by, initials")), _(N_("date")))),
    )
