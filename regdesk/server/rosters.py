"""Rosters as the server keeps them: who may ask it for what; it checks them and can forge none."""

from dataclasses import dataclass, replace

from regdesk.errors import Refused
from regdesk.server.database import Database, Db
from regdesk.server.declined import Declined
from regdesk.wire import calls, encoding, rosters


@dataclass(frozen=True)
class Caller:
    """A computer the server knows: the row of its organisation, its id, its public key."""

    organisation: int
    device: bytes
    key: bytes
    active: bool = True


def caller(database: Database, device: bytes) -> Caller | None:
    """Find the computer that says it is *device*; None where the server never heard of it."""
    with database.reading() as db:
        row = db.execute(
            "SELECT organisation, key, active FROM device WHERE device = ?", (device,)
        ).fetchone()
    return row and Caller(row[0], device, bytes(row[1]), bool(row[2]))


def newcomer(org: bytes, device: bytes, sent: calls.Extend) -> Caller:
    """Read who asks to register an organisation out of the roster it brings.

    Raises Declined: unknown (the roster does not hold this computer), unreadable.
    """
    found = _read(sent.statements, org).devices.get(device)
    if found is None or sent.length:
        raise Declined("unknown")
    return Caller(0, device, found.sign_pub, found.active)


def statements(database: Database, org: bytes, after: int) -> tuple[bytes, ...]:
    """Give the statements of an organisation from number *after* on; raise Declined nothing for none."""
    with database.reading() as db:
        organisation = _row(db, org)
        if organisation is None:
            raise Declined("nothing")
        return _statements(db, organisation)[after:]


def extend(database: Database, org: bytes, sent: calls.Extend, organisation: int) -> None:
    """Add statements where the roster still has the length and head they build on; repeating is fine.

    *organisation* is the caller's row, 0 for one that registers, or that a colleague let in and whose roster
    continues the one held.
    Raises Declined: foreign (another organisation's roster), roster (it moved), unreadable (not valid),
    version (it says something this server is too old for).
    """
    with database.writing() as db:
        if organisation and _row(db, org) != organisation:
            raise Declined("foreign")
        if not sent.statements:
            raise Declined("unreadable")
        row, length, head = _hold(db, org)
        known = _statements(db, row)
        if not organisation and sent.statements[:length] == known:
            sent = replace(sent, length=length, head=head, statements=sent.statements[length:])
        if known[sent.length :][: len(sent.statements)] == sent.statements:
            return
        if (length, head) != (sent.length, sent.head):
            raise Declined("roster", length=length, head=head)
        roster = _read(known + sent.statements, org)
        _add(db, row, length, sent.statements)
        _let_in(db, row, roster)


def held(db: Db, organisation: int) -> rosters.Roster:
    """Read the roster of an organisation as the server holds it."""
    return rosters.read(_statements(db, organisation))


def _hold(db: Db, org: bytes) -> tuple[int, int, bytes]:
    """Hold an organisation's row, made where there is none; give its id, its roster's length and head."""
    db.execute(
        "INSERT INTO organisation (org, address, length, head) VALUES (?, ?, 0, ?) ON CONFLICT DO NOTHING",
        (org, encoding.mailbox_id(org), b""),
    )
    row, length, head = db.execute(
        "SELECT id, length, head FROM organisation WHERE org = ? FOR UPDATE", (org,)
    ).fetchone()
    return row, length, bytes(head)


def _add(db: Db, row: int, known: int, statements: tuple[bytes, ...]) -> None:
    """Write statements after those that are here, of whichever branch they are."""
    new = [(row, known + n, body) for n, body in enumerate(statements)]
    db.executemany("INSERT INTO statement VALUES (?, ?, ?)", new)
    head = rosters.statement_hash(statements[-1])
    db.execute("UPDATE organisation SET length = ?, head = ? WHERE id = ?", (known + len(new), head, row))


def _let_in(db: Db, row: int, roster: rosters.Roster) -> None:
    """Write which computers a roster lets in; others stay known, so that they are told."""
    db.execute("UPDATE device SET active = 0 WHERE organisation = ?", (row,))
    db.executemany(
        "INSERT INTO device VALUES (?, ?, ?, ?) ON CONFLICT (device) DO UPDATE SET active = excluded.active",
        [(device, row, keys.sign_pub, int(keys.active)) for device, keys in roster.devices.items()],
    )


def _read(found: tuple[bytes, ...], org: bytes) -> rosters.Roster:
    if len(set(found)) < len(found):
        raise Declined("unreadable")
    try:
        return rosters.read_all(found, org)
    except Refused as error:
        raise Declined("version" if error.message == rosters.NEWER else "unreadable") from error


def _row(db: Db, org: bytes) -> int | None:
    found = db.execute("SELECT id FROM organisation WHERE org = ?", (org,)).fetchone()
    return found and int(found[0])


def _statements(db: Db, row: int) -> tuple[bytes, ...]:
    found = db.execute("SELECT body FROM statement WHERE organisation = ? ORDER BY n", (row,)).fetchall()
    return tuple(bytes(body) for (body,) in found)
