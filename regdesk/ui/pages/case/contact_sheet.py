"""Writing down a contact: the safe contact stands above the form, and never is anything else proposed."""

from dataclasses import fields

from regdesk.actions import follow_ups
from regdesk.actions.cases import Look
from regdesk.domain.follow_ups import HOW, FollowUp, safe_ways
from regdesk.domain.people import SafeContact
from regdesk.i18n import N_, tr
from regdesk.ui.discreet import Discreet
from regdesk.ui.pages.case.asking import ask
from regdesk.ui.pages.case.sheet import Asked, FactSheet
from regdesk.ui.pages.case.tab import Context

_FIRST = ("on", "how", "tried", "without_since")  # what every contact is about; then what was told
_ORDER = (*_FIRST, *(each.name for each in fields(FollowUp) if each.name not in _FIRST))


def ask_contact(context: Context, look: Look) -> FactSheet:
    """Ask how a contact, or a try in vain, went."""
    fact = follow_ups.blank(look.case, look.today)
    note = safe_words(look, context.shell.discreet)
    asked = Asked(
        FollowUp, N_("Contact with the person"), N_("Write it down"), fact, _ORDER, note, draft=True
    )
    said = tr(N_("The contact is written down."))
    return ask(context, asked, lambda made: follow_ups.add(context.desk, context.stream, made), said)


def safe_words(look: Look, discreet: Discreet) -> str:
    """Say which ways the person allows, when, and what to say; numbers as discreet mode shows them."""
    contact = look.case.one(SafeContact)
    ways = [tr(text) for way, text in HOW.items() if way in safe_ways(look.case)]
    allowed = tr(N_("Allowed: {ways}.")).format(ways=", ".join(ways))
    if contact is None:
        return f"{tr(N_('No safe contact is agreed yet.'))} {allowed}"
    reach = ", ".join(
        part for part in (discreet.phone(contact.phone), contact.messenger, contact.other_person) if part
    )
    messages = tr(N_("Messages may be left.") if contact.messages else N_("Leave no messages."))
    parts = [reach, contact.when, contact.say, messages, allowed]
    if any(SafeContact is one.kind for one in look.case.undecided()):
        parts.append(tr(N_("The safe contact stands in two versions: only what both allow is allowed.")))
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
