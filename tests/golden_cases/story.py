"""Tells an invented case: the facts of a journal one after the other, and what is held against them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from regdesk.catalogue import whole
from regdesk.domain import package
from regdesk.domain.facts import Fact
from regdesk.domain.journal import Entry, EntryId
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import Accepted, CaseOpened, Offer
from regdesk.domain.papers import LEGAL_TYPES, ClinicalPaper, LegalPaper, Submission
from regdesk.domain.people import IdentityPaper
from regdesk.domain.plans import Dose, Plan, add_months, prescribe
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.routes import UNKNOWN, WayTime
from regdesk.domain.supply import Handover, StockCount
from tests import make
from tests.make import CENTRE, HOST, Journal

TODAY = date(2026, 11, 23)
TLD = Dose(
    item="A",
    inn="tenofovir + lamivudine + dolutegravir",
    strength="300 mg + 300 mg + 50 mg",
    times=("21:00",),
)
TLE = Dose(
    item="A", inn="tenofovir + lamivudine + efavirenz", strength="300 mg + 300 mg + 400 mg", times=("21:00",)
)


def day(text: str) -> date:
    """Read `1.3.2026`."""
    number, month, year = map(int, text.split("."))
    return date(year, month, number)


@dataclass
class Story:
    """One case as it is told.

    today   the day on which everything is asked;  way  what is known of the parcel's way
    plan    a plan that is being written and is checked, not signed yet
    beside  journals of other people, for what an organisation's stock says
    """

    today: date = TODAY
    way: WayTime = UNKNOWN
    journal: Journal = field(default_factory=Journal)
    plan: Plan | None = None
    pack: Fact | None = None
    beside: list[Journal] = field(default_factory=list)

    def begin(
        self, *, origin: str = "KG", host: str = "RU", consent: bool = True, **identity: object
    ) -> "Story":
        """Open the case: host and centre, the person, safe contact and consents."""
        place = CaseOpened(org=HOST.id, nonce=make.NONCE, part="host", origin=origin, host_country=host)
        grant = self.host(place)
        offer = self.host(Offer(org=CENTRE.id, part="centre"), follows=grant.id)
        self.centre(Accepted(part="centre"), follows=offer.id)
        self.host(make.identity(**identity))
        self.host(make.safe_contact())
        self.host(make.contact_consent())
        if consent:
            self.host(make.transfer_consent())
        return self

    def host(
        self,
        fact: Fact,
        *,
        about: EntryId | None = None,
        follows: EntryId | None = None,
        replaces: Sequence[EntryId] = (),
    ) -> Entry:
        """The organisation on the spot writes a fact."""
        return self.journal.write(HOST, fact, about=about, follows=follows, replaces=replaces)

    def centre(
        self,
        fact: Fact,
        *,
        about: EntryId | None = None,
        follows: EntryId | None = None,
        replaces: Sequence[EntryId] = (),
    ) -> Entry:
        """The Centre writes a fact."""
        return self.journal.write(CENTRE, fact, about=about, follows=follows, replaces=replaces)

    def counted(self, on: str, days: int, how: str = "seen") -> Entry:
        """Days of full doses were counted."""
        return self.host(StockCount(on=day(on), days=days, how=how))

    def handed(self, on: str, days: int, *, parcel: Entry | None = None, first: str = "") -> Entry:
        """Medicines were handed over."""
        begun = day(first) if first else None
        fact = Handover(on=day(on), days=days, first_dose_on=begun)
        return self.host(fact, about=parcel.id if parcel else None)

    def lab(self, test: str, value: str, on: str) -> Entry:
        """A result: `412`, `<20`, or an outcome such as `positive`."""
        if not value.strip("<>").replace(".", "").isdigit():
            return self.host(LabResult(test=test, taken_on=day(on), outcome=value))
        sign, number = (value[0], value[1:]) if value[0] in "<>" else ("", value)
        fact = LabResult(
            test=test,
            taken_on=day(on),
            comparator=sign,
            value=Decimal(number),
            unit=whole.current().tests[test].ucum,
        )
        return self.host(fact)

    def paper(self, kind: str, on: str) -> Entry:
        """A paper was added; of legal ones and identity documents, too."""
        if kind == "passport":
            return self.host(IdentityPaper(type=kind, number="ID0000000", issued_on=day(on)))
        paper = LegalPaper if kind in LEGAL_TYPES else ClinicalPaper
        return self.host(paper(type=kind, dated=day(on)))

    def sent(self, on: str = "20.5.2026", urgency: str = "") -> Entry:
        """The package was sent, with every paper so far."""
        papers = tuple(one.id for one in package.papers_of(self.journal.file()))
        return self.host(Submission(on=day(on), papers=papers, urgency=urgency))

    def registered(self, number: str = "KG-30412", on: str = "25.5.2026") -> "Story":
        """Papers were sent, the doctor accepted them, the registrar gave a number."""
        self.paper("passport", "1.2.2020")
        self.paper("hiv-confirmation", "2.5.2026")
        self.lab("hiv-confirmation", "positive", "2.5.2026")
        sent = self.sent()
        accepted = ReviewDecision(decision="accept", on=day(on), identity_level="L2", clinician="Гульмира К.")
        self.centre(accepted, about=sent.id)
        self.centre(Registration(number=number, on=day(on)))
        return self

    def planned(
        self, *doses: Dose, regimen: str = "TDF/3TC/DTG", on: str = "1.6.2026", **more: object
    ) -> Entry:
        """A plan and its prescription were signed."""
        plan = self.centre(make.plan(doses=doses or (TLD,), regimen=regimen, on=day(on), **more))
        if not isinstance(plan.fact, Plan):
            raise TypeError(plan.kind)
        recipe = prescribe(plan.fact, "R-1", {}, add_months(day(on), 12))
        self.centre(recipe, about=plan.id)
        return plan

    def treated(self, since: str, *doses: Dose, regimen: str = "TDF/3TC/DTG") -> "Story":
        """A plan was signed and the first medicines were handed over on a day, the first dose then."""
        self.planned(*doses, regimen=regimen, on=since)
        self.handed(since, 90, first=since)
        return self

    def writes(self, *doses: Dose, regimen: str = "TDF/3TC/DTG", **more: object) -> "Story":
        """The doctor is writing a plan."""
        self.plan = make.plan(doses=doses or (TLD,), regimen=regimen, on=self.today, **more)
        return self


def dose(inn: str, strength: str, *times: str, item: str = "A", **more: object) -> Dose:
    """Give a dose of a plan, once a day in the evening if nothing else is said."""
    return Dose(item=item, inn=inn, strength=strength, times=times or ("21:00",), **more)  # type: ignore[arg-type]


def after(start: date, days: int) -> date:
    """Give the day so many days later."""
    return start + timedelta(days=days)
