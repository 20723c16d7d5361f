"""A real server on the loopback for tests: stop it, start it again on the same port, empty it."""

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from regdesk.server import app, identity, sqlite
from regdesk.server.exchange import Room
from regdesk.server.serving import Stopping, address, listen, server
from regdesk.server.settings import Settings
from regdesk.sync.http import Access, Remote
from regdesk.wire import calls, rosters, signatures, statements
from regdesk.wire.encoding import Header, Wrap, mailbox_id
from tests.postgres import Cluster

START_S = 10


@dataclass
class Served:
    """A server in a thread. `url` stays the same over stops and starts."""

    settings: Settings
    url: str = ""
    room: Room | None = None
    cluster: Cluster | None = None
    _running: tuple[Stopping, threading.Thread] | None = None

    @property
    def folder(self) -> Path:
        return self.settings.folder

    @property
    def answer_key(self) -> bytes:
        return identity.public_key(identity.answer_secret(self.folder))

    def start(self) -> None:
        listener = listen(self.settings)
        self.settings = replace(self.settings, port=listener.getsockname()[1])
        self.url = address(listener)
        application = app.build(self.settings)
        self.room = application.state.room
        running = server(application)
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        self._running = running, thread
        ends = time.monotonic() + START_S
        while not running.started and time.monotonic() < ends:
            time.sleep(0.005)

    def stop(self) -> None:
        if self._running:
            running, thread = self._running
            running.should_exit = True
            thread.join(START_S)
            self._running = None

    def restart(self, **changed: Any) -> None:
        """Stop and start again, with other settings if named."""
        self.stop()
        self.settings = replace(self.settings, **changed)
        self.start()

    def empty(self) -> None:
        """Lose the mailbox, as after a disk failure; the answer key stays."""
        self.stop()
        if self.cluster:
            self._renew(self.cluster)
        for file in self.folder.glob(f"{sqlite.FILE}*"):
            file.unlink()
        self.start()

    def copy_mailbox(self, to: Path) -> None:
        """Take a backup of the stopped server's folder."""
        shutil.copytree(self.folder, to)

    def _renew(self, cluster: Cluster) -> None:
        name = cluster.name(self.settings.database)
        cluster.drop(name)
        cluster.make(name)


@contextmanager
def served(folder: Path, postgres: Cluster | None = None, **settings: Any) -> Iterator[Served]:
    """Run a server over *folder* on a free port of this computer, in SQLite or in *postgres*."""
    with postgres.fresh() if postgres else nullcontext("") as database:
        one = Served(Settings(folder=folder, port=0, database=database, **settings), cluster=postgres)
        one.start()
        try:
            yield one
        finally:
            one.stop()


@dataclass(frozen=True)
class Office:
    """An organisation with one computer, as far as the server is concerned."""

    roster: rosters.Roster
    author_secret: bytes
    device: bytes
    device_secret: bytes

    @property
    def org(self) -> bytes:
        return self.roster.org32

    def access(self, where: Served, **changed: Any) -> Access:
        basics = {"url": where.url, "answer_key": where.answer_key}
        return Access(device=self.device, secret=self.device_secret, **(basics | changed))


def office() -> Office:
    """Found an organisation with fresh keys."""
    author, device = signatures.new_secret(), signatures.new_secret()
    keys = rosters.Device(signatures.public(device), bytes(1216))
    roster = statements.genesis(author, ["admin"], keys, 1)
    return Office(roster, author, rosters.device_id(roster.org32, keys.sign_pub), device)


def second_computer(of: Office) -> Office:
    """Give the same organisation with one more computer on its roster, seen from that computer."""
    secret = signatures.new_secret()
    keys = rosters.Device(signatures.public(secret), bytes(1216))
    roster = statements.add_device(of.roster, of.author_secret, keys, 2)
    return Office(roster, of.author_secret, rosters.device_id(of.org, keys.sign_pub), secret)


def register(remote: Remote, of: Office, invite: str = "") -> None:
    """Bring an organisation's roster to the server."""
    whole = calls.Extend(length=0, head=b"", statements=of.roster.statements, invite=invite)
    remote.extend_roster(of.org, whole)


@contextmanager
def joined(where: Served, of: Office, **changed: Any) -> Iterator[Remote]:
    """Give the line of a registered organisation."""
    with closing(Remote(of.access(where, **changed))) as remote:
        register(remote, of)
        yield remote


def envelope(to: bytes, content: bytes, size: int = 0) -> bytes:
    """Make what looks like an envelope to an organisation: the server sees no more than its header."""
    return Header(Wrap.OWN, 1, mailbox_id(to)).pack() + content.ljust(size, b"\0")
