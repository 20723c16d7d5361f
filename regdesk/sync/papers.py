"""Attachments over the line: in requests that suit it, going on where the last one stopped.

Records go first, also while a long scan is under way: between two requests they pass. What is wrong with one
attachment stops no other.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.i18n import N_
from regdesk.store import erasing, papers, parts, tray
from regdesk.store.papers import Blob
from regdesk.sync import pages, troubles
from regdesk.sync import parts as receipts
from regdesk.sync.http import Remote, chunks_in
from regdesk.sync.post import Post, Report
from regdesk.wire import calls
from regdesk.wire.encoding import SEALED_CHUNK, delete_mark

LOOK_EVERY: Final = 5  # requests, about ten seconds of a slow line
OTHER_FILE = N_("The server holds another file in place of a scan. Add the paper anew.")
NO_ROOM = N_("The server has no room for more scans. Records still go; tell the server's owner.")
TOO_LARGE = N_("A scan is too large for the server. Tell the server's owner.")
# What concerns one attachment and no other; all else is the line's or the server's and ends the exchange.
_ITS_OWN: Final = (
    troubles.TooLarge,
    troubles.OtherBytes,
    troubles.NotAllowed,
    troubles.ServerTrouble,
    papers.NoFile,
)


def _nothing() -> None:
    """Let no records pass."""


@dataclass
class Haul:
    """Attachments on the move in one exchange; `records` lets all records pass that wait on either side."""

    post: Post
    remote: Remote
    report: Report
    records: Callable[[], object] = _nothing
    seen: int = 0
    requests: int = 0
    hurrying: bool = False
    tried: set[bytes] = field(default_factory=set)


def carry(haul: Haul) -> None:
    """Send what the server lacks, fetch what is not here; on a metered line only what somebody waits for."""
    post = haul.post
    haul.seen = post.on_writer(parts.newest, post.db)
    before = haul.report.down
    _forget_erased(haul)
    _fetch_all(haul, wanted=True)
    _upload_all(haul)
    _fetch_all(haul, wanted=post.metered)
    if haul.report.down > before:
        haul.records()


def _forget_erased(haul: Haul) -> None:
    """Remove the files of erased attachments, and have the server delete those that this desk put there."""
    post = haul.post
    post.on_writer(erasing.remove_files, post.folder, post.db)
    for blob, token in post.on_writer(erasing.on_server, post.db):
        with suppress(troubles.NotAllowed, troubles.NotThere):
            haul.remote.delete_blob(blob, token)
        post.on_writer(erasing.off_server, post.db, blob)


def _upload_all(haul: Haul) -> None:
    """Send the chunks the server lacks, oldest entry first."""
    post = haul.post
    for blob in post.on_writer(papers.to_upload, post.db):
        try:
            _upload(haul, blob)
        except troubles.QuotaFull:
            _put_aside(haul, blob, NO_ROOM)
            return
        except _ITS_OWN as trouble:
            _put_aside(haul, blob, _words(trouble))


def _upload(haul: Haul, blob: Blob) -> None:
    post, remote, report = haul.post, haul.remote, haul.report
    have = remote.have(blob.id)
    if have.count not in (0, blob.chunks):
        raise troubles.OtherBytes(OTHER_FILE)
    missing = [i for i in range(blob.chunks) if i not in have]
    post.on_writer(papers.uploaded, post.db, blob.id, set(range(blob.chunks)) - set(missing))
    while missing:
        part = _run(missing, chunks_in(remote.up))
        body = post.on_writer(pages.ready, post, blob, part)
        bodies = tuple(body[i : i + SEALED_CHUNK] for i in range(0, len(body), SEALED_CHUNK))
        report.tried += len(body)
        sent = calls.Chunks(count=blob.chunks, delete_mark=delete_mark(blob.token), chunks=bodies)
        try:
            remote.put_chunks(blob.id, part[0], sent)
        except troubles.TooLarge:
            if len(part) == 1:
                raise
            continue  # the pace has learned that it is to be smaller
        report.up += len(body)
        post.on_writer(papers.uploaded, post.db, blob.id, part)
        missing = missing[len(part) :]
        _between(haul)
    post.on_writer(tray.settled, post.db, blob.id)


def _fetch_all(haul: Haul, *, wanted: bool) -> None:
    """Fetch what entries name and is not whole here, or only what a person waits for."""
    post = haul.post
    for blob in post.on_writer(papers.to_fetch, post.db, post.today(), wanted=wanted):
        if blob.id in haul.tried:
            continue
        try:
            _fetch(haul, blob, wanted=wanted)
        except troubles.NotThere:
            haul.tried.add(blob.id)
            post.on_writer(receipts.ask, post, blob.id)
        except _ITS_OWN as trouble:
            _put_aside(haul, blob, _words(trouble))


def _fetch(haul: Haul, blob: Blob, *, wanted: bool) -> None:
    """Fetch one attachment; where only what is waited for travels, until nobody waits for it any more."""
    post = haul.post
    post.on_writer(papers.expect, post.db, blob.id, blob.chunks)
    if not blob.missing:
        post.on_writer(pages.settle, post, blob.id)
    while missing := post.on_writer(papers.missing, post.db, blob.id, wanted=wanted):
        got = haul.remote.get_chunks(blob.id, missing[0])
        if not got.chunks or got.count != blob.chunks:
            raise troubles.OtherBytes(OTHER_FILE)
        found = {missing[0] + i: body for i, body in enumerate(got.chunks)}
        right = post.on_writer(pages.take, post, blob.id, found)
        haul.report.down += sum(len(found[i]) for i in right)
        if len(right) < len(found):
            haul.report.put_aside += 1
            haul.tried.add(blob.id)
            return
        _between(haul)
    haul.report.changes |= Changes(frozenset(post.on_writer(parts.named_in, post.db, blob.id)))


def _between(haul: Haul) -> None:
    """Let records pass between two requests, and what a person waits for."""
    post = haul.post
    haul.requests += 1
    newest = post.on_writer(parts.newest, post.db)
    if newest != haul.seen or haul.requests % LOOK_EVERY == 0:
        haul.records()
        haul.seen = post.on_writer(parts.newest, post.db)
    if not haul.hurrying and post.on_writer(papers.waited_for, post.db):
        haul.hurrying = True
        try:
            _fetch_all(haul, wanted=True)
        finally:
            haul.hurrying = False


def _put_aside(haul: Haul, blob: Blob, why: str) -> None:
    post = haul.post
    haul.tried.add(blob.id)
    post.on_writer(tray.put, post.db, blob.id, why, post.today(), None)
    haul.report.put_aside += 1


def _words(trouble: RegDeskError) -> str:
    """Give the reason as it is put aside: without values, for the list keeps none."""
    if isinstance(trouble, troubles.OtherBytes):
        return OTHER_FILE
    if isinstance(trouble, troubles.TooLarge):
        return TOO_LARGE
    return pages.DAMAGED if isinstance(trouble, papers.NoFile) else trouble.message


def _run(numbers: list[int], most: int) -> list[int]:
    """Give the first numbers that follow each other without a gap, at most *most*."""
    run = numbers[:1]
    for before, after in pairwise(numbers):
        if after != before + 1 or len(run) == most:
            break
        run.append(after)
    return run
