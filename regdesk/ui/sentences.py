"""One sentence for every record, as histories and lists say it; in discreet mode without telling words."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from regdesk.domain import (
    book,
    consent,
    detention,
    erasure,
    escalations,
    follow_ups,
    freezing,
    labs,
    legal,
    links,
    membership,
    orders,
    outcomes,
    papers,
    pauses,
    people,
    plans,
    questions,
    reviews,
    supply,
)
from regdesk.domain.facts import EnteredInError, Fact, Unknown
from regdesk.domain.kinds import BY_NAME
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.countries import country
from regdesk.ui.dates import long_date

_DISCREET: Final[Mapping[type[Fact], str]] = {
    people.Identity: N_("Name and birth date written down"),
    people.FormerName: N_("Another name written down"),
    people.IdentityPaper: N_("A paper added"),
    people.SafeContact: N_("Safe contact agreed"),
    papers.ClinicalPaper: N_("A paper added"),
    papers.LegalPaper: N_("A paper added"),
    papers.UnredactedPaper: N_("A paper added"),
    labs.LabResult: N_("A result received"),
    plans.Plan: N_("Plan signed"),
    plans.Prescription: N_("Prescription written"),
    pauses.Pause: N_("Note about medicines"),
    reviews.CompletenessCheck: N_("Papers checked"),
    reviews.ReviewDecision: N_("Decision made"),
    reviews.Teleconsultation: N_("Spoken with the person"),
    links.Link: N_("Note about the register"),
    links.LinkConfirmed: N_("Note about the register"),
    follow_ups.FollowUp: N_("Spoken with the person"),
    follow_ups.ReturnAssessed: N_("Note about health"),
    follow_ups.MedicineTaken: N_("Note about medicines"),
    outcomes.CauseOfDeath: N_("Note about health"),
    detention.ArrivalPlan: N_("Appointment agreed"),
    detention.Detention: N_("Urgent note about the person"),
    freezing.Freeze: N_("Urgent note about the person"),
    follow_ups.Condition: N_("Note about health"),
    follow_ups.AdverseEvent: N_("Note about health"),
    questions.Question: N_("A question asked"),
    questions.Answer: N_("A question answered"),
    book.Note: N_("Internal note"),
    consent.TransferConsent: N_("Consent B given"),
    legal.Application: N_("Application written"),
}


def sentence(fact: Fact, *, discreet: bool = False) -> str:
    """Say in one sentence what a record states."""
    if isinstance(fact, erasure.Gone):
        return tr(fact.title) if discreet else _gone(fact)
    if isinstance(fact, Unknown):
        return tr(N_("A record of a newer version of RegDesk"))
    if discreet and type(fact) in _DISCREET:
        return tr(_DISCREET[type(fact)])
    maker = _SENTENCES.get(type(fact))
    return maker(fact) if maker else tr(fact.title)


def kind_words(kind: type[Fact], *, discreet: bool = False) -> str:
    """Say what kind of record it is, for lists that show no more of it."""
    if kind is Unknown:
        return tr(N_("A record of a newer version of RegDesk"))
    return tr(_DISCREET.get(kind, kind.title) if discreet else kind.title)


def _filled(text: str, **parts: str) -> str:
    """Fill a sentence; ends that stay empty are taken off with what joins them."""
    return (
        tr(text).format(**parts).replace(" ()", "").rstrip(" :,.–")
        if not all(parts.values())
        else tr(text).format(**parts)
    )


def _part(code: str) -> str:
    return tr(membership.PARTS.get(code, code))


def _result(fact: Any) -> str:
    day = long_date(fact.taken_on)
    return _filled(
        N_("{test}: {result} (sample of {day})"),
        test=words.lab_test(fact.test),
        result=words.result(fact),
        day=f"{day} {fact.taken_on.year}",
    )


def _paper(fact: Any) -> str:
    return _filled(
        N_("Paper added: {paper}, {pages}"), paper=words.paper(fact), pages=words.pages(len(fact.pages))
    )


def _decision(fact: Any) -> str:
    text = {
        "accept": N_("The Centre accepts the case"),
        "more": N_("The Centre asks for more: {what}"),
        "decline": N_("The Centre cannot take this case: {what}"),
    }.get(fact.decision, N_("Decision"))
    return _filled(text, what=", ".join((*_papers_asked(fact), *fact.wanted)) or fact.reason)


def _papers_asked(fact: Any) -> list[str]:
    return [tr(papers.ASKED_TYPES.get(one, one)) for one in fact.papers]


def _consent(fact: Any) -> str:
    return f"{tr(fact.title)}: {tr(consent.GIVEN.get(fact.given, fact.given))}"


def _plan(fact: Any) -> str:
    return _filled(N_("Plan {number} signed: {regimen}"), number=fact.number, regimen=fact.regimen)


def _handover(fact: Any) -> str:
    text = N_("Handed over from the reserve for {days}") if fact.reserve else N_("Handed over for {days}")
    return _filled(text, days=words.days(fact.days))


def _entered_in_error(fact: EnteredInError) -> str:
    kind = BY_NAME.get(fact.of_kind)
    what = tr(kind.title) if kind else fact.of_kind
    return _filled(N_("Taken back: {what} ({why})"), what=what.lower(), why=fact.why)


def _follow_up(fact: Any) -> str:
    how = tr(follow_ups.HOW.get(fact.how, fact.how))
    return _filled(N_("Contact: {how}. {note}"), how=how, note=fact.complaints or fact.note)


def _gone(fact: erasure.Gone) -> str:
    kind = BY_NAME.get(fact.of_kind)
    what = tr(kind.title) if kind else tr(fact.title)
    return _filled(N_("{what}: erased on {day}"), what=what, day=f"{long_date(fact.on)} {fact.on.year}")


def _erasure(fact: Any) -> str:
    sections = ", ".join(tr(erasure.SECTIONS.get(one, one)) for one in fact.sections)
    records = words.records(len(fact.entries)) if fact.entries else ""
    return _filled(N_("Asked to erase: {what}"), what=", ".join(one for one in (sections, records) if one))


def _erased(fact: Any) -> str:
    return _filled(N_("Erased for good: {what}"), what=words.records(len(fact.stubs)))


def _pause(fact: Any) -> str:
    since, until = long_date(fact.since), long_date(fact.until) if fact.until else ""
    if until:
        return tr(N_("No doses from {since}, doses again from {until}: {why}")).format(
            since=since, until=until, why=fact.why
        )
    return tr(N_("No doses from {since}: {why}")).format(since=since, why=fact.why)


def _talk(fact: Any) -> str:
    if fact.on is None:
        day = long_date(fact.planned_for) if fact.planned_for else ""
        return _filled(N_("Talk with the doctor planned for {day}"), day=day)
    what = " ".join(part for part in (fact.findings, fact.decision) if part)
    return _filled(N_("Talk with the doctor on {day}: {what}"), day=long_date(fact.on), what=what)


def _escalation(fact: Any) -> str:
    if fact.answered_on:
        return _filled(N_("The coordinator answered: {what}"), what=fact.answer)
    return _filled(N_("Brought before the coordinator: {whom}"), whom=fact.to)


def _titled(field: str) -> Callable[[Any], str]:
    return lambda fact: f"{tr(fact.title)}: {words.value(fact, field)}"


_SENTENCES: Final[Mapping[type[Fact], Callable[[Any], str]]] = {
    membership.CaseOpened: lambda _: tr(N_("Case opened")),
    membership.CaseCode: lambda f: _filled(N_("The code is {code}"), code=f.code),
    membership.Offer: lambda f: _filled(N_("Part in the case offered: {part}"), part=_part(f.part)),
    membership.Accepted: lambda f: _filled(N_("Part in the case taken: {part}"), part=_part(f.part)),
    membership.OfferRefused: lambda f: _filled(N_("Part in the case refused: {why}"), why=f.why),
    membership.Member: lambda f: _filled(N_("Chosen who has the part: {part}"), part=_part(f.part)),
    membership.Ended: lambda f: _filled(N_("Part in the case ended: {part}"), part=_part(f.part)),
    outcomes.Closed: _titled("outcome"),
    outcomes.CauseOfDeath: _titled("cause"),
    outcomes.Transfer: lambda f: _filled(
        N_("The person moves: {country}, {centre}"), country=country(f.country), centre=f.centre
    ),
    detention.Detention: _titled("what"),
    freezing.Freeze: _titled("state"),
    detention.ArrivalPlan: lambda f: _filled(
        N_("Medicines on arrival: {place}, {day}"), place=f.place, day=long_date(f.on)
    ),
    consent.ContactConsent: _consent,
    consent.TransferConsent: _consent,
    erasure.Erasure: _erasure,
    erasure.Erased: _erased,
    erasure.ErasedInside: _erased,
    erasure.Retain: lambda f: _filled(N_("Records are kept: {why}"), why=f.basis),
    people.Identity: lambda f: _filled(N_("Identity: {name}"), name=words.name(f)),
    people.FormerName: lambda f: _filled(
        N_("Other name: {name}"), name=" ".join(n for n in (f.family_name, f.given_names) if n)
    ),
    people.SafeContact: lambda f: _filled(N_("Safe contact: {when}"), when=f.when or f.phone or f.messenger),
    people.Stay: lambda f: _filled(
        N_("Lives in {place}"), place=", ".join(p for p in (country(f.country), f.region) if p)
    ),
    people.IdentityPaper: _paper,
    papers.ClinicalPaper: _paper,
    papers.LegalPaper: _paper,
    papers.Submission: lambda f: _filled(N_("Package sent: {count} papers"), count=str(len(f.papers))),
    labs.LabResult: _result,
    reviews.Returned: lambda f: _filled(
        N_("Package returned for correction: {why}"), why=f.note or words.value(f, "reasons")
    ),
    reviews.ReviewDecision: _decision,
    reviews.Teleconsultation: _talk,
    escalations.Escalation: _escalation,
    links.Link: lambda f: _filled(
        N_("Said to be registered already: {number} ({how})"), number=f.number, how=f.evidence
    ),
    links.LinkConfirmed: lambda f: _filled(N_("Link confirmed by a second person: {note}"), note=f.note),
    reviews.Registration: lambda f: _filled(N_("Registered under number {number}"), number=f.number),
    plans.Plan: _plan,
    plans.Prescription: lambda f: _filled(N_("Prescription {number} written"), number=f.number),
    supply.StockCount: lambda f: _filled(
        N_("Stock counted: {days} ({how})"), days=words.days(f.days), how=words.value(f, "how")
    ),
    supply.Dispensing: lambda f: _filled(N_("Medicines set aside for {days}"), days=words.days(f.days)),
    supply.Parcel: lambda f: _filled(
        N_("Parcel {number} packed: {way}"), number=f.number, way=words.value(f, "way")
    ),
    orders.Order: lambda f: _filled(N_("Delivery ordered for {days}"), days=words.days(f.days)),
    pauses.Pause: _pause,
    supply.ParcelEvent: lambda f: tr(supply.EVENTS.get(f.what, f.what)) or tr(f.title),
    supply.Handover: _handover,
    follow_ups.FollowUp: _follow_up,
    follow_ups.ReturnAssessed: _titled("decision"),
    follow_ups.MedicineTaken: _titled("name"),
    follow_ups.Condition: _titled("name"),
    follow_ups.AdverseEvent: _titled("what"),
    questions.Question: _titled("text"),
    questions.Answer: _titled("text"),
    book.Note: _titled("text"),
    book.Task: _titled("what"),
    EnteredInError: _entered_in_error,
}
