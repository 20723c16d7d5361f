"""Locking, one window, and no core dumps: in real processes of the program."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from regdesk.actions import unlocking
from regdesk.crypto.vault import FLOOR
from regdesk.store import holding
from tests import desks
from tests.app.programs import ROOT, Program, in_memory, wait_for_window

NAME = "Zulmarkerin"
# The memory of a program that forbids it is read by root alone, in /proc of Linux.
READERS = [os.geteuid()] if sys.platform == "linux" and os.geteuid() == 0 else []


@pytest.fixture(scope="module")
def secrets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """Make a desk with the true cost of a passphrase; give its folder and what must leave memory."""
    folder = tmp_path_factory.mktemp("locking") / "desk"
    desk = desks.with_sheet(desks.desk(folder, "Опора", "host", cost=FLOOR))
    known = {
        "database key": desk.key,
        "the key that signs": desk.person.secret,
        "passphrase": desks.PASSPHRASE.encode(),
        "name": NAME.encode(),
        "name as Qt has it": NAME.encode("utf-16-le"),
        "who works here": desk.person.name.encode("utf-16-le"),
    }
    unlocking.close(desk)
    return folder, known


@pytest.fixture
def started() -> Iterator[list[Program]]:
    programs: list[Program] = []
    yield programs
    for program in programs:
        program.end()


@pytest.mark.parametrize("reader", READERS)
def test_after_locking_no_key_and_no_name_is_in_memory_and_the_draft_comes_back(
    reader: int, secrets: tuple[Path, dict[str, bytes]], started: list[Program]
) -> None:
    assert reader == os.geteuid()
    folder, known = secrets
    first = Program("tests.app.driven", str(folder), "dumps", "type", NAME, "lock")
    started.append(first)
    assert first.hears("dumpable") == "0"
    limits = Path(f"/proc/{first.pid}/limits").read_text("ascii").splitlines()
    assert next(line.split()[4:6] for line in limits if line.startswith("Max core file size")) == ["0", "0"]
    assert first.hears("done") == "dumps"
    first.go_on()
    assert first.hears("done") == "type"
    before = in_memory(first.pid, known)

    first.go_on()
    first.hears("lock")
    first.is_anew()
    wait_for_window(folder)
    after = in_memory(first.pid, known)

    assert before == set(known)
    assert after == set()
    first.end()
    again = Program("tests.app.driven", str(folder), "look")
    started.append(again)
    assert again.hears("text") == NAME


def test_a_second_start_raises_the_first_window_and_one_after_a_crash_opens_its_own(
    secrets: tuple[Path, dict[str, bytes]], started: list[Program]
) -> None:
    folder, _ = secrets
    first = Program("regdesk", "app", "--folder", str(folder))
    started.append(first)
    wait_for_window(folder)

    second = Program("regdesk", "app", "--folder", str(folder))
    started.append(second)
    code = second.running.wait(30)
    first.running.kill()  # its socket and its lock file stay behind
    first.running.wait()
    third = Program("regdesk", "app", "--folder", str(folder))
    started.append(third)
    wait_for_window(folder)

    assert code == 0
    assert third.running.poll() is None


def test_two_processes_never_work_on_one_folder(tmp_path: Path) -> None:
    held = holding.hold(tmp_path)
    asked = "from pathlib import Path; from regdesk.store import holding; holding.hold(Path(r'{}'))"
    command = [sys.executable, "-c", asked.format(tmp_path)]

    refused = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    held.release()
    taken = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603

    assert "RegDesk is already open on these data" in refused.stderr
    assert refused.returncode
    assert taken.returncode == 0
