"""Exchanging by stick: envelopes and chunks as by the server, in one sealed file for one organisation.

What comes is taken in by the same functions as from the network, so what comes twice or late changes nothing.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from regdesk.crypto import pieces, sealing
from regdesk.crypto.keys import EpochKeys
from regdesk.domain.journal import OrgId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import peers
from regdesk.sync import building, loading, recovering, relay, stick, unsealing
from regdesk.sync.post import Post
from regdesk.sync.stick import Carriage
from regdesk.sync.unloading import Unloading
from regdesk.wire import bundles
from regdesk.wire.bundles import Header, Slip
from regdesk.wire.encoding import HEADER, Wrap, mailbox_id, padded_size

NOTHING = N_("There is nothing to write: this organisation has everything.")
ALONE = N_("Your organisation has no other computer, so there is nothing to write.")
NOT_CONFIRMED = N_("Your new key is not confirmed yet. Once an administrator did that, write the stick.")
NOT_COMPARED = N_("Compare the 30 digits with this organisation first. Then records can go to it.")
STOPPED = N_("Stopped. Nothing was written.")
_AROUND = 4096  # bytes of header, wrap and the edges of pieces


def write(post: Post, org: OrgId, folder: Path, report: Carriage) -> tuple[Path, Slip]:
    """Write all that an organisation is to get into a new file in *folder*.

    Raise Refused where there is nothing to write, or it was stopped; Trouble where the stick fails.
    """
    post.on_writer(_check_recipient, post, org)
    post.on_writer(recovering.if_restored, post)
    building.build_each(post, [org])
    load = post.on_writer(loading.gather, post, org)
    if load.empty:
        raise Refused(NOTHING)
    path, report.size = folder / stick.new_name(), padded_size(load.size + 1)
    lock, news = post.on_writer(_lock, post, org), post.on_writer(loading.news, post, org)
    with stick.new_file(path, pieces.size(report.size) + len(news) + _AROUND) as file:
        frames = chain(load.first, load.envelopes(), loading.chunks(post, load.scans))
        _write(file, lock, news, stick.counted(bundles.filled(frames), report, STOPPED))
    report.sent += len(load.batches) + len(load.passed)
    return path, load.slip


def look(post: Post, path: Path, report: Carriage) -> Slip:
    """Say what a bundle brings and from whom, after looking at all of it; nothing is taken in.

    Raise Refused where it is damaged, not whole, from a newer version, for others, or our own.
    """
    with stick.open_file(path) as file:
        report.size = os.fstat(file.fileno()).st_size
        return unsealing.verified(post, post.on_writer(unsealing.opened, post, file), report)


def read(post: Post, path: Path, report: Carriage) -> Slip:
    """Take in what a bundle brings, once all of it was looked at; raise as `look` does."""
    with stick.open_file(path) as file:
        report.size = os.fstat(file.fileno()).st_size
        bundle = post.on_writer(unsealing.opened, post, file)
        slip = unsealing.verified(post, bundle, report)
        post.on_writer(unsealing.learn, post, bundle)
        unloading = Unloading(post, OrgId(slip.sender), report)
        try:
            for frame in unsealing.frames(bundle, report):
                unloading.take(frame)
        finally:
            unloading.settle()
    return slip


def _check_recipient(post: Post, org: OrgId) -> None:
    own, peer = post.roster(post.org), peers.peer(post.db, org)
    if own is None or post.author not in own.authors:
        raise Refused(NOT_CONFIRMED)
    if org == post.org and not relay.others(post):
        raise Refused(ALONE)
    if org != post.org and (peer is None or peer.compared_on is None):
        raise Refused(NOT_COMPARED)


@dataclass(frozen=True)
class _Lock:
    """How a bundle is sealed: its header, and the key of its recipient: an own epoch, or a partner's."""

    header: Header
    own: EpochKeys | None
    partner: bytes

    def wrap(self, secret: bytes) -> bytes:
        """Seal the key of the pieces and their hash."""
        start = self.header.pack()
        if self.own:
            return sealing.wrap_to_own(secret, start, self.own)
        return sealing.wrap_to_partner(secret, start, self.partner)


def _lock(post: Post, org: OrgId) -> _Lock:
    roster = post.roster(org)
    if org == post.org:
        epoch = post.epochs[max(post.epochs)]
        return _Lock(Header(Wrap.OWN, epoch.number, mailbox_id(org)), epoch, b"")
    if roster is None or roster.epoch not in roster.epochs:
        raise Refused(NOT_COMPARED)
    return _Lock(Header(Wrap.PARTNER, roster.epoch, mailbox_id(org)), None, roster.epochs[roster.epoch])


def _write(file: BinaryIO, lock: _Lock, news: bytes, plain: Iterable[bytes]) -> None:
    """Write header, room for the wrap, news and pieces; then the wrap, which holds the hash of the pieces."""
    start, key, digest = lock.header.pack(), os.urandom(32), sha256()
    room = bytes(bundles.wrap_size(lock.header))
    file.write(start + room + len(news).to_bytes(bundles.LENGTH, "big") + news)
    for piece in pieces.sealed(key, start, plain):
        file.write(piece)
        digest.update(piece)
    file.seek(HEADER)
    file.write(lock.wrap(key + digest.digest()))
