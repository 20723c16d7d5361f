"""One exchange with the server: rosters, what came, what goes, papers last. Cut anywhere, it goes on."""

from contextlib import suppress
from functools import partial

from regdesk.domain.journal import OrgId
from regdesk.store import channels, peers, state, tray
from regdesk.store.database import transaction
from regdesk.sync import (
    arriving,
    audits,
    building,
    catching_up,
    meeting,
    proving,
    recovering,
    relay,
    snapshots,
    ticking,
    troubles,
    updates,
)
from regdesk.sync import papers as attachments
from regdesk.sync.hearing import Heard
from regdesk.sync.http import Remote
from regdesk.sync.post import Post, Report
from regdesk.wire import calls
from regdesk.wire.channels import missing
from regdesk.wire.encoding import mailbox_id


def exchange(post: Post, remote: Remote, report: Report | None = None, *, papers_too: bool = True) -> Report:
    """Do everything that can be done now; raises Trouble where the line fails, keeping what was done.

    Records always go before scans, also while one is under way.
    """
    report = report or Report()
    _meet(post, remote, report)
    post.on_writer(recovering.if_restored, post)
    post.on_writer(recovering.send_stale_again, post)
    catching_up.look(post, remote)
    post.on_writer(audits.look, post)
    records(post, remote, report)
    _keep_packed(post, remote, report)
    if papers_too:
        attachments.carry(attachments.Haul(post, remote, report, partial(records, post, remote, report)))
    return report


def records(post: Post, remote: Remote, report: Report) -> None:
    """Take in and send the records that wait on either side, twice at most so that answers travel at once.

    What came is listed at once, and its signatures are checked when nothing waits to be sent any more.
    """
    for _ in range(2):
        try:
            fetch(post, remote, report)
            built = building.build_all(post)
            push(post, remote, report)
            relay.push(post, remote, report)
        finally:
            proved = proving.prove_all(post)
            report.changes |= proved | ticking.all_later(post)
        if not built and not proved.cases:
            break


def _keep_packed(post: Post, remote: Remote, report: Report) -> None:
    """Load the organisation's snapshots where this desk lacks something, make new ones where they are due."""
    catching_up.look(post, remote)
    catching_up.load(post, remote, report)
    report.changes |= proving.prove_all(post)
    meeting.partners_of_book(post, remote)
    with suppress(troubles.IndexMoved):
        snapshots.make(post, remote)


def take_in(post: Post, remote: Remote, report: Report, heard: Heard) -> None:
    """Take in what was heard, and what came after it; its signatures are checked behind."""
    fetch(post, remote, report, heard)
    report.changes |= proving.prove_all(post) | ticking.all_later(post)


def pull(post: Post, remote: Remote, report: Report, heard: Heard | None = None) -> None:
    """Fetch what came after the cursor and take it in, one envelope at a time so that nobody waits long.

    What was *heard* need not be fetched again, unless an exchange has taken it in meanwhile.
    """
    after: int = post.on_writer(state.get, post.db, "cursor", 0)
    own = bool(post.on_writer(state.get, post.db, recovering.READ_OWN, 0))
    while True:
        here, heard = heard and heard.after == after and heard.page, None
        page = here or _page(post, remote, after, own=own)
        for position, envelope in page.items:
            letter = arriving.read_ahead(post, envelope)
            post.on_writer(arriving.receive, post, [letter], position, report)
        if page.next_after != (page.items[-1][0] if page.items else after):
            post.on_writer(arriving.receive, post, [], page.next_after, report)
        if page.next_after >= page.head or page.next_after == after:
            break
        after = page.next_after
    if own:
        post.on_writer(state.put, post.db, recovering.READ_OWN, 0)


def _catch_up(post: Post, remote: Remote, report: Report) -> None:
    """Fetch the keys that some of what came waits for, and open that again; newer mail after an update."""
    post.on_writer(updates.try_again, post, report)
    waiting = post.on_writer(tray.waiting, post.db, arriving.WAITS)
    if waiting:
        _learn_rosters(post, remote, report)
        post.on_writer(arriving.try_again, post, report)


def fetch(post: Post, remote: Remote, report: Report, heard: Heard | None = None) -> None:
    """Fetch all that came, beginning with what was *heard*."""
    pull(post, remote, report, heard)
    if post.on_writer(_begins_again, post):
        pull(post, remote, report)
    post.on_writer(arriving.go_on_with_own, post, report)
    _catch_up(post, remote, report)


def _begins_again(post: Post) -> bool:
    """Say whether the mailbox is to be read from its beginning, once for each gap in what came.

    A server set back to an older copy gives its positions out a second time; what lies between may be there,
    before our cursor.
    """
    gaps = [
        [author, first, last]
        for author in channels.waiting_for(post.db)
        for first, last in missing(channels.channel(post.db, author))
    ]
    if not gaps or gaps == state.get(post.db, "read_again_for", []):
        return False
    with transaction(post.db):
        state.put(post.db, "read_again_for", gaps)
        state.put(post.db, "cursor", 0)
    return True


def _page(post: Post, remote: Remote, after: int, *, own: bool) -> calls.Pulled:
    """Fetch a page; go on where the server can.

    A server set back to an older copy does not know our position: it is read from its beginning and sent
    again what has not arrived. What it dropped is in the organisation's snapshots.
    """
    try:
        return remote.pull(after, own=own)
    except troubles.ServerReset:
        post.on_writer(recovering.start_over, post)
    except troubles.BelowFloor as trouble:
        return _above_floor(post, remote, trouble.said.floor, own=own)
    try:
        return remote.pull(0, own=own)
    except troubles.BelowFloor as trouble:
        return _above_floor(post, remote, trouble.said.floor, own=own)


def _above_floor(post: Post, remote: Remote, floor: int, *, own: bool) -> calls.Pulled:
    post.on_writer(state.put, post.db, catching_up.BELOW_FLOOR, 1)
    return remote.pull(floor, own=own)


def push(post: Post, remote: Remote, report: Report) -> None:
    """Send built batches in requests that suit the line; repeating one changes nothing on the server."""
    absent: set[OrgId] = set()
    while part := post.on_writer(channels.to_push, post.db, room=remote.up.size, absent=absent):
        post.on_writer(channels.leaving, post.db, part)
        try:
            remote.push(one.envelope for one in part)
        except troubles.NoMailbox as trouble:
            gone = {one.recipient for one in part if mailbox_id(one.recipient) == trouble.said.address}
            if not gone:
                raise
            absent |= gone
            continue
        post.on_writer(channels.pushed, post.db, part, post.now_ms())
        report.sent += len(part)


def _meet(post: Post, remote: Remote, report: Report) -> None:
    """Make sure the server is the one we know and has our roster; learn partners' newer statements."""
    said = remote.hello()
    post.on_writer(recovering.met, post, said.instance)
    remote.instance = said.instance
    _learn_rosters(post, remote, report)


def _learn_rosters(post: Post, remote: Remote, report: Report) -> None:
    report.changes |= meeting.own_roster(post, remote)
    meeting.seeds(post, remote)
    for peer in post.on_writer(peers.peers, post.db):
        if peer.org != post.org:
            report.changes |= meeting.partner_roster(post, remote, peer.org)
