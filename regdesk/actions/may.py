"""What the person who works here may do: asked before anything is offered, and said where it is not."""

from collections.abc import Collection, Mapping
from typing import Final

from regdesk.actions.desk import Desk, roster
from regdesk.domain.detention import ArrivalPlan
from regdesk.domain.escalations import Escalation
from regdesk.domain.facts import Fact
from regdesk.domain.follow_ups import FollowUp, ReturnAssessed
from regdesk.domain.freezing import Freeze
from regdesk.domain.labs import LabResult
from regdesk.domain.links import LinkConfirmed
from regdesk.domain.membership import Accepted, Member
from regdesk.domain.orders import Order
from regdesk.domain.outcomes import Closed
from regdesk.domain.papers import Submission
from regdesk.domain.people import Identity
from regdesk.domain.plans import Plan
from regdesk.domain.questions import Answer
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.stock import StockMovement
from regdesk.domain.supply import Dispensing, Handover, ParcelEvent, StockCount
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire import rosters

NOT_ADMIN = N_("Only an administrator of your organisation may do this. Ask one of them.")
# What each verb of the queue (`store/due.py`) writes; of the others anybody may do their share.
WRITES: Final[Mapping[str, type[Fact]]] = {
    "accept-part": Accepted,
    "choose-member": Member,
    "answer": Answer,
    "hand-over": Handover,
    "order": Order,
    "identify": Identity,
    "complete-package": Submission,
    "send-package": Submission,
    "review": ReviewDecision,
    "register": Registration,
    "plan": Plan,
    "prescribe": Plan,
    "assemble": Dispensing,
    "dispatch": ParcelEvent,
    "carry": ParcelEvent,
    "ask-parcel": ParcelEvent,
    "find-reserve": StockCount,
    "count-again": StockCount,
    "contact": FollowUp,
    "test-due": LabResult,
    "see-effect": Plan,
    "see-result": Plan,
    "assess-risk": ParcelEvent,
    "stock-short": StockMovement,
    "two-parcels": ParcelEvent,
    "trace": FollowUp,
    "lost": Closed,
    "assess-return": ReturnAssessed,
    "sample": LabResult,
    "settle-parcel": ParcelEvent,
    "bridge": Dispensing,
    "hand-on": Closed,
    "arrange-arrival": ArrivalPlan,
    "arrival": FollowUp,
    "sort-out": Freeze,
    "escalate": Escalation,
    "confirm-link": LinkConfirmed,
    "same-number": Registration,
}


def may_write(kind: type[Fact], part: str, roles: Collection[str]) -> bool:
    """Say whether somebody with these roles, in an organisation with this part, writes a kind of record."""
    return bool(kind.writers.get(part, frozenset()) & frozenset(roles))  # type: ignore[call-overload]


def may_do(verb: str, part: str, roles: Collection[str]) -> bool:
    """Say whether somebody with these roles may do what the queue calls by this verb."""
    kind = WRITES.get(verb)
    return kind is None or may_write(kind, part, roles)


def check_admin(desk: Desk) -> None:
    """Raise Refused unless an administrator works here."""
    me = roster(desk, desk.write).authors.get(desk.person.author)
    if me is None or not me.active or rosters.ADMIN not in me.roles:
        raise Refused(NOT_ADMIN)
