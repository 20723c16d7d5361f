"""The real server without a socket: its application is called as uvicorn calls it, one call at a time."""

import asyncio
import os
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import psycopg
from psycopg import sql
from starlette.applications import Starlette

from regdesk.server import app, database, identity
from regdesk.server.settings import Settings
from tests.postgres import Cluster

_NUMBERS = count(1)
URL = "http://mailroom.test"


@dataclass(frozen=True)
class Asked:
    """A request as it travels."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answered:
    """What the server gave back."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Mailroom:
    """A server over a folder, or a database of *cluster*, that can be set back to an older copy of itself."""

    def __init__(self, folder: Path, cluster: Cluster | None = None) -> None:
        self._cluster, self._name = cluster, f"sim_{os.getpid()}_{next(_NUMBERS)}"
        self._copies: list[str] = []
        if cluster:
            cluster.make(self._name)
        address = cluster.url(self._name) if cluster else ""
        self.settings = Settings(folder=folder, per_minute=10**9, database=address)
        self._runner = asyncio.Runner()
        self._app: Starlette = app.build(self.settings)

    @property
    def answer_key(self) -> bytes:
        """The key desks pin."""
        return identity.public_key(identity.answer_secret(self.settings.folder))

    @property
    def answer_secret(self) -> bytes:
        """The key its answers are signed with."""
        return identity.answer_secret(self.settings.folder)

    def heads(self) -> dict[int, int]:
        """Give the newest position of every mailbox."""
        with self._app.state.room.database.reading() as db:
            return dict(db.execute("SELECT id, last FROM organisation").fetchall())

    def ask(self, asked: Asked) -> Answered:
        """Answer one request."""
        return self._runner.run(_call(self._app, asked))

    def copy_to(self, folder: Path) -> None:
        """Take a backup."""
        self._app.state.room.database.close()
        shutil.copytree(self.settings.folder, folder)
        if self._cluster:
            self._copies.append(self._copy(folder))
            self._cluster.make(self._copies[-1], of=self._name)
        self._app = app.build(self.settings)

    def back_to(self, folder: Path, *, told: bool) -> None:
        """Go on from a backup; *told* says whether its owner gave it a new instance id, as he should."""
        self._app.state.room.database.close()
        shutil.rmtree(self.settings.folder)
        shutil.copytree(folder, self.settings.folder)
        if self._cluster:
            self._cluster.drop(self._name)
            self._cluster.make(self._name, of=self._copy(folder))
        if told:
            with closing(database.open_database(self.settings)) as opened:
                database.renew_instance(opened)
        self._app = app.build(self.settings)

    def lay_open(self) -> None:
        """Write what a database keeps into the folder, as a thief would read it; a file lies there."""
        if self._cluster:
            with closing(psycopg.connect(self.settings.database)) as db:
                names = "SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                for (table,) in db.execute(f"{names} AND relkind IN ('r', 'p')").fetchall():
                    asked = sql.SQL("COPY (SELECT * FROM {}) TO STDOUT (FORMAT binary)")
                    with db.cursor().copy(asked.format(sql.Identifier(table))) as rows:
                        (self.settings.folder / f"{table}.copy").write_bytes(b"".join(map(bytes, rows)))

    def close(self) -> None:
        """Stop."""
        self._app.state.room.database.close()
        self._runner.close()
        for name in (self._name, *self._copies) if self._cluster else ():
            self._cluster.drop(name)

    def _copy(self, folder: Path) -> str:
        return f"{self._name}_{folder.name.replace('-', '_')}"


async def _call(application: Starlette, asked: Asked) -> Answered:
    parts = urlsplit(asked.url)
    scope = {
        "type": "http",
        "method": asked.method,
        "path": unquote(parts.path),
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": [(name.lower().encode(), value.encode()) for name, value in asked.headers.items()],
        "http_version": "1.1",
        "scheme": "http",
        "client": None,
        "server": None,
    }
    incoming = iter([{"type": "http.request", "body": asked.body, "more_body": False}])
    said: list[Mapping[str, Any]] = []

    async def receive() -> Mapping[str, Any]:
        return next(incoming, {"type": "http.disconnect"})

    async def send(message: Mapping[str, Any]) -> None:
        said.append(message)

    await application(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return Answered(said[0]["status"], headers, b"".join(one.get("body", b"") for one in said[1:]))
