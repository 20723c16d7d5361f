"""The blind server's calls: one row and one short function each; docs/protocol.md has the same table."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from functools import partial
from hmac import compare_digest
from shutil import disk_usage
from typing import Any, Final

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from regdesk.errors import Refused
from regdesk.server import blobs, database, identity, mailbox, rosters
from regdesk.server.declined import Declined
from regdesk.server.exchange import Asked, Room, admit, answer, hex_bytes, now_ms, receive
from regdesk.server.memory import Allowance
from regdesk.server.settings import Settings
from regdesk.wire import calls, requests

Handle = Callable[[Room, Asked], Awaitable[calls.Body]]
_DAY_S: Final = 24 * 60 * 60
_BUSY_S: Final = 5


async def hello(room: Room, request: Request) -> Response:
    """Say who this server is; signed, but asked without a signature that could be checked."""
    said = calls.Hello(
        instance=room.instance,
        now_ms=now_ms(),
        versions=(requests.VERSION,),
        answer_key=identity.public_key(room.answer_secret),
        envelope_limit=room.settings.envelope_limit,
        request_limit=room.settings.request_limit,
    )
    return answer(request, room, said)


async def health(room: Room, _: Request) -> Response:
    """Say that the server runs and how many answers of each status it gave since it started."""
    counts = {str(status): number for status, number in sorted(room.counts.items())}
    free = await run_in_threadpool(_free, room)
    return JSONResponse({"status": "ok", "free_bytes": free, "answers": counts})


async def push(room: Room, asked: Asked) -> calls.Body:
    """Append envelopes, all or none."""
    sent = calls.Push.read(asked.body)
    if any(len(one) > room.settings.envelope_limit for one in sent.envelopes):
        raise Declined("size", limit=room.settings.envelope_limit)
    await run_in_threadpool(_check_space, room)
    stored = await run_in_threadpool(
        mailbox.put, room.database, sent.envelopes, _today(), room.settings.quota
    )
    own = asked.caller.organisation
    room.echoes.note(own, stored.positions.get(own, ()), asked.caller.device)
    room.bell.ring(stored.positions)
    return calls.Pushed(added=stored.added)


async def pull(room: Room, asked: Asked) -> calls.Body:
    """Give the next envelopes of the caller's mailbox, waiting up to *wait* seconds for one."""
    own, began = asked.caller.organisation, time.monotonic()
    ends = began + min(asked.number("wait"), calls.LONGEST_WAIT_S)
    after, limit = asked.number("after"), min(asked.number("max", 64 * 1024), room.settings.request_limit)
    pushed = partial(room.echoes.pushed, own, device=asked.caller.device)
    skip = (lambda _: False) if asked.number("own") else pushed
    with room.bell.listen(own) as rung:
        while True:
            rung.clear()
            page = await run_in_threadpool(mailbox.page, room.database, own, after, limit, skip)
            left = ends - time.monotonic()
            if page.items or left <= 0 or room.bell.closed or await asked.request.is_disconnected():
                break
            after = page.next_after
            await _until(rung, left)
    waited_ms = int((time.monotonic() - began) * 1000)
    return calls.Pulled(items=page.items, next_after=page.next_after, head=page.head, waited_ms=waited_ms)


async def get_roster(room: Room, asked: Asked) -> calls.Body:
    """Give an organisation's statements from number *after* on."""
    org = asked.name("org", 32)
    found = await run_in_threadpool(rosters.statements, room.database, org, asked.number("after"))
    return calls.Statements(statements=found)


async def post_roster(room: Room, request: Request) -> Response:
    """Add statements to the own roster, or register an organisation by bringing its whole roster."""
    body = await receive(request, room.settings)
    sent = calls.Extend.read(body)
    org = hex_bytes(request, "org", 32)

    def find(device: bytes) -> rosters.Caller:
        return rosters.caller(room.database, device) or _newcomer(room, org, device, sent)

    caller = await run_in_threadpool(admit, request, body, room, find)
    await run_in_threadpool(rosters.extend, room.database, org, sent, caller.organisation)
    return answer(request, room, calls.Done())


async def put_chunks(room: Room, asked: Asked) -> calls.Body:
    """Store consecutive chunks of an attachment."""
    blob, sent = asked.name("blob", 16), calls.Chunks.read(asked.body)
    owner = (asked.caller.organisation, _today(), room.settings.quota)
    await run_in_threadpool(_check_space, room)
    await run_in_threadpool(blobs.put, room.database, blob, asked.number("i"), sent, owner)
    return calls.Done()


async def get_chunks(room: Room, asked: Asked) -> calls.Body:
    """Give up to *n* consecutive chunks of an attachment."""
    blob, most = asked.name("blob", 16), asked.number("n", 1)
    return await run_in_threadpool(blobs.get, room.database, blob, asked.number("i"), most)


async def have(room: Room, asked: Asked) -> calls.Body:
    """Say which chunks of an attachment are here."""
    return await run_in_threadpool(blobs.have, room.database, asked.name("blob", 16))


async def delete_blob(room: Room, asked: Asked) -> calls.Body:
    """Delete an attachment for whoever shows its token."""
    token = calls.Delete.read(asked.body).token
    await run_in_threadpool(blobs.delete, room.database, asked.name("blob", 16), token)
    return calls.Done()


OPEN: Final = (
    ("GET", "/v1/hello", hello),
    ("GET", "/v1/health", health),
    ("POST", "/v1/roster/{org}", post_roster),
)
SIGNED: Final[tuple[tuple[str, str, Handle], ...]] = (
    ("POST", "/v1/push", push),
    ("GET", "/v1/pull", pull),
    ("GET", "/v1/roster/{org}", get_roster),
    ("GET", "/v1/blob/{blob}/have", have),
    ("PUT", "/v1/blob/{blob}/{i}", put_chunks),
    ("GET", "/v1/blob/{blob}/{i}", get_chunks),
    ("DELETE", "/v1/blob/{blob}", delete_blob),
)


def build(settings: Settings) -> Starlette:
    """Open the server's folder and give the application; `app.state.room` is its Room."""
    room = _open(settings)
    routes = [Route(path, partial(handle, room), methods=[method]) for method, path, handle in OPEN]
    routes += [
        Route(path, partial(_signed, room, handle), methods=[method]) for method, path, handle in SIGNED
    ]
    expected = (Declined, Refused, HTTPException, sqlite3.OperationalError)
    refusals: dict[Any, Any] = {ClientDisconnect: _gone, **dict.fromkeys(expected, partial(_decline, room))}
    app = Starlette(routes=routes, exception_handlers=refusals, lifespan=partial(_life, room))
    app.state.room = room
    return app


def _open(settings: Settings) -> Room:
    settings.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    opened = database.open_file(settings.folder / database.FILE)
    secret = identity.answer_secret(settings.folder)
    return Room(settings, opened, secret, opened.instance(), Allowance(settings.per_minute))


async def _signed(room: Room, handle: Handle, request: Request) -> Response:
    body = await receive(request, room.settings)
    find = partial(rosters.caller, room.database)
    caller = await run_in_threadpool(admit, request, body, room, find)
    return answer(request, room, await handle(room, Asked(caller, request, body)))


def _newcomer(room: Room, org: bytes, device: bytes, sent: calls.Extend) -> rosters.Caller:
    wanted = room.settings.invite.encode()
    if wanted and not compare_digest(wanted, sent.invite.encode()):
        raise Declined("invite")
    return rosters.newcomer(org, device, sent)


async def _decline(room: Room, request: Request, error: Exception) -> Response:
    declined = error if isinstance(error, Declined) else _as_declined(error)
    return answer(request, room, declined.refusal, declined.status)


def _as_declined(error: Exception) -> Declined:
    """Say in the server's words what a library or `wire` raised."""
    if isinstance(error, sqlite3.OperationalError):
        full = error.sqlite_errorcode == sqlite3.SQLITE_FULL
        return Declined("quota") if full else Declined("busy", retry_s=_BUSY_S)
    return Declined("unreadable" if isinstance(error, Refused) else "nothing")


async def _gone(_: Request, __: Exception) -> Response:
    """Answer nobody: the line was cut while the request arrived, and nothing of it was kept."""
    return Response(status_code=400)


async def _until(rung: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(rung.wait(), seconds)
    except TimeoutError:
        return


@asynccontextmanager
async def _life(room: Room, _: Starlette) -> AsyncIterator[None]:
    sweeping = asyncio.create_task(_sweep(room))
    yield
    sweeping.cancel()
    await asyncio.gather(sweeping, return_exceptions=True)
    room.database.close()


async def _sweep(room: Room) -> None:
    """Drop what is older than the settings allow, at the start and once a day."""
    while True:
        old = partial(mailbox.days_before, _today())
        await run_in_threadpool(mailbox.drop_old, room.database, old(room.settings.keep_days))
        await run_in_threadpool(blobs.drop_old, room.database, old(room.settings.keep_blob_days))
        await asyncio.sleep(_DAY_S)


def _check_space(room: Room) -> None:
    if _free(room) < room.settings.spare:
        raise Declined("quota")


def _free(room: Room) -> int:
    return disk_usage(room.settings.folder).free


def _today() -> date:
    return datetime.now(UTC).date()
