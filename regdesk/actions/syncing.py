"""Exchanging with the server, now; the schedule is the screen's business."""

from contextlib import closing
from dataclasses import dataclass
from functools import partial

from regdesk import settings
from regdesk.actions import colleagues, partners
from regdesk.actions.desk import Desk, authors_here, roster, world
from regdesk.actions.may import check_admin
from regdesk.domain.journal import OrgId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import outbox, queries, state, tray
from regdesk.store.database import transaction
from regdesk.sync import engine, http, troubles
from regdesk.sync.holding_on import hold_on
from regdesk.sync.http import Access, Remote
from regdesk.sync.post import OnWriter, Post, Report, here
from regdesk.wire import requests, rosters
from regdesk.wire.rosters import Roster

__all__ = [
    "Exchange",
    "OnWriter",
    "Report",
    "Server",
    "ask_server",
    "connect",
    "exchange",
    "invite",
    "own_server",
    "post_of",
    "standing",
    "use_server",
]
# A file remembers under this name that the server said this computer was removed; the roster alone proves it.
REFUSED = "refused_here"
_BYTES_IN_KBIT = 125
_NO_SERVER = N_("No server is set yet. Everything is saved here; set the server in the settings.")


@dataclass(frozen=True)
class Exchange:
    """How the exchange stands: when it last succeeded (ms, 0: never), what waits, and what was put aside."""

    last_ms: int
    unsent: int
    put_aside: int


def exchange(desk: Desk, report: Report | None = None, *, on_writer: OnWriter = here) -> Report:
    """Exchange with the server; raise Trouble where the line fails, keeping what was done until then.

    *report* is filled while it runs, so that a screen can look at it.
    """
    report = report or Report()
    with closing(connect(desk)) as remote:
        while on_writer(colleagues.arm, desk):
            pass
        try:
            hold_on(partial(engine.exchange, post_of(desk, on_writer), remote, report), remote, report)
        except troubles.Revoked:
            on_writer(state.put, desk.write, REFUSED, 1)
            raise
        on_writer(_remember, desk, remote)
    return report


def standing(desk: Desk) -> Exchange:
    """Say how the exchange stands."""
    last: int = state.get(desk.read, queries.EXCHANGED_AT, 0)
    return Exchange(last, outbox.unsent_count(desk.read), tray.count(desk.read))


@dataclass(frozen=True)
class Server:
    """A server as it says it is; a person compares the digits with its owner before it is used."""

    url: str
    key: bytes

    @property
    def digits(self) -> str:
        """The 30 digits of its answer key."""
        return requests.fingerprint(self.key)


def ask_server(url: str) -> Server:
    """Ask a server who it is; raise Trouble where nobody answers or something else does."""
    address = url.strip().rstrip("/")
    return Server(address, http.discover(address).answer_key)


def use_server(desk: Desk, found: Server, code: str = "") -> None:
    """Exchange through this server from now on; *code* is its invitation, if it asks for one.

    Raise Refused where no administrator works here.
    """
    check_admin(desk)
    with transaction(desk.write):
        partners.set_server(desk, found.url, found.key)
        state.put(desk.write, partners.INVITE, code.strip())


def invite(desk: Desk) -> str:
    """Give the code with which this desk's organisation comes to its server; empty where none is asked."""
    code: str = state.get(desk.write, partners.INVITE, "")
    return code


def own_server(desk: Desk) -> Server | None:
    """Give the server this desk exchanges through, if one was set."""
    url, key = partners.server(desk)
    return Server(url, key) if url else None


def connect(desk: Desk) -> Remote:
    """Open the line to the desk's server; raise Refused where none is set."""
    url, key = partners.server(desk)
    if not url:
        raise Refused(_NO_SERVER)
    device = rosters.device_id(desk.org, desk.device.sign_public)
    most = settings.load(desk.folder).most_kbit * _BYTES_IN_KBIT
    access = Access(url=url, answer_key=key, device=device, secret=desk.device.sign_secret, most=most)
    return Remote(access, desk.clock.now_ms)


def post_of(desk: Desk, on_writer: OnWriter = here) -> Post:
    """Give the desk as the exchange sees it."""

    def known(org: OrgId) -> Roster | None:
        try:
            return roster(desk, desk.write, org)
        except Refused:
            return None

    return Post(
        db=desk.write,
        folder=desk.folder,
        org=desk.org,
        author=desk.person.author,
        secret=desk.person.secret,
        earlier=desk.person.earlier,
        device=desk.device,
        epochs=desk.epochs,
        now_ms=desk.clock.now_ms,
        today=desk.clock.today,
        world=lambda: world(desk, desk.write),
        roster=known,
        mine=authors_here(desk),
        on_writer=on_writer,
        metered=settings.load(desk.folder).metered,
    )


def _remember(desk: Desk, remote: Remote) -> None:
    with transaction(desk.write):
        state.put(desk.write, queries.EXCHANGED_AT, desk.clock.now_ms())
        state.put(desk.write, "clock_offset_ms", remote.offset_ms)
        state.put(desk.write, REFUSED, 0)
