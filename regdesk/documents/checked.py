"""What a plan says of its checks: set aside with a reason, taken into account, not checked, in order."""

from collections.abc import Iterator

from regdesk.advice.advice import CONSIDER, IN_ORDER, NOT_CHECKED
from regdesk.documents.parts import Point
from regdesk.documents.words import Translate
from regdesk.domain.plans import REASONS, Noted, Override, Plan
from regdesk.i18n import N_


def points(plan: Plan, _: Translate) -> Iterator[Point]:
    """Give one point for each override and each thing to consider, one for the rest, then own decisions."""
    if plan.reason:
        why = _(REASONS.get(plan.reason, plan.reason))
        yield Point("check", _(N_("Why the regimen changes:")), why)
    yield from (_override(one, _) for one in plan.overrides)
    yield from (_considered(one, plan, _) for one in plan.noted if one.tier == CONSIDER)
    rest = ((NOT_CHECKED, "warning", N_("Not checked:")), (IN_ORDER, "check", N_("In order:")))
    for tier, sign, title in rest:
        names = dict.fromkeys(one.title for one in plan.noted if one.tier == tier)
        if names:
            yield Point(sign, _(title), _ended("; ".join(name.rstrip(".") for name in names)))
    yield from (_decision(text) for text in plan.decisions)


def _override(one: Override, _: Translate) -> Point:
    said = _(N_("Prescribed all the same: {reason}")).format(reason=one.reason)
    return Point("urgent", _ended(one.title), _with(_ended(said), one.source))


def _considered(one: Noted, plan: Plan, _: Translate) -> Point:
    handed = _(N_("It is on the handout.")) if one.rule in plan.handout else ""
    said = " ".join(part for part in (_ended(one.text), handed) if part)
    return Point("warning", _ended(one.title), _with(said, one.source))


def _decision(text: str) -> Point:
    """Show what was checked in bold and what was decided after it, where the line has both."""
    cut = min((at for at in (text.find(". "), text.find(": ")) if at > 0), default=-1)
    return Point("check", text[: cut + 1], text[cut + 2 :]) if cut > 0 else Point("check", "", text)


def _with(text: str, source: str) -> str:
    return f"{text} ({source})".strip() if source else text


def _ended(text: str) -> str:
    """End a sentence, whoever wrote it."""
    return text if not text or text[-1] in ".!?…" else f"{text}."
