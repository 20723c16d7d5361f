"""Deliveries of several invented people in every column, for the Supply page's tests and pictures."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from regdesk.actions import stock, supply
from regdesk.domain.stock import StockMovement
from regdesk.domain.supply import Handover, ParcelEvent, StockCount
from tests import clinic, desks, make
from tests.clinic import Clinic


@dataclass(frozen=True)
class Scene:
    """Two desks, and the people by what is under way for them."""

    first: Clinic
    people: dict[str, Clinic]

    @property
    def host(self):
        """The host's desk."""
        return self.first.host

    @property
    def centre(self):
        """The Centre's desk."""
        return self.first.centre


def scene(folder: Path, names: tuple[str, ...] = ("order", "assemble", "sent", "late", "arrived", "given")):
    """Make the desks; *names* say for whom what is under way."""
    first = clinic.clinic(folder, "accepted")
    people = {}
    for number, name in enumerate(names):
        made = first if number == 0 else _another(first)
        people[name] = made
        _STORIES[name](made)
    return Scene(first, people)


def shelf(desk, part, units, batch="R-0417", expires_on=date(2028, 5, 31)):
    """Write down units of a batch in a desk's stock."""
    movement = StockMovement(
        medicine=f"{clinic.DOSE.inn}, {clinic.DOSE.strength}",
        batch=batch,
        units=units,
        why="received",
        on=make.TODAY - timedelta(days=20),
        expires_on=expires_on,
    )
    stock.move(desk, movement, part)


def _another(first: Clinic) -> Clinic:
    made = Clinic(first.host, first.centre, desks.new_person(first.host, first.centre), first.hands)
    made.carry()
    made.submit()
    made.accept()
    return made


def _order(made: Clinic) -> None:
    made.prescribe(start_on=None)
    _give(made, 96, 90)


def _assemble(made: Clinic) -> None:
    made.prescribe(start_on=None)
    supply.count_stock(made.host, made.stream, StockCount(on=make.TODAY, days=40))
    made.carry()


def _sent(made: Clinic, days: int = 4) -> None:
    made.prescribe(start_on=None)
    made.hands.later(-days)
    made.pack()
    made.report(made.centre, "dispatched")
    made.hands.later(days)


def _late(made: Clinic) -> None:
    supply.count_stock(made.host, made.stream, StockCount(on=make.TODAY, days=9))
    _sent(made, 24)


def _lost(made: Clinic) -> None:
    _late(made)
    parcel = supply.open_parcel(made.host, made.stream)
    supply.report(made.host, made.stream, parcel, ParcelEvent(what="lost", on=make.TODAY))
    made.carry()


def _arrived(made: Clinic) -> None:
    _sent(made, 12)
    made.report(made.host, "received")


def _give(made: Clinic, ago: int, days: int) -> None:
    made.hands.later(-ago)
    made.pack()
    made.report(made.centre, "dispatched")
    made.report(made.host, "received")
    parcel = supply.open_parcel(made.host, made.stream)
    given = Handover(on=made.hands.day, days=days, receipt=True)
    supply.hand_over(made.host, made.stream, parcel, given)
    made.hands.later(ago)
    made.carry()


def _given(made: Clinic) -> None:
    made.prescribe(start_on=None)
    _give(made, 7, 90)


_STORIES = {
    "order": _order,
    "assemble": _assemble,
    "sent": _sent,
    "late": _late,
    "lost": _lost,
    "arrived": _arrived,
    "given": _given,
}
