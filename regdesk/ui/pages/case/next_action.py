"""The next action of a case in words: what the one main button says and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from regdesk.actions.cases import Look, ToDo
from regdesk.actions.may import may_do
from regdesk.domain.consent import ContactConsent
from regdesk.domain.questions import Question
from regdesk.domain.reviews import talk_planned
from regdesk.i18n import N_, tr, trn
from regdesk.ui.dates import long_date, show_date
from regdesk.ui.pages.to_do import days_since, said_days, verb


@dataclass(frozen=True)
class Action:
    """What can be done next.

    text   of the button (msgid), begins with a verb
    place  the tab it opens, or "check", "versions", "answer" or "ask" for what the page itself does
    """

    text: str
    place: str
    icon: str


# Where each verb leads.
_PLACES: Final[Mapping[str, str]] = {
    "accept-part": "review",
    "choose-member": "choose-member",
    "decide": "versions",
    "sort-out": "sorted",
    "answer": "answer",
    "hand-over": "supply",
    "order": "supply",
    "identify": "summary",
    "complete-package": "check",
    "send-package": "check",
    "review": "review",
    "register": "review",
    "same-number": "review",
    "confirm-link": "review",
    "plan": "plan",
    "prescribe": "plan",
    "assemble": "supply",
    "dispatch": "supply",
    "carry": "supply",
    "ask-parcel": "supply",
    "find-reserve": "supply",
    "assess-risk": "supply",
    "two-parcels": "supply",
    "count-again": "supply",
    "close": "review",
    "arrange-arrival": "arrive",
    "assess-return": "assess",
    "lost": "end",
    "trace": "contact",
    "contact": "follow-up",
    "arrival": "contact",
    "sample": "follow-up",
    "bridge": "supply",
    "hand-on": "summary",
    "settle-parcel": "supply",
    "erase-addresses": "addresses",
    "see-effect": "follow-up",
    "see-result": "follow-up",
    "test-due": "follow-up",
    "escalate": "review",
}
REVIEW: Final = 3
_ORDER: Final = tuple(_PLACES)  # what comes first where several things are ours to do
_NOW: Final = frozenset({"assemble", "prescribe"})  # a day that has passed says no more than the verb
_ASK_CENTRE: Final = Action(N_("Ask the Centre"), "ask", "message-square")
_ASK_HOST: Final = Action(N_("Ask the host"), "ask", "message-square")
_SEE: Final = Action(N_("Look at the history"), "history", "history")


def is_ours(todo: ToDo, look: Look) -> bool:
    """Say whether the own organisation is to do it; who waits for a person keeps in touch with them."""
    person = todo.whose == "person" and look.part == "host"
    return todo.whose == look.part or todo.verb == "task" or person


def ours(look: Look) -> list[ToDo]:
    """List what the own organisation is to do, most urgent first."""
    mine = [todo for todo in look.todo if is_ours(todo, look)]
    return sorted(mine, key=lambda todo: (todo.ahead, not todo.urgent, _rank(todo)))


def next_action(look: Look) -> Action:
    """Choose the main button: what this person may do next, else a question to the other organisation."""
    mine = sorted((todo for todo in look.todo if is_ours(todo, look)), key=lambda t: (t.ahead, _rank(t)))
    found = next((action for todo in mine if (action := action_for(todo, look))), None)
    return found or _question(look) or _SEE


def action_for(todo: ToDo, look: Look) -> Action | None:
    """Give what leads to doing it, where this person may."""
    if todo.verb not in _PLACES:
        return None
    place = _PLACES[todo.verb]
    if todo.verb == "decide" and not any(look.may(one.kind) for one in look.case.undecided()):
        return None
    if not may_do(todo.verb, look.part, look.roles):
        return None
    if todo.verb == "identify" and not look.may(ContactConsent):
        return None
    if todo.verb == "accept-part" and look.part != "centre":
        place = "summary"  # only the Centre has a desk for what it receives
    return Action(verb(todo.verb).button, place, verb(todo.verb).icon)


def asking(look: Look) -> Action | None:
    """Give the second button, a question to the other organisation, where it is not the main one."""
    action = _question(look)
    return None if action == next_action(look) else action


def sentence(todo: ToDo, look: Look) -> str:
    """Say what is to be done, and by when."""
    said = verb(todo.verb)
    text = tr(said.ours if is_ours(todo, look) else said.theirs or said.ours)
    if todo.verb == "task":
        text = str(todo.values.get("what") or text)
    if todo.due_on is None or todo.verb == "order" or (todo.verb in _NOW and todo.due_on <= look.today):
        return text
    return tr(N_("{what}, by {day}")).format(what=text, day=show_date(todo.due_on, look.today))


def turn(look: Look) -> str:
    """Say whose turn it is: Our turn; Centre, 3 days; Waiting for the person."""
    whose = look.progress.turn
    if not whose:
        return tr(N_("Closed"))
    planned = talk_planned(look.case) if look.progress.step == REVIEW else None
    day = getattr(planned.fact, "planned_for", None) if planned else None
    if day:
        return tr(N_("Talk with the doctor, {day}")).format(day=show_date(day, look.today))
    if whose == look.part:
        return tr(N_("Our turn"))
    names = {"host": N_("Host, {days}"), "centre": N_("Centre, {days}"), "carrier": N_("On the way, {days}")}
    if whose not in names:
        return tr(N_("Waiting for the person"))
    begun = max(look.progress.done.values(), default=0)
    return tr(names[whose]).format(days=said_days(days_since(begun, look.today) if begun else 0))


def stock(look: Look) -> str:
    """Say how long the medicines last: 6 days left, until 29 November."""
    if look.coverage.run_out is None:
        return ""
    text = trn(N_("{n} day left"), N_("{n} days left"), look.coverage.days_left)
    last = long_date(look.coverage.run_out, look.today)
    return tr(N_("{left}, until {day}")).format(left=text, day=last)


def _question(look: Look) -> Action | None:
    action = _ASK_CENTRE if look.part == "host" else _ASK_HOST
    return action if look.may(Question) else None


def _rank(todo: ToDo) -> int:
    return _ORDER.index(todo.verb) if todo.verb in _ORDER else len(_ORDER)
