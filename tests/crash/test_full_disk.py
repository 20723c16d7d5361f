"""A full disk at every write of what people do: plain words, the old state, and then the same works."""

import os
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from regdesk import settings
from regdesk.actions import labs, papers, syncing, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.crypto.files import write_whole
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Refused, Trouble
from regdesk.store import database
from tests import desks, make
from tests.crash import day, runs
from tests.crash.disk import Disk

MOST_PAGES = 400
PICTURE = desks.picture(200, 200)


def opened(folder: Path) -> Desk:
    return unlocking.unlock(folder, desks.PASSPHRASE, desks.Hands().clock(), os.urandom, desks.CHEAP)


def counted(desk: Desk) -> tuple[int, int]:
    """Count records and whole attachments."""
    rows = (desk.write.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("entry", "blob"))  # noqa: S608
    return tuple(rows)  # type: ignore[return-value]


def sound(desk: Desk) -> bool:
    found = desk.write.execute("PRAGMA integrity_check").fetchall()
    return [tuple(row) for row in found] == [("ok",)] and not desk.write.execute(
        "PRAGMA foreign_key_check"
    ).fetchall()


def save(desk: Desk, mark: str) -> None:
    labs.add_result(desk, day.first(desk), make.lab_result(laboratory=mark))


def attach(desk: Desk, mark: str) -> None:
    papers.add(desk, day.first(desk), ClinicalPaper(type="cd4", laboratory=mark), [PICTURE])


def change_vault(desk: Desk, mark: str) -> None:
    del mark
    vault = desk.folder / unlocking.VAULT
    write_whole(vault, vault.read_bytes())


def change_settings(desk: Desk, mark: str) -> None:
    settings.save(desk.folder, settings.Settings(theme=mark))


def trouble_of(act: Callable[[], object]) -> Trouble | None:
    """Do something and give the trouble it ran into, if any."""
    try:
        act()
    except Trouble as trouble:
        return trouble
    return None


def there(desk: Desk, mark: str) -> bool:
    case = read_case(desk, day.first(desk))
    return mark in {one.laboratory for kind in (LabResult, ClinicalPaper) for one in case.all(kind)}


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
    refused = 0
    for pages in range(MOST_PAGES):
        mark, before = f"with {pages} pages", counted(desk)
        disk.leave(pages)
        if not (told := trouble_of(lambda: act(desk, mark))):  # noqa: B023 - called at once
            break
        refused += 1
        assert told.message == database.FULL
        assert not there(desk, mark)
        assert counted(desk)[0] == before[0]
        disk.empty()
        assert sound(desk)
        act(desk, mark)
        assert there(desk, mark)

    assert refused > 2, "the disk was never full"
    disk.empty()
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
    with runs.scene(tmp_path / "scene") as (folder, centre):
        stream = day.first(centre)
        shutil.copytree(folder / "host", small_disk.at / "host")
        host = opened(small_disk.at / "host")
        refused = exchanged = 0
        for pages in range(0, MOST_PAGES, 2):
            labs.add_result(centre, stream, make.lab_result(laboratory=f"there {pages}"))
            save(host, f"here {pages}")
            syncing.exchange(centre)
            small_disk.leave(pages)
            if told := trouble_of(lambda: syncing.exchange(host)):
                refused += 1
                assert told.message == database.FULL
            else:
                exchanged += 1
            small_disk.empty()
            assert sound(host)
            if exchanged > 1:
                break
        desks.exchange(host, centre, times=3)

        assert refused > 2, "the disk was never full"
        case = read_case(host, stream)
        assert there(host, "there 0")
        assert desks.shared(case) == desks.shared(read_case(centre, stream))
        unlocking.close(host)


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
