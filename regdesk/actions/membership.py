"""Parts in a case change hands: offering, choosing between two that took one part, and leaving."""

from dataclasses import dataclass, replace

from regdesk.actions import people
from regdesk.actions.desk import Desk, Pen, world
from regdesk.actions.records import stored
from regdesk.domain import consent, rights, steps
from regdesk.domain.consent import NEEDS_CONSENT, TransferConsent
from regdesk.domain.journal import AuthorId, CaseFile, Changes, EntryId, OrgId, StreamId
from regdesk.domain.membership import Ended, Member, Membership, Offer, of_case
from regdesk.errors import Refused
from regdesk.i18n import N_

NO_RIVALS = N_("Nobody else has taken this part: there is nothing to choose.")
NOT_OURS = N_("The organisation that has the other part chooses.")
NO_PART = N_("Your organisation has no part in this case.")
NOBODY_AFTER = N_(
    "Nobody has this part after you yet. Offer it to another organisation and wait until it is taken, or "
    "write down how the case ended."
)
CHOOSE_FIRST = N_("Two organisations have this part. First the other side chooses between them.")
ASK_PERSON = N_("Ask the person first: consent B must name this organisation.")
TWO_CONSENTS = N_("Consent B stands in two versions. Choose between them first.")


@dataclass(frozen=True)
class Offered:
    """A part offered to an organisation; *agreed* is what the person said, where consent B lacks its name."""

    org: OrgId
    part: str
    agreed: TransferConsent | None = None


def offer(desk: Desk, stream: StreamId, what: Offered) -> Changes:
    """Offer a part to an organisation, and write down in the same go that the person agreed to it.

    Raise Refused where the digits were not compared, or consent B does not name the organisation.
    """
    people.check_compared(desk, what.org)
    case = stored(desk, stream)
    member = of_case(case, _orgs(desk))
    mine = next((g for p in ("host", "centre") for g in member.holders(p) if g.org == desk.org), None)
    if mine is None:
        raise Refused(NO_PART)
    pen = Pen(desk)
    if lacks_consent(desk, case, what.org, what.part):
        _agree(desk, pen, case, what)
    pen.write(stream, Offer(org=what.org, part=what.part), follows=mine.id, about=member.last(what.part))
    return pen.done()


def lacks_consent(desk: Desk, case: CaseFile, org: OrgId, part: str) -> bool:
    """Say whether the person did not agree yet that an organisation gets what its part receives."""
    today = desk.clock.today()
    wanted = (one for one in NEEDS_CONSENT if part in rights.RECEIVERS[one])  # type: ignore[index]
    return not all(consent.live(case, org, section, today) for section in wanted)


def choose(desk: Desk, stream: StreamId, grant: EntryId) -> Changes:
    """Let one of several organisations that took a part have it; what all of them wrote stays.

    A choice made before, by a colleague perhaps, is followed and counts no more. Raise Refused where there is
    nothing to choose or another organisation chooses.
    """
    case = stored(desk, stream)
    member = of_case(case, _orgs(desk))
    part = member.grants[grant].part if grant in member.grants else ""
    rivals = member.rivals(part)
    if grant not in {one.id for one in rivals}:
        raise Refused(NO_RIVALS)
    if desk.org not in member.choosers(part):
        raise Refused(NOT_OURS)
    pen, ids = Pen(desk), {one.id for one in rivals}
    earlier: list[EntryId | None] = [
        name for name, chosen in member.choices.items() if chosen in ids - {grant}
    ]
    for before in earlier or [None]:
        pen.write(stream, Member(part=part), about=grant, follows=before)
    return pen.done()


def leaving(desk: Desk, member: Membership) -> tuple[str, ...]:
    """Give the parts that this organisation has or had and did not end."""
    mine = (one for one in member.grants.values() if one.org == desk.org and one.id not in member.ended)
    return tuple(sorted({one.part for one in mine}))


def leave(desk: Desk, stream: StreamId, part: str) -> Changes:
    """End the own part: what was written until now counts for ever, what comes later is put aside.

    Raise Refused where nobody else has the part and the case is not over.
    """
    case, known = stored(desk, stream), world(desk, desk.write)
    member = of_case(case, _orgs(desk))
    if part not in leaving(desk, member):
        raise Refused(NO_PART)
    if member.grant(desk.org, part) and part != "carrier":
        if member.rivals(part):
            raise Refused(CHOOSE_FIRST)
        if not steps.progress(case, desk.clock.today()).closed:
            raise Refused(NOBODY_AFTER)
    heads = rights.heads(case.entries, known.authors, desk.org)
    pen = Pen(desk)
    for one in member.grants.values():
        if one.org == desk.org and one.part == part and one.id not in member.ended:
            pen.write(stream, Ended(part=part, heads=heads), about=one.id)
    return pen.done()


def _agree(desk: Desk, pen: Pen, case: CaseFile, what: Offered) -> None:
    """Write consent B anew: all that it named before, and one organisation more."""
    if what.agreed is None:
        raise Refused(ASK_PERSON)
    tips = case.tips(TransferConsent)
    if len(tips) > 1:
        raise Refused(TWO_CONSENTS)
    before = tips[0].fact if tips else None
    named = before.organisations if isinstance(before, TransferConsent) else (desk.org,)
    fact = replace(what.agreed, organisations=tuple(sorted({*named, what.org})))
    pen.write(case.id, fact, follows=tips[0].id if tips else None)


def _orgs(desk: Desk) -> dict[AuthorId, OrgId]:
    return {name: one.org for name, one in world(desk, desk.write).authors.items()}
