"""What two desks and a real server between them need; the line is this computer's own."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from regdesk.actions import documents, labs, people, plans, syncing
from regdesk.actions.desk import Desk, read_case, record
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import latest
from regdesk.domain.reviews import Registration
from tests import desks, make
from tests.benchmarks import big_desk, cases
from tests.benchmarks.cases import Story
from tests.benchmarks.figures import Figure, Note, Result, Took, timed

T = TypeVar("T")
_SLICE = 50  # ms; what comes should reach the writer in slices of this length


def path(folder: Path, times: int) -> Iterator[Result]:
    """Measure one CD4 result from the form at the host to the plan's PDF at the centre, so many *times*."""
    host, centre = desks.pair(folder)
    with desks.connected(folder, host, centre):
        case = planned(host, centre)
        samples = [timed(lambda value=400 + n: walk(host, centre, case, value)) for n in range(times)]
    yield Figure("One CD4 result, from form to the other desk's PDF", samples)


def planned(host: Desk, centre: Desk) -> StreamId:
    """Give a case with a plan that both desks hold."""
    case = desks.new_person(host, centre)
    desks.exchange(host, centre)
    people.accept(centre, case)
    record(centre, case, Registration(number="KG-1", on=make.TODAY))
    valid_to = make.TODAY + timedelta(days=180)
    plans.sign(centre, case, make.plan(), signa={"A": "1 × 21:00"}, valid_to=valid_to)
    desks.exchange(centre, host)
    return case


def walk(host: Desk, centre: Desk, case: StreamId, value: int) -> None:
    """Add a result, send it, fetch it, print the plan."""
    labs.add_result(host, case, make.lab_result(value=value, taken_on=make.TODAY))
    syncing.exchange(host)
    syncing.exchange(centre)
    newest = latest(read_case(centre, case), "cd4")
    if newest is None or getattr(newest.fact, "value", None) != Decimal(value):
        raise AssertionError("the result is not on the other desk")
    documents.build(centre, case, "treatment-plan", "ru")


def first_exchange(folder: Path, number: int) -> Iterator[Result]:
    """Measure how long a host needs to send all it has, and a centre to take it in; no scans."""
    host, centre = desks.pair(folder)
    sides, chance = (cases.side(host), cases.side(centre)), Random("first")  # noqa: S311 - no secret
    stories = [Story(*sides, chance) for _ in range(number)]
    for story in stories:
        cases.begin(story)
    big_desk.add(host, sides, stories)
    entries = sum(len(story.signed[host.org]) for story in stories)
    with desks.connected(folder, host, centre):
        syncing.exchange(centre)
        out, _ = exchanged(host)
        in_, held = exchanged(centre)
    (there,) = centre.write.execute("SELECT count(*) FROM case_view").fetchone()
    if there != number:
        raise AssertionError("not every case is on the other desk")
    yield Note("First exchange of two desks", f"{number} cases of {entries} records, no scans")
    yield Figure("… the host sends all", [out])
    yield Figure("… the centre takes all in", [in_])
    yield Figure("… and meanwhile keeps a person waiting", [max(held, key=lambda one: one.clock)], _SLICE)


def exchanged(desk: Desk) -> tuple[Took, list[Took]]:
    """Exchange once; tell how long it took, and how long it held the writing connection each time."""
    held: list[Took] = []

    def on_writer(job: Callable[..., T], /, *args: Any, **kwargs: Any) -> T:
        done: list[T] = []
        held.append(timed(lambda: done.append(job(*args, **kwargs))))
        return done[0]

    return timed(lambda: syncing.exchange(desk, on_writer=on_writer)), held
