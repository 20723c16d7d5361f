"""Erasing a computer: what would be lost is said, keys go first, and what was begun is finished."""

import os
import shutil
from pathlib import Path

import pytest

from regdesk.actions import erasing_computer, papers, unlocking
from regdesk.actions.desk import Desk
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import RegDeskError, Trouble
from tests import desks


def with_a_paper(folder: Path) -> tuple[Desk, Desk]:
    """Give a host with a case and a page, and a centre."""
    host, centre = desks.pair(folder)
    stream = desks.new_person(host, centre)
    papers.add(host, stream, ClinicalPaper(type="cd4"), [desks.picture(300, 300)])
    return host, centre


def test_what_only_this_computer_has_is_counted_by_partner(tmp_path: Path) -> None:
    host, centre = with_a_paper(tmp_path)

    before = erasing_computer.unsent(host)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre, times=3)
        after = erasing_computer.unsent(host)

    assert [name for name, _ in before.partners] == ["Центр, Бишкек"]
    assert before.partners[0][1] > 0
    assert before.pages == 1
    assert before.any
    assert after == erasing_computer.Unsent((), 0, 0, alone=True)
    assert not after.any


def test_nothing_of_a_desk_is_left_and_foreign_files_stay(tmp_path: Path) -> None:
    host, _ = with_a_paper(tmp_path)
    (host.folder / "holiday.jpg").write_bytes(b"not ours")
    unlocking.close(host)

    erasing_computer.erase(host.folder)

    assert [path.name for path in host.folder.iterdir()] == ["holiday.jpg"]
    assert not (tmp_path / "host.mark").exists()
    assert not unlocking.exists(host.folder)


def test_the_folder_itself_goes_where_it_held_nothing_else_and_a_new_desk_can_begin(tmp_path: Path) -> None:
    host, _ = with_a_paper(tmp_path)
    unlocking.close(host)

    erasing_computer.erase(host.folder)

    assert not host.folder.exists()
    assert desks.desk(tmp_path / "host", "Другая", "host").person.name


def test_broken_off_at_any_step_leaves_nothing_readable_and_the_next_start_finishes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _ = with_a_paper(tmp_path)
    unlocking.close(made)
    steps = Steps()
    monkeypatch.setattr(os, "unlink", steps.watched(os.unlink))
    monkeypatch.setattr(shutil, "rmtree", steps.watched(shutil.rmtree))
    for last in range(20):
        folder = tmp_path / f"copy{last}"
        shutil.copytree(tmp_path / "host", folder)
        steps.left = last
        try:
            erasing_computer.erase(folder)
        except PowerCut:
            assert erasing_computer.is_begun(folder)
            assert not opens(folder), f"still opens after {last} steps"
            steps.left = 1_000
            erasing_computer.erase(folder)
        else:
            break
        assert not folder.exists()

    assert last > 3, "too few steps to have tried anything"


class PowerCut(BaseException):
    """The computer went off."""


class Steps:
    """Lets so many removals happen, then cuts the power."""

    left = 1_000

    def watched(self, call):  # type: ignore[no-untyped-def]
        """Give the same call, counted."""

        def counted(*given, **named):  # type: ignore[no-untyped-def]
            if self.left == 0:
                raise PowerCut
            self.left -= 1
            return call(*given, **named)

        return counted


def opens(folder: Path) -> bool:
    """Say whether the passphrase still opens the data."""
    try:
        unlocking.close(
            unlocking.unlock(folder, desks.PASSPHRASE, desks.Hands().clock(), os.urandom, desks.CHEAP)
        )
    except RegDeskError:
        return False
    return True


def test_a_disk_that_does_not_let_go_is_told_and_the_keys_are_gone_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, _ = with_a_paper(tmp_path)
    unlocking.close(host)

    def stuck(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(shutil, "rmtree", stuck)
    with pytest.raises(Trouble) as told:
        erasing_computer.erase(host.folder)

    assert told.value.message == erasing_computer.STUCK
    assert not (host.folder / unlocking.VAULT).exists()
    assert not (host.folder / unlocking.DATABASE).exists()
