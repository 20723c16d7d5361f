"""The label of a parcel: receiver, number, whom to call; neither what is in it nor who sent it."""

from typing import Final, cast

from regdesk.documents import words
from regdesk.documents.about import About
from regdesk.documents.course import must_be_decided
from regdesk.documents.disclosure import untelling
from regdesk.documents.parts import Document, Fields, Note, Paragraph, Part, Rule, Section, Space
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.domain.people import FormerName, Identity
from regdesk.domain.supply import Handover, Parcel, on_its_way
from regdesk.i18n import N_

NAME: Final = "parcel-label"
TITLE: Final = N_("Parcel label")
BY_HAND: Final = "_" * 26
_LINE: Final = (Space(8), Rule())  # room for an address, or a name the program does not print


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out the label of the newest parcel; the person's own name is never printed on it."""
    must_be_decided(case, Parcel, Handover, Identity)
    entry = on_its_way(case) or case.current(Parcel)
    nothing: tuple[Part, ...] = (Note(_(N_("No parcel is packed in this case yet."))),)
    return Document(
        name=NAME,
        language=language,
        title="",
        size="A5",
        disclosure="N",
        parts=_label(case, cast("Parcel", entry.fact), about, _) if entry else nothing,
    )


def _label(case: CaseFile, parcel: Parcel, about: About, _: Translate) -> tuple[Part, ...]:
    return (
        Section(_(N_("To")), (Paragraph(_receiver(case, parcel), "huge", bold=True), *_LINE, *_LINE, *_LINE)),
        Space(4),
        Fields(((_(N_("Parcel")), parcel.number), (_(N_("Seal number")), parcel.seal)), columns=2),
        Section(
            _(N_("If it cannot be delivered, please call")), (Paragraph(about.call or BY_HAND, "large"),)
        ),
        Space(3),
        Note(_(N_("Keep dry and out of the sun. Do not open: sealed."))),
        Space(2),
        Rule(cut=True),
    )


def _receiver(case: CaseFile, parcel: Parcel) -> str:
    """Give the receiver as agreed with the person, unless that is a name of the person (domain.md 8)."""
    given = [name for one in case.all(Identity) for name in (words.name(one), words.latin_name(one))]
    former = [words.name(one) for one in case.all(FormerName)]
    names = {part for name in (*given, *former) for part in name.casefold().split()}
    said = set(parcel.receiver.casefold().replace(",", " ").replace(".", " ").split())
    return "" if names & said else untelling(parcel.receiver)
