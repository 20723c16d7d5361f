"""From an HTTP request to a checked one, and from what a call says to a signed answer."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from regdesk.errors import Refused
from regdesk.server.database import Database
from regdesk.server.declined import Declined
from regdesk.server.memory import Allowance, Bell, Echoes, Tally
from regdesk.server.rosters import Caller
from regdesk.server.settings import Settings
from regdesk.wire import calls, requests

T = TypeVar("T")
THREADS: Final = 20
_DIGITS: Final = 15


def now_ms() -> int:
    """Give the server's time in ms since 1970."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True)
class Room:
    """Everything one server works with."""

    settings: Settings
    database: Database
    answer_secret: bytes = field(repr=False)
    instance: bytes
    allowance: Allowance
    box_allowance: Allowance
    bell: Bell = field(default_factory=Bell)
    echoes: Echoes = field(default_factory=Echoes)
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True)
class Asked:
    """A request whose signature holds."""

    caller: Caller
    request: Request
    body: bytes

    def number(self, name: str, default: int = 0) -> int:
        """Read a whole number from the path or the query; raise Declined unreadable for anything else."""
        text = self.request.path_params.get(name, self.request.query_params.get(name, str(default)))
        if not text.isascii() or not text.isdigit() or len(text) > _DIGITS:
            raise Declined("unreadable")
        return int(text)

    def name(self, name: str, size: int) -> bytes:
        """Read *size* bytes in hexadecimal from the path; raise Declined nothing for anything else."""
        return hex_bytes(self.request, name, size)


def hex_bytes(request: Request, name: str, size: int) -> bytes:
    """Read *size* bytes in hexadecimal from the path; raise Declined nothing for anything else."""
    try:
        value = bytes.fromhex(request.path_params[name])
    except ValueError as error:
        raise Declined("nothing") from error
    if len(value) != size:
        raise Declined("nothing")
    return value


async def receive(request: Request, settings: Settings) -> bytes:
    """Read the whole body; what is too long is read to its end and thrown away, so the refusal is heard.

    Raises Declined: size, busy (nothing came for too long).
    """
    body, size, limit = bytearray(), 0, settings.request_limit
    stream = request.stream()
    try:
        while part := await _next(stream, settings.idle_s):
            size += len(part)
            if size > 4 * limit:
                break
            if size <= limit:
                body += part
    except TimeoutError as error:
        raise Declined("busy", retry_s=settings.idle_s) from error
    if size > limit:
        raise Declined("size", limit=limit)
    return bytes(body)


async def _next(stream: AsyncGenerator[bytes, None], seconds: float) -> bytes:
    async with asyncio.timeout(seconds):
        return await anext(stream, b"")


async def beside(job: Callable[..., T], *values: Any) -> T:
    """Do *job* in a thread while the event loop goes on; half the price of Starlette's own way."""
    return await asyncio.get_running_loop().run_in_executor(None, partial(job, *values))


def proof_of(request: Request, room: Room) -> requests.Proof:
    """Read a request's headers and check what needs no key: version, instance, clock.

    Raises Declined: version, unsigned, instance, clock.
    """
    if request.headers.get(requests.VERSION_HEADER) != str(requests.VERSION):
        raise Declined("version")
    try:
        proof = requests.read_headers(request.headers)
    except Refused as error:
        raise Declined("unsigned") from error
    if proof.instance != room.instance:
        raise Declined("instance", instance=room.instance)
    if not requests.in_window(proof.at_ms, now_ms()):
        raise Declined("clock", now_ms=now_ms())
    return proof


def admit(request: Request, body: bytes, room: Room, find: Callable[[bytes], Caller | None]) -> Caller:
    """Check a request against the key of the computer it names; give that computer.

    Raises Declined: what `proof_of` raises, unknown, signature, revoked, pace.
    """
    proof = proof_of(request, room)
    known = find(proof.device)
    if known is None:
        raise Declined("unknown")
    if not requests.request_valid(known.key, proof, call_of(request, body)):
        raise Declined("signature")
    if not known.active:
        raise Declined("revoked")
    if wait_s := room.allowance.wait_s(known.organisation, time.monotonic()):
        raise Declined("pace", retry_s=wait_s)
    return known


def call_of(request: Request, body: bytes) -> requests.Call:
    """Give what the request's signature covers."""
    target = request.scope["raw_path"].decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    return requests.Call(request.method, f"{target}?{query}" if query else target, body)


def answer(request: Request, room: Room, body: calls.Body, status: int = 200) -> Response:
    """Give a signed answer; it fits the one request whose signature it covers."""
    content = body.pack()
    signature = requests.sign_answer(room.answer_secret, _signature(request), status, content)
    headers = {requests.ANSWER_HEADER: signature, "Cache-Control": "no-store"}
    if isinstance(body, calls.Refusal) and body.retry_s:
        headers["Retry-After"] = str(body.retry_s)
    room.tally.add(status)
    return Response(content, status, headers, "application/msgpack")


def _signature(request: Request) -> bytes:
    """Give the request's signature as it was sent; what cannot be read counts as none."""
    try:
        return bytes.fromhex(request.headers.get(requests.HEADERS[3], ""))
    except ValueError:
        return b""
