"""What a review asks for beside the decision: a talk, a link to the register, the coordinator's help."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from regdesk.actions import escalations, links, reviews
from regdesk.actions.cases import Look
from regdesk.advice import urgency
from regdesk.domain.escalations import Escalation
from regdesk.domain.journal import EntryId
from regdesk.domain.links import Link
from regdesk.domain.membership import CaseOpened
from regdesk.domain.reviews import Teleconsultation, talk_planned
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.countries import country
from regdesk.ui.dates import digits
from regdesk.ui.pages.case.asking import ask
from regdesk.ui.pages.case.sheet import Asked, FactSheet
from regdesk.ui.pages.case.tab import Context

_SENT = N_("It goes out with the next exchange.")


def talk(context: Context, look: Look) -> FactSheet:
    """Ask for the day of a talk, or for what was found and decided in the planned one."""
    desk, stream, entry = context.desk, context.stream, talk_planned(look.case)
    planned = entry.fact if entry and isinstance(entry.fact, Teleconsultation) else None
    fact = Teleconsultation(
        planned_for=planned.planned_for if planned else None,
        on=look.today if planned else None,
        how=planned.how if planned else "video",
        clinician=desk.person.name,
    )
    title = N_("What was said with the person") if planned else N_("Talk with the person")
    only = ("planned_for", "on", "how", "findings", "decision")
    asked = Asked(Teleconsultation, title, N_("Write it down"), fact, only, draft=True)
    return ask(context, asked, lambda one: reviews.talk(desk, stream, one), tr(_SENT))


def link(context: Context, look: Look, fact: Link | None = None) -> FactSheet:
    """Ask how it is known that the person is on the register already."""
    desk, stream = context.desk, context.stream
    known = fact or Link(on=look.today)
    note = tr(
        N_(
            "It counts once a second person of the Centre has confirmed it. Nothing is merged: both cases "
            "and both numbers stay, and it can be taken back."
        )
    )
    asked = Asked(
        Link,
        N_("Registered already"),
        N_("Link, to be confirmed"),
        known,
        ("number", "evidence"),
        note,
    )
    said = tr(N_("Waits for a second person to confirm it"))
    return ask(context, asked, lambda one: links.link(desk, stream, one), said)


def confirm(context: Context, name: EntryId) -> None:
    """Confirm a link as the second person."""
    desk, stream = context.desk, context.stream
    context.do(lambda: links.confirm(desk, stream, name), tr(N_("The link is confirmed.")))


def escalate(context: Context, look: Look) -> FactSheet:
    """Show the text for the coordinator and ask who was asked."""
    desk, stream = context.desk, context.stream
    asked = Asked(
        Escalation,
        N_("Bring the case before the coordinator"),
        N_("Write it down"),
        Escalation(on=look.today),
        ("to", "why", "on"),
        letter(look),
    )
    said = tr(N_("Written down. Send the text to the coordinator."))
    return ask(context, asked, lambda one: escalations.escalate(desk, stream, one), said)


def answered(context: Context, look: Look, open_one: Escalation) -> FactSheet:
    """Ask what came of it."""
    desk, stream = context.desk, context.stream
    fact = Escalation(on=open_one.on, to=open_one.to, answered_on=look.today)
    title = N_("What the coordinator answered")
    asked = Asked(Escalation, title, N_("Write it down"), fact, ("answered_on", "answer"))
    return ask(
        context,
        asked,
        lambda one: escalations.answered(desk, stream, one.answer, one.answered_on or look.today),
        tr(_SENT),
    )


def letter(look: Look) -> str:
    """Write the text for the coordinator: code, countries, step and days; no name, no diagnosis."""
    opened, clock = look.case.one(CaseOpened), urgency.clock(look.case, look.coverage.run_out)
    if clock is None or opened is None:
        return ""
    waited = (look.today - clock.sent_on).days
    lines = (
        tr(N_("Case {code}: {origin} → {host}.")).format(
            code=words.code_of(look.case),
            origin=country(opened.origin) or words.NOTHING,
            host=country(opened.host_country) or words.NOTHING,
        ),
        tr(N_("Step: review. Sent on {day}.")).format(day=digits(clock.sent_on)),
        trn(N_("Waits for {n} day."), N_("Waits for {n} days."), waited),
        tr(N_("An answer was expected by {day}.")).format(day=digits(clock.decide_by)),
        tr(N_("Please help the review to go on.")),
    )
    return "\n".join(lines)


def copy(context: Context, look: Look, _: QWidget | None = None) -> None:
    """Put the text for the coordinator into the clipboard."""
    QGuiApplication.clipboard().setText(letter(look))
    context.shell.say(tr(N_("Copied. It holds no name and no diagnosis.")))
