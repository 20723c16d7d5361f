"""Whether the other computer has answered at the server yet: asked again and again while somebody waits."""

from collections.abc import Callable
from typing import TypeVar

from regdesk.actions import enrolment, joining, partners
from regdesk.actions.desk import Desk
from regdesk.actions.enrolment import Asked
from regdesk.actions.joining import Joining
from regdesk.sync import troubles
from regdesk.sync.post import OnWriter, here

T = TypeVar("T")


def by_server(desk: Desk) -> bool:
    """Say whether two computers can find each other at a server: this one has one."""
    return bool(partners.server(desk)[0])


def request(desk: Desk, on_writer: OnWriter = here) -> Asked | None:
    """Give what the new computer asks, None while it has not come; raise Trouble where the line fails."""
    data = _there(lambda: enrolment.fetch_request(desk, on_writer))
    return on_writer(enrolment.asked, desk, data) if data else None


def answer(one: Joining) -> bytes | None:
    """Give what the administrator's computer handed over, None while people compare the words."""
    return _there(lambda: joining.fetch_answer(one))


def _there(ask: Callable[[], T]) -> T | None:
    try:
        return ask()
    except troubles.NotThere:
        return None
