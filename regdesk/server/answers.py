"""What the server answers: one short function for each call."""

import asyncio
import time
from datetime import UTC, date, datetime
from functools import partial
from hmac import compare_digest

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from regdesk.server import blobs, boxes, identity, mailbox, rosters, shelf, snapshots, wraps
from regdesk.server.declined import Declined
from regdesk.server.exchange import Asked, Room, admit, answer, beside, hex_bytes, now_ms, proof_of, receive
from regdesk.wire import calls, requests


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
    free = await beside(room.database.free_bytes)
    return JSONResponse({"status": "ok", "free_bytes": free, "answers": room.tally.by_status()})


def push(room: Room, asked: Asked) -> calls.Body:
    """Append envelopes, all or none."""
    sent = calls.Push.read(asked.body)
    if any(len(one) > room.settings.envelope_limit for one in sent.envelopes):
        raise Declined("size", limit=room.settings.envelope_limit)
    _check_space(room)
    stored = mailbox.put(room.database, sent.envelopes, today(), room.settings.quota)
    own = asked.caller.organisation
    room.echoes.note(own, stored.positions.get(own, ()), asked.caller.device)
    room.bell.ring_soon(stored.positions)
    return calls.Pushed(added=stored.added)


async def pull(room: Room, request: Request) -> Response:
    """Give the next envelopes of the caller's mailbox, waiting up to *wait* seconds for one."""
    body, began = await receive(request, room.settings), time.monotonic()
    asked = await beside(_admit, room, request, body)
    own, after = asked.caller.organisation, asked.number("after")
    ends = began + min(asked.number("wait"), calls.LONGEST_WAIT_S)
    with room.bell.listen(own) as rung:
        while True:
            rung.clear()
            page = await beside(_page, room, asked, after)
            left = ends - time.monotonic()
            if page.items or left <= 0 or room.bell.closed or await request.is_disconnected():
                break
            after = page.next_after
            await _until(rung, left)
    waited_ms = int((time.monotonic() - began) * 1000)
    said = calls.Pulled(items=page.items, next_after=page.next_after, head=page.head, waited_ms=waited_ms)
    return answer(request, room, said)


def get_roster(room: Room, asked: Asked) -> calls.Body:
    """Give an organisation's statements from number *after* on."""
    org = asked.name("org", 32)
    found = rosters.statements(room.database, org, asked.number("after"))
    return calls.Statements(statements=found)


async def post_roster(room: Room, request: Request) -> Response:
    """Add statements to the own roster, or register an organisation by bringing its whole roster."""
    body = await receive(request, room.settings)
    sent = calls.Extend.read(body)
    org = hex_bytes(request, "org", 32)

    def find(device: bytes) -> rosters.Caller:
        return rosters.caller(room.database, device) or _newcomer(room, org, device, sent)

    caller = await beside(admit, request, body, room, find)
    await beside(rosters.extend, room.database, org, sent, caller.organisation)
    return answer(request, room, calls.Done())


def put_chunks(room: Room, asked: Asked) -> calls.Body:
    """Store consecutive chunks of an attachment."""
    blob, sent = asked.name("blob", 16), calls.Chunks.read(asked.body)
    owner = (asked.caller.organisation, today(), room.settings.quota)
    _check_space(room)
    blobs.put(room.database, blob, asked.number("i"), sent, owner)
    return calls.Done()


def get_chunks(room: Room, asked: Asked) -> calls.Body:
    """Give up to *n* consecutive chunks of an attachment."""
    blob, most = asked.name("blob", 16), asked.number("n", 1)
    return blobs.get(room.database, blob, asked.number("i"), most)


def have(room: Room, asked: Asked) -> calls.Body:
    """Say which chunks of an attachment are here."""
    return blobs.have(room.database, asked.name("blob", 16))


def delete_blob(room: Room, asked: Asked) -> calls.Body:
    """Delete an attachment for whoever shows its token."""
    token = calls.Delete.read(asked.body).token
    blobs.delete(room.database, asked.name("blob", 16), token)
    return calls.Done()


def snapshots_index(room: Room, asked: Asked) -> calls.Body:
    """Give the own sealed index of snapshots."""
    return snapshots.index(room.database, asked.caller.organisation)


def put_snapshot(room: Room, asked: Asked) -> calls.Body:
    """Store one piece of a snapshot."""
    snapshot, sent = asked.name("snapshot", 32), calls.Piece.read(asked.body)
    _check_space(room)
    return snapshots.put(room.database, snapshot, asked.number("start"), sent, _owner(room, asked))


def get_snapshot(room: Room, asked: Asked) -> calls.Body:
    """Give a part of an own snapshot."""
    span = asked.number("from"), _most(room, asked)
    own, snapshot = asked.caller.organisation, asked.name("snapshot", 32)
    return snapshots.get(room.database, own, snapshot, span)


def compact(room: Room, asked: Asked) -> calls.Body:
    """Put a new index in the place of the one that was read, and drop what it makes unnecessary."""
    sent = calls.Compact.read(asked.body)
    snapshots.compact(room.database, sent, _owner(room, asked))
    return calls.Done()


def put_wraps(room: Room, asked: Asked) -> calls.Body:
    """Keep the seed wraps of an own epoch."""
    own, sent = asked.caller.organisation, calls.Wraps.read(asked.body)
    wraps.put(room.database, own, asked.number("epoch"), sent.wraps)
    return calls.Done()


def get_wraps(room: Room, asked: Asked) -> calls.Body:
    """Give the seed wraps of an own epoch."""
    own = asked.caller.organisation
    found = wraps.get(room.database, own, asked.number("epoch"))
    return calls.Wraps(wraps=found)


def cards(room: Room, asked: Asked) -> calls.Body:
    """Give directory cards of a country."""
    country, first = asked.request.query_params.get("country", ""), asked.number("from")
    return shelf.cards(room.settings.folder, country, first, _most(room, asked))


def pack(room: Room, asked: Asked) -> calls.Body:
    """Give a part of a content pack."""
    name, start = asked.request.path_params["name"], asked.number("from")
    return shelf.pack(room.settings.folder, name, start, _most(room, asked))


async def put_box(room: Room, request: Request) -> Response:
    """Fill a one-time box; whoever joins has no key yet that the server could check."""
    body = await receive(request, room.settings)
    box = _box(room, request)
    await beside(_check_space, room)
    sent = calls.Box.read(body)
    await beside(boxes.put, room.database, box, sent.data, now_ms(), room.settings.boxes)
    return answer(request, room, calls.Done())


async def get_box(room: Room, request: Request) -> Response:
    """Give what lies in a one-time box."""
    found = await beside(boxes.get, room.database, _box(room, request), now_ms())
    return answer(request, room, calls.Box(data=found))


def today() -> date:
    """Give the server's date (UTC)."""
    return datetime.now(UTC).date()


def _admit(room: Room, request: Request, body: bytes) -> Asked:
    return Asked(admit(request, body, room, partial(rosters.caller, room.database)), request, body)


def _page(room: Room, asked: Asked, after: int) -> mailbox.Page:
    own = asked.caller.organisation
    pushed = partial(room.echoes.pushed, own, device=asked.caller.device)
    skip = (lambda _: False) if asked.number("own") else pushed
    return mailbox.page(room.database, own, after, _most(room, asked), skip)


def _box(room: Room, request: Request) -> bytes:
    proof_of(request, room)
    if wait_s := room.box_allowance.wait_s(0, time.monotonic()):
        raise Declined("pace", retry_s=wait_s)
    return hex_bytes(request, "box", 32)


def _owner(room: Room, asked: Asked) -> snapshots.Owner:
    return snapshots.Owner(asked.caller.organisation, today(), room.settings.quota)


def _most(room: Room, asked: Asked) -> int:
    return min(asked.number("max", 64 * 1024), room.settings.request_limit)


def _newcomer(room: Room, org: bytes, device: bytes, sent: calls.Extend) -> rosters.Caller:
    wanted = room.settings.invite.encode()
    if wanted and not compare_digest(wanted, sent.invite.encode()):
        raise Declined("invite")
    return rosters.newcomer(org, device, sent)


async def _until(rung: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(rung.wait(), seconds)
    except TimeoutError:
        return


def _check_space(room: Room) -> None:
    free = room.database.free_bytes()
    if free is not None and free < room.settings.spare:
        raise Declined("quota")
