"""What this desk knows of organisations: rosters as signed statements, and when digits were compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from regdesk.domain.journal import OrgId
from regdesk.store import heads
from regdesk.store.database import Database, transaction
from regdesk.wire import rosters

# Only what was proved: a false entry is deleted again, and its key may be given to a later one.
_SEEN = """
    INSERT OR IGNORE INTO revocation
    VALUES (?, ?, coalesce((SELECT key FROM entry WHERE verified ORDER BY key DESC LIMIT 1), 0))
"""


@dataclass(frozen=True)
class Peer:
    """An organisation: its roster's statements, its introduction, and the day digits were compared.

    The own organisation is one too. `compared_on` is None until the thirty digits were compared by phone.
    """

    org: OrgId
    statements: tuple[bytes, ...]
    introduction: bytes = b""
    compared_on: date | None = None


def keep(db: Database, org: OrgId, statements: Iterable[bytes]) -> None:
    """Add statements to an organisation's roster; those here stay, those that do not hold are left out.

    Of each revocation that is new it is written down which entries were here: they keep their verdict until
    the head file comes. Raise Refused where the statements are another organisation's.
    """
    with transaction(db):
        db.execute("INSERT OR IGNORE INTO peer (org) VALUES (?)", (org,))
        here = db.execute("SELECT signed FROM statement WHERE org = ?", (org,)).fetchall()
        known = [signed for (signed,) in here]
        roster = rosters.read([*known, *statements], org)
        if known and set(roster.devices) - set(rosters.read(known, org).devices):
            heads.tell_again(db, org)  # a new computer knows none of them
        rows = [(org, signed) for signed in roster.statements]
        db.executemany("INSERT OR IGNORE INTO statement (org, signed) VALUES (?, ?)", rows)
        revoked = [(one.hash, author) for author, ones in roster.revocations.items() for one in ones]
        db.executemany(_SEEN, revoked)


def forget(db: Database, org: OrgId, statements: Iterable[bytes]) -> None:
    """Take back own statements that never left this computer, to state them again elsewhere."""
    with transaction(db):
        rows = [(org, signed) for signed in statements]
        db.executemany("DELETE FROM statement WHERE org = ? AND signed = ?", rows)


def introduce(db: Database, org: OrgId, introduction: bytes) -> None:
    """Keep the introduction (name, country, server) of an organisation whose roster is here."""
    with transaction(db):
        db.execute("UPDATE peer SET introduction = ? WHERE org = ?", (introduction, org))


def compared(db: Database, org: OrgId, on: date) -> None:
    """Say that the thirty digits of an organisation were compared."""
    with transaction(db):
        db.execute("UPDATE peer SET compared_on = ? WHERE org = ?", (on.isoformat(), org))


def peer(db: Database, org: OrgId) -> Peer | None:
    """Give what is known of an organisation, or None."""
    return next((one for one in peers(db) if one.org == org), None)


def peers(db: Database) -> list[Peer]:
    """List the organisations this desk knows, the own one too, in the order they were met."""
    statements: dict[bytes, list[bytes]] = {}
    for org, signed in db.execute("SELECT org, signed FROM statement ORDER BY key"):
        statements.setdefault(org, []).append(signed)
    rows = db.execute("SELECT org, introduction, compared_on FROM peer ORDER BY rowid")
    return [
        Peer(OrgId(org), tuple(statements.get(org, ())), introduction, on and date.fromisoformat(on))
        for org, introduction, on in rows
    ]
