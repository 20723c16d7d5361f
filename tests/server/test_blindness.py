"""What the server writes down and says of itself: nothing that names an organisation, a key or an address."""

import re
import signal
import subprocess
import sys
from contextlib import closing
from types import SimpleNamespace

import psycopg
import pytest
import requests as http

from regdesk.server import identity
from regdesk.sync import troubles
from regdesk.sync.http import Remote, stranger
from regdesk.wire import calls, encoding, statements
from tests.served import envelope, joined, office
from tests.server.programs import ROOT, program

ADDRESSES = re.compile(r"\b\d{1,3}(\.\d{1,3}){3}\b|::1|localhost")


@pytest.mark.parametrize("workers", [1, 2])
def test_logs_and_health_of_a_real_run_name_nobody_whatever_is_asked(address, tmp_path, workers):
    it = office()
    with program(tmp_path, "--workers", str(workers), *address) as (running, url, said):
        where = SimpleNamespace(url=url, answer_key=identity.public_key(identity.answer_secret(tmp_path)))
        with joined(where, it) as line:
            use_everything(line, it)
        ask_for_trouble(it, where)
        health = http.get(f"{url}/v1/health", timeout=10).text
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=20)

    shown = health + out + err
    secrets = names_of(it) | {where.answer_key.hex()}
    assert not [one for one in secrets if one in shown.lower()]
    assert not ADDRESSES.search(shown)
    assert url in said


def test_a_database_that_goes_away_is_logged_without_names(postgres, tmp_path):
    it = office()
    with postgres.fresh() as database, program(tmp_path, "--database", database) as (running, url, _):
        where = SimpleNamespace(url=url, answer_key=identity.public_key(identity.answer_secret(tmp_path)))
        with joined(where, it) as line:
            use_everything(line, it)
            postgres.drop(postgres.name(database))
            with pytest.raises(troubles.Busy):
                line.push([envelope(it.org, b"later")])
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=20)

    assert not [one for one in names_of(it) if one in (out + err).lower()]
    assert not ADDRESSES.search(out + err)
    assert str(postgres.folder) not in out + err
    assert "PostgreSQL cannot be used now" in err


def test_a_mistake_in_the_server_is_logged_with_its_place_and_without_what_it_handled(postgres, tmp_path):
    it = office()
    with postgres.fresh() as database, program(tmp_path, "--database", database) as (running, url, _):
        where = SimpleNamespace(url=url, answer_key=identity.public_key(identity.answer_secret(tmp_path)))
        with joined(where, it) as line, closing(psycopg.connect(database, autocommit=True)) as raw:
            raw.execute("ALTER TABLE envelope ADD CHECK (position < 0)")
            with pytest.raises(troubles.ServerTrouble):
                line.push([envelope(it.org, b"a word that must not be written")])
        running.send_signal(signal.SIGTERM)
        out, err = running.communicate(timeout=20)

    assert "CheckViolation" in err
    assert "mailbox.py" in err
    assert not [one for one in names_of(it) if one in (out + err).lower()]
    assert b"a word that".hex() not in err
    assert "a word that" not in err


def test_what_is_stored_says_no_sender_and_no_time_of_day(server, ngo, centre):
    ngo.line.push([envelope(centre.org, b"sealed")])
    use_everything(centre.line, centre.office)

    with server.room.database.reading() as db:
        for table in ("envelope", "blob", "snapshot", "dropped"):
            found = db.execute(f"SELECT * FROM {table}")  # noqa: S608 - four names
            names = [one[0] for one in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
            days = {row[name] for row in rows for name in names if name.endswith(("_on", "_from"))}
            assert days
            assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days)
            assert not {"sender", "device", "author"} & set(names)


def test_a_server_that_starts_without_its_database_says_so_in_words(tmp_path):
    command = [sys.executable, "-m", "regdesk.server", "--folder", str(tmp_path)]
    command += ["--port", "0", "--database", "postgresql:///x?host=/nowhere"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own program

    assert done.returncode == 1
    assert "The database cannot be reached" in done.stderr
    assert "Traceback" not in done.stderr


def use_everything(line, it):
    """Do one call of every kind that works."""
    wraps = statements.pack_wraps({bytes(16): b"sealed seed"})
    line.push([envelope(it.org, b"sealed")])
    line.pull(0, own=True)
    line.put_chunks(
        it.device, 0, calls.Chunks(count=1, delete_mark=encoding.delete_mark(b"t"), chunks=(b"x",))
    )
    snapshot = line.put_snapshot(it.org)
    line.compact(calls.Compact(index=b"sealed", old=b"", snapshots=(snapshot,), upto=1))
    line.put_wraps(1, wraps)
    line.put_box(it.org, b"sealed")
    line.cards("KG")


def ask_for_trouble(it, where):
    """Ask for what is refused, and send what cannot be read."""
    with closing(Remote(stranger(where.url, where.answer_key))) as line, pytest.raises(troubles.Refused):
        line.pull(0)
    with closing(Remote(it.access(where))) as line:
        for job in (lambda: line.pull(99), lambda: line.roster(bytes(32)), lambda: line.push([b"rubbish"])):
            with pytest.raises(troubles.RegDeskError):
                job()
    for path in ("pull", f"roster/{it.org.hex()}", f"drop/{it.org.hex()}", "nowhere"):
        http.post(f"{where.url}/v1/{path}", data=b"\xff" * 100, headers={"RegDesk-Time": "x"}, timeout=10)


def names_of(it):
    """Give everything by which an organisation, its computer or its keys are known, as it may be written."""
    keys = [one.sign_pub for one in it.roster.devices.values()]
    known = (it.org, it.device, encoding.mailbox_id(it.org), *keys)
    return {shown for one in known for shown in (one.hex(), str(one)[2:-1].lower())}
