"""Backup copies of a real desk: whole or not at all, kept by the rules, tried out, honest when they fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from regdesk.actions import alarms, backups, drill, erasure, labs, papers, unlocking
from regdesk.actions.backups import DAY_MS, Way
from regdesk.actions.desk import Clock
from regdesk.crypto import vault
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Refused, RegDeskError, Trouble
from regdesk.store import backups as files
from regdesk.store import disks
from tests import desks, make


class Time:
    """A clock that a test sets forward by days."""

    def __init__(self) -> None:
        self.now = make.START_MS

    def clock(self) -> Clock:
        """Give the clock; each reading is one ms later."""
        return Clock(self._read, lambda: make.TODAY)

    def later(self, days: float) -> None:
        """Let days pass."""
        self.now += round(days * DAY_MS)

    def _read(self) -> int:
        self.now += 1
        return self.now


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def desk(tmp_path, time, stick):
    host = desks.desk(tmp_path / "host", "Опора", "host", clock=time.clock())
    centre = desks.desk(tmp_path / "centre", "Центр", "centre", clock=time.clock(), country="KG")
    desks.meet(host, centre)
    unlocking.close(centre)
    host_case = desks.new_person(host, centre)
    papers.add(host, host_case, ClinicalPaper(type="cd4"), [desks.picture()])
    backups.choose(host, stick)
    return host


def home(desk) -> Path:
    """Give where the copies of a desk lie."""
    found = backups.home(desk, backups.standing(desk))
    assert found
    return found


def seen(folder: Path) -> dict[str, bytes]:
    """Read everything below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def run(text, desk, *rest) -> str:
    """Run a program of its own on a desk and its copies and give what it said."""
    command = [sys.executable, "-c", text, str(desk.folder), str(home(desk)), desk.key.hex(), *map(str, rest)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own text
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def try_out(desk, passphrase=""):
    """Try the newest copy out."""
    return drill.drill(desk, Way(), passphrase, floor=desks.CHEAP)


def test_a_copy_holds_the_case_with_its_scans_and_opens_with_the_passphrase_alone(desk):
    copy = backups.make(desk, Way())

    found = try_out(desk, desks.PASSPHRASE)

    assert (copy.made_ms, 1, 1) == (found.copy_ms, found.cases, found.papers)
    at = backups.standing(desk)
    assert (copy.made_ms, "", "", 1) == (at.last, at.why, at.drill_why, at.drill_papers)


def test_what_lies_on_the_stick_tells_a_time_and_nothing_else(desk, stick):
    backups.make(desk, Way())

    lying = seen(stick)
    words = ["Опора", "Алина", "RegDesk", "regdesk", "SQLite", "CREATE TABLE", "host"]
    whole = b"".join(lying.values())
    assert not [one for one in words if one.encode() in whole or one.encode("utf-16-le") in whole]
    assert all(name.startswith("RD-") for name in lying)
    assert {"data", "keys", "list"} == {name.split("/")[-1] for name in lying if "/papers/" not in name}


def test_the_second_copy_brings_only_what_is_new_of_the_scans(desk, time):
    backups.make(desk, Way())
    before = {path: path.stat().st_mtime_ns for path in (home(desk) / "papers").glob("??/*")}
    case = desk.read.execute(drill._CASES).fetchone()[0]
    papers.add(desk, case, ClinicalPaper(type="viral-load"), [desks.picture()])
    time.later(1)

    way = Way()
    copy = backups.make(desk, way)

    after = {path: path.stat().st_mtime_ns for path in (home(desk) / "papers").glob("??/*")}
    assert before.items() <= after.items()
    assert len(after) == len(copy.papers) == 2
    new = sum(path.stat().st_size for path in after.keys() - before.keys())
    assert way.size == way.done == new + (copy.path / "data").stat().st_size


def test_a_desk_goes_on_writing_while_it_is_copied(desk, monkeypatch):
    case = desk.read.execute(drill._CASES).fetchone()[0]
    monkeypatch.setattr(files.copying, "PAGES", 4)
    values = iter(range(100, 999))

    class Busy(Way):
        def went(self, size: int) -> None:
            super().went(size)
            labs.add_result(desk, case, make.lab_result(value=next(values)))

    copy = backups.make(desk, Busy())

    assert next(values) > 105
    with files.copying.opened(copy.path / "data", desk.key) as db:
        (inside,) = db.execute("SELECT count(*) FROM entry").fetchone()
    (outside,) = desk.write.execute("SELECT count(*) FROM entry").fetchone()
    assert inside < outside
    assert try_out(desk).cases == 1


def test_copies_of_a_month_are_rotated_and_scans_that_no_copy_names_go(desk, time):
    for _ in range(30):
        backups.make(desk, Way())
        time.later(1)
    (home(desk) / "papers" / "ab").mkdir(exist_ok=True)
    (home(desk) / "papers" / "ab" / "ab-of-nobody").write_bytes(b"x")

    newest = backups.make(desk, Way())

    every = files.copies(home(desk))
    assert every[0] == newest
    assert 8 <= len(every) <= 7 + 4 + 2
    assert {one.name for one in newest.papers} == {path.name for path in (home(desk) / "papers").glob("??/*")}


def test_copies_made_before_an_erasure_go_with_the_next_one(desk, time):
    case = desk.read.execute(drill._CASES).fetchone()[0]
    backups.make(desk, Way())
    time.later(1)
    erasure.erase(desk, case, sections=("clinical",))
    scans = list((home(desk) / "papers").glob("??/*"))

    copy = backups.make(desk, Way())

    assert [copy] == files.copies(home(desk))
    assert scans
    assert not [path for path in scans if path.exists()]


def test_a_copy_that_is_stopped_leaves_the_earlier_ones_as_they_were(desk, stick, time):
    backups.make(desk, Way())
    before = seen(stick)
    time.later(1)

    with pytest.raises(Refused) as refused:
        backups.make(desk, Way(stop=True))

    assert disks.STOPPED == refused.value.message
    assert before == seen(stick)
    assert "" == backups.standing(desk).why


def test_a_full_stick_is_said_and_the_earlier_copy_opens(desk, stick, time, monkeypatch):
    backups.make(desk, Way())
    before, real = seen(stick), shutil.disk_usage(stick)
    time.later(1)
    monkeypatch.setattr(disks.shutil, "disk_usage", lambda _: type(real)(real.total, real.used, 10_000))

    with pytest.raises(Trouble) as trouble:
        backups.make(desk, Way())

    assert (disks.FULL, 2) == (trouble.value.message, trouble.value.values["needed"])
    assert before == seen(stick)
    assert disks.FULL == backups.standing(desk).why
    assert try_out(desk).papers == 1


# A process of its own whose files may not grow past what it is told: how a stick fills up in the middle.
FILLING = """
import resource, signal, sys
from pathlib import Path
from regdesk.errors import Trouble
from regdesk.store import backups
from regdesk.store.disks import Way
folder = Path(sys.argv[1])
source = backups.Source(folder, folder / "regdesk.data", folder / "regdesk.keys", bytes.fromhex(sys.argv[3]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), int(sys.argv[4])))
try:
    backups.write(source, Path(sys.argv[2]), 2_000_000_000_000, Way())
except Trouble as trouble:
    print(trouble.message)
"""


@pytest.mark.parametrize("limit", [40_000, 150_000, 250_000])
def test_a_stick_that_fills_up_in_the_middle_says_so_and_leaves_the_earlier_copy(desk, stick, limit):
    backups.make(desk, Way())
    before = seen(stick)

    said = run(FILLING, desk, limit)

    assert disks.FULL == said
    assert before == seen(stick)
    assert try_out(desk).papers == 1


def test_a_stick_that_is_pulled_out_is_said_and_nothing_is_made_up_in_its_place(desk, stick, time):
    backups.make(desk, Way())
    shutil.move(stick, stick.with_name("in a pocket"))
    stick.mkdir()  # the mount point stays
    time.later(1)

    with pytest.raises(Trouble) as trouble:
        backups.make(desk, Way())

    assert files.NOT_THERE == trouble.value.message
    assert not list(stick.iterdir())
    assert "" == backups.due(desk, backups.standing(desk))
    stick.rmdir()
    shutil.move(stick.with_name("in a pocket"), stick)
    time.later(0.1)
    assert "copy" == backups.due(desk, backups.standing(desk))
    assert backups.make(desk, Way())


def test_a_stick_pulled_out_in_the_middle_is_said_and_the_earlier_copy_opens(desk, stick, time):
    backups.make(desk, Way())
    pocket = stick.with_name("in a pocket")
    time.later(1)

    class Pulling(Way):
        def went(self, size: int) -> None:
            super().went(size)
            if stick.exists():
                shutil.move(stick, pocket)

    with pytest.raises(Trouble) as trouble:
        backups.make(desk, Pulling())

    assert trouble.value.message in {disks.GONE, files.NOT_THERE}
    assert not stick.exists()
    shutil.move(pocket, stick)
    assert try_out(desk).papers == 1


@pytest.mark.parametrize("part", ["data", "keys", "list", "paper"])
def test_a_copy_with_one_wrong_byte_fails_its_drill_and_is_an_alarm(desk, part):
    copy = backups.make(desk, Way())
    path = copy.paper(copy.papers[0].name) if part == "paper" else copy.path / part
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)

    with pytest.raises(RegDeskError):
        try_out(desk)

    if part == "list":  # then there is no copy at all
        assert not files.copies(home(desk))
    else:
        assert "copy-fails" in [one.what for one in alarms.alarms(desk)]


def test_a_scan_that_is_missing_in_the_copy_fails_the_drill_with_words(desk):
    copy = backups.make(desk, Way())
    copy.paper(copy.papers[0].name).unlink()

    with pytest.raises(Trouble, match="missing in the copy: 1"):
        try_out(desk)

    assert drill.LACKING == backups.standing(desk).drill_why


def test_a_wrong_passphrase_at_the_drill_is_no_alarm(desk):
    backups.make(desk, Way())

    with pytest.raises(Refused) as refused:
        try_out(desk, "not this one at all")

    assert vault.WRONG == refused.value.message
    assert not [one for one in alarms.alarms(desk) if one.what == "copy-fails"]


def test_after_days_without_a_copy_a_person_is_told_and_a_copy_ends_it(desk, time):
    backups.make(desk, Way())
    quiet = [one.what for one in alarms.own(desk)]
    time.later(4)

    told = [(one.what, one.values) for one in alarms.own(desk)]

    assert not quiet
    assert [("no-copy", {"days": 4})] == told
    backups.make(desk, Way())
    assert not alarms.own(desk)


def test_a_desk_that_never_chose_a_folder_is_told_after_a_week(tmp_path, time):
    desk = desks.desk(tmp_path / "host", "Опора", "host", clock=time.clock())
    backups.begin(desk)
    assert not alarms.own(desk)

    time.later(8)

    assert ["never-copied"] == [one.what for one in alarms.own(desk)]


def test_a_copy_is_due_once_a_day_a_drill_once_a_month_and_a_failure_rests_an_hour(desk, time):
    assert "copy" == backups.due(desk, backups.standing(desk))
    backups.make(desk, Way())
    assert "drill" == backups.due(desk, backups.standing(desk))
    try_out(desk)
    assert "" == backups.due(desk, backups.standing(desk))
    time.later(1)
    assert "copy" == backups.due(desk, backups.standing(desk))

    backups.change(desk, tried=time.now, why=disks.FULL)

    assert "" == backups.due(desk, backups.standing(desk))
    time.later(0.05)
    assert "copy" == backups.due(desk, backups.standing(desk))


def test_the_desks_own_folder_takes_no_copies(desk):
    with pytest.raises(Refused) as refused:
        backups.choose(desk, desk.folder / "papers")

    assert backups.INSIDE == refused.value.message


# As somebody without rights: who may do everything finds no folder protected.
PROTECTED = """
import os, sys
from pathlib import Path
from regdesk.errors import Trouble
from regdesk.store import backups
from regdesk.store.disks import Way
folder = Path(sys.argv[1])
source = backups.Source(folder, folder / "regdesk.data", folder / "regdesk.keys", bytes.fromhex(sys.argv[3]))
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    backups.write(source, Path(sys.argv[2]), 2_000_000_000_000, Way())
except Trouble as trouble:
    print(trouble.message)
"""


def test_a_protected_stick_is_said_in_words(desk, tmp_path):
    backups.make(desk, Way())
    place, before = home(desk), seen(home(desk))
    place.chmod(0o555)
    ours = [path for path in tmp_path.parents if "pytest-of" in path.as_posix()]  # workers add a level
    for path in (tmp_path, *ours):
        path.chmod(0o755)

    said = run(PROTECTED, desk)

    place.chmod(0o755)
    assert disks.PROTECTED == said
    assert before == seen(place)
    assert os.access(place, os.W_OK)
