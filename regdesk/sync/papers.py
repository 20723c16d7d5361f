"""Attachments over the line: in requests that suit it, going on where the last one stopped."""

from itertools import pairwise

from regdesk.errors import Refused
from regdesk.store import papers, tray
from regdesk.store.papers import Blob
from regdesk.sync import troubles
from regdesk.sync.http import Remote, chunks_in
from regdesk.sync.post import Post, Report
from regdesk.wire import calls
from regdesk.wire.encoding import SEALED_CHUNK, delete_mark


def upload_all(post: Post, remote: Remote, report: Report) -> None:
    """Send the chunks the server lacks, oldest entry first; a paper that is refused stops no other."""
    for blob in post.on_writer(papers.to_upload, post.db):
        try:
            _upload(post, remote, blob, report)
        except (troubles.TooLarge, troubles.OtherBytes) as trouble:
            post.on_writer(tray.alarm, post.db, blob.id, trouble.message, post.today(), post.org)
            report.put_aside += 1


def _upload(post: Post, remote: Remote, blob: Blob, report: Report) -> None:
    have = remote.have(blob.id)
    there = [i for i in range(blob.chunks) if i in have]
    post.on_writer(papers.uploaded, post.db, blob.id, there)
    missing = [i for i in range(blob.chunks) if i not in have]
    while missing:
        part = _run(missing, chunks_in(remote.up))
        body = post.on_writer(papers.read, post.folder, post.db, blob.id, part)
        bodies = tuple(body[i : i + SEALED_CHUNK] for i in range(0, len(body), SEALED_CHUNK))
        sent = calls.Chunks(count=blob.chunks, delete_mark=delete_mark(blob.token), chunks=bodies)
        report.tried += len(body)
        remote.put_chunks(blob.id, part[0], sent)
        report.up += len(body)
        post.on_writer(papers.uploaded, post.db, blob.id, part)
        missing = missing[len(part) :]


def fetch_all(post: Post, remote: Remote, report: Report) -> None:
    """Fetch what entries name and is not here; what the server does not have yet comes another time."""
    for blob in post.on_writer(papers.to_fetch, post.db):
        try:
            _fetch(post, remote, blob, report)
        except troubles.NotThere:
            continue


def _fetch(post: Post, remote: Remote, blob: Blob, report: Report) -> None:
    post.on_writer(papers.expect, post.db, blob.id, blob.chunks)
    missing = list(blob.missing)
    while missing:
        got = remote.get_chunks(blob.id, missing[0])
        if not got.chunks or got.count != blob.chunks:
            raise Refused(troubles.FOREIGN)
        found = {missing[0] + i: body for i, body in enumerate(got.chunks)}
        post.on_writer(papers.write, post.folder, post.db, blob.id, found)
        report.down += sum(map(len, got.chunks))
        missing = [i for i in missing if i not in found]


def _run(numbers: list[int], most: int) -> list[int]:
    """Give the first numbers that follow each other without a gap, at most *most*."""
    run = numbers[:1]
    for before, after in pairwise(numbers):
        if after != before + 1 or len(run) == most:
            break
        run.append(after)
    return run
