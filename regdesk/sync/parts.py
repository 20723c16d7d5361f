"""Told in batches: which attachments arrived whole, and which the server no longer gives.

`parts` makes the second tick of a paper true: its record and all its pages are there. `absent` has somebody
who still has the attachment put it on the server again, for a server drops old ones and may lose any.
"""

from datetime import date, timedelta
from typing import Any, Final

from regdesk.domain.journal import Changes, OrgId
from regdesk.store import channels, papers, parts
from regdesk.sync import pages
from regdesk.sync.post import Post
from regdesk.wire.batches import Batch

ASK_DAYS: Final = 3  # records travel before scans, so a scan that is not there yet is usually on its way
_MOST: Final = 1000
_ID: Final = 16


def say(post: Post, org: OrgId) -> dict[str, Any]:
    """Tell an organisation which of its attachments are whole here, and which cannot be had."""
    told = {
        "parts": parts.to_say(post.db, org, whole=True, limit=_MOST),
        "absent": parts.to_say(post.db, org, whole=False, limit=_MOST),
    }
    if any(told.values()):
        k, _ = channels.last(post.db, org, post.author)
        named = [*((blob, True) for blob in told["parts"]), *((blob, False) for blob in told["absent"])]
        parts.said(post.db, org, named, (post.author, k + 1, post.today().isoformat()))
    return told


def hear(post: Post, batch: Batch, sender: OrgId) -> Changes:
    """Remember what arrived there; put on the server again what is for them and cannot be had."""
    if batch.caps.get("again"):
        parts.say_again(post.db, sender)
    for blob in _ids(batch.caps.get("absent")):
        if parts.may_have(post.db, blob, sender, post.org):
            papers.upload_again(post.db, blob)
    return Changes(frozenset(parts.arrived(post.db, sender, _ids(batch.caps.get("parts")))))


def owes(post: Post, org: OrgId) -> bool:
    """Say whether an attachment came, or cannot be had, since the last batch."""
    return parts.owes(post.db, org)


def ask(post: Post, blob: bytes) -> None:
    """Have those asked who may still have an attachment that the server has not had for days.

    Who erased it is not asked, and where everybody else was asked in vain it rests: it will not come.
    """
    since, before = papers.missed(post.db, blob, post.today()), post.today() - timedelta(days=ASK_DAYS)
    if since > before.isoformat():
        return
    gone, own = pages.erased_by(post, blob), {post.org} if post.world().colleagues else set[OrgId]()
    theirs = pages.owners(post, blob) - gone
    in_vain = since <= (before - timedelta(days=ASK_DAYS)).isoformat()
    if gone and not theirs - own and (in_vain or not own):
        papers.rest(post.db, blob, date.max)
    else:
        parts.owe(post.db, blob, theirs | own, whole=False)
        parts.ask_again(post.db, blob, before.isoformat())


def _ids(said: Any) -> list[bytes]:
    """Give the attachment ids in a list from a partner; what is none is skipped."""
    found = said if isinstance(said, list) else []
    return [one for one in found if isinstance(one, bytes) and len(one) == _ID][:_MOST]
