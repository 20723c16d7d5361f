"""The order of the next medicines: the host asks, the Centre prescribes and assembles."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, Entry, order
from regdesk.domain.supply import Parcel, last_delivered, on_its_way
from regdesk.errors import Refused
from regdesk.i18n import N_


@dataclass(frozen=True, kw_only=True)
class Order(Fact):
    """The host asks for medicines for some days, best in the person's hands by a day. It names no drug."""

    kind: ClassVar[str] = "order"
    title: ClassVar[str] = N_("Delivery ordered")
    section: ClassVar[Section] = "supply"
    writers: ClassVar[Writers] = writers(host="caseworker clinician")
    on: Annotated[date, Label(N_("Ordered on"))]
    days: Annotated[int, Label(N_("Days wanted"))] = 90
    wanted_by: Annotated[date | None, Label(N_("Wanted by"))] = None
    note: Annotated[str, Label(N_("Note"), long=True)] = ""

    def check(self) -> None:
        """Something is ordered, and not for a day that has passed."""
        if self.days <= 0:
            raise Refused(N_("Enter for how many days the medicines are."))
        if self.wanted_by and self.wanted_by < self.on:
            raise Refused(N_("The medicines are wanted before they are ordered. Check both dates."))


def open_order(case: CaseFile) -> Entry | None:
    """Give the newest order that is not answered: by a parcel packed or handed over since.

    One that was written while a parcel nobody had heard of yet was on its way is answered by that parcel.
    """
    newest, delivered = max(case.of(Order), key=order, default=None), last_delivered(case)
    answers = (*case.of(Parcel), *([delivered] if delivered else []))
    answered = max((one.at for one in answers), default=0)
    return newest if newest is not None and newest.at > answered else None


def may_order(case: CaseFile) -> bool:
    """Say whether another delivery can be ordered: one came before, none is ordered or on its way."""
    under_way = open_order(case) or on_its_way(case)
    return under_way is None and last_delivered(case) is not None
