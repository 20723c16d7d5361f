"""Sticks that are full, protected or pulled out: a plain sentence, and nothing that looks like a bundle."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from regdesk.errors import Trouble
from regdesk.store import disks
from regdesk.sync import stick

_MB = 2**20
# Runs in a process of its own, whose files may not grow past 100,000 bytes: what a full stick is like.
FULL = """
import resource, sys
from pathlib import Path
from regdesk.errors import Trouble
from regdesk.store import disks
from regdesk.sync import stick
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    with stick.new_file(Path(sys.argv[1]) / stick.new_name(), 150_000) as file:
        for _ in range(15):
            file.write(bytes(10_000))
except Trouble as trouble:
    print(trouble.message == disks.FULL, trouble)
"""
# As somebody without rights: who may do everything finds no folder protected.
PROTECTED = """
import os, sys
from pathlib import Path
from regdesk.errors import Trouble
from regdesk.store import disks
from regdesk.sync import stick
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    with stick.new_file(Path(sys.argv[1]) / stick.new_name(), 10):
        pass
except Trouble as trouble:
    print(trouble.message)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def trouble_of(place: Path, size: int = 10) -> Trouble:
    with pytest.raises(Trouble) as caught, stick.new_file(place / stick.new_name(), size) as file:
        file.write(bytes(size))
    return caught.value


def test_a_file_has_its_name_only_once_all_of_it_is_there(folder: Path) -> None:
    path = folder / stick.new_name()

    with stick.new_file(path, 3) as file:
        file.write(b"all")
        assert not list(folder.glob(f"*{stick.ENDING}"))

    assert [one.name for one in folder.iterdir()] == [path.name]
    assert path.read_bytes() == b"all"


def test_a_stick_that_fills_up_while_it_is_written_is_told_and_left_empty(folder: Path) -> None:
    command = [sys.executable, "-c", FULL, str(folder)]

    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own text

    assert said.startswith("True There is not enough room: 1 MB are needed")
    assert not list(folder.iterdir())


def test_a_disk_that_is_full_to_the_last_byte_is_told_as_full() -> None:
    with pytest.raises(Trouble) as caught, disks.in_words(3 * _MB), Path("/dev/full").open("wb") as file:
        file.write(b"x")

    assert caught.value.message == disks.FULL
    assert caught.value.values == {"needed": 3}


def test_too_little_room_is_told_before_anything_is_written(folder: Path) -> None:
    trouble = trouble_of(folder, size=2**60)

    assert trouble.message == disks.FULL
    assert not list(folder.iterdir())


def test_a_folder_that_may_not_be_written_is_told_as_protected(folder: Path) -> None:
    folder.chmod(0o555)

    said = subprocess.run(  # noqa: S603 - our own text
        [sys.executable, "-c", PROTECTED, str(folder)], capture_output=True, text=True, check=True
    ).stdout
    folder.chmod(0o755)

    assert said.strip() == disks.PROTECTED
    assert not list(folder.iterdir())


def test_a_stick_that_is_pulled_out_is_told_as_gone(folder: Path) -> None:
    def pulled_out() -> None:
        with stick.new_file(folder / stick.new_name(), 4) as file:
            file.write(b"half")
            shutil.rmtree(folder)

    with pytest.raises(Trouble) as caught:
        pulled_out()

    assert caught.value.message == disks.GONE
    assert not folder.exists()


def test_a_file_that_cannot_be_read_is_told(folder: Path) -> None:
    with pytest.raises(Trouble) as caught, stick.open_file(folder / "RD-GONE.regdesk"):
        pass

    assert caught.value.message == stick.UNREADABLE
