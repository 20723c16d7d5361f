"""Who the person is and how to reach them safely."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.papers import Page
from regdesk.errors import Refused
from regdesk.i18n import N_

SEXES = {"f": N_("female"), "m": N_("male"), "x": N_("other or not said")}
BORN_KNOWN = {
    "day": N_("day, month and year are known"),
    "month": N_("only month and year are known"),
    "year": N_("only the year is known"),
    "guess": N_("the year is a guess"),
}
PAPER_TYPES = {
    "passport": N_("passport"),
    "id-card": N_("identity card"),
    "birth-certificate": N_("birth certificate"),
    "other": N_("other document"),
}
NAME_REASONS = {
    "marriage": N_("marriage or divorce"),
    "new-passport": N_("other spelling in another passport"),
    "changed": N_("changed by own wish"),
    "alias": N_("name used with the organisation"),
}
_BOTH = writers(host="caseworker clinician", centre="registrar clinician")


@dataclass(frozen=True, kw_only=True)
class Identity(Fact):
    """Names in the original script and in Latin as in the passport, birth, citizenship, parents."""

    kind: ClassVar[str] = "identity"
    title: ClassVar[str] = N_("Identity")
    section: ClassVar[Section] = "person"
    writers: ClassVar[Writers] = _BOTH
    single: ClassVar[bool] = True
    decides: ClassVar[bool] = True
    family_name: Annotated[str, Label(N_("Family name"))]
    given_names: Annotated[str, Label(N_("Given names"))] = ""
    patronymic: Annotated[str, Label(N_("Patronymic"))] = ""
    family_latin: Annotated[str, Label(N_("Family name in Latin letters"), N_("as in the passport"))] = ""
    given_latin: Annotated[str, Label(N_("Given names in Latin letters"), N_("as in the passport"))] = ""
    born_on: Annotated[date | None, Label(N_("Date of birth"))] = None
    born_known: Annotated[str, Label(N_("How sure is the date of birth"), choices=BORN_KNOWN)] = "day"
    sex: Annotated[str, Label(N_("Sex"), choices=SEXES)] = ""
    citizenship: Annotated[str, Label(N_("Citizenship"))] = ""
    mother: Annotated[str, Label(N_("Mother's first name"))] = ""
    father: Annotated[str, Label(N_("Father's first name"))] = ""

    def check(self) -> None:
        """A person has at least one name."""
        if not self.family_name.strip() and not self.given_names.strip():
            raise Refused(N_("Enter the family name or the given name."))


def years(born: date, on: date) -> int:
    """Give the full years somebody has on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@dataclass(frozen=True, kw_only=True)
class FormerName(Fact):
    """Another name the person had or uses. Normal, never a sign of fraud."""

    kind: ClassVar[str] = "former-name"
    title: ClassVar[str] = N_("Former or other name")
    section: ClassVar[Section] = "person"
    writers: ClassVar[Writers] = _BOTH
    family_name: Annotated[str, Label(N_("Family name"))]
    given_names: Annotated[str, Label(N_("Given names"))] = ""
    patronymic: Annotated[str, Label(N_("Patronymic"))] = ""
    reason: Annotated[str, Label(N_("Why it differs"), choices=NAME_REASONS)] = ""
    until: Annotated[date | None, Label(N_("Used until"))] = None


@dataclass(frozen=True, kw_only=True)
class IdentityPaper(Fact):
    """A passport or another identity document, with its scanned pages."""

    kind: ClassVar[str] = "identity-paper"
    title: ClassVar[str] = N_("Identity document")
    section: ClassVar[Section] = "person"
    writers: ClassVar[Writers] = _BOTH
    type: Annotated[str, Label(N_("Document"), choices=PAPER_TYPES)]
    number: Annotated[str, Label(N_("Series and number"))] = ""
    country: Annotated[str, Label(N_("Issued by (country)"))] = ""
    issued_on: Annotated[date | None, Label(N_("Issued on"))] = None
    expires_on: Annotated[date | None, Label(N_("Valid until"))] = None
    latin: Annotated[str, Label(N_("Name on it in Latin letters"), N_("family name and given names"))] = ""
    born_on: Annotated[date | None, Label(N_("Date of birth on it"))] = None
    pages: Annotated[tuple[Page, ...], Label(N_("Pages"))] = ()

    def check(self) -> None:
        """A document is issued before it expires."""
        if self.issued_on and self.expires_on and self.expires_on < self.issued_on:
            raise Refused(N_("The document ends before it was issued. Check both dates."))


@dataclass(frozen=True, kw_only=True)
class SafeContact(Fact):
    """How the person may be reached without harm."""

    kind: ClassVar[str] = "safe-contact"
    title: ClassVar[str] = N_("Safe contact")
    section: ClassVar[Section] = "person"
    writers: ClassVar[Writers] = _BOTH
    follows: ClassVar[bool] = True
    decides: ClassVar[bool] = True
    phone: Annotated[str, Label(N_("Phone"))] = ""
    messenger: Annotated[str, Label(N_("Messenger"))] = ""
    when: Annotated[str, Label(N_("When to call"), N_("for example: after 19:00"))] = ""
    say: Annotated[str, Label(N_("What to say, who to be"), long=True)] = ""
    messages: Annotated[bool, Label(N_("Messages may be left"))] = False
    language: Annotated[str, Label(N_("Language"))] = ""
    other_person: Annotated[str, Label(N_("Whom else to call"), N_("only if the person agreed"))] = ""

    def check(self) -> None:
        """A contact says at least one way."""
        if not (self.phone or self.messenger or self.other_person):
            raise Refused(N_("Enter a phone, a messenger or another way to reach the person."))


@dataclass(frozen=True, kw_only=True)
class Stay(Fact):
    """Where the person lives now: country and region, never the street."""

    kind: ClassVar[str] = "stay"
    title: ClassVar[str] = N_("Stay")
    section: ClassVar[Section] = "person"
    writers: ClassVar[Writers] = _BOTH
    follows: ClassVar[bool] = True
    country: Annotated[str, Label(N_("Country"))]
    region: Annotated[str, Label(N_("City or region"), N_("no street"))] = ""
    since: Annotated[date | None, Label(N_("Since"))] = None
    plans: Annotated[str, Label(N_("Plans"), N_("how long, when home"))] = ""
