"""The words of a package's time limits: why it is urgent, by when it is answered, how late it is."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from regdesk.actions.cases import Look
from regdesk.actions.reviews import Waiting
from regdesk.advice import urgency as limits
from regdesk.domain.papers import URGENCIES, Submission
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.i18n import N_, tr, trn
from regdesk.ui.dates import long_date

LIMITS: Final = N_(
    "Time limits: received in 2 working days, decided in 10; pregnant, CD4 below 200, tuberculosis, without "
    "medicines or a child: 48 hours. Own proposal, 22.11.2026, not verified against a source. Monday to "
    "Friday; national holidays are not known."
)


def urgency(codes: Sequence[str], *, discreet: bool) -> str:
    """Say why a package is urgent; a glance learns only that it is."""
    if not codes:
        return ""
    return tr(N_("urgent")) if discreet else ", ".join(tr(URGENCIES.get(code, code)) for code in codes)


def is_decided(look: Look) -> bool:
    """Say whether the newest package was answered: decided on and, where accepted, given a number."""
    decision, package = look.case.one(ReviewDecision), look.case.current(Submission)
    about = look.case.about(package.id, ReviewDecision) if package else ()
    accepted = bool(decision and decision.decision == "accept")
    return look.case.one(Registration) is not None or (bool(about) and not accepted)


def tag(look: Look) -> tuple[str, str, str]:
    """Say by when a case is decided, for a tag: words, tone, icon; empty where nothing waits."""
    clock = limits.clock(look.case, look.coverage.run_out)
    if clock is None or is_decided(look):
        return "", "neutral", ""
    said, tone = late_or_by(clock, look.today), "neutral"
    if clock.codes(look.today):
        return said, "danger", "octagon-alert"
    return (said, "warning", "clock") if look.today > clock.decide_by else (said, tone, "clock")


def late_or_by(clock: limits.Clock, today: date) -> str:
    """Say by when a decision is due, or how late it is."""
    if (late := (today - clock.decide_by).days) > 0:
        return trn(N_("The decision is {n} day late."), N_("The decision is {n} days late."), late)
    return tr(N_("Decide by {day}.")).format(day=long_date(clock.decide_by, today))


def by_when(one: Waiting, today: date) -> str:
    """Say by when a package is to be answered, or how late the answer is."""
    if one.by is None:
        return ""
    if (late := (today - one.by).days) > 0:
        if one.received:
            text = trn(N_("decision {n} day late"), N_("decision {n} days late"), late)
        else:
            text = trn(N_("not opened, {n} day late"), N_("not opened, {n} days late"), late)
        return text
    text = N_("decide by {day}") if one.received else N_("not opened yet, by {day}")
    return tr(text).format(day=long_date(one.by, today))
