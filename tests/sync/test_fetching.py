"""Pages come when somebody asks for them, over a line that costs money, and from a disk that is damaged."""

import time
from pathlib import Path

import pytest

from regdesk import settings
from regdesk.actions import papers, syncing
from regdesk.actions.desk import read_case
from regdesk.domain import package
from regdesk.errors import Refused
from regdesk.settings import Settings
from regdesk.store import papers as files
from regdesk.sync.post import Report
from regdesk.wire.encoding import SEALED_CHUNK
from tests import desks
from tests.scans import beside, pages, pages_of, size_of_all, with_paper


def test_on_a_metered_line_a_page_comes_when_somebody_asks_for_it(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case, _ = with_paper(host, centre)
        with_paper(host, centre)
        settings.save(centre.folder, Settings(metered=True))
        desks.exchange(host, centre)
        (page,) = (page for entry in package.papers_of(read_case(centre, case)) for page in pages_of(entry))
        named = papers.fetching(centre, page)

        papers.fetch(centre, page)
        asked = papers.fetching(centre, page)
        report = syncing.exchange(centre)

    there = papers.fetching(centre, page)
    assert (0, False, True) == (named.percent, named.waiting, asked.waiting)
    assert (100, False) == (there.percent, there.waiting)
    assert report.down == there.chunks * SEALED_CHUNK
    assert pages(centre, case) == pages(host, case)


def test_a_page_nobody_waits_for_any_more_is_left_half_way(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case, _ = with_paper(host, centre)
        settings.save(centre.folder, Settings(metered=True))
        desks.exchange(host, centre)
        (page,) = (page for entry in package.papers_of(read_case(centre, case)) for page in pages_of(entry))
        papers.fetch(centre, page)
        report = Report()

        def given_up() -> None:
            if report.down and papers.fetching(centre, page).waiting:
                papers.fetch(centre, page, wait=False)

        syncing.exchange(centre, report, on_writer=beside(given_up))
        half = papers.fetching(centre, page)
        papers.fetch(centre, page)
        syncing.exchange(centre)

    assert 0 < half.percent < 100
    assert papers.fetching(centre, page).percent == 100
    assert pages(centre, case) == pages(host, case)


def test_a_page_that_changed_on_this_disk_is_not_shown(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case, _ = with_paper(host, centre)
        desks.exchange(host, centre)
    (page,) = pages_of(package.papers_of(read_case(centre, case))[0])
    sealed = files.read(centre.folder, centre.write, page.blob, [0])

    files.write(centre.folder, centre.write, page.blob, {1: sealed})

    with pytest.raises(Refused):
        pages(centre, case)


def test_a_page_damaged_on_this_disk_is_fetched_anew_when_somebody_asks(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case, _ = with_paper(host, centre)
        desks.exchange(host, centre)
        (page,) = pages_of(package.papers_of(read_case(centre, case))[0])
        files.write(centre.folder, centre.write, page.blob, {1: bytes(SEALED_CHUNK)})

        papers.fetch(centre, page)
        syncing.exchange(centre)

    assert pages(centre, case) == pages(host, case)


def test_a_desk_uses_no_more_of_the_line_than_it_is_allowed(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        with_paper(host, centre)
        settings.save(host.folder, Settings(most_kbit=2_000))
        began = time.monotonic()

        report = syncing.exchange(host)

    assert report.up == size_of_all(host)
    assert time.monotonic() - began > 0.9 * report.up / 250_000
