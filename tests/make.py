"""Builds whatever a test is not about: invented organisations, people, entries and whole cases."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count

from regdesk.domain import codec
from regdesk.domain.consent import ContactConsent, TransferConsent
from regdesk.domain.facts import Fact
from regdesk.domain.hashing import digest
from regdesk.domain.journal import AuthorId, CaseFile, Entry, EntryId, OrgId, StreamId, stream_id
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import Accepted, CaseOpened, Offer
from regdesk.domain.outcomes import Closed
from regdesk.domain.people import Identity, SafeContact
from regdesk.domain.plans import Dose, Plan
from regdesk.domain.rights import Author, World, read
from regdesk.wire import signatures

TODAY = date(2026, 11, 23)
START_MS = 1_795_000_000_000
NONCE = bytes(range(16))


@dataclass(frozen=True)
class Org:
    """An organisation with one author of the given roles; its keys follow from its name."""

    name: str
    roles: str = "admin clinician registrar pharmacist caseworker"

    @property
    def id(self) -> OrgId:
        """Its 32-byte id."""
        return OrgId(digest("test/org", self.name.encode()))

    @property
    def secret(self) -> bytes:
        """The 32-byte signing secret of its author."""
        return digest("test/secret", self.name.encode())

    @property
    def author(self) -> AuthorId:
        """The 16-byte id of its author."""
        return AuthorId(digest("regdesk/author/v1", self.id, signatures.public(self.secret))[:16])

    @property
    def rights(self) -> Author:
        """What the rosters say of its author."""
        key = signatures.public(self.secret)
        return Author(self.id, frozenset(self.roles.split()), key=key)  # type: ignore[arg-type]


HOST, CENTRE, CARRIER, STRANGER = Org("Opora"), Org("Bishkek"), Org("Jol"), Org("Nobody")
CASE = stream_id("case", HOST.id, NONCE)
AUTHORS = {org.author: org.rights for org in (HOST, CENTRE, CARRIER, STRANGER)}


@dataclass
class Journal:
    """Writes entries of one stream with running numbers and a clock that ticks one second an entry."""

    stream: StreamId = CASE
    entries: list[Entry] = field(default_factory=list)
    ticks: Iterable[int] = field(default_factory=lambda: count(START_MS, 1000))

    def write(
        self,
        org: Org,
        fact: Fact,
        *,
        about: EntryId | None = None,
        follows: EntryId | None = None,
        replaces: Sequence[EntryId] = (),
        section: str = "",
    ) -> Entry:
        """Add one entry by *org* and return it."""
        section = section or fact.section
        n = 1 + sum(e.author == org.author and e.section == section for e in self.entries)
        draft = Entry(
            id=EntryId(b""),
            stream=self.stream,
            section=section,
            author=org.author,
            n=n,
            at=next(iter(self.ticks)),
            fact=fact,
            about=about,
            follows=follows,
            replaces=tuple(sorted(replaces)),
        )
        self.entries.append(codec.decode(sign(org, draft)))
        return self.entries[-1]

    def file(self, own: Org = HOST) -> CaseFile:
        """Read what stands."""
        return read(self.stream, self.entries, AUTHORS, own.id)

    def signed(self) -> list[bytes]:
        """Give all entries as signed bytes, in the order they were written."""
        by_author = {org.author: org for org in (HOST, CENTRE, CARRIER, STRANGER)}
        return [sign(by_author[entry.author], entry) for entry in self.entries]


def sign(org: Org, entry: Entry) -> bytes:
    """Give the signed bytes of an entry."""
    array = codec.encode(entry)
    return array + signatures.sign(org.secret, "regdesk/entry/v1", array)


def world(own: Org = HOST, *, colleagues: bool = False) -> World:
    """Give what the desk of *own* knows."""
    return World(AUTHORS, own.id, colleagues)


def opened() -> Journal:
    """Give the journal of a case with a host and a centre, identity, contact and both consents."""
    journal = Journal()
    grant = journal.write(
        HOST, CaseOpened(org=HOST.id, nonce=NONCE, part="host", origin="KG", host_country="RU")
    )
    offer = journal.write(HOST, Offer(org=CENTRE.id, part="centre"), follows=grant.id)
    journal.write(CENTRE, Accepted(part="centre"), follows=offer.id)
    for fact in (identity(), safe_contact(), contact_consent(), transfer_consent()):
        journal.write(HOST, fact)
    return journal


def identity(**changes: object) -> Identity:
    """Give an invented person."""
    values = {
        "family_name": "Асанова",
        "given_names": "Айгүл",
        "patronymic": "Бакытовна",
        "family_latin": "ASANOVA",
        "given_latin": "AIGUL",
        "born_on": date(1994, 3, 14),
        "sex": "f",
        "citizenship": "KG",
    }
    return Identity(**(values | changes))  # type: ignore[arg-type]


def safe_contact(**changes: object) -> SafeContact:
    """Give a plainly fictional phone."""
    return SafeContact(**({"phone": "+7 000 000-00-01", "when": "после 19:00"} | changes))  # type: ignore[arg-type]


def contact_consent(**changes: object) -> ContactConsent:
    """Give consent A to the host."""
    values = {"organisations": (HOST.id,), "text_version": "2026-11", "language": "ky", "on": TODAY}
    return ContactConsent(**(values | changes))  # type: ignore[arg-type]


def transfer_consent(**changes: object) -> TransferConsent:
    """Give consent B to the host and the centre."""
    values = {"organisations": (HOST.id, CENTRE.id), "text_version": "2026-11", "language": "ky", "on": TODAY}
    return TransferConsent(**(values | changes))  # type: ignore[arg-type]


def closed(outcome: str, **changes: object) -> Closed:
    """Give an outcome as it is written down, complete for every kind of it."""
    values = {"on": TODAY, "source": "said by a relative"} | changes
    if outcome == "transferred":
        values = {"received_by": "Centre in Almaty", "confirmed_on": TODAY} | values
    if outcome == "duplicate":
        values = {"other_number": "KG-30412"} | values
    return Closed(outcome=outcome, **values)  # type: ignore[arg-type]


def lab_result(**changes: object) -> LabResult:
    """Give a CD4 count of 412."""
    values = {"test": "cd4", "value": 412, "unit": "{cells}/uL", "taken_on": date(2026, 11, 9)} | changes
    number = values["value"]
    values["value"] = None if number is None else Decimal(str(number))
    return LabResult(**values)  # type: ignore[arg-type]


def plan(**changes: object) -> Plan:
    """Give a plan of one tablet a day for 90 days."""
    dose = Dose(item="A", inn="tenofovir/lamivudine/dolutegravir", strength="300/300/50 mg", times=("21:00",))
    values = {
        "number": "KG-2026-0417",
        "regimen": "TDF/3TC/DTG",
        "doses": (dose,),
        "on": TODAY,
        "clinician": "Гульмира К.",
    }
    return Plan(**(values | changes))  # type: ignore[arg-type]
