"""Taking in what a bundle brings, frame by frame, by the functions that take in what the server brings."""

from regdesk.domain.journal import OrgId
from regdesk.errors import Refused
from regdesk.store import papers, tray
from regdesk.sync import arriving, pages, proving, relay, ticking, updates
from regdesk.sync.post import Post
from regdesk.sync.stick import Carriage
from regdesk.wire import bundles, rosters
from regdesk.wire.bundles import Chunk, Frame, Kind

_AT_ONCE = 32


class Unloading:
    """One bundle on its way in; chunks are kept back until some of one attachment can be written at once."""

    def __init__(self, post: Post, sender: OrgId, report: Carriage) -> None:
        self._post, self._sender, self._report = post, sender, report
        self._chunks: list[Chunk] = []
        self._scans = False

    def take(self, frame: Frame) -> None:
        """Take in one frame; kinds of a later version are passed over."""
        if frame.kind == Kind.ROSTER:
            self._post.on_writer(self._roster, frame.body)
        elif frame.kind == Kind.ENVELOPE:
            self._post.on_writer(arriving.receive, self._post, [frame.body], None, self._report)
        elif frame.kind == Kind.CHUNK:
            self._chunk(bundles.read_chunk(frame.body))

    def settle(self) -> None:
        """Check the records that came, and write the chunks that were kept back; once more does nothing."""
        post = self._post
        post.on_writer(arriving.try_again, post, self._report)
        post.on_writer(updates.try_again, post, self._report)
        self._report.changes |= proving.prove_all(post) | ticking.all_later(post)
        self._flush()

    def _chunk(self, chunk: Chunk) -> None:
        """Scans come after all records; a scan is taken in only if a record that counts names it."""
        if not self._scans:
            self.settle()
            self._scans = True
        if self._chunks and (len(self._chunks) == _AT_ONCE or self._chunks[0].blob != chunk.blob):
            self._flush()
        self._chunks.append(chunk)

    def _flush(self) -> None:
        if self._chunks:
            self._report.down += self._post.on_writer(_keep, self._post, self._chunks)
        self._chunks = []

    def _roster(self, packed: bytes) -> None:
        post = self._post
        try:
            statements = rosters.unpack_statements(packed)
            self._report.changes |= arriving.learn_all(post, [statements], self._sender)
        except Refused as refused:
            tray.alarm(post.db, packed, refused.message, post.today(), self._sender)
            self._report.put_aside += 1


def _keep(post: Post, found: list[Chunk]) -> int:
    """Keep chunks of one attachment that an entry here names; give how many bytes were new."""
    blob, count = found[0].blob, found[0].of
    if not any(page.count == count for page in pages.named(post, blob)):
        return 0
    papers.expect(post.db, blob, count)
    lacking = papers.missing(post.db, blob)
    fresh = {one.number: one.sealed for one in found if one.number in lacking}
    right = pages.take(post, blob, fresh) if fresh else frozenset()
    if right and papers.complete(post.db, blob):
        _pass_on(post, blob)
    return sum(len(fresh[number]) for number in right)


def _pass_on(post: Post, blob: bytes) -> None:
    """Let colleagues know, and put on the server for them, what came whole by stick."""
    relay.came_on_a_stick(post)
    if post.world().colleagues:
        papers.upload_again(post.db, blob)
