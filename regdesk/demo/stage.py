"""The two desks of the demo, their clock, and the line between them and the server."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from regdesk.actions import partners, set_up, sheets, syncing, unlocking
from regdesk.actions.desk import Clock, Desk
from regdesk.actions.set_up import NewOrganisation
from regdesk.demo import cast
from regdesk.demo.line import Line
from regdesk.demo.server import served
from regdesk.sync.post import Report

_DAY_MS = 86_400_000


class Days:
    """A clock that a story can move on: it begins *before* today and ends today."""

    def __init__(self, before: int) -> None:
        self.behind = before

    def clock(self) -> Clock:
        """Give the clock of both desks."""
        return Clock(lambda: time.time_ns() // 1_000_000 - self.behind * _DAY_MS, self.today)

    def today(self) -> date:
        """Give the story's day."""
        return date.today() - timedelta(days=self.behind)  # noqa: DTZ011 - the day people live in

    def pass_by(self, days: int) -> None:
        """Let days pass."""
        self.behind -= days


@dataclass(frozen=True)
class Stage:
    """What the story is played on."""

    host: Desk
    centre: Desk
    days: Days
    line: Line
    server: tuple[str, int]

    def exchange(self, *desks: Desk, times: int = 2) -> None:
        """Let desks (both, if none is named) exchange in turn, so that answers come back."""
        for _ in range(times):
            for desk in desks or (self.host, self.centre):
                syncing.exchange(desk, Report())


@contextmanager
def set_stage(out: Path, before: int) -> Iterator[Stage]:
    """Start the server as a program, set up both desks and let them meet."""
    with served(out / "server") as address:
        line, days = Line(address), Days(before)
        host = _desk(out / "desks" / "host", cast.HOST, "host", days)
        centre = _desk(out / "desks" / "centre", cast.CENTRE, "centre", days)
        try:
            for desk, port in ((host, line.port), (centre, address[1])):
                _use_server(desk, port)
            _meet(host, centre)
            yield Stage(host, centre, days, line, address)
            _use_server(host, address[1])
        finally:
            line.close()
            unlocking.close(host)
            unlocking.close(centre)


def passphrase(part: str) -> str:
    """Give the passphrase of a demo desk."""
    return cast.HOST_PASSPHRASE if part == "host" else cast.CENTRE_PASSPHRASE


def _desk(folder: Path, name: str, part: str, days: Days) -> Desk:
    roles = {"caseworker"} if part == "host" else {"clinician", "registrar", "pharmacist"}
    new = NewOrganisation(
        name=name,
        country="RU" if part == "host" else "KG",
        part=part,
        person="Алина С." if part == "host" else "Гульмира К.",
        roles=frozenset(roles),
        passphrase=passphrase(part),
    )
    desk = set_up.create(folder, new, days.clock(), os.urandom)
    sheet = sheets.make(desk)  # typed back as from the paper
    sheets.confirm(desk, {number: sheet.groups[number - 1] for number in sheet.asked})
    return desk


def _use_server(desk: Desk, port: int) -> None:
    syncing.use_server(desk, syncing.ask_server(f"http://127.0.0.1:{port}"))


def _meet(host: Desk, centre: Desk) -> None:
    for here, there in ((host, centre), (centre, host)):
        partners.meet(here, partners.introduce(there))
    for here, there in ((host, centre), (centre, host)):
        if partners.digits(here, there.org) == partners.digits(there, here.org):
            partners.confirm(here, there.org)
