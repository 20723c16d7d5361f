"""The dates to come for the person: days, neutral words, tests as T1 and T2; the key is not on the paper."""

from typing import Final

from regdesk.advice import calendar
from regdesk.advice.calendar import Visit
from regdesk.documents import words
from regdesk.documents.about import About
from regdesk.documents.course import CLINICAL, code_of, must_be_decided
from regdesk.documents.disclosure import untelling
from regdesk.documents.parts import Document, Note, Paragraph, Part, Section, Table
from regdesk.documents.treatment_plan import PAGES
from regdesk.documents.words import Translate
from regdesk.domain.follow_ups import FollowUp, safe_ways
from regdesk.domain.journal import CaseFile
from regdesk.domain.people import SafeContact
from regdesk.domain.plans import Plan
from regdesk.domain.supply import Handover
from regdesk.i18n import N_

NAME: Final = "follow-up-schedule"
TITLE: Final = N_("Dates to come")
# The follow-up tab says beside each date which test it is; a test has the same sign on every paper.
TESTS: Final = {
    "creatinine-alt": "T1",
    "viral-load-cd4": "T2",
    "viral-load": "T3",
    "viral-load-again": "T3",
    "cd4": "T4",
}
WHAT: Final = {
    "call": N_("we talk"),
    "call-weight": N_("we talk; please weigh yourself before"),
    "call-effect": N_("we talk"),
    calendar.STOCK: N_("we talk; please count what is left before"),
    calendar.AGREED: N_("we talk, as agreed"),
}
WAYS: Final = {
    "call": N_("by phone"),
    "video": N_("by video call"),
    "message": N_("by message"),
    "other-person": N_("through the person you named"),
    "visit": N_("you come to us"),
}


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out what is ahead; raise Refused while two versions of a record it rests on stand."""
    must_be_decided(case, *CLINICAL, Handover, FollowUp, SafeContact)
    ahead = [one for one in calendar.open_visits(case) if one.on >= about.today]
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        disclosure="N",
        tag=code_of(case),
        parts=_parts(case, ahead, about, _) if ahead else (Note(_(N_("No dates are ahead."))),),
        footer=words.day(about.today, _),
        pages=_(PAGES),
    )


def _parts(case: CaseFile, ahead: list[Visit], about: About, _: Translate) -> tuple[Part, ...]:
    head = (_(N_("Date")), _(N_("Time")), _(N_("What")), _(N_("Done, note")))
    rows = tuple((words.day(one.on, _), one.at, _what(one, _), "") for one in ahead)
    return (
        Note("" if _began(case) else _(N_("Not final: the dates are counted anew from the first day."))),
        Table(head, rows, widths=(26, 12, 34, 28), room=10, ruled=True),
        Section(_(N_("How we keep in touch")), (Paragraph(_touch(case, _)),)),
        Section(_(N_("To ask, or to choose another day")), (Paragraph(about.call or "_" * 24, "large"),)),
    )


def _what(one: Visit, _: Translate) -> str:
    if one.what in TESTS:
        return f"{_(N_('sample'))} {TESTS[one.what]}"
    return _(WHAT.get(one.what, N_("we talk")))


def _began(case: CaseFile) -> bool:
    """Say whether the first day is known: something was handed over under the plan in force."""
    plan = case.one(Plan)
    return plan is not None and any(one.on >= plan.on for one in case.all(Handover))


def _touch(case: CaseFile, _: Translate) -> str:
    """Say how the person allowed us to reach them: never a number, and no word that tells."""
    allowed = safe_ways(case)
    ways = ", ".join(_(words_) for way, words_ in WAYS.items() if way in allowed)
    contact = case.one(SafeContact)
    return "; ".join(one for one in (ways, untelling(contact.when) if contact else "") if one)
