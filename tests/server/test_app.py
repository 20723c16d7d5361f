"""The server as a program and as a list of calls."""

import os
import re
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
import requests as http

from regdesk.server import app
from regdesk.sync import troubles
from regdesk.sync.http import Remote, discover
from regdesk.wire.requests import fingerprint
from tests.served import envelope, joined, office, register, served
from tests.server.programs import program

ROOT = Path(__file__).resolve().parents[2]


def test_every_call_is_in_the_documentation_and_the_other_way_round():
    text = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    rows = "\n".join(line for line in text.splitlines() if line.startswith("|"))
    said = {
        (method, shape(path))
        for methods, path in re.findall(r"`([A-Z/]+) (/[^`? ]*)[^`]*`", rows)
        for method in methods.split("/")
    }

    routes = {(method, shape(path)) for method, path, _ in (*app.OPEN, *app.SIGNED)}

    assert routes == said, "Put the call into the table of docs/protocol.md, or into server/app.py"


def test_health_counts_answers_and_names_nobody(server, ngo):
    ngo.line.push([envelope(ngo.org, b"sealed")])

    answer = http.get(f"{server.url}/v1/health", timeout=10)

    assert set(answer.json()) == {"status", "free_bytes", "answers"}
    assert answer.json()["answers"]["200"] >= 1
    assert ngo.org.hex() not in answer.text
    assert ngo.office.device.hex() not in answer.text


def test_a_path_that_is_no_call_is_not_there(server):
    for path in ("/", "/v1", "/v1/push/more", "/v2/hello"):
        assert http.get(server.url + path, timeout=10).status_code == 404


def test_the_key_and_the_mailbox_are_readable_for_their_owner_only(tmp_path):
    with served(tmp_path):
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()}

    assert {"answer.key", "mailbox.db"} <= set(modes)
    assert os.name != "posix" or set(modes.values()) == {0o600}


def test_a_server_that_was_stopped_goes_on_as_the_same(tmp_path, serve):
    it = office()
    with serve(tmp_path) as server, joined(server, it) as line:
        line.push([envelope(it.org, b"before")])
        key, instance = server.answer_key, line.instance
        server.stop()
        server.start()

        found = line.pull(0)

        assert len(found.items) == 1
        assert (server.answer_key, line.instance) == (key, instance)


def test_a_waiting_pull_does_not_hold_up_the_stop(tmp_path, serve):
    it = office()
    with serve(tmp_path) as server, joined(server, it) as line:
        waiting = Remote(it.access(server, instance=line.instance))
        with closing(waiting), later(server.stop):
            found = waiting.pull(0, wait_s=25)

    assert found.items == ()
    assert found.waited_ms < 10_000


def test_the_program_says_one_line_runs_and_stops_when_told(tmp_path):
    it = office()
    with program(tmp_path) as (running, url, said):
        key = discover(url).answer_key
        access = it.access(served_at(url, key))
        with closing(Remote(access)) as line:
            register(line, it)
            line.push([envelope(it.org, b"sealed")])
            with pytest.raises(troubles.NotThere):
                line.roster(bytes(32))
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=20)

    assert fingerprint(key) in said
    assert (out, err) == ("", "")
    assert running.returncode in {0, -signal.SIGTERM}
    with closing(sqlite3.connect(tmp_path / "mailbox.db")) as db:
        assert db.execute("SELECT count(*) FROM envelope").fetchone() == (1,)


def test_a_folder_restored_from_a_copy_is_another_instance(tmp_path):
    with program(tmp_path) as (_, url, _):
        first = discover(url)
    with program(tmp_path, "--restored") as (_, url, _):
        second = discover(url)

    assert first.instance != second.instance
    assert first.answer_key == second.answer_key


def test_a_port_that_is_taken_is_said_in_words(server, tmp_path):
    command = [sys.executable, "-m", "regdesk.server", "--folder", str(tmp_path)]
    command += ["--port", str(server.settings.port)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)  # noqa: S603 - our own program

    assert done.returncode == 1
    assert f"Cannot listen on 127.0.0.1 port {server.settings.port}" in done.stderr
    assert "Traceback" not in done.stderr


def shape(path):
    """Give a path without the names of its parts, so that {org} and {id} compare alike."""
    return re.sub(r"\{[^}]*\}", "{}", path.removeprefix("/v1"))


def served_at(url, answer_key):
    """Give what an office needs to know of a server."""
    return SimpleNamespace(url=url, answer_key=answer_key)


@contextmanager
def later(job):
    """Do *job* in a moment, in another thread."""
    timer = threading.Timer(0.3, job)
    timer.start()
    yield
    timer.join()
