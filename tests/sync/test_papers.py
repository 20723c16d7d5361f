"""Attachments go on where they stopped, records pass them, and what is wrong with one stops no other."""

from contextlib import closing
from pathlib import Path

import pytest

from regdesk import settings
from regdesk.actions import erasure, labs, papers, partners, questions, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.domain.questions import Question
from regdesk.errors import Trouble
from regdesk.settings import Settings
from regdesk.store import channels, outbox, tray
from regdesk.store import papers as files
from regdesk.sync.pages import DAMAGED, FALSE_CHUNK
from regdesk.sync.papers import NO_ROOM, OTHER_FILE
from regdesk.sync.parts import ASK_DAYS
from regdesk.sync.post import Report
from regdesk.wire import calls
from regdesk.wire.encoding import SEALED_CHUNK, delete_mark
from tests import desks, make
from tests.bad_line import bad_line
from tests.scans import beside, pages, size_of_all, with_paper


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
    with desks.connected(tmp_path, host, centre) as server, bad_line(server.settings.port) as line:
        partners.set_server(host, line.url, server.answer_key)
        desks.exchange(centre)
        case, _ = with_paper(host, centre)
        report = Report()
        line.cut_up = 120_000

        syncing.exchange(host, report)
        desks.exchange(centre)

    assert line.cuts == 1
    assert report.up == size_of_all(host) < report.tried
    assert pages(centre, case) == pages(host, case)


@pytest.mark.parametrize("way", ["up", "down"])
def test_a_line_cut_every_few_chunks_brings_each_chunk_once(tmp_path: Path, way: str) -> None:
    host, centre = desks.pair(tmp_path)
    mover = host if way == "up" else centre
    with desks.connected(tmp_path, host, centre) as server, bad_line(server.settings.port) as line:
        desks.exchange(centre)
        case, _ = with_paper(host, centre)
        if way == "down":
            desks.exchange(host)
        partners.set_server(mover, line.url, server.answer_key)
        report = Report()

        def cut_again() -> None:
            if getattr(line, f"cut_{way}") is None:
                setattr(line, f"cut_{way}", 50_000)

        syncing.exchange(mover, report, on_writer=beside(cut_again))
        desks.exchange(centre)

    assert line.cuts >= size_of_all(host) // 50_000
    assert report.up + report.down == size_of_all(host)
    assert pages(centre, case) == pages(host, case)


def test_results_arrive_although_a_page_cannot(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server, bad_line(server.settings.port) as line:
        partners.set_server(host, line.url, server.answer_key)
        desks.exchange(centre)
        case, paper = with_paper(host, centre)
        labs.add_result(host, case, make.lab_result(), paper=paper)
        line.cut_up, line.cut_every = 60_000, 1

        with pytest.raises(Trouble):
            syncing.exchange(host)
        desks.exchange(centre)

    assert read_case(centre, case).of(LabResult)
    with pytest.raises(Trouble):
        pages(centre, case)


def test_records_pass_in_both_directions_while_a_scan_goes_up(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(centre)
        case, _ = with_paper(host, centre, 1600, 2000)
        desks.exchange(centre)
        report, seen = Report(), list[tuple[int, bool, bool]]()

        def meanwhile() -> None:
            if report.up and not seen:
                labs.add_result(host, case, make.lab_result())
                syncing.exchange(centre)
                questions.ask(centre, case, Question(text="?"))
                syncing.exchange(centre)
            if report.up:
                waits = bool(outbox.waiting(host.write, centre.org) or channels.to_push(host.write))
                seen.append((report.up, waits, bool(read_case(host, case).of(Question))))

        syncing.exchange(host, report, on_writer=beside(meanwhile))

    late = [one for one in seen if size_of_all(host) // 2 < one[0] < size_of_all(host)]
    assert late
    assert all(asked and not waits for _, waits, asked in late)


def test_the_second_tick_of_a_paper_needs_all_its_pages(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case, paper = with_paper(host, centre)
        settings.save(centre.folder, Settings(metered=True))
        desks.exchange(host, centre)
        entry_only = outbox.marks(host.read, case, host.org)[paper]
        settings.save(centre.folder, Settings())
        desks.exchange(centre, host)

    assert entry_only == outbox.ON_SERVER
    assert outbox.marks(host.read, case, host.org)[paper] == outbox.ACKNOWLEDGED


def test_desks_do_not_answer_each_others_receipts_for_ever(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        with_paper(host, centre)
        desks.exchange(host, centre, times=4)

        silent = [syncing.exchange(one) for one in (host, centre, host, centre)]

    assert [(0, 0)] * 4 == [(one.sent, one.received) for one in silent]


def blobs_of(desk: Desk) -> list[files.Blob]:
    rows = desk.write.execute("SELECT id FROM blob ORDER BY rowid").fetchall()
    return [found for (name,) in rows if (found := files.find(desk.write, name))]


def put_in_its_place(desk: Desk, blob: files.Blob, sealed: bytes, token: bytes | None = None) -> None:
    """Upload other bytes under the id of an attachment, as a server or a partner could have them there."""
    chunks = tuple(sealed[i : i + SEALED_CHUNK] for i in range(0, len(sealed), SEALED_CHUNK))
    mark = delete_mark(blob.token if token is None else token)
    with closing(syncing.connect(desk)) as remote:
        for first in range(0, len(chunks), 16):
            body = calls.Chunks(count=blob.chunks, delete_mark=mark, chunks=chunks[first : first + 16])
            remote.put_chunks(blob.id, first, body)


def test_a_false_chunk_is_thrown_away_with_an_alarm_and_the_right_one_taken_later(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        case, _ = with_paper(host, centre)
        (blob,) = blobs_of(host)
        right = files.read(host.folder, host.write, blob.id)
        put_in_its_place(host, blob, right[:SEALED_CHUNK] * blob.chunks)
        desks.exchange(host, centre)
        false = [item.why for item in tray.items(centre.read, alarms=True)]
        kept = files.find(centre.read, blob.id)

        with closing(syncing.connect(host)) as remote:
            remote.delete_blob(blob.id, blob.token)
        put_in_its_place(host, blob, right)
        syncing.exchange(centre)

    assert false == [FALSE_CHUNK]
    assert kept
    assert kept.have == {0}
    assert pages(centre, case) == pages(host, case)


def test_one_attachment_the_server_refuses_stops_no_other(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        stuck, _ = with_paper(host, centre)
        case, _ = with_paper(host, centre)
        blob, _ = blobs_of(host)
        put_in_its_place(centre, blob, bytes(SEALED_CHUNK), token=b"somebody else's!")

        desks.exchange(host, centre)

    assert pages(centre, case) == pages(host, case)
    assert OTHER_FILE in {item.why for item in tray.items(host.read)}
    with pytest.raises(Trouble):
        pages(centre, stuck)


def test_a_scan_damaged_on_disk_is_not_sent_and_stops_no_other(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        damaged, _ = with_paper(host, centre)
        lost, _ = with_paper(host, centre)
        (file, gone) = (host.folder / files.FOLDER).glob("??/*")
        case, _ = with_paper(host, centre)
        file.write_bytes(bytes(file.stat().st_size))
        gone.unlink()

        desks.exchange(host, centre)

    assert pages(centre, case) == pages(host, case)
    assert [DAMAGED] * 2 == [item.why for item in tray.items(host.read)]
    for stream in (damaged, lost):
        with pytest.raises(Trouble):
            pages(centre, stream)


def test_a_full_server_stops_scans_but_no_records(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        server.restart(quota=100_000)
        case, paper = with_paper(host, centre)
        labs.add_result(host, case, make.lab_result(), paper=paper)

        desks.exchange(host, centre)
        full = [item.why for item in tray.items(host.read)]
        server.restart(quota=10**9)
        desks.exchange(host, centre)

    assert full == [NO_ROOM]
    assert read_case(centre, case).of(LabResult)
    assert pages(centre, case) == pages(host, case)
    assert not tray.items(host.read)


def test_a_scan_the_server_dropped_is_put_there_again_for_who_still_needs_it(tmp_path: Path) -> None:
    hands = desks.Hands()
    host, centre = desks.pair(tmp_path, hands)
    with desks.connected(tmp_path, host, centre):
        case, _ = with_paper(host, centre)
        desks.exchange(host)
        (blob,) = blobs_of(host)
        with closing(syncing.connect(host)) as remote:
            remote.delete_blob(blob.id, blob.token)
        desks.exchange(centre, host)
        early = files.complete(centre.read, blob.id)

        hands.later(ASK_DAYS)
        desks.exchange(centre, host, centre)

    assert not early
    assert pages(centre, case) == pages(host, case)


def test_an_emptied_server_gets_the_scans_again(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        case, _ = with_paper(host, centre)
        desks.exchange(host)
        server.empty()

        desks.exchange(centre, host, centre)

    assert pages(centre, case) == pages(host, case)


@pytest.mark.parametrize("colleagues", [False, True])
def test_a_scan_that_its_sender_erased_is_asked_for_no_more(tmp_path: Path, colleagues: bool) -> None:
    hands = desks.Hands()
    host, centre = desks.pair(tmp_path, hands)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        if colleagues:
            second = desks.second(centre, tmp_path / "second", roles="clinician", clock=hands.clock())
            partners.set_server(second, server.url, server.answer_key)
            desks.exchange(centre, second)
        case, _ = with_paper(host, centre)
        desks.exchange(host)
        (blob,) = blobs_of(host)
        with closing(syncing.connect(host)) as remote:
            remote.delete_blob(blob.id, blob.token)
        desks.exchange(centre)
        erasure.ask(host, case, sections=["clinical"], why="as the person said")
        (request,) = erasure.requests(host, read_case(host, case))
        erasure.grant(host, case, request.id)
        desks.exchange(host, centre)
        asked = list[int]()
        for _ in range(6):
            hands.later(ASK_DAYS)
            desks.exchange(centre, host, times=1)
            waits = "SELECT count(*) FROM receipt WHERE NOT whole AND org = ?"
            asked.append(centre.write.execute(waits, (host.org,)).fetchone()[0])

    assert asked == [0] * 6, "who erased it is never asked"
    assert not files.to_fetch(centre.write, hands.day), "and it rests"
    assert not files.complete(centre.read, blob.id)
