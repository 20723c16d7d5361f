"""Real desks for tests: two organisations that have met, and a real server between them when wanted."""

import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from regdesk.actions import (
    enrolment,
    joining,
    membership,
    papers,
    partners,
    people,
    set_up,
    sheets,
    syncing,
    unlocking,
)
from regdesk.actions.desk import Clock, Desk, read_case, record
from regdesk.actions.joining import NewComputer
from regdesk.actions.people import NewPerson
from regdesk.actions.set_up import NewOrganisation
from regdesk.crypto.slots import Cost
from regdesk.domain.journal import CaseFile, OrgId, StreamId
from regdesk.domain.membership import Offer
from regdesk.errors import Refused
from tests import make
from tests.postgres import Cluster
from tests.served import Served, served

CHEAP = Cost(memory_kib=64, passes=1)
PASSPHRASE = "only for tests, nothing real"


class Hands:
    """A clock whose hands a test moves: `day` is today, each reading of the time is one ms later."""

    def __init__(self, day: date = make.TODAY) -> None:
        self.day = day
        self._ms = itertools.count(make.START_MS)

    def clock(self) -> Clock:
        """Give the clock for a desk."""
        return Clock(lambda: next(self._ms), lambda: self.day)

    def later(self, days: int) -> None:
        """Let days pass."""
        self.day += timedelta(days=days)


def desk(
    folder: Path,
    name: str,
    part: str,
    *,
    clock: Clock | None = None,
    country: str = "RU",
    cost: Cost = CHEAP,
) -> Desk:
    """Set up a desk of a new organisation whose one person does everything of its part."""
    roles = "caseworker clinician" if part == "host" else "clinician registrar pharmacist"
    new = NewOrganisation(
        name=name,
        country=country,
        part=part,
        person="Алина С." if part == "host" else "Гульмира К.",
        roles=frozenset(roles.split()),
        passphrase=PASSPHRASE,
    )
    return set_up.create(folder, new, clock or Hands().clock(), os.urandom, cost)


def with_sheet(open_desk: Desk) -> Desk:
    """Put the first recovery sheet in force, with which set-up ends in the windows."""
    draft = sheets.make(open_desk)
    sheets.confirm(open_desk, {number: draft.groups[number - 1] for number in draft.asked})
    return open_desk


def reopen(open_desk: Desk) -> Desk:
    """Lock a desk and unlock it again."""
    unlocking.close(open_desk)
    return unlocking.unlock(open_desk.folder, PASSPHRASE, open_desk.clock, os.urandom, CHEAP)


def put_away(open_desk: Desk) -> None:
    """Close a desk that tests copy to begin from: each copy is to be taken for the desk itself."""
    open_desk.write.execute("DELETE FROM state WHERE name = 'place'")
    unlocking.close(open_desk)


def meet(one: Desk, other: Desk) -> None:
    """Exchange introductions and compare the digits."""
    for here, there in ((one, other), (other, one)):
        partners.meet(here, partners.introduce(there))
    assert partners.digits(one, other.org) == partners.digits(other, one.org)
    partners.confirm(one, other.org)
    partners.confirm(other, one.org)


def pair(folder: Path, hands: Hands | None = None, cost: Cost = CHEAP) -> tuple[Desk, Desk]:
    """Give a host in Moscow and a centre in Bishkek that have met; both have one clock."""
    clock = (hands or Hands()).clock()
    host = desk(folder / "host", "Опора", "host", clock=clock, cost=cost)
    centre = desk(folder / "centre", "Центр, Бишкек", "centre", clock=clock, country="KG", cost=cost)
    meet(host, centre)
    return host, centre


@contextmanager
def connected(folder: Path, *desks: Desk, postgres: Cluster | None = None) -> Iterator[Served]:
    """Run a real server that all *desks* know; its clock need not agree with theirs."""
    with served(folder / "server", postgres) as server:
        for one in desks:
            partners.set_server(one, server.url, server.answer_key)
        yield server


def exchange(*desks: Desk, times: int = 2) -> None:
    """Let desks exchange one after the other, twice, so that answers and ticks come back."""
    for _ in range(times):
        for one in desks:
            syncing.exchange(one)


def new_person(host: Desk, centre: Desk, **changes: object) -> StreamId:
    """Open a case for an invented person and offer it to the centre."""
    new = NewPerson(
        identity=make.identity(),
        contact=make.safe_contact(),
        contact_consent=make.contact_consent(),
        transfer_consent=make.transfer_consent(),
        centre=centre.org,
    )
    return people.open_case(host, replace(new, **changes))[0]  # type: ignore[arg-type]


def offer_part(desk: Desk, stream: StreamId, org: OrgId, part: str) -> None:
    """Offer a part without asking for consent or digits, as a desk of another make may."""
    member = people.parts(desk, read_case(desk, stream))
    mine = next((g for p in ("host", "centre") for g in member.holders(p) if g.org == desk.org), None)
    if mine is None:
        raise Refused(membership.NO_PART)
    record(desk, stream, Offer(org=org, part=part), follows=mine.id, about=member.last(part))


def shared(case: CaseFile) -> set[bytes]:
    """Give the ids of what stands in the sections that travel."""
    return {entry.id for entry in case.standing if entry.section != "internal"}


def picture(width: int = 700, height: int = 900) -> papers.Scan:
    """Give a noisy page that does not compress away."""
    out = BytesIO()
    Image.effect_noise((width, height), 90).save(out, "JPEG", quality=85)
    return papers.Scan(out.getvalue(), width, height)


def second(
    first: Desk,
    folder: Path,
    name: str = "Борис Т.",
    roles: str = "caseworker clinician",
    clock: Clock | None = None,
) -> Desk:
    """Give one more computer of a desk's organisation, joined by a code and files on a stick."""
    code = joining.read_code(enrolment.invite(first).text)
    new = NewComputer(
        code=code.secret,
        hello=code.hello,
        person=name,
        roles=frozenset(roles.split()),
        passphrase=PASSPHRASE,
    )
    waiting = joining.begin(folder, new, clock or first.clock, os.urandom, CHEAP)
    asked = enrolment.asked(first, waiting.file)
    assert asked.words("ru") == waiting.words("ru")
    answer, _ = enrolment.hand_over(first, asked, asked.request.roles)
    return joining.finish(waiting, answer)
