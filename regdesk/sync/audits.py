"""Own computers remember how each other's log of reading ended: what is cut or rewritten later is noticed.

`audit` of a batch states the end. In the caps go back, as `audits`, the ends one remembers of others, for
whoever rewrote a whole chain cannot rewrite a colleague's memory; and, as `audit_faults`, what was found.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from regdesk.domain.audit import Fault
from regdesk.domain.journal import AuthorId, Changes, OrgId
from regdesk.store import audit, state
from regdesk.store.audit import HERE, Found, Head
from regdesk.sync.post import Post
from regdesk.wire.batches import AuditHead, Batch

_NAME, _FAULTS = "audits", "audit_faults"
_TOLD: Final = "audit_told"
_MOST: Final = 50  # lines after which the end is worth a batch of its own
_HASH, _ID = 32, 16
_WHAT: Final = ("missing", "changed", "rewritten")


def head(post: Post, org: OrgId) -> AuditHead | None:
    """Give the end of this computer's chain for a batch; partners are told nothing."""
    count, last = audit.end(post.db)
    return AuditHead(count, last) if org == post.org and count else None


def look(post: Post) -> None:
    """Look through some more lines of the chain; call it at every exchange."""
    audit.check_some(post.db, post.now_ms())


def say(post: Post, org: OrgId) -> Mapping[str, Any]:
    """Tell own computers what is remembered of theirs, and what was found wrong with any."""
    if org != post.org:
        return {}
    state.put(post.db, _TOLD, audit.end(post.db)[0])
    wrong = audit.faults(post.db, untold=True)
    audit.told(post.db, wrong)
    return {
        _NAME: [list(one) for one in audit.tell_heads(post.db)],
        _FAULTS: [_said(one, post.author) for one in wrong],
    }


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Compare what a colleague says of its own chain with before, and what it remembers of ours."""
    if sender != post.org or batch.author in post.mine:
        return Changes()
    author = AuthorId(batch.author)
    if batch.audit:
        _hear_head(post, Head(author, batch.audit.count, batch.audit.head32, batch.t, post.now_ms()))
    for one in _rows(batch.caps.get(_NAME)):
        match one:
            case [bytes(whose), int(count), bytes(last)] if whose in post.mine and len(last) == _HASH:
                _compare(post, count, last)
    wrong = (_fault(post, one) for one in _rows(batch.caps.get(_FAULTS)))
    audit.keep_faults(post.db, (one for one in wrong if one), told=True)
    return Changes()


def owes(post: Post, org: OrgId) -> bool:
    """What is wrong is worth a batch, and so are many new lines; else the end rides in whatever is told."""
    grown = audit.end(post.db)[0] - state.get(post.db, _TOLD, 0)
    return (
        org == post.org
        and post.world().colleagues
        and (grown >= _MOST or bool(audit.faults(post.db, untold=True)))
    )


def _hear_head(post: Post, said: Head) -> None:
    """Remember an end; one that is shorter than before, or as long and other, is a fault of that chain."""
    before = next((one for one in audit.heads(post.db) if one.author == said.author), None)
    if before and said.said_ms < before.said_ms:
        return  # a batch that was given up and came after all
    if before and said.count < before.count:
        _found(post, said.author, Fault("missing", said.count + 1, before.count), before.heard_ms)
    elif before and said.count == before.count and said.head != before.head:
        _found(post, said.author, Fault("rewritten", said.count, said.count), before.heard_ms)
    audit.keep_head(post.db, said)


def _compare(post: Post, count: int, last: bytes) -> None:
    """Find out whether this chain still goes through the end that a colleague remembers."""
    here = audit.hash_of(post.db, count)
    confirmed: list[int] = state.get(post.db, "audit_confirmed", [0, 0])
    if here == last:
        if count > confirmed[0]:
            state.put(post.db, "audit_confirmed", [count, post.now_ms()])
    elif here is None:
        first = min(audit.end(post.db)[0] + 1, count)
        _found(post, HERE, Fault("missing", first, count), confirmed[1])
    else:
        first = confirmed[0] + 1 if confirmed[0] < count else 1
        _found(post, HERE, Fault("rewritten", first, count), confirmed[1])


def _found(post: Post, author: AuthorId, fault: Fault, whole_ms: int) -> None:
    audit.keep_faults(post.db, [Found(author, fault, whole_ms, post.now_ms())])


def _rows(said: Any) -> Iterable[Any]:
    return said if isinstance(said, list) else ()


def _said(one: Found, here: AuthorId) -> list[Any]:
    fault = one.fault
    return [one.author or here, fault.what, fault.first, fault.last, one.whole_ms, one.noticed_ms]


def _fault(post: Post, said: Any) -> Found | None:
    """Read what a colleague found; of any other shape it is passed over."""
    match said:
        case [bytes(whose), str(what), int(first), int(last), int(whole_ms), int(noticed_ms)]:
            if what in _WHAT and len(whose) == _ID and 0 < first <= last:
                author = HERE if whose in post.mine else AuthorId(whose)
                return Found(author, Fault(what, first, last), whole_ms, noticed_ms)
    return None
