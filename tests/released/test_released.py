"""Desks made by every version are kept here; each opens, is brought up to date, folds, and exchanges."""

import os
import shutil
from pathlib import Path

import pytest

from regdesk.actions import labs, papers, unlocking
from regdesk.actions.desk import read_case
from regdesk.actions.lists import today
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.store import database, upgrading
from tests import desks, make

FOLDER = Path(__file__).parent
RELEASES = sorted(path.name for path in FOLDER.iterdir() if (path / "host").is_dir())


@pytest.fixture(params=RELEASES)
def pair(request, tmp_path):
    """Give copies of a host and a centre as a version left them, opened by this one."""
    shutil.copytree(FOLDER / request.param, tmp_path, dirs_exist_ok=True)
    clock = desks.Hands().clock()
    opened = [
        unlocking.unlock(tmp_path / name, desks.PASSPHRASE, clock, os.urandom, desks.CHEAP)
        for name in ("host", "centre")
    ]
    yield opened
    for desk in opened:
        unlocking.close(desk)


def only_case(desk) -> StreamId:
    """Give the one case of a desk."""
    (row,) = desk.read.execute("SELECT s.id FROM case_view c JOIN stream s ON s.key = c.stream").fetchall()
    return StreamId(row[0])


def values(desk, case) -> set[int]:
    """Give the results that stand in a case."""
    return {int(one.fact.value) for one in read_case(desk, case).of(LabResult)}


def test_there_is_one_of_every_version():
    assert {"0.1.0-first", "0.1.0"} <= set(RELEASES)


def test_a_desk_of_every_version_opens_and_reads_as_it_did(pair):
    host, centre = pair

    case = only_case(host)
    assert [row[0] for row in host.read.execute("SELECT name FROM migration ORDER BY number")] == [
        name for name, _ in database.migrations()
    ]
    assert {412, 413} == values(host, case)
    assert {412} == values(centre, only_case(centre))
    assert today(host).rows
    (scan,) = read_case(host, case).of(ClinicalPaper)
    assert papers.page_image(host, scan.fact.pages[0]).startswith(b"\xff\xd8")


def test_what_was_not_sent_by_an_older_version_is_sent_by_this_one(pair, tmp_path):
    host, centre = pair
    case = only_case(host)
    with desks.connected(tmp_path / "line", host, centre):
        labs.add_result(centre, case, make.lab_result(value=500))
        desks.exchange(host, centre, times=3)

    assert values(host, case) == values(centre, case) == {412, 413, 500}


def test_an_older_file_was_copied_before_it_was_changed(pair):
    for desk in pair:
        made = [name for name, _ in database.migrations()]
        kept = upgrading.copies(desk.folder)
        assert len(kept) <= 1
        for copy in kept:
            assert int(copy.name.removeprefix("RD-")) < len(made)
