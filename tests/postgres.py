"""A PostgreSQL of our own for as long as the tests run, and as many fresh databases in it as they like."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

from regdesk.server import postgres

_NUMBERS = count(1)
_HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_PLAIN = ("listen_addresses=", "max_connections=300", "shared_buffers=128MB", "max_wal_size=2GB")
_UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL; `url` gives the address of one of its databases."""

    folder: Path

    def url(self, name: str) -> str:
        return f"postgresql:///{name}?host={self.folder}&user=regdesk"

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the address of a new database, which has the server's tables already."""
        name = f"fresh_{os.getpid()}_{next(_NUMBERS)}"
        self.make(name)
        try:
            yield self.url(name)
        finally:
            self.drop(name)

    def make(self, name: str, of: str = "made") -> None:
        """Copy a database, without more said one that has the server's tables: faster than making them."""
        if not self.known("made"):
            self.tell("CREATE DATABASE made")
            postgres.open_pool(self.url("made")).close()
        self.tell(f"CREATE DATABASE {name} TEMPLATE {of}")

    def drop(self, name: str) -> None:
        self.tell(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def name(self, url: str) -> str:
        """Give the name of the database in an address."""
        return urlsplit(url).path.strip("/")

    def known(self, name: str) -> bool:
        return (name,) in self.tell("SELECT datname::text FROM pg_database")

    def tell(self, sql: str) -> list[tuple[object, ...]]:
        with closing(psycopg.connect(self.url("postgres"), autocommit=True)) as raw:
            done = raw.execute(sql.encode())
            return done.fetchall() if done.description else []


def tool(name: str) -> Path | None:
    """Find a program of PostgreSQL, the newest; Debian does not put them on the path."""
    found = [*Path("/usr/lib/postgresql").glob(f"*/bin/{name}")]
    newest = max(found, key=lambda one: int(one.parts[4]), default=None)
    on_path = shutil.which(name)
    return newest or (Path(on_path) if on_path else None)


def lacking() -> str:
    """Say why there can be no PostgreSQL here; empty where there can."""
    if os.name != "posix":
        return "PostgreSQL is tried on Linux only"
    if tool("initdb") is None:
        return "PostgreSQL is not installed here (Debian: apt install postgresql)"
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        return "PostgreSQL does not run as root, and there is no runuser"
    return ""


@contextmanager
def running(*, hasty: bool = True) -> Iterator[Cluster]:
    """Run a PostgreSQL in a temporary folder; *hasty* leaves out all that only a power cut would miss."""
    folder = Path(tempfile.mkdtemp(prefix="regdesk-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, _UNPRIVILEGED)
    _run("initdb", "-D", "data", "-U", "regdesk", "-A", "trust", "-E", "UTF8", "--locale=C", "-N", at=folder)
    options = " ".join(f"-c {one}" for one in (*_PLAIN, *(_HASTY if hasty else ())))
    start = ("-o", f"-k {folder} {options}", "-l", "log", "start")
    _run("pg_ctl", "-D", "data", "-w", *start, at=folder)
    try:
        yield Cluster(folder)
    finally:
        _run("pg_ctl", "-D", "data", "-m", "immediate", "-w", "stop", at=folder)
        shutil.rmtree(folder)


def _run(name: str, *arguments: str, at: Path) -> None:
    """Run a program of PostgreSQL, which refuses to run as root."""
    program = tool(name)
    if program is None:
        raise FileNotFoundError(name)
    command: Sequence[str] = (str(program), *arguments)
    if os.geteuid() == 0:
        command = ("runuser", "-u", _UNPRIVILEGED, "--", *command)
    subprocess.run(command, cwd=at, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - programs we found
