"""The blind server's calls, one row each; docs/protocol.md has the same table."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import date
from functools import partial
from threading import Thread
from typing import Any, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from regdesk.errors import Refused
from regdesk.server import answers, blobs, boxes, database, identity, mailbox, rosters, snapshots
from regdesk.server.declined import Declined
from regdesk.server.exchange import THREADS, Asked, Room, admit, answer, beside, now_ms, receive
from regdesk.server.memory import Allowance, Tally
from regdesk.server.settings import Settings
from regdesk.wire import calls

Handle = Callable[[Room, Asked], calls.Body]
_DAY_S: Final = 24 * 60 * 60


OPEN: Final = (
    ("GET", "/v1/hello", answers.hello),
    ("GET", "/v1/health", answers.health),
    ("GET", "/v1/pull", answers.pull),
    ("POST", "/v1/roster/{org}", answers.post_roster),
    ("POST", "/v1/drop/{box}", answers.put_box),
    ("GET", "/v1/drop/{box}", answers.get_box),
)
SIGNED: Final[tuple[tuple[str, str, Handle], ...]] = (
    ("POST", "/v1/push", answers.push),
    ("GET", "/v1/roster/{org}", answers.get_roster),
    ("GET", "/v1/blob/{blob}/have", answers.have),
    ("PUT", "/v1/blob/{blob}/{i}", answers.put_chunks),
    ("GET", "/v1/blob/{blob}/{i}", answers.get_chunks),
    ("DELETE", "/v1/blob/{blob}", answers.delete_blob),
    ("GET", "/v1/snapshots", answers.snapshots_index),
    ("PUT", "/v1/snapshot/{snapshot}/{start}", answers.put_snapshot),
    ("GET", "/v1/snapshot/{snapshot}", answers.get_snapshot),
    ("POST", "/v1/compact", answers.compact),
    ("PUT", "/v1/wraps/{epoch}", answers.put_wraps),
    ("GET", "/v1/wraps/{epoch}", answers.get_wraps),
    ("GET", "/v1/cards", answers.cards),
    ("GET", "/v1/pack/{name}", answers.pack),
)


def build(settings: Settings, tally: Tally | None = None) -> Starlette:
    """Open the server's folder and give the application; `app.state.room` is its Room."""
    room = _open(settings, tally or Tally())
    routes = [Route(path, partial(handle, room), methods=[method]) for method, path, handle in OPEN]
    routes += [
        Route(path, partial(_signed, room, handle), methods=[method]) for method, path, handle in SIGNED
    ]
    expected = (Declined, Refused, HTTPException)
    refusals: dict[Any, Any] = {ClientDisconnect: _gone, **dict.fromkeys(expected, partial(_decline, room))}
    app = Starlette(routes=routes, exception_handlers=refusals, lifespan=partial(_life, room))
    app.state.room = room
    return app


def _open(settings: Settings, tally: Tally) -> Room:
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    opened = database.open_database(settings)
    secret = identity.answer_secret(settings.folder)
    allowances = Allowance(settings.per_minute), Allowance(settings.boxes_a_minute)
    return Room(settings, opened, secret, database.instance(opened), *allowances, tally=tally)


async def _signed(room: Room, handle: Handle, request: Request) -> Response:
    """Check, do and answer in one go beside the event loop."""
    body = await receive(request, room.settings)

    def do() -> Response:
        caller = admit(request, body, room, partial(rosters.caller, room.database))
        return answer(request, room, handle(room, Asked(caller, request, body)))

    return await beside(do)


async def _decline(room: Room, request: Request, error: Exception) -> Response:
    declined = error if isinstance(error, Declined) else _as_declined(error)
    return answer(request, room, declined.refusal, declined.status)


def _as_declined(error: Exception) -> Declined:
    """Say in the server's words what a library or `wire` raised."""
    return Declined("unreadable" if isinstance(error, Refused) else "nothing")


async def _gone(_: Request, __: Exception) -> Response:
    """Answer nobody: the line was cut while the request arrived, and nothing of it was kept."""
    return Response(status_code=400)


@asynccontextmanager
async def _life(room: Room, _: Starlette) -> AsyncIterator[None]:
    room.bell.loop = asyncio.get_running_loop()
    room.bell.loop.set_default_executor(ThreadPoolExecutor(THREADS))
    sweeping = asyncio.create_task(_sweep(room))
    listening = Thread(target=_listen, args=(room,), daemon=True)
    listening.start()
    yield
    sweeping.cancel()
    await asyncio.gather(sweeping, return_exceptions=True)
    room.database.close()
    await beside(listening.join)


def _listen(room: Room) -> None:
    """Ring for what other processes on the same database were sent, until the database closes."""
    for grown in room.database.grown(room.bell.waited_for):
        room.bell.ring_soon(grown)


async def _sweep(room: Room) -> None:
    """Drop what is older than the settings allow, at the start and once a day."""
    while True:
        await beside(sweep, room, answers.today())
        await asyncio.sleep(_DAY_S)


def sweep(room: Room, today: date) -> None:
    """Drop what is older on *today* than the settings allow."""
    old, settings = partial(mailbox.days_before, today), room.settings
    mailbox.sweep(room.database, old(settings.keep_days), old(settings.spare_days))
    snapshots.sweep(room.database, old(settings.spare_days))
    blobs.sweep(room.database, old(settings.keep_blob_days))
    boxes.sweep(room.database, now_ms())
