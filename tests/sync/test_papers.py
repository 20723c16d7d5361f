"""Attachments over bad lines: they go on where they stopped, records never wait for them."""

from pathlib import Path

import pytest

from regdesk.actions import labs, papers, partners, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.demo.line import Line
from regdesk.domain.journal import EntryId, StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Refused, Trouble
from regdesk.store import papers as files
from regdesk.sync.post import Report
from tests import desks, make


def with_paper(host: Desk, centre: Desk) -> tuple[StreamId, EntryId]:
    case = desks.new_person(host, centre)
    paper, _ = papers.add(host, case, ClinicalPaper(type="cd4"), [desks.picture()])
    return case, paper


def pages(desk: Desk, case: StreamId) -> list[bytes]:
    return [
        papers.page_image(desk, page)
        for entry in papers.papers_of(read_case(desk, case))
        for page in entry.fact.pages  # type: ignore[attr-defined]
    ]


def test_a_page_arrives_as_it_was_added(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case, _ = with_paper(host, centre)

        desks.exchange(host, centre)

    assert pages(centre, case) == pages(host, case)


def test_a_page_on_disk_is_sealed(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    scan = desks.picture()
    case = desks.new_person(host, centre)
    papers.add(host, case, ClinicalPaper(type="cd4"), [scan])

    bodies = [path.read_bytes() for path in (tmp_path / "host").rglob("*") if path.is_file()]

    assert len(bodies) >= 3
    assert not any(scan.image[600:632] in body or b"JFIF" in body for body in bodies)


def test_an_upload_that_is_cut_goes_on_where_it_stopped(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        line = Line(("127.0.0.1", server.settings.port))
        partners.set_server(host, f"http://127.0.0.1:{line.port}", server.answer_key)
        desks.exchange(centre)
        case, _ = with_paper(host, centre)
        first, second = Report(), Report()
        line.cut_after(120_000)

        with pytest.raises(Trouble):
            syncing.exchange(host, first)
        syncing.exchange(host, second)
        desks.exchange(centre)
        line.close()

    assert line.cuts == 1
    assert 0 < first.up
    assert 0 < second.up
    assert first.up + second.up == files_size(host)
    assert pages(centre, case) == pages(host, case)


def files_size(desk: Desk) -> int:
    (total,) = desk.read.execute("SELECT sum(size) FROM blob").fetchone()
    assert isinstance(total, int)
    return total


def test_results_arrive_although_a_page_cannot(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        line = Line(("127.0.0.1", server.settings.port))
        partners.set_server(host, f"http://127.0.0.1:{line.port}", server.answer_key)
        desks.exchange(centre)
        case, paper = with_paper(host, centre)
        labs.add_result(host, case, make.lab_result(), paper=paper)
        line.cut_after(60_000)
        with pytest.raises(Trouble):
            syncing.exchange(host)

        desks.exchange(centre)
        line.close()

    assert read_case(centre, case).of(LabResult)
    with pytest.raises(Trouble):
        pages(centre, case)


def test_a_page_that_the_server_changed_is_not_shown(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case, _ = with_paper(host, centre)
        desks.exchange(host, centre)
    entry = papers.papers_of(read_case(centre, case))[0]
    (page,) = entry.fact.pages  # type: ignore[attr-defined]
    sealed = files.read(centre.folder, centre.write, page.blob, [0])

    files.write(centre.folder, centre.write, page.blob, {1: sealed})

    with pytest.raises(Refused):
        pages(centre, case)
