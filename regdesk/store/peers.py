"""What this desk knows of organisations: rosters as signed statements, and when digits were compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from regdesk.domain.journal import OrgId
from regdesk.store.database import Database, transaction


@dataclass(frozen=True)
class Peer:
    """An organisation: its roster's statements in order, its introduction, and the day digits were compared.

    The own organisation is one too. `compared_on` is None until the thirty digits were compared by phone.
    """

    org: OrgId
    statements: tuple[bytes, ...]
    introduction: bytes = b""
    compared_on: date | None = None


def keep(db: Database, org: OrgId, statements: Sequence[bytes]) -> None:
    """Keep a roster; its statements were read and compared with the pinned ones by the caller."""
    with transaction(db):
        db.execute("INSERT OR IGNORE INTO peer (org) VALUES (?)", (org,))
        db.execute("DELETE FROM statement WHERE org = ?", (org,))
        rows = [(org, n, signed) for n, signed in enumerate(statements)]
        db.executemany("INSERT INTO statement VALUES (?, ?, ?)", rows)


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
    for org, signed in db.execute("SELECT org, signed FROM statement ORDER BY org, n"):
        statements.setdefault(org, []).append(signed)
    rows = db.execute("SELECT org, introduction, compared_on FROM peer ORDER BY rowid")
    return [
        Peer(OrgId(org), tuple(statements.get(org, ())), introduction, on and date.fromisoformat(on))
        for org, introduction, on in rows
    ]
