"""Opening a bundle: all of it is looked at before anything in it is believed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import compare_digest
from typing import BinaryIO

from regdesk.crypto import pieces, sealing
from regdesk.crypto.keys import EpochKeys
from regdesk.domain.journal import OrgId
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.sync import arriving, epochs
from regdesk.sync.post import Post
from regdesk.sync.stick import Carriage, counted
from regdesk.wire import bundles, rosters
from regdesk.wire.bundles import Frame, Header, Kind, Slip
from regdesk.wire.encoding import HEADER, Wrap, mailbox_id
from regdesk.wire.rosters import Roster

NOT_OURS = N_("This stick is for another organisation. Nothing was read from it.")
OURS = N_("This was written on this computer. Take the stick to the one it is for.")
STRANGER = N_("This stick is from an organisation that is not known here. Exchange introduction files first.")
FALSE_SLIP = N_("This stick is not from whom it says. Nothing was read from it; call the sender.")
NO_KEY = N_("This computer lacks the key for this stick. Exchange with the server once, then read it again.")
STOPPED = N_("Stopped. What was read stays; read the stick again for the rest.")
_KEY = 32


@dataclass
class Bundle:
    """A bundle whose wrap was opened; `news` is what own computers are told beside it (statements, wraps)."""

    file: BinaryIO
    header: Header
    start: int
    secret: bytes = field(repr=False)
    news: tuple[tuple[bytes, ...], bytes] | None = None


class _Hashing:
    """Reads a file and hashes what it reads."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self.hash = file, sha256()

    def read(self, size: int) -> bytes:
        """Read at most *size* bytes."""
        part = self._file.read(size)
        self.hash.update(part)
        return part


def opened(post: Post, file: BinaryIO) -> Bundle:
    """Open the wrap of a bundle; raise Refused where it is none, for others, or its key is not here."""
    start = file.read(HEADER)
    header = bundles.read_header(start)
    if header.to16 != mailbox_id(post.org):
        raise Refused(NOT_OURS)
    wrap, length = file.read(bundles.wrap_size(header)), int.from_bytes(file.read(bundles.LENGTH), "big")
    if length > bundles.LARGEST_NEWS:
        raise Refused(bundles.DAMAGED)
    news, keys = file.read(length), dict(post.epochs)
    said = _news(post, news) if news and header.epoch not in keys else None
    if said:
        keys |= _seeds(post, said, header.epoch)
    if header.epoch not in keys:
        raise Refused(NO_KEY)
    try:
        secret = sealing.open_wrap(header.wrap, start, wrap, keys[header.epoch])
    except Refused as refused:
        raise Refused(bundles.DAMAGED) from refused
    return Bundle(file, header, file.tell(), secret, said)


def verified(post: Post, bundle: Bundle, report: Carriage) -> Slip:
    """Look at every piece and frame; give the slip. Raise Refused where anything does not hold."""
    signed, brought = b"", list[tuple[bytes, ...]]()
    source = _Hashing(bundle.file)
    bundle.file.seek(bundle.start)
    for n, frame in enumerate(bundles.frames(counted(_plain(bundle, source), report, STOPPED))):
        if (n == 0) != (frame.kind == Kind.SLIP):
            raise Refused(bundles.DAMAGED)
        if frame.kind == Kind.SLIP:
            signed = frame.body
        elif frame.kind == Kind.ROSTER:
            brought.append(rosters.unpack_statements(frame.body))
    if not signed or not compare_digest(source.hash.digest(), bundle.secret[_KEY:]):
        raise Refused(bundles.DAMAGED)
    return post.on_writer(_from_whom, post, bundle, signed, brought)


def frames(bundle: Bundle, report: Carriage) -> Iterator[Frame]:
    """Give the frames of a verified bundle; its pieces are checked once more, for a stick may be changed."""
    bundle.file.seek(bundle.start)
    return bundles.frames(counted(_plain(bundle, bundle.file), report, STOPPED))


def _plain(bundle: Bundle, source: pieces.Source) -> Iterator[bytes]:
    return pieces.opened(bundle.secret[:_KEY], bundle.header.pack(), source)


def learn(post: Post, bundle: Bundle) -> None:
    """Keep the key that came beside a bundle."""
    if bundle.news:
        statements, wraps = bundle.news
        arriving.learn_all(post, [statements], post.org)
        epochs.learn(post, bundle.header.epoch, wraps)


def _from_whom(post: Post, bundle: Bundle, signed: bytes, brought: list[tuple[bytes, ...]]) -> Slip:
    slip = bundles.read_slip(signed)
    sender = OrgId(slip.sender)
    if slip.author in post.mine:
        raise Refused(OURS)
    if slip.recipient != post.org or (bundle.header.wrap is Wrap.OWN) != (sender == post.org):
        raise Refused(bundles.DAMAGED)
    known = post.roster(sender)
    if known is None:
        raise Refused(STRANGER)
    grown = [roster for one in brought if (roster := _continues(one, known))]
    if not any(bundles.true(signed, roster) for roster in (known, *grown)):
        raise Refused(FALSE_SLIP)
    return slip


def _continues(statements: tuple[bytes, ...], known: Roster) -> Roster | None:
    try:
        return rosters.news(known, statements).roster
    except Refused:
        return None


def _news(post: Post, envelope: bytes) -> tuple[tuple[bytes, ...], bytes] | None:
    """Read what stands beside a bundle; what is no use there is passed over."""
    try:
        return bundles.read_news(sealing.open_envelope(envelope, post.org, post.epochs).content)
    except Refused:
        return None


def _seeds(post: Post, said: tuple[tuple[bytes, ...], bytes], number: int) -> dict[int, EpochKeys]:
    """Give the keys sealed to this computer in the news, as its organisation's roster states them."""
    known, (statements, wraps) = post.roster(post.org), said
    grown = _continues(statements, known) if known else None
    return epochs.opened(grown, number, wraps, post.device) if grown and number in grown.epochs else {}
