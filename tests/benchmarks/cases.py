"""Whole cases as signed bytes, written without a desk: what the benchmarks fill one with."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from regdesk.actions.desk import Desk
from regdesk.advice.calendar import propose
from regdesk.domain import codec, codes, plans
from regdesk.domain.consent import ContactConsent, TransferConsent
from regdesk.domain.facts import Fact
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.journal import DAY_MS, AuthorId, Entry, EntryId, OrgId, StreamId, stream_id
from regdesk.domain.membership import Accepted, CaseCode, CaseOpened, Offer
from regdesk.domain.papers import ClinicalPaper, Page, Submission
from regdesk.domain.people import IdentityPaper
from regdesk.domain.questions import Question
from regdesk.domain.reviews import Received, Registration, ReviewDecision
from regdesk.domain.supply import Dispensing, Handover, Packed, Parcel, ParcelEvent, StockCount
from regdesk.wire import signatures
from tests import make
from tests.benchmarks import persons

# How many of a hundred cases are in each step; together they have about 13 entries a case.
STEPS = {1: 20, 2: 20, 3: 20, 4: 10, 5: 12, 6: 18}
_AGES = {1: (1, 30), 2: (5, 60), 3: (20, 80), 4: (30, 90), 5: (40, 120), 6: (60, 200)}
_HOUR = DAY_MS // 24


@dataclass(frozen=True)
class Side:
    """One of the two who write: an organisation and the key of its person."""

    org: OrgId
    author: AuthorId
    secret: bytes = field(repr=False)


def side(desk: Desk) -> Side:
    """Give the side that works on a desk."""
    return Side(desk.org, desk.person.author, desk.person.secret)


class Story:
    """One case, begun so many days ago. `signed` has the entries of each organisation, in their order."""

    def __init__(self, host: Side, centre: Side, chance: Random) -> None:
        self.host, self.centre, self.chance = host, centre, chance
        self.step = chance.choices(list(STEPS), list(STEPS.values()))[0]
        self.signed: dict[OrgId, list[bytes]] = {host.org: [], centre.org: []}
        self._nonce = chance.randbytes(16)
        self.stream: StreamId = stream_id("case", host.org, self._nonce)
        self._at = make.START_MS - chance.randint(*_AGES[self.step]) * DAY_MS
        self._counts: Counter[tuple[AuthorId, str]] = Counter()

    @property
    def day(self) -> date:
        """The day of the entry that is written next."""
        return make.TODAY - timedelta(days=(make.START_MS - self._at) // DAY_MS)

    def write(self, who: Side, fact: Fact, **links: Any) -> EntryId:
        """Sign one fact, up to a day and a half after the one before."""
        self._at = min(self._at + self.chance.randrange(_HOUR, 36 * _HOUR), make.START_MS - 1)
        self._counts[who.author, fact.section] += 1
        n = self._counts[who.author, fact.section]
        place = {"stream": self.stream, "section": fact.section, "author": who.author, "n": n, "at": self._at}
        array = codec.encode(Entry(id=EntryId(b""), fact=fact, **place, **links))
        self.signed[who.org].append(array + signatures.sign(who.secret, "regdesk/entry/v1", array))
        return codec.identify(array)

    def page(self) -> Page:
        """Give a page whose scan is nowhere."""
        blob, key, root = (self.chance.randbytes(size) for size in (16, 32, 32))
        return Page(blob=blob, key=key, root=root, size=self.chance.randrange(80_000, 400_000))


def tell(story: Story, *, scans: bool = True) -> Story:
    """Write a case up to the step it is in; without *scans* its papers have no pages."""
    offer = begin(story)
    if story.step > 1:
        package = hand_in(story, offer, whole=story.step > 2, scans=scans)
        if story.step > 3 and package:
            accept(story, package)
        if story.step > 4:
            supply(story, prescribe(story), handed_over=story.step > 5)
    return story


def begin(story: Story) -> EntryId:
    """Step 1: opened, consents, a name, and the part offered to the centre."""
    host, chance, both = story.host, story.chance, (story.host.org, story.centre.org)
    person = persons.identity(chance)
    opened = CaseOpened(
        org=host.org, nonce=story._nonce, part="host", origin=person.citizenship, host_country="RU"
    )
    grant = story.write(host, opened)
    words = {"text_version": "2026-11", "language": "ru", "on": story.day}
    for fact in (
        CaseCode(code=codes.draw(chance.randbytes)),
        ContactConsent(organisations=(host.org,), **words),
        TransferConsent(organisations=tuple(sorted(both)), **words),
        person,
    ):
        story.write(host, fact)
    return story.write(host, Offer(org=story.centre.org, part="centre"), follows=grant)


def hand_in(story: Story, offer: EntryId, *, whole: bool, scans: bool) -> EntryId | None:
    """Step 2: contact, passport, the centre takes part; a *whole* package is handed in."""
    host, pages = story.host, (story.page(),) if scans else ()
    story.write(host, persons.contact(story.chance))
    number = f"XX {story.chance.randrange(10**7):07d}"
    passport = story.write(host, IdentityPaper(type="passport", number=number, pages=pages))
    story.write(story.centre, Accepted(part="centre"), follows=offer)
    if not whole:
        return None
    pages = (story.page(),) if scans else ()
    form = story.write(host, ClinicalPaper(type="hiv-confirmation", dated=story.day, pages=pages))
    positive = make.lab_result(
        test="hiv-confirmation", value=None, unit="", outcome="positive", taken_on=story.day
    )
    story.write(host, positive, about=form)
    urgency = story.chance.choice(("", "", "", "", "low-cd4", "art-stopped"))
    package = story.write(host, Submission(on=story.day, papers=(passport, form), urgency=urgency))
    if story.step == 3 and story.chance.random() < 0.1:
        story.write(story.centre, Question(text="Когда был последний приём?"))
    return package


def accept(story: Story, package: EntryId) -> None:
    """Step 3: received, accepted, registered."""
    centre = story.centre
    story.write(centre, Received(on=story.day), about=package)
    decision = ReviewDecision(decision="accept", on=story.day, identity_level="L2", clinician="Гульмира К.")
    story.write(centre, decision, about=package)
    story.write(centre, Registration(number=f"KG-{story.chance.randrange(10**6):06d}", on=story.day))


def prescribe(story: Story) -> EntryId:
    """Step 4: plan and prescription."""
    day = story.day
    plan = make.plan(on=day, start_on=day + timedelta(days=20), follow_ups=propose(day))
    entry = story.write(story.centre, plan)
    paper = plans.prescribe(plan, f"{plan.number}-P", {"A": "1 × 21:00"}, day + timedelta(days=180))
    return story.write(story.centre, paper, about=entry)


def supply(story: Story, paper: EntryId, *, handed_over: bool) -> None:
    """Steps 5 and 6: what the person has, a parcel in most cases, and what was *handed over*."""
    host, centre, day = story.host, story.centre, story.day
    story.write(host, StockCount(on=day, days=story.chance.randrange(3, 60)))
    if not handed_over and story.chance.random() < 0.4:
        return
    item = Packed(item="A", units=90, packs=3, batch="TEST-A1", expires_on=day + timedelta(days=700))
    aside = story.write(centre, Dispensing(on=day, days=90, items=(item,)), about=paper)
    number = f"P-{story.chance.randrange(10**5)}"
    boxed = Parcel(number=number, on=day, expected_on=day + timedelta(days=21))
    parcel = story.write(centre, boxed, about=aside)
    story.write(centre, ParcelEvent(what="dispatched", on=story.day), about=parcel)
    if handed_over:
        story.write(host, Handover(on=story.day, days=90), about=parcel)
        story.write(host, FollowUp(on=story.day, missed=0, next_on=story.day + timedelta(days=30)))
