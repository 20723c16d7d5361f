"""Consent: what the person agreed to, and whether it lets a section travel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry, OrgId
from regdesk.domain.supply import ENDED, Handover, Parcel, ParcelEvent
from regdesk.errors import Refused
from regdesk.i18n import N_

GIVEN = {"signed": N_("signed on paper"), "spoken": N_("said aloud, with a witness")}
PARCEL = {"": N_("stops too"), "finish": N_("may still be handed over")}
_BOTH = writers(host="caseworker clinician", centre="registrar clinician")
# The wording that is printed and read aloud now: the folder of this name below resources/consents.
TEXT_VERSION = "2026-11"
# Section "case" always travels to members; consent B opens these.
NEEDS_CONSENT = ("person", "clinical", "supply", "legal")


@dataclass(frozen=True, kw_only=True)
class _Consent(Fact):
    """What both consents state: to whom, in which words, how given, and until when."""

    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = _BOTH
    follows: ClassVar[bool] = True
    decides: ClassVar[bool] = True
    organisations: Annotated[tuple[bytes, ...], Label(N_("Organisations"))] = ()
    text_version: Annotated[str, Label(N_("Version of the text"))] = ""
    language: Annotated[str, Label(N_("Language it was read in"))] = ""
    given: Annotated[str, Label(N_("How it was given"), choices=GIVEN)] = "signed"
    witness: Annotated[str, Label(N_("Witness or interpreter"))] = ""
    on: Annotated[date, Label(N_("Date"))]
    until: Annotated[date | None, Label(N_("Valid until"), N_("empty: until withdrawn"))] = None

    def check(self) -> None:
        """A spoken consent has a witness, and no consent ends before it begins."""
        if self.given == "spoken" and not self.witness.strip():
            raise Refused(N_("A spoken consent needs the name of the witness."))
        if self.until and self.until < self.on:
            raise Refused(N_("The consent ends before it begins. Check both dates."))


@dataclass(frozen=True, kw_only=True)
class ContactConsent(_Consent):
    """Consent A: the host organisation keeps the person's data and contacts them."""

    kind: ClassVar[str] = "consent-contact"
    title: ClassVar[str] = N_("Consent A: data and contact")


@dataclass(frozen=True, kw_only=True)
class TransferConsent(_Consent):
    """Consent B: medical data cross the border to the named organisations for remote treatment."""

    kind: ClassVar[str] = "consent-transfer"
    title: ClassVar[str] = N_("Consent B: transfer across the border and remote treatment")
    sections: Annotated[tuple[str, ...], Label(N_("What may be passed on"))] = NEEDS_CONSENT


@dataclass(frozen=True, kw_only=True)
class Withdrawal(Fact):
    """The person takes a consent back; `about` names it."""

    kind: ClassVar[str] = "withdrawal"
    title: ClassVar[str] = N_("Consent withdrawn")
    section: ClassVar[Section] = "case"
    writers: ClassVar[Writers] = _BOTH
    on: Annotated[date, Label(N_("Date"))]
    why: Annotated[str, Label(N_("In the person's words"), long=True)] = ""
    parcel: Annotated[str, Label(N_("A parcel on its way"), choices=PARCEL)] = ""


def live(case: CaseFile, org: OrgId, section: str, today: date) -> bool:
    """Say whether *section* of the case may travel to *org* today.

    Every standing version of the consent in force must name the organisation and the section, be in its
    time and not be withdrawn; so of two versions the narrower rules. Where the person agreed to it when they
    withdrew, a parcel that was open then may come to its end: section "supply" goes on travelling.
    """
    if section == "case":
        return True
    tips = case.tips(TransferConsent)
    return bool(tips) and all(
        _names(entry, org, section)
        and (not _over(case, entry, today) or (section == "supply" and _may_finish(case, entry)))
        for entry in tips
    )


def in_force(case: CaseFile, kind: type[ContactConsent | TransferConsent], today: date) -> bool:
    """Say whether the person's consent of a kind stands today."""
    tips = case.tips(kind)
    return bool(tips) and not any(_over(case, entry, today) for entry in tips)


def covers(case: CaseFile, section: str, today: date) -> bool:
    """Say whether the consent in force lets *section* be passed on at all, to whomever it names."""
    tips = case.tips(TransferConsent)
    named = (one.fact.sections for one in tips if isinstance(one.fact, TransferConsent))
    return in_force(case, TransferConsent, today) and all(section in sections for sections in named)


def _names(entry: Entry, org: OrgId, section: str) -> bool:
    fact = entry.fact
    return isinstance(fact, TransferConsent) and org in fact.organisations and section in fact.sections


def _may_finish(case: CaseFile, consent: Entry) -> bool:
    """Say whether every withdrawal of a consent lets parcels end that were open then."""
    withdrawn = case.about(consent.id, Withdrawal)
    agreed = all(isinstance(one.fact, Withdrawal) and one.fact.parcel == "finish" for one in withdrawn)
    since = min((one.at for one in withdrawn), default=0)
    return agreed and any(_open_at(case, parcel, since) for parcel in case.of(Parcel))


def _open_at(case: CaseFile, parcel: Entry, at: int) -> bool:
    news = case.about(parcel.id, ParcelEvent)
    over = [one for one in news if isinstance(one.fact, ParcelEvent) and one.fact.what in ENDED]
    return parcel.at < at and not any(one.at < at for one in (*over, *case.about(parcel.id, Handover)))


def _over(case: CaseFile, entry: Entry, today: date) -> bool:
    until = entry.fact.until if isinstance(entry.fact, _Consent) else None
    return bool(case.about(entry.id, Withdrawal)) or (until is not None and until < today)


def missing(case: CaseFile, today: date) -> Iterable[type[Fact]]:
    """Give the consents that do not stand today."""
    kinds: tuple[type[ContactConsent | TransferConsent], ...] = (ContactConsent, TransferConsent)
    return [kind for kind in kinds if not in_force(case, kind, today)]
