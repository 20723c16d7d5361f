"""Who is to send us everything again, or all of some authors, and to whom we are sending everything again."""

from collections.abc import Iterable

from regdesk.domain.journal import AuthorId, OrgId, StreamId
from regdesk.store import state
from regdesk.store.database import Database, transaction

_ASKING, _LOST = "asking_again", "lost_authors"


def ask(db: Database, orgs: Iterable[OrgId]) -> None:
    """Ask organisations, in the next batch to each, to send all that this desk may have."""
    waiting: list[bytes] = state.get(db, _ASKING, [])
    state.put(db, _ASKING, sorted({*waiting, *orgs}))


def asking(db: Database, org: OrgId, *, done: bool = False) -> bool:
    """Say whether an organisation is still to be asked; with *done* it is asked from now on."""
    waiting: list[bytes] = state.get(db, _ASKING, [])
    if org not in waiting:
        return False
    if done:
        state.put(db, _ASKING, [one for one in waiting if one != org])
    return True


def asked(db: Database, org: OrgId) -> None:
    """Remember that an organisation asked for everything again."""
    with transaction(db):
        db.execute("INSERT OR REPLACE INTO again (recipient) VALUES (?)", (org,))


def lose(db: Database, author: AuthorId) -> None:
    """Remember to ask the colleagues for all entries of an author."""
    state.put(db, _LOST, sorted({*lost(db), author}))


def lost(db: Database, *, done: bool = False) -> list[bytes]:
    """Give the authors whose entries colleagues are still to be asked for; with *done* they are asked now."""
    authors: list[bytes] = state.get(db, _LOST, [])
    if done and authors:
        state.put(db, _LOST, [])
    return authors


def written(db: Database, authors: Iterable[bytes]) -> list[int]:
    """Give the keys of all entries of some authors, in the order they came."""
    found = (db.execute("SELECT key FROM entry WHERE author = ?", (one,)).fetchall() for one in authors)
    return sorted(key for rows in found for (key,) in rows)


def next_streams(db: Database, org: OrgId, most: int) -> tuple[int, list[tuple[int, StreamId]]]:
    """Give how far its question was answered, and the next streams: (key, id); none where nobody asked."""
    row = db.execute("SELECT done FROM again WHERE recipient = ?", (org,)).fetchone()
    if row is None:
        return 0, []
    rows = db.execute("SELECT key, id FROM stream WHERE key > ? ORDER BY key LIMIT ?", (row[0], most))
    return row[0], [(key, StreamId(name)) for key, name in rows]


def keys(db: Database, stream: StreamId) -> list[int]:
    """Give the keys of a stream's entries, in the order they came."""
    sql = "SELECT e.key FROM entry e JOIN stream s ON s.key = e.stream WHERE s.id = ? ORDER BY e.key"
    return [key for (key,) in db.execute(sql, (stream,))]


def went_through(db: Database, org: OrgId, done: int, *, finished: bool) -> None:
    """Remember how far the question was answered."""
    with transaction(db):
        if finished:
            db.execute("DELETE FROM again WHERE recipient = ?", (org,))
        else:
            db.execute("UPDATE again SET done = ? WHERE recipient = ?", (done, org))
