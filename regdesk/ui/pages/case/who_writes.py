"""Who writes on a tab of a case, said in one line to those who only read there."""

from collections.abc import Mapping
from typing import Final

from regdesk.actions.cases import Look
from regdesk.domain.facts import Fact
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.membership import Accepted
from regdesk.domain.package import KINDS
from regdesk.domain.people import Identity
from regdesk.domain.plans import Plan
from regdesk.domain.reviews import CompletenessCheck, Registration, ReviewDecision
from regdesk.domain.supply import Dispensing, Handover, ParcelEvent, StockCount
from regdesk.i18n import N_, tr

# What is written on each tab.
_KINDS: Final[Mapping[str, tuple[type[Fact], ...]]] = {
    "summary": (Identity,),
    "documents": KINDS,
    "review": (Accepted, CompletenessCheck, ReviewDecision, Registration),
    "plan": (Plan,),
    "supply": (Dispensing, ParcelEvent, Handover, StockCount),
    "follow-up": (FollowUp,),
}
WORDS: Final[Mapping[str, str]] = {
    "summary": N_("You read here. Case workers, registrars and doctors write."),
    "documents": N_("You read here. Case workers, registrars and doctors add papers."),
    "review": N_("You read here. A registrar or doctor of the Centre reviews the case."),
    "plan": N_("You read here. A doctor of the Centre writes plan and prescription."),
    "supply": N_("You read here. The Centre's pharmacist or doctor packs; the host hands over and counts."),
    "follow-up": N_("You read here. Case workers and doctors write down how it goes."),
}


def line(look: Look, tab: str) -> str:
    """Say who writes on a tab, or nothing where the person who works here may too."""
    kinds = _KINDS.get(tab, ())
    return "" if not kinds or any(look.may(kind) for kind in kinds) else tr(WORDS[tab])
