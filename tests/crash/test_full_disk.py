"""A full disk at every write of what people do: plain words, the old state, and then the same works."""

import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from regdesk import settings
from regdesk.actions import unlocking
from regdesk.actions.desk import Desk
from regdesk.crypto.files import write_whole
from regdesk.errors import Refused, Trouble
from tests import desks
from tests.crash import runs
from tests.crash.disk import Disk
from tests.crash.filling import (
    attach,
    counted,
    exchange_until_it_fits,
    opened,
    save,
    sound,
    there,
    until_it_fits,
)


def change_vault(desk: Desk, mark: str) -> None:
    del mark
    vault = desk.folder / unlocking.VAULT
    write_whole(vault, vault.read_bytes())


def change_settings(desk: Desk, mark: str) -> None:
    settings.save(desk.folder, settings.Settings(theme=mark))


@pytest.fixture
def small(small_disk: Disk) -> Iterator[tuple[Disk, Desk]]:
    """Give a desk that lies on a small disk."""
    shutil.copytree(runs.template() / "host", small_disk.at / "host")
    desk = opened(small_disk.at / "host")
    yield small_disk, desk
    unlocking.close(desk)


@pytest.mark.parametrize("act", [save, attach])
def test_a_save_on_a_full_disk_says_so_and_works_once_there_is_room(
    small: tuple[Disk, Desk], act: Callable[[Desk, str], None]
) -> None:
    disk, desk = small

    refused = until_it_fits(disk, desk, act)

    assert refused > 2, "the disk was never full"
    again = opened_again(desk)
    assert sound(again)
    assert there(again, "with 0 pages")
    unlocking.close(again)


def opened_again(desk: Desk) -> Desk:
    """Open a second time what another process would find."""
    copy = desk.folder.with_name("copy")
    shutil.copytree(desk.folder, copy, ignore=shutil.ignore_patterns("papers"))
    return opened(copy)


@pytest.mark.parametrize("act", [change_vault, change_settings])
def test_small_files_stay_as_they_were_on_a_full_disk(
    small: tuple[Disk, Desk], act: Callable[[Desk, str], None]
) -> None:
    disk, desk = small
    change_settings(desk, "dark")
    disk.leave(0)

    with pytest.raises(Trouble):
        act(desk, "light")

    assert settings.load(desk.folder).theme == "dark"
    assert not list(desk.folder.glob("*.new"))
    disk.empty()
    act(desk, "light")
    desks.reopen(opened_again(desk))


def test_an_exchange_on_a_full_disk_takes_in_nothing_by_halves_and_goes_on_later(
    small_disk: Disk, tmp_path: Path
) -> None:
    refused = exchange_until_it_fits(small_disk, tmp_path / "scene", 2)

    assert refused > 2, "the disk was never full"


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Let no file of this process outgrow a size: what a full disk does, for who may mount nothing."""
    was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, was[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


@pytest.mark.parametrize("act", [save, attach])
def test_a_write_that_the_system_cuts_short_at_any_byte_leaves_the_old_state(
    tmp_path: Path, act: Callable[[Desk, str], None]
) -> None:
    shutil.copytree(runs.template() / "host", tmp_path / "host")
    desk = opened(tmp_path / "host")
    log, refused = tmp_path / "host" / f"{unlocking.DATABASE}-wal", 0
    for more in range(0, 200_000, 7_001):
        mark, before = f"{more} bytes more", counted(desk)
        with no_file_beyond(log.stat().st_size + more if log.exists() else more):
            try:
                act(desk, mark)
            except (Trouble, Refused):
                refused += 1
                assert counted(desk)[0] == before[0]
            else:
                break
        act(desk, mark)
        assert there(desk, mark)

    assert refused > 2, "nothing was cut short"
    assert sound(desk)
    unlocking.close(desk)
