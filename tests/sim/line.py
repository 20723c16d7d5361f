"""The line between a desk and the server, for the real client: it breaks, doubles and lies as a seed says."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from unittest.mock import patch

import requests
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from regdesk.actions import syncing
from regdesk.actions.desk import Desk
from regdesk.sync import holding_on, positions, snapshots
from regdesk.sync.http import Remote
from tests.sim.crashes import Crash
from tests.sim.mailroom import URL, Answered, Asked, Mailroom

PORTAL = b"<html><body>Welcome to the guest network. Please sign in.</body></html>"
KEPT = 40
MANY = 8
_GONE, _CUT = "lost on the way", "Connection aborted."


@dataclass
class Weather:
    """What may happen to a request now; `bad` is the share that something happens to."""

    rng: random.Random = field(default_factory=random.Random)
    bad: float = 0.0
    kept: list[Asked] = field(default_factory=list)


class Line(BaseAdapter):
    """One desk's line; mounted on its session, so that everything above it is the program itself."""

    def __init__(self, mailroom: Mailroom, weather: Weather) -> None:
        super().__init__()
        self._mailroom, self._weather = mailroom, weather

    def send(self, request: requests.PreparedRequest, **_: Any) -> requests.Response:
        """Carry one request, or do to it what the weather wants."""
        body = request.body.read() if request.body else b""
        asked = Asked(request.method, request.url, dict(request.headers), body)
        weather = self._weather
        if weather.rng.random() >= weather.bad:
            weather.kept = [*weather.kept[-KEPT:], asked]
            return _response(request, self._mailroom.ask(asked))
        return _response(request, weather.rng.choice(FAULTS)(self._mailroom, asked, weather))

    def close(self) -> None:
        """Do nothing: nothing is open."""


@contextmanager
def over(mailroom: Mailroom, weather: Weather) -> Iterator[None]:
    """Let the client's sessions go over lines of ours; nothing above the socket is replaced.

    Nobody waits for a line to come back, and snapshots are made early.
    """
    connect = syncing.connect

    def lined(desk: Desk) -> Remote:
        remote = connect(desk)
        remote._session.mount(URL, Line(mailroom, weather))
        remote._session.trust_env = False  # proxies are looked for in the environment at each request
        return remote

    with (
        patch.object(syncing, "connect", lined),
        patch.object(holding_on, "PAUSES_S", (0.0, 0.0, 0.0)),
        patch.object(snapshots, "MANY_ENVELOPES", MANY),
        patch.object(snapshots, "STREAMS_EACH", 2),
        patch.object(positions, "MANY_ENVELOPES", MANY),
    ):
        yield


def _lost(_: Mailroom, __: Asked, ___: Weather) -> Answered:
    raise requests.ConnectionError(_GONE)


def _unheard(mailroom: Mailroom, asked: Asked, _: Weather) -> Answered:
    mailroom.ask(asked)
    raise requests.ConnectionError(_CUT)


def _dies_asking(_: Mailroom, __: Asked, ___: Weather) -> Answered:
    raise Crash


def _dies_heard(mailroom: Mailroom, asked: Asked, _: Weather) -> Answered:
    mailroom.ask(asked)
    raise Crash


def _twice(mailroom: Mailroom, asked: Asked, _: Weather) -> Answered:
    mailroom.ask(asked)
    return mailroom.ask(asked)


def _old_ones_again(mailroom: Mailroom, asked: Asked, weather: Weather) -> Answered:
    for old in weather.rng.sample(weather.kept, min(5, len(weather.kept))):
        mailroom.ask(old)
    return mailroom.ask(asked)


def _cut_short(mailroom: Mailroom, asked: Asked, weather: Weather) -> Answered:
    whole = mailroom.ask(asked)
    return Answered(whole.status, whole.headers, whole.body[: weather.rng.randrange(len(whole.body))])


def _of_another(mailroom: Mailroom, asked: Asked, weather: Weather) -> Answered:
    mailroom.ask(asked)
    return (
        mailroom.ask(weather.rng.choice(weather.kept)) if weather.kept else _portal(mailroom, asked, weather)
    )


def _portal(_: Mailroom, __: Asked, ___: Weather) -> Answered:
    return Answered(200, {"content-type": "text/html"}, PORTAL)


def _gateway(_: Mailroom, __: Asked, ___: Weather) -> Answered:
    return Answered(503, {"content-type": "text/html", "retry-after": "30"}, PORTAL)


Fault = Callable[[Mailroom, Asked, Weather], Answered]
FAULTS: tuple[Fault, ...] = (
    _lost,
    _unheard,
    _dies_asking,
    _dies_heard,
    _twice,
    _old_ones_again,
    _cut_short,
    _of_another,
    _portal,
    _gateway,
)


def _response(request: requests.PreparedRequest, answered: Answered) -> requests.Response:
    made = requests.Response()
    made.status_code, made.url, made.request = answered.status, request.url, request
    made.headers.update(answered.headers)
    made.raw = HTTPResponse(
        BytesIO(answered.body), answered.headers, answered.status, preload_content=False, decode_content=False
    )
    return made
