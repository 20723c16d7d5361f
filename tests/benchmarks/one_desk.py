"""What a person waits for at a desk with many cases."""

import time
from collections.abc import Iterable, Iterator
from datetime import timedelta
from random import Random

from regdesk.actions import audit, calendar, cases, documents, labs, lists, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import StreamId
from regdesk.domain.people import Identity, SafeContact
from regdesk.domain.plans import Plan
from regdesk.store.journal import streams
from tests import make
from tests.benchmarks.big_desk import Locked
from tests.benchmarks.figures import Figure, Note, Result, each, memory, timed

_RU, _EN = "йцукенгшщзхъфывапролджэячсмитьбю", "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_OPENINGS, _NEW_DAYS, _PEOPLE, _CASES, _PLANS = 7, 3, 10, 200, 30
_CALENDAR = 100
_TODAY, _SEARCH, _OPEN, _ADD, _PLAN = 300, 50, 20, 30, 150  # ms that a person does not feel


def today(at: Locked) -> Iterator[Result]:
    """Measure from the raw key to what the Today page shows, on a day like before and on a new one."""

    def enter(_: int) -> None:
        desk = at.open()
        lists.today(desk)
        unlocking.close(desk)

    def next_day(_: int) -> None:
        at.hands.later(1)
        enter(0)

    yield each("From the raw key to the data of Today", enter, range(_OPENINGS), _TODAY)
    desk = at.open()
    yield each("Today read again", lambda _: lists.today(desk), range(_OPENINGS))
    shown = lists.today(desk)
    counts = f"{len(shown.rows)} to do, {len(shown.urgent)} and {len(shown.soon)} short of stock"
    yield Note("Rows of Today (500 of a kind at most)", f"{counts}, {len(shown.unsent)} not sent")
    monday = desk.clock.today() - timedelta(days=desk.clock.today().weekday())
    week = [monday + timedelta(weeks=n) for n in range(_OPENINGS)]
    read = lambda first: calendar.read(desk, first, first + timedelta(days=6), first)  # noqa: E731 - as above
    yield each("A week of the calendar", read, week, _CALENDAR)
    unlocking.close(desk)
    yield Note("Memory after that", memory())
    yield each("The same, first time on a new day", next_day, range(_NEW_DAYS))
    at.hands.later(-_NEW_DAYS)


def search(at: Locked) -> Iterator[Result]:
    """Measure each keystroke while names, codes and phones are typed letter by letter."""
    desk = at.open()
    strokes = [typed[:end] for typed in _typed(desk) for end in range(1, len(typed) + 1)]
    yield each("Search, each keystroke", lambda text: lists.search_people(desk, text), strokes, _SEARCH)
    unlocking.close(desk)


def case(at: Locked) -> Iterator[Result]:
    """Measure opening a case: with all its screen shows, and its journal alone."""
    desk = at.open()
    some = _some(desk, _CASES)
    yield each("Opening a case, all its tabs", lambda stream: cases.look(desk, stream), some, _OPEN)
    yield each("Reading its journal alone", lambda stream: read_case(desk, stream), some)
    opened = lambda stream: audit.note(desk, "opened", stream=stream)  # noqa: E731 - as the lines above
    yield each("Its line in the log of reading, behind the screen", opened, some, _OPEN)
    unlocking.close(desk)


def result(at: Locked) -> Iterator[Result]:
    """Measure adding a result: checked, signed, on disk (synchronous=FULL), lists brought up to date."""
    desk = at.open()
    fact = make.lab_result(laboratory=f"Laboratory {time.time_ns()}")  # a desk that is kept has the last one
    some = _some(desk, _CASES)
    yield each("Adding one result", lambda stream: labs.add_result(desk, stream, fact), some, _ADD)
    unlocking.close(desk)


def plan(at: Locked) -> Iterator[Result]:
    """Measure one treatment plan as PDF; the first one loads the fonts."""
    desk = at.open()
    with_plan = (stream for stream in _some(desk) if read_case(desk, stream).of(Plan))
    first, *rest = (stream for stream, _ in zip(with_plan, range(_PLANS + 1), strict=False))

    def build(stream: StreamId) -> None:
        documents.build(desk, stream, "treatment-plan", "ru")

    yield Figure("One plan as PDF, the first (loads fonts)", [timed(lambda: build(first))])
    yield each("One plan as PDF", build, rest or [first], _PLAN)
    yield Note("Memory after all that", memory())
    unlocking.close(desk)


def _some(desk: Desk, number: int | None = None) -> list[StreamId]:
    """Give cases in random order, the same in every run."""
    found = [one for one in streams(desk.read) if lists.case_row(desk, one)]
    return Random("some").sample(found, min(number or len(found), len(found)))  # noqa: S311 - no secret


def _typed(desk: Desk) -> Iterable[str]:
    """Give what is typed: the name in its script, in Latin, on a wrong layout; code, phone, and nobody."""
    for number, stream in enumerate(_some(desk, _PEOPLE)):
        seen = read_case(desk, stream)
        row, name, phone = lists.case_row(desk, stream), seen.one(Identity), seen.one(SafeContact)
        if name and row:
            original = f"{name.family_name} {name.given_names}"
            yield original
            yield (f"{name.family_latin} {name.given_latin}", original.lower().translate(_WRONG))[number % 2]
            yield row.code
        if phone:
            yield phone.phone
    yield from ("Никтоненашёлся", "zzzz")


_WRONG = str.maketrans(_RU, _EN)
