"""The words of the queue: what a row says, in whose turn, how urgent, and which tab of the case it opens."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from regdesk.actions import may
from regdesk.actions.lists import CaseRow, DueRow
from regdesk.domain.detention import WHAT
from regdesk.domain.gap import SOON_DAYS, URGENT_DAYS
from regdesk.domain.papers import URGENCIES
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words as words_of
from regdesk.ui.dates import long_date, show_date
from regdesk.ui.widgets.section_list import QueueRow, Section

LATE_DAYS: Final = 7  # the other side is silent for longer: said in a warning tone


@dataclass(frozen=True)
class Verb:
    """One kind of work: what to do (ours), what others do (theirs), its icon, button and tab."""

    ours: str
    theirs: str
    icon: str
    button: str
    tab: str
    tone: str = "accent"


VERBS: Final = {
    "accept-part": Verb(N_("Take on a new person"), "", "inbox", N_("Look at the new person"), "review"),
    "answer": Verb(N_("Answer a question"), N_("We wait for an answer"), "message-square", N_("Answer"),
                   "documents", "info"),
    "decide": Verb(N_("Choose between two versions"), N_("Two versions of one record: others choose"),
                   "git-branch", N_("Choose"), "summary", "warning"),
    "task": Verb(N_("Task"), "", "clipboard-list", N_("Open"), "summary"),
    "identify": Verb(N_("Complete consent and contact"), N_("Consent and contact are being completed"),
                     "user-plus", N_("Complete"), "summary"),
    "send-package": Verb(N_("Check and send the package"), N_("The package is being prepared"), "send",
                         N_("Check and send"), "documents"),
    "complete-package": Verb(N_("Complete the package: more is asked for"),
                             N_("The package is being completed"), "file-plus", N_("Complete the package"),
                             "documents", "info"),
    "review": Verb(N_("Review the package"), N_("The Centre reviews the package"), "file-check",
                   N_("Review"), "review"),
    "register": Verb(N_("Give a registration number"), N_("The Centre gives a registration number"), "hash",
                     N_("Give a number"), "review"),
    "close": Verb(N_("The Centre cannot take the person: tell them"),
                  N_("Declined; the host tells the person"), "ban", N_("Look at the reason"), "review",
                  "warning"),
    "plan": Verb(N_("Write the plan"), N_("The Centre writes the plan"), "square-pen", N_("Write the plan"),
                 "plan"),
    "prescribe": Verb(N_("Write the prescription"), N_("The Centre writes the prescription"), "square-pen",
                      N_("Write the prescription"), "plan"),
    "assemble": Verb(N_("Pack a parcel"), N_("The Centre packs the parcel"), "package", N_("Pack a parcel"),
                     "supply"),
    "dispatch": Verb(N_("Send the parcel off"), N_("The parcel is packed and leaves soon"), "package",
                     N_("Send off"), "supply"),
    "carry": Verb(N_("Bring the parcel"), N_("The parcel is on its way"), "truck", N_("Say where it is"),
                  "supply"),
    "ask-parcel": Verb(N_("Ask where the parcel is"), N_("The host looks for the parcel"), "truck",
                       N_("Look for the parcel"), "supply", "warning"),
    "hand-over": Verb(N_("Hand the medicines over"), N_("The host hands the medicines over"), "hand",
                      N_("Hand over"), "supply"),
    "order": Verb(N_("Order a delivery"), N_("The host orders a delivery"), "pill", N_("Order a delivery"),
                  "supply"),
    "find-reserve": Verb(N_("Find a reserve nearby"), N_("The host looks for a reserve"), "pill",
                         N_("Look for a reserve"), "supply"),
    "assess-risk": Verb(N_("Say what others may have learned from a parcel"),
                        N_("The host looks what others may have learned from a parcel"), "shield-alert",
                        N_("Say what is known"), "supply", "warning"),
    "two-parcels": Verb(N_("Two parcels for one person: take one apart"),
                        N_("Two parcels are packed: the Centre takes one apart"), "package",
                        N_("Take one parcel apart"), "supply", "warning"),
    "stock-short": Verb(N_("Count the stock: more was given than there was"), "", "package",
                        N_("Count the stock"), "stock", "warning"),
    "count-again": Verb(N_("Count the medicines again"), N_("The host counts the medicines again"),
                        "clipboard-list", N_("Count the stock"), "supply"),
    "contact": Verb(N_("Contact the person"), N_("The host contacts the person"), "phone",
                    N_("Write down the contact"), "follow-up"),
    "trace": Verb(N_("Try to reach the person"), N_("The host tries to reach the person"), "phone",
                  N_("Write down the contact"), "follow-up", "warning"),
    "lost": Verb(N_("28 days without contact: decide how it goes on"),
                 N_("28 days without contact: the host decides"), "clock", N_("Decide"), "summary",
                 "warning"),
    "assess-return": Verb(N_("Back after an interruption: assess"),
                          N_("Back after an interruption: the Centre assesses"), "stethoscope",
                          N_("Assess"), "follow-up", "warning"),
    "sample": Verb(N_("Have a blood sample taken"), N_("A blood sample is being taken"), "test-tube",
                   N_("Add the results"), "follow-up", "info"),
    "sort-out": Verb(N_("Another person's papers may be in the case: sort it out"),
                     N_("Another person's papers may be in the case"), "octagon-alert", N_("Sort it out"),
                     "summary", "danger"),
    "settle-parcel": Verb(N_("A parcel is on its way to a closed case"),
                          N_("A parcel is on its way to a closed case"), "package", N_("Look at the parcel"),
                          "supply", "warning"),
    "bridge": Verb(N_("Set aside three months of medicines for the move"),
                   N_("The Centre sets aside medicines for the move"), "pill", N_("Set aside"), "supply",
                   "warning"),
    "hand-on": Verb(N_("Hand the case on to the new centre"), N_("The Centre hands the case on"),
                    "building-2",
                    N_("Look at the move"), "summary", "info"),
    "arrange-arrival": Verb(N_("Arrange medicines on arrival at home, at once"),
                            N_("The Centre arranges medicines on arrival at home"), "octagon-alert",
                            N_("Arrange"), "summary", "danger"),
    "arrival": Verb(N_("Give out medicines on arrival"), N_("The Centre gives out medicines on arrival"),
                    "calendar-days", N_("Write down the contact"), "follow-up", "info"),
    "erase-addresses": Verb(N_("Erase where the person lived"), N_("The host erases where the person lived"),
                            "shield-alert", N_("Erase the address"), "summary", "warning"),
    "test-due": Verb(N_("A test is due"), N_("A test is due"), "test-tube", N_("Add the result"),
                     "follow-up"),
    "see-effect": Verb(N_("Severe unwanted effect: the doctor decides"),
                       N_("The Centre's doctor looks at an unwanted effect"), "octagon-alert",
                       N_("Look at it"), "follow-up", "danger"),
    "see-result": Verb(N_("A new result needs the doctor"), N_("The Centre's doctor looks at a result"),
                       "test-tube", N_("Look at it"), "follow-up", "warning"),
    "escalate": Verb(N_("The Centre is late: bring the case before the coordinator"),
                     N_("The review is late: the host may ask the coordinator"), "clock",
                     N_("Ask the coordinator"), "review", "warning"),
    "confirm-link": Verb(N_("Confirm that two cases are of one person"),
                         N_("The Centre looks whether two cases are of one person"), "user-check",
                         N_("Compare"), "review", "warning"),
    "same-number": Verb(N_("Two people have this number"),
                        N_("Two people have this number: others settle it"), "hash",
                        N_("Look at the number"), "review", "warning"),
    "choose-member": Verb(N_("Choose who has the case: two took it"),
                          N_("Two organisations took the case: others choose"), "git-branch", N_("Choose"),
                          "summary", "warning"),
    "answer-erasure": Verb(N_("Answer a request to erase"), N_("Others answer a request to erase"),
                           "octagon-alert", N_("Look at the request"), "history", "warning"),
    "erase-declined": Verb(N_("Erase a declined case"), N_("The Centre erases a declined case"),
                           "ban", N_("Open"), "history"),
}  # fmt: skip
_OTHER: Final = Verb(N_("Look at the case"), N_("Look at the case"), "circle", N_("Open"), "summary")
_INSIDE: Final = frozenset({"task", "stock-short"})  # of the own organisation, whatever its part
_STOCK: Final = frozenset({"order", "find-reserve", "assemble"})
_ANSWERS: Final = frozenset({"answer", "complete-package"})
_GROUPS: Final = (
    ("urgent", N_("Urgent"), "octagon-alert", "danger"),
    ("today", N_("Today"), "", "neutral"),
    ("week", N_("This week"), "", "neutral"),
    ("waiting", N_("We wait for others"), "", "neutral"),
    ("stock", N_("Nothing to do now"), "", "neutral"),
)


@dataclass(frozen=True)
class Eyes:
    """Who looks (part and roles), on what day, and whether a glance may tell anything."""

    part: str
    roles: frozenset[str]
    today: date
    discreet: bool


def verb(name: str) -> Verb:
    """Give the words of a verb; one that a newer version brought says only that there is something."""
    return VERBS.get(name, _OTHER)


def is_ours(due: DueRow, part: str) -> bool:
    """Say whether the next step is on this side; who waits for a person keeps in touch with them."""
    return due.whose == part or due.verb in _INSIDE or (due.whose == "person" and part == "host")


def may_do(due: DueRow, eyes: Eyes) -> bool:
    """Say whether the next step is on this side and the person who looks may take it."""
    return is_ours(due, eyes.part) and may.may_do(due.verb, eyes.part, eyes.roles)


def is_answer(due: DueRow, part: str) -> bool:
    """Say whether the other side asked for something."""
    return due.verb in _ANSWERS and is_ours(due, part)


def sections(rows: list[DueRow], quiet: list[CaseRow], eyes: Eyes) -> list[Section]:
    """Group the queue; *quiet* are people whom a filter shows although nothing is to be done."""
    lines = [(due.group, queue_row(due, eyes)) for due in rows]
    lines += [("stock", stock_row(row, eyes)) for row in quiet]
    return [
        Section(tr(title), [line for group, line in lines if group == name], icon, tone)
        for name, title, icon, tone in _GROUPS
    ]


def queue_row(due: DueRow, eyes: Eyes) -> QueueRow:
    """Say one thing to do as a line of the queue."""
    words, ours = verb(due.verb), is_ours(due, eyes.part)
    by, note = _when(due, eyes, ours=ours)
    tone = "danger" if due.group == "urgent" else words.tone if ours else "neutral"
    if due.verb == "order" and tone != "danger" and stock_tone(_left(due, eyes)) == "warning":
        tone = "warning"
    return QueueRow(
        do=_sentence(due, eyes, ours=ours),
        code=due.code,
        why=_why(due, eyes),
        by=by,
        note=note,
        icon=words.icon,
        tone=tone,
        data=due,
    )


def stock_row(row: CaseRow, eyes: Eyes) -> QueueRow:
    """Say how long the stock of a person lasts for whom nothing is to be done."""
    days = row.days_left(eyes.today)
    return QueueRow(
        do=tr(N_("Nothing to do now")),
        code=row.code,
        by=days_short(days) if days is not None else "",
        note=until(row.run_out, eyes.today),
        icon="circle-check",
        tone="neutral",
        data=row,
    )


def turn(row: CaseRow, today: date) -> tuple[str, str, str]:
    """Say whose turn it is in a case: words, tone and icon of a tag."""
    if row.closed:
        return tr(N_("Closed")), "neutral", ""
    if row.ended:
        return tr(N_("Our part is over")), "neutral", ""
    if row.unaccepted:
        return tr(N_("New for us")), "info", ""
    if row.turn == "person":
        return tr(N_("Waiting for the person")), "neutral", ""
    if row.ours:
        return tr(N_("Our turn")), "info", ""
    days = days_since(row.since_ms, today)
    names = {"host": N_("Host, {days}"), "centre": N_("Centre, {days}"), "carrier": N_("On the way, {days}")}
    text = tr(names.get(row.turn, N_("Others, {days}"))).format(days=said_days(days))
    return (text, "warning", "clock") if days > LATE_DAYS else (text, "neutral", "")


def stock_tone(days: int | None) -> str:
    """Give the tone of days left: danger up to 14, warning up to 30."""
    if days is None or days > SOON_DAYS:
        return "primary"
    return "danger" if days <= URGENT_DAYS else "warning"


def days_since(ms: int, today: date) -> int:
    """Count the days from a moment (ms) to a day; what lies ahead counts as today."""
    return max(0, (today - day_of(ms)).days)


def day_of(ms: int) -> date:
    """Give the day of a moment in ms, by this computer's time zone."""
    return datetime.fromtimestamp(ms / 1000).astimezone().date()


def said_days(days: int) -> str:
    """Say a number of days in full."""
    return trn(N_("{n} day"), N_("{n} days"), days) if days else tr(N_("today"))


def days_short(days: int) -> str:
    """Say a number of days in a column."""
    return tr(N_("{n} d.")).format(n=days)


def until(run_out: date | None, today: date) -> str:
    """Say the first day without a dose."""
    return tr(N_("until {day}")).format(day=long_date(run_out, today)) if run_out else ""


def _sentence(due: DueRow, eyes: Eyes, *, ours: bool) -> str:
    words = verb(due.verb)
    if not ours:
        return tr(words.theirs or words.ours)
    if due.verb == "task" and not eyes.discreet:
        return str(due.reasons.get("what") or tr(words.ours))
    if due.verb == "answer" and eyes.part == "host" and due.reasons.get("wanted"):
        return tr(N_("The Centre asks for one more document"))
    left = _left(due, eyes)
    if due.verb == "order" and left is not None:
        return trn(N_("Order a delivery: {n} day left"), N_("Order a delivery: {n} days left"), left)
    if due.verb == "find-reserve" and left is not None:
        return trn(N_("Find a reserve: {n} day left"), N_("Find a reserve: {n} days left"), left)
    return tr(words.ours)


def _why(due: DueRow, eyes: Eyes) -> str:
    if said := _delivery(due, eyes):
        return said
    if due.verb == "trace":
        said = N_("missed {day}, attempt {n} of 3")
        day = long_date(date.fromisoformat(str(due.reasons["missed_on"])), eyes.today)
        return tr(said).format(day=day, n=int(due.reasons.get("attempts") or 0) + 1)
    if eyes.discreet:
        return ""
    if due.verb == "arrange-arrival":
        return tr(WHAT.get(str(due.reasons.get("what") or ""), ""))
    if due.verb == "answer":
        return words_of.wanted(str(due.reasons.get("wanted") or ""))
    urgent = ", ".join(tr(URGENCIES.get(code, code)) for code in due.reasons.get("urgency") or ())
    return urgent or str(due.reasons.get("number") or "")


def _delivery(due: DueRow, eyes: Eyes) -> str:
    """Say how long a delivery takes, and what was ordered."""
    if due.verb in ("assemble", "prescribe") and due.reasons.get("days"):
        return _wanted(due, eyes)
    if due.verb == "count-again" and due.reasons.get("known_on"):
        known = date.fromisoformat(str(due.reasons["known_on"]))
        said = trn(N_("last known {n} day ago"), N_("last known {n} days ago"), (eyes.today - known).days)
        return f"{said}; {tr(N_('after 60 days RegDesk proposes a count'))}"
    if due.verb not in ("order", "find-reserve") or due.run_out is None:
        return ""
    usual, slow = (int(due.reasons.get(name) or 0) for name in ("usual_days", "lead_days"))
    said = trn(N_("delivery usually takes {n} day"), N_("delivery usually takes {n} days"), usual)
    left = (due.run_out - eyes.today).days
    gap = N_("a gap is expected") if left < usual else N_("a gap is possible") if left < slow else ""
    return f"{said}, {tr(gap)}" if gap else said


def _wanted(due: DueRow, eyes: Eyes) -> str:
    """Say what was ordered: for how many days, and by when it is wanted."""
    days = int(due.reasons["days"])
    said = trn(N_("ordered for {n} day"), N_("ordered for {n} days"), days)
    by = str(due.reasons.get("wanted_by") or "")
    if not by:
        return said
    return tr(N_("{what}, by {day}")).format(what=said, day=long_date(date.fromisoformat(by), eyes.today))


def _left(due: DueRow, eyes: Eyes) -> int | None:
    return max(0, (due.run_out - eyes.today).days) if due.run_out else None


def _when(due: DueRow, eyes: Eyes, *, ours: bool) -> tuple[str, str]:
    if due.verb in _STOCK and due.run_out:
        left = max(0, (due.run_out - eyes.today).days)
        return days_short(left), until(due.run_out, eyes.today)
    if due.due_on:
        late = (eyes.today - due.due_on).days
        note = trn(N_("{n} day late"), N_("{n} days late"), late) if late > 0 else ""
        return show_date(due.due_on, eyes.today), note or long_date(due.due_on, eyes.today)
    days = days_since(due.since_ms, eyes.today)
    if ours:
        return said_days(days), tr(N_("our turn")) if days else tr(N_("new"))
    return said_days(days), tr(N_("we wait"))
