"""Printed papers. ALL: every kind of paper, one line each; a menu and a test follow it."""

from base64 import b32encode
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from regdesk.documents import (
    application,
    consent_a,
    consent_b,
    consent_texts,
    correction,
    epidemiological_card,
    escalation,
    follow_up_schedule,
    handout,
    lab_request,
    lab_request_outside,
    package,
    packing_list,
    parcel_label,
    power_of_attorney,
    prescription,
    receipt,
    talk_note,
    texts,
    transfer_letter,
    travel_letter,
    treatment_plan,
    wallet_card,
)
from regdesk.documents.about import About
from regdesk.documents.parts import Disclosure, Document
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.i18n import LANGUAGES

Build = Callable[[CaseFile, About, str, Translate], Document]


@dataclass(frozen=True)
class Kind:
    """A kind of paper: its permanent name, what a person calls it (msgid), and how it is laid out.

    disclosure  "N": must not let a casual reader learn anything; "C": confidential
    languages   the languages it can be printed in;  unread  those whose words no native speaker has read
    says        what it says of a person that the others never do: the name; medicines, to an official
    """

    id: str
    title: str
    build: Build
    disclosure: Disclosure
    languages: tuple[str, ...] = LANGUAGES
    says: tuple[Literal["name", "medicines"], ...] = ()
    unread: tuple[str, ...] = ()


ALL: Final = (
    Kind(package.LETTER, package.LETTER_TITLE, package.cover_letter, "C"),
    Kind(package.INDEX, package.INDEX_TITLE, package.package_index, "C"),
    Kind(consent_a.NAME, consent_a.TITLE, consent_a.build, "C", consent_texts.languages(), ("name",)),
    Kind(consent_b.NAME, consent_b.TITLE, consent_b.build, "C", consent_texts.languages(), ("name",)),
    Kind(application.NAME, application.TITLE, application.build, "C", says=("name",)),
    Kind(epidemiological_card.NAME, epidemiological_card.TITLE, epidemiological_card.build, "C"),
    Kind(lab_request.NAME, lab_request.TITLE, lab_request.build, "C"),
    Kind(lab_request_outside.NAME, lab_request_outside.TITLE, lab_request_outside.build, "N"),
    Kind(escalation.NAME, escalation.TITLE, escalation.build, "N"),
    Kind(treatment_plan.NAME, treatment_plan.TITLE, treatment_plan.build, "C"),
    Kind(prescription.NAME, prescription.TITLE, prescription.build, "C", says=("name",)),
    Kind(packing_list.NAME, packing_list.TITLE, packing_list.build, "N"),
    Kind(receipt.NAME, receipt.TITLE, receipt.build, "N"),
    Kind(handout.NAME, handout.TITLE, handout.build, "N", texts.languages(), unread=texts.unread()),
    Kind(parcel_label.NAME, parcel_label.TITLE, parcel_label.build, "N"),
    Kind(power_of_attorney.NAME, power_of_attorney.TITLE, power_of_attorney.build, "N", says=("name",)),
    Kind(travel_letter.NAME, travel_letter.TITLE, travel_letter.build, "N", says=("name", "medicines")),
    Kind(follow_up_schedule.NAME, follow_up_schedule.TITLE, follow_up_schedule.build, "N"),
    Kind(
        wallet_card.NAME, wallet_card.TITLE, wallet_card.build, "N", texts.languages(), unread=texts.unread()
    ),
    Kind(talk_note.NAME, talk_note.TITLE, talk_note.build, "C"),
    Kind(correction.NAME, correction.TITLE, correction.build, "C"),
    Kind(transfer_letter.NAME, transfer_letter.TITLE, transfer_letter.build, "C", says=("name",)),
)


def file_name(random: bytes) -> str:
    """Give a file name that tells nothing: RD- and eight signs made of five random bytes."""
    return f"RD-{b32encode(random[:5]).decode()}.pdf"
