"""Backup and restore as docs/operating.md says: the copy has all that was in it, and is another instance."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from types import SimpleNamespace

import pytest

from regdesk.server import identity
from regdesk.sync import troubles
from regdesk.sync.http import Remote
from tests.postgres import tool
from tests.served import envelope, joined, office, register, served
from tests.server.programs import program


def test_a_sqlite_file_copied_by_sqlite_while_the_server_runs_is_restored(tmp_path):
    it, old, new = office(), tmp_path / "old", tmp_path / "new"
    with served(old) as server, joined(server, it) as line:
        line.push([envelope(it.org, b"before")])
        new.mkdir()
        with (
            closing(sqlite3.connect(old / "mailbox.db")) as db,
            closing(sqlite3.connect(new / "mailbox.db")) as to,
        ):
            db.backup(to)
        line.push([envelope(it.org, b"after")])
        instance = line.instance
    shutil.copy(old / "answer.key", new)

    check_restored(it, instance, new, "--restored")


def test_a_folder_copied_while_the_server_is_stopped_is_restored(tmp_path):
    it, old, new = office(), tmp_path / "old", tmp_path / "new"
    with served(old) as server, joined(server, it) as line:
        line.push([envelope(it.org, b"before")])
        server.stop()
        shutil.copytree(old, new)
        server.start()
        line.push([envelope(it.org, b"after")])
        instance = line.instance

    check_restored(it, instance, new, "--restored")


def test_a_postgresql_database_is_dumped_while_the_server_runs_and_restored(postgres, tmp_path):
    it, dump = office(), tmp_path / "mailbox.dump"
    with served(tmp_path, postgres) as server, joined(server, it) as line:
        line.push([envelope(it.org, b"before")])
        pg("pg_dump", "--format=custom", f"--file={dump}", f"--dbname={server.settings.database}")
        line.push([envelope(it.org, b"after")])
        instance = line.instance
    name = "restored"
    postgres.tell(f"CREATE DATABASE {name}")
    pg("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={postgres.url(name)}", str(dump))

    check_restored(it, instance, tmp_path, "--restored", "--database", postgres.url(name))


def copy(file, to):
    """Let SQLite copy a file that is in use, as its `.backup` does."""
    with closing(sqlite3.connect(file)) as db, closing(sqlite3.connect(to)) as fresh:
        db.backup(fresh)


def check_restored(it, instance, folder, *options):
    """Start the program on what was restored: it has what the copy had, and desks notice."""
    with program(folder, *options) as (_, url, _):
        where = SimpleNamespace(url=url, answer_key=identity.public_key(identity.answer_secret(folder)))
        with closing(Remote(it.access(where, instance=instance))) as line:
            with pytest.raises(troubles.ServerReset) as reset:
                line.pull(2)
            line.instance = reset.value.said.instance
            register(line, it)
            assert [envelope(it.org, b"before")] == [body for _, body in line.pull(0, own=True).items]
            line.push([envelope(it.org, b"after")])
            assert line.pull(0, own=True).head == 2
    assert instance != reset.value.said.instance


def pg(name, *arguments):
    """Run a program of PostgreSQL."""
    subprocess.run([tool(name), *arguments], check=True)  # noqa: S603 - programs we found
