"""Rows for cases that have just come: what a list needs, until their signatures are checked.

`store/views.py` makes the whole row from what stands; here is only who it is and which part we have, as the
first entries say it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from regdesk.domain.facts import Fact
from regdesk.domain.journal import AuthorId, Entry, OrgId, order
from regdesk.domain.membership import (
    Accepted,
    CaseCode,
    CaseOpened,
    Ended,
    Membership,
    Offer,
    OfferRefused,
    membership,
)
from regdesk.domain.people import Identity
from regdesk.domain.reviews import Registration
from regdesk.store import search
from regdesk.store.view_tables import UNKNOWN

F = TypeVar("F", bound=Fact)
KINDS: Final = frozenset(
    one.kind for one in (CaseOpened, CaseCode, Offer, OfferRefused, Accepted, Ended, Identity, Registration)
)


def row(entries: Sequence[Entry], orgs: Mapping[AuthorId, OrgId], own: OrgId) -> tuple[Any, ...] | None:
    """Give the row of a case from its first entries (only those of KINDS count); None where it is no case."""
    opened = _newest(entries, CaseOpened)
    member = membership(entries, orgs)
    if opened is None or not member.grants:
        return None
    code, identity = _newest(entries, CaseCode), _newest(entries, Identity)
    registered = _newest(entries, Registration)
    at = max(entry.at for entry in entries)
    return (
        code.code if code else "",
        search.code_key(code.code) if code else "",
        f"{identity.family_name} {identity.given_names}".strip() if identity else "",
        _search_text(code, identity),
        identity.born_on.year if identity and identity.born_on else None,
        opened.origin,
        opened.host_country,
        registered.number if registered else "",
        *_part(member, own),
        *("", 0, "", 0, at, UNKNOWN, 0, 0, "", "", ""),
        *(0, 0, 0, at, ""),
    )


def _part(member: Membership, own: OrgId) -> tuple[str, bool, bool]:
    """Give the part, whether it is still to be accepted, and whether it is over."""
    if not member.offers:  # opened and not shared yet: most cases of a first exchange
        opened = max((grant.part for grant in member.grants.values() if grant.org == own), default="")
        return opened, False, not opened
    held = {
        one.part for part in ("host", "centre", "carrier") for one in member.holders(part) if one.org == own
    }
    parts = member.parts(own)
    shown = parts or member.parts_ever(own)
    part = next((one for one in ("host", "centre", "carrier") if one in shown), "")
    return part, bool(parts) and not held, not parts


def _search_text(code: CaseCode | None, identity: Identity | None) -> str:
    names = []
    if identity:
        names = [identity.family_name, identity.given_names, identity.patronymic]
        names += [identity.family_latin, identity.given_latin]
    return search.column(names, [search.code_key(code.code)] if code else [])


def _newest(entries: Iterable[Entry], kind: type[F]) -> F | None:
    found = max((one for one in entries if type(one.fact) is kind), key=order, default=None)
    return found.fact if found else None  # type: ignore[return-value]
