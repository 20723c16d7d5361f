"""Exchanging by USB stick, where there is no line: out for one organisation, in from any that is known."""

from dataclasses import dataclass
from pathlib import Path

from regdesk.actions import audit, colleagues, partners
from regdesk.actions.desk import Desk
from regdesk.actions.syncing import post_of
from regdesk.domain.journal import OrgId
from regdesk.i18n import N_, tr, trn
from regdesk.sync import bundle
from regdesk.sync.post import OnWriter, here
from regdesk.sync.stick import Carriage
from regdesk.wire.bundles import Slip

__all__ = ["Carriage", "Stick", "Taken", "look", "out", "said", "take_in"]


@dataclass(frozen=True)
class Stick:
    """A file on a stick: who reads it, or who wrote it, by name; when (ms); how many records and scans."""

    path: Path
    org: OrgId
    name: str
    written_ms: int
    records: int
    papers: int


@dataclass(frozen=True)
class Taken:
    """What was read from a stick, and whether any of it was new here."""

    stick: Stick
    new: bool


def out(
    desk: Desk, org: OrgId, folder: Path, report: Carriage | None = None, *, on_writer: OnWriter = here
) -> Stick:
    """Write what waits for an organisation, or for the own other computers, into a new file in *folder*.

    *report* is filled while it runs, and its `stop` breaks off. Raise Refused where there is nothing to write
    or it was stopped, Trouble where the stick is full, protected or gone; then no file is left.
    """
    while org == desk.org and on_writer(colleagues.arm, desk):
        pass
    path, slip = bundle.write(post_of(desk, on_writer), org, folder, report or Carriage())
    on_writer(audit.note_if_room, desk, "stick", slip.records, slip.papers)
    return on_writer(_stick, desk, path, org, slip)


def look(desk: Desk, path: Path, report: Carriage | None = None, *, on_writer: OnWriter = here) -> Stick:
    """Say what is in a file and from whom, without taking it in; raise Refused where that cannot be."""
    slip = bundle.look(post_of(desk, on_writer), path, report or Carriage())
    return on_writer(_stick, desk, path, OrgId(slip.sender), slip)


def take_in(desk: Desk, path: Path, report: Carriage | None = None, *, on_writer: OnWriter = here) -> Taken:
    """Take in what is in a file; once more, or after a newer one, changes nothing. Raise as `look` does."""
    report = report or Carriage()
    slip = bundle.read(post_of(desk, on_writer), path, report)
    stick = on_writer(_stick, desk, path, OrgId(slip.sender), slip)
    return Taken(stick, new=bool(report.changes.cases or report.down))


def said(stick: Stick) -> str:
    """Say what was written and who can read it."""
    only = tr(N_("Only {name} can read this.")).format(name=stick.name)
    if not stick.records and not stick.papers:
        return tr(N_("Written to the stick: the answer to what came.")) + " " + only
    records = trn("Written to the stick: {n} record.", "Written to the stick: {n} records.", stick.records)
    scans = trn("And {n} scan.", "And {n} scans.", stick.papers) if stick.papers else ""
    return " ".join(filter(None, (records, scans, only)))


def _stick(desk: Desk, path: Path, org: OrgId, slip: Slip) -> Stick:
    card = partners.organisations(desk).get(org)
    return Stick(path, org, card.name if card else "", slip.t, slip.records, slip.papers)
