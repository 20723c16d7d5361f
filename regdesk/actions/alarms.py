"""What a person must know about the exchange: contradictions, silence, removed keys, what was put aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from regdesk.actions import backups, branches, cases, computers, reference
from regdesk.actions.desk import Desk, roster, world
from regdesk.actions.partners import Names
from regdesk.actions.syncing import REFUSED
from regdesk.domain import codec
from regdesk.domain.journal import AuthorId, OrgId
from regdesk.errors import Refused, Trouble
from regdesk.i18n import N_
from regdesk.store import again, audit, copies, misses, peers, state, tray
from regdesk.store.database import transaction
from regdesk.store.tray import Item
from regdesk.sync import heartbeat
from regdesk.sync.post import BURNT
from regdesk.sync.recovering import FLIPS
from regdesk.wire import rosters

NOT_WRITTEN = N_("The file could not be written: {why}")
NOBODY = N_("There is nobody to ask yet: no partner's digits are compared, and there is no other computer.")
PAPER_DAYS: Final = 30
KEPT: Final = "RD-{name}.regdesk-aside"

REVOKED: Final = N_("This computer was removed from the organisation.")
SAID_REMOVED: Final = N_("The server says that this computer was removed from the organisation.")
REVOKED_NEXT: Final = N_(
    "What is here stays readable; nothing new comes or goes. What was not sent can be written to a stick for"
    " our other computers: somebody there looks at it. If this was a mistake, this computer joins anew by a"
    " code."
)
RESTORED: Final = N_("This file is an older copy, or there is a second copy of it.")
RESTORED_NEXT: Final = N_(
    "Nothing is lost: what was sent is with colleagues and partners and comes back. To write again you need"
    " a new key that an administrator confirms: see “Computers and keys”."
)
ONLY_PAPER: Final = N_("Look through the paper notes of {since} to {until}.")
ONLY_PAPER_NEXT: Final = N_(
    "On {until} this file turned out to be a copy that ends on {since}. What was sent since then comes back"
    " by itself. What was written here in those days and reached nobody is on paper only: write it anew."
)
ONLY_PAPER_CASES: Final = N_(
    "On {until} this file turned out to be a copy that ends on {since}. What was sent since then comes back"
    " by itself. What was written here in those days and reached nobody is on paper only: write it anew."
    " Records are known to be missing in: {codes}."
)
FORKED: Final = N_("Two lists of keys of our own organisation go about.")
FORKED_NEXT: Final = N_(
    "Two administrators changed it at once, or somebody should not have. Look at the computers together:"
    " remove whom you do not know, then join the lists."
)
PARTNER_FORKED: Final = N_("Two lists of keys of {name} go about.")
PARTNER_FORKED_NEXT: Final = N_("Call them on a number you know. Both lists count until they joined them.")
WITHHELD: Final = N_("{name} sent messages that a colleague's computer has and this one does not.")
WITHHELD_NEXT: Final = N_(
    "RegDesk asks for them again by itself. If this stays for some days, the server keeps them back: ask its"
    " owner, or bring them on a stick."
)
FLIPS_NEXT: Final = N_("Nothing is lost: your records are here. Meanwhile hand them over on a stick.")
SILENT_PARTNER: Final = N_("Nothing came from {name} for {days} days.")
SILENT_PARTNER_NEXT: Final = N_(
    "Call them on a number you know. Their line may be down, or the server holds back."
)
SILENT_COLLEAGUE: Final = N_("A computer of ours was silent for {days} days: {name}.")
COPY_FAILS: Final = N_("The last backup copy could not be opened when it was tried out.")
COPY_FAILS_NEXT: Final = N_(
    "The data on this computer are all right. Make a new copy on another stick and try it out: see “Backup"
    " copies”."
)
NO_COPY: Final = N_("There has been no backup copy for {days} days.")
NO_COPY_NEXT: Final = N_(
    "Put the stick in; the copy is then made by itself. If it does not work, “Backup copies” says why."
)
NEVER_COPIED: Final = N_("There is no backup copy of these data.")
NEVER_COPIED_NEXT: Final = N_(
    "If this disk breaks, what only this computer has is lost. Choose a stick or a second disk once; copies"
    " are then made by themselves."
)
NEVER_DAYS: Final = 7
TOUCHED: Final = N_("Lines of the log of reading on this computer were removed or changed.")
TOUCHED_THERE: Final = N_("Lines of the log of reading at {name} were removed or changed.")
TOUCHED_NEXT: Final = N_("An administrator finds under “Log of reading” which lines, and what that can mean.")
LOG_DAYS: Final = 30
REFERENCE: Final = N_("Newer reference data wait for a doctor or administrator.")
REFERENCE_NEXT: Final = N_(
    "Two accepted files contradict each other, or this RegDesk cannot read a newer one. Until then the data"
    " before are used: see “Reference data”."
)
SILENT_COLLEAGUE_NEXT: Final = N_("Find it. If it was lost or stolen, remove it in “Computers and keys”.")


@dataclass(frozen=True)
class Alarm:
    """One thing a person must know: what is so and what to do (msgids and their values).

    what   a permanent name;  place  where it is dealt with: "keys", "backup", "audit", …, or ""
    """

    what: str
    text: str
    next: str
    values: dict[str, Any] = field(default_factory=dict)
    place: str = ""


@dataclass(frozen=True)
class Aside:
    """A thing put aside: why (msgid), whether it is an alarm, the day, whom it came from, and its size.

    author  in whose name a record was written that is false or contradicts another, where that is known
    """

    why: str
    alarm: bool
    on: date
    name: str
    org: OrgId | None
    size: int
    item: Item
    author: str = ""


def alarms(desk: Desk) -> tuple[Alarm, ...]:
    """List everything that calls for a person, the gravest first."""
    names = cases.names(desk, world(desk))
    return (
        *own(desk),
        *_only_paper(desk),
        *_forked(desk, names),
        *_withheld(desk, names),
        *_silent_partners(desk, names),
        *_silent_colleagues(desk, names),
        *_touched(desk, names),
        *_flips(desk),
        *_reference(desk),
    )


def own(desk: Desk) -> tuple[Alarm, ...]:
    """Say what is the matter with this computer itself: it was removed, its file is a copy, or has none."""
    return (*_no_longer_ours(desk), *_copies(desk))


def _no_longer_ours(desk: Desk) -> tuple[Alarm, ...]:
    burnt: list[bytes] = state.get(desk.read, BURNT, [])
    renewed = desk.person.earlier and desk.person.author not in roster(desk).authors
    if state.get(desk.read, REFUSED, 0):
        return (Alarm("refused", SAID_REMOVED, REVOKED_NEXT, place="keys"),)
    if renewed or desk.person.author in burnt:
        return (Alarm("restored", RESTORED, RESTORED_NEXT, place="keys"),)
    if computers.removed(desk):
        return (Alarm("revoked", REVOKED, REVOKED_NEXT, place="keys"),)
    return ()


def aside(desk: Desk) -> Sequence[Aside]:
    """List what was put aside: alarms first, then the newest first."""
    names = cases.names(desk, world(desk))
    found = [_aside(item, names) for item in tray.items(desk.read)]
    return sorted(found, key=lambda one: not one.alarm)


def ask_again(desk: Desk, org: OrgId | None = None) -> None:
    """Ask an organisation for everything this desk may have, or everybody where none is named.

    The question travels with the next exchange. Raise Refused where there is nobody to ask.
    """
    whom = [org] if org else _everybody(desk)
    if not whom:
        raise Refused(NOBODY)
    with transaction(desk.write):
        again.ask(desk.write, whom)


def save(desk: Desk, one: Aside, folder: Path) -> Path:
    """Write a thing put aside to a file, byte for byte, for whoever looks into it; raise Trouble."""
    path = folder / KEPT.format(name=desk.random(4).hex().upper())
    try:
        path.write_bytes(one.item.signed)
    except OSError as error:
        raise Trouble(NOT_WRITTEN, why=error.strerror or "") from error
    return path


def drop(desk: Desk, one: Aside) -> None:
    """Take a thing out of the list."""
    tray.drop(desk.write, one.item)


def put_back(desk: Desk, one: Aside) -> None:
    """Put a thing that was taken out into the list again."""
    put = tray.alarm if one.alarm else tray.put
    put(desk.write, one.item.signed, one.why, one.on, one.org)


def _copies(desk: Desk) -> Iterable[Alarm]:
    """Tell of a copy that does not open, and of days without one."""
    at = backups.standing(desk)
    days = backups.days_without(desk, at)
    if at.drill_why:
        yield Alarm("copy-fails", COPY_FAILS, COPY_FAILS_NEXT, place="backup")
    elif at.folder and days >= at.warn_days:
        yield Alarm("no-copy", NO_COPY, NO_COPY_NEXT, {"days": days}, place="backup")
    elif not at.folder and days >= NEVER_DAYS:
        yield Alarm("never-copied", NEVER_COPIED, NEVER_COPIED_NEXT, place="backup")


def _only_paper(desk: Desk) -> Iterable[Alarm]:
    """For a month after a copy was noticed, say what no exchange can bring back."""
    found = copies.last(desk.read)
    if found is None or desk.clock.now_ms() - found.noticed_ms > PAPER_DAYS * heartbeat.DAY_MS:
        return
    codes = copies.missing(desk.read, state.get(desk.read, BURNT, []))
    values = {"since": _date(found.since_ms), "until": _date(found.noticed_ms), "codes": ", ".join(codes)}
    yield Alarm("only-paper", ONLY_PAPER, ONLY_PAPER_CASES if codes else ONLY_PAPER_NEXT, values)


def _date(ms: int) -> str:
    return f"{datetime.fromtimestamp(ms / 1000, UTC).astimezone():%d.%m.%Y}"


def _forked(desk: Desk, names: Names) -> Iterable[Alarm]:
    for org in branches.forked(desk):
        if org == desk.org:
            yield Alarm("forked", FORKED, FORKED_NEXT, place="keys")
        elif card := names.organisations.get(org):
            yield Alarm("partner-forked", PARTNER_FORKED, PARTNER_FORKED_NEXT, {"name": card.name})


def _withheld(desk: Desk, names: Names) -> Iterable[Alarm]:
    for name in dict.fromkeys(names.of(one.author) for one in misses.withheld(desk.read)):
        yield Alarm("withheld", WITHHELD, WITHHELD_NEXT, {"name": name}, place="stick")


def _flips(desk: Desk) -> Iterable[Alarm]:
    """Tell of a server that changed too often, for a week after it was noticed."""
    since = desk.clock.today() - timedelta(days=7)
    if any(item.why == FLIPS and date.fromisoformat(item.put_on) >= since for item in tray.items(desk.read)):
        yield Alarm("flips", FLIPS, FLIPS_NEXT)


def _silent_partners(desk: Desk, names: Names) -> Iterable[Alarm]:
    for one in names.organisations.values():
        if one.org != desk.org and one.compared_on and (days := _days(desk, last_heard(desk, one.org))):
            values = {"name": one.name, "days": days}
            yield Alarm("silent-partner", SILENT_PARTNER, SILENT_PARTNER_NEXT, values)


def _silent_colleagues(desk: Desk, names: Names) -> Iterable[Alarm]:
    """Ask each other computer of ours for its newest sign of life, whoever of its people gave it."""
    own, on = roster(desk), dict[bytes, list[AuthorId]]()
    for name, author in own.authors.items():
        if author.active and author.device and author.device != _here(desk):
            on.setdefault(author.device, []).append(AuthorId(name))
    for device, authors in on.items():
        heard = max(one.at_ms for one in heartbeat.last_heard(desk.read, desk.org, authors))
        if own.devices[device].active and (days := _days(desk, heard)):
            values = {"name": ", ".join(names.of(author) for author in authors), "days": days}
            yield Alarm("silent-colleague", SILENT_COLLEAGUE, SILENT_COLLEAGUE_NEXT, values, place="keys")


def _touched(desk: Desk, names: Names) -> Iterable[Alarm]:
    """For a month after it was noticed, tell of each log of reading that somebody meddled with."""
    since = desk.clock.now_ms() - LOG_DAYS * heartbeat.DAY_MS
    for author in dict.fromkeys(one.author for one in audit.faults(desk.read) if one.noticed_ms >= since):
        if author == audit.HERE:
            yield Alarm("touched", TOUCHED, TOUCHED_NEXT, place="audit")
        else:
            values = {"name": names.of(author)}
            yield Alarm("touched-there", TOUCHED_THERE, TOUCHED_NEXT, values, place="audit")


def _reference(desk: Desk) -> Iterable[Alarm]:
    """Reference data that were accepted and are not used."""
    if reference.waits(desk):
        yield Alarm("reference", REFERENCE, REFERENCE_NEXT, place="reference")


def _here(desk: Desk) -> bytes:
    return rosters.device_id(desk.org, desk.device.sign_public)


def last_heard(desk: Desk, org: OrgId) -> int:
    """Give when anything last came from an organisation (ms), 0 where nothing ever did."""
    try:
        authors = [AuthorId(name) for name in roster(desk, org=org).authors]
    except Refused:
        return 0
    return max((one.at_ms for one in heartbeat.last_heard(desk.read, org, authors)), default=0)


def _days(desk: Desk, at_ms: int) -> int:
    now_ms = desk.clock.now_ms()
    silent = 0 < at_ms < now_ms - heartbeat.SILENT_MS
    return (now_ms - at_ms) // heartbeat.DAY_MS if silent else 0


def _everybody(desk: Desk) -> list[OrgId]:
    found = [one.org for one in peers.peers(desk.read) if one.compared_on]
    return [*found, desk.org] if world(desk).colleagues else found


def _aside(item: Item, names: Names) -> Aside:
    card = names.organisations.get(item.source) if item.source else None
    on = date.fromisoformat(item.put_on)
    name = card.name if card else ""
    author = _author(item, names)
    return Aside(item.why, item.alarm, on, name, item.source, len(item.signed), item, author)


def _author(item: Item, names: Names) -> str:
    """Name who is said to have written a record that lies aside."""
    if item.why not in (*tray.ALARMS, tray.NO_AUTHOR):
        return ""
    try:
        return names.of(codec.decode(item.signed).author)
    except Refused:
        return ""
