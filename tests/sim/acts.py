"""What people do at a computer, as chance wants and as far as the program lets them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from regdesk.actions import erasure, labs, people, records
from regdesk.actions.desk import Desk, record, world
from regdesk.domain.book import Note
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.facts import EnteredInError
from regdesk.domain.journal import CaseFile, StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import Ended, LateEntry, Member
from regdesk.domain.orders import Order
from regdesk.domain.pauses import Pause
from regdesk.domain.rights import heads
from regdesk.domain.supply import StockCount
from regdesk.errors import Refused
from regdesk.store import journal
from tests import desks, make
from tests.sim.region import Region, Seat

PARTS = ("host", "centre", "carrier")


def cases(desk: Desk) -> list[StreamId]:
    """List the cases a desk has, without its book."""
    found = (records.stored(desk, stream) for stream in journal.streams(desk.write))
    return [case.id for case in found if any(entry.section == "case" for entry in case.entries)]


def act(region: Region, seat: Seat) -> str:
    """Do one thing on a computer; say what, or that the program refused it."""
    rng, desk = region.rng, seat.desk
    known = cases(desk)
    if not known or rng.random() < 0.1:
        return f"opens {desks.new_person(desk, rng.choice(_others(region, desk))).hex()[:6]}"
    stream = rng.choice(known)
    what = rng.choices(list(DEEDS), list(DEEDS.values()))[0]
    said = f"{what.__name__[1:]} {stream.hex()[:6]}"
    try:
        what(region, desk, records.stored(desk, stream))
    except Refused as refused:
        return f"{said}: refused: {refused.message[:60]}"
    return said


def decide(desk: Desk) -> bool:
    """Choose between organisations that took one part, wherever this desk's may; say whether it did."""
    done = False
    for stream in cases(desk):
        case = records.stored(desk, stream)
        member = people.parts(desk, case)
        for part in PARTS:
            rivals = sorted(member.holders(part), key=lambda grant: grant.id)
            if len({grant.org for grant in rivals}) < 2:
                continue
            try:
                record(desk, stream, Member(part=part), about=rivals[0].id)
                done = True
            except Refused:
                continue
    return done


def _others(region: Region, desk: Desk) -> list[Desk]:
    return [seat.desk for seat in region.seats if seat.desk.org != desk.org]


def _result(region: Region, desk: Desk, case: CaseFile) -> None:
    """Add a result."""
    labs.add_result(desk, case.id, _measured(region))


def _measured(region: Region) -> LabResult:
    """Give a viral load that hardly another one has."""
    return make.lab_result(test="viral-load", value=region.rng.randrange(10**6), unit="{copies}/mL")


def _correct(region: Region, desk: Desk, case: CaseFile) -> None:
    """Correct a result, perhaps one that another computer corrects now too."""
    if found := case.of(LabResult):
        right = _measured(region)
        labs.correct_result(desk, case.id, [region.rng.choice(found).id], right)


def _take_back(region: Region, desk: Desk, case: CaseFile) -> None:
    """Mark a record as entered in error."""
    if found := [one for one in case.of(LabResult) if not isinstance(one.fact, EnteredInError)]:
        records.take_back(desk, case.id, region.rng.choice(found).id)


def _note(region: Region, desk: Desk, case: CaseFile) -> None:
    """Write a note for colleagues."""
    record(desk, case.id, Note(text=f"Заметка {region.rng.randrange(10**6)}"))


def _stock(region: Region, desk: Desk, case: CaseFile) -> None:
    """Count what the person has, order more, or declare a pause; who may not is refused."""
    today, days = desk.clock.today(), region.rng.randrange(90)
    count, order = StockCount(on=today, days=days), Order(on=today, days=days + 1)
    record(desk, case.id, region.rng.choice((count, count, order, Pause(since=today, why="учебная"))))


def _contact(region: Region, desk: Desk, case: CaseFile) -> None:
    """Write down another phone."""
    records.state(desk, case.id, make.safe_contact(when=f"после {region.rng.randrange(24)}:00"))


def _answer(region: Region, desk: Desk, case: CaseFile) -> None:
    """Take what is offered, or refuse it."""
    if region.rng.random() < 0.8:
        people.accept(desk, case.id)
    else:
        people.decline(desk, case.id, "Мест нет")


def _offer(region: Region, desk: Desk, case: CaseFile) -> None:
    """Offer a part to another organisation."""
    other = region.rng.choice(_others(region, desk))
    desks.offer_part(desk, case.id, other.org, region.rng.choice(PARTS))


def _end(region: Region, desk: Desk, case: CaseFile) -> None:
    """Say that the own part is over, where somebody else has it or it is the carrier's."""
    member = people.parts(desk, case)
    mine = [grant for part in PARTS for grant in member.holders(part) if grant.org == desk.org]
    mine = [one for one in mine if one.part == "carrier" or len(member.holders(one.part)) > 1]
    if mine:
        grant = region.rng.choice(mine)
        upto = heads(case.entries, world(desk, desk.write).authors, desk.org)
        record(desk, case.id, Ended(part=grant.part, heads=upto), about=grant.id)


def _consent(region: Region, desk: Desk, case: CaseFile) -> None:
    """Ask the person again: for everybody, for some, for a while."""
    orgs = sorted({seat.desk.org for seat in region.seats})
    named = tuple(orgs if region.rng.random() < 0.6 else sorted(region.rng.sample(orgs, 2)))
    until = desk.clock.today() + timedelta(days=30) if region.rng.random() < 0.2 else None
    fact = replace(make.transfer_consent(), organisations=named, until=until, on=desk.clock.today())
    records.state(desk, case.id, fact)


def _withdraw(region: Region, desk: Desk, case: CaseFile) -> None:
    """Take consent back."""
    if found := case.tips(TransferConsent):
        about = region.rng.choice(found).id
        record(desk, case.id, Withdrawal(on=desk.clock.today()), about=about)


def _late(region: Region, desk: Desk, case: CaseFile) -> None:
    """Let in what was put aside."""
    aside = [entry.id for entry in case.entries if case.verdicts[entry.id].state == "aside"]
    if aside:
        record(desk, case.id, LateEntry(entries=(region.rng.choice(aside),)))


def _erase(region: Region, desk: Desk, case: CaseFile) -> None:
    """Erase a section in the own organisation."""
    erasure.erase(desk, case.id, sections=[region.rng.choice(("person", "clinical", "internal"))])


Deed = Callable[[Region, Desk, CaseFile], None]
DEEDS: dict[Deed, int] = {
    _result: 6,
    _correct: 6,
    _take_back: 2,
    _note: 2,
    _stock: 2,
    _contact: 2,
    _answer: 6,
    _offer: 3,
    _end: 1,
    _consent: 2,
    _withdraw: 1,
    _late: 1,
    _erase: 1,
}
