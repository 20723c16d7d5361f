"""Head files on this desk: built from the journal, kept, handed on, and asked when a stream is judged."""

from collections.abc import Iterable

from regdesk.domain.journal import AuthorId, Entry, EntryId, OrgId, StreamId
from regdesk.domain.limits import Limit, Limits, Revocation, head_of
from regdesk.domain.rights import World
from regdesk.store import holes
from regdesk.store.database import Database, transaction
from regdesk.wire import heads
from regdesk.wire.heads import Head

# What was erased here keeps its id and number; without them all later records would count nowhere.
_NUMBERED = """
    SELECT s.id, e.section, e.n, e.id
      FROM (SELECT stream, section, n, id, key FROM entry WHERE author = :author AND verified
             UNION ALL
            SELECT stream, section, n, id, 0 FROM erased WHERE author = :author) e
      JOIN stream s ON s.key = e.stream ORDER BY s.id, e.section, e.n, e.key
"""


def vouched(db: Database, author: AuthorId) -> list[Head]:
    """Give an author's heads in all streams, as far as no number is missing; of twins the first to come."""
    lines: dict[tuple[bytes, str], list[EntryId]] = {}
    for stream, section, n, name in db.execute(_NUMBERED, {"author": author}):
        line = lines.setdefault((stream, section), [])
        if n == len(line) + 1:
            line.append(EntryId(name))
    return [
        Head(stream, section, len(line), head_of(line)) for (stream, section), line in lines.items() if line
    ]


def keep(db: Database, data: bytes, own: OrgId, *, told: bool = False) -> bool:
    """Keep a head file that a revocation names; say whether it is new. *told*: its recipient has it."""
    file, name = heads.parse(data), heads.hash_of(data)
    with transaction(db):
        row = (name, file.org, file.author, file.recipient, told, data)
        new = db.execute(_KEEP, row).rowcount == 1
        if new and file.recipient == own:
            rows = ((one.stream, file.author, name, one.section, one.n, one.ids) for one in file.heads)
            db.executemany("INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)", rows)
    return new


_KEEP = """
    INSERT INTO head_file (hash, org, author, recipient, told, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO NOTHING
"""


def limits(db: Database, stream: StreamId, entries: Iterable[Entry], world: World) -> Limits:
    """Say how far the entries of revoked authors count in a stream; empty where none of them wrote in it."""
    found: dict[AuthorId, tuple[Limit, ...]] = {}
    for name in {entry.author for entry in entries}:
        author = world.authors.get(name)
        if author and author.revoked:
            each = (_limits(db, stream, name, one, world.own) for one in author.revoked)
            found[name] = tuple(limit for some in each for limit in some)
    return found


def _limits(
    db: Database, stream: StreamId, author: AuthorId, revocation: Revocation, own: OrgId
) -> Iterable[Limit]:
    """Give what one revocation says: one limit for each of its files that are here, or that none is."""
    names = {"stream": stream, "author": author, "hash": revocation.hash}
    here = frozenset(EntryId(name) for (name,) in db.execute(_HERE, names))
    places = ", ".join("?" * len(revocation.heads))
    sql = f"SELECT hash FROM head_file WHERE recipient = ? AND hash IN ({places})"  # noqa: S608 - only places
    absent = holes.absent(db, stream, author)
    files = [name for (name,) in db.execute(sql, (own, *revocation.heads))]
    if not files:
        yield Limit(None, here)
    for file in files:
        rows = db.execute(_ROWS, (stream, author, file))
        yield Limit({section: (n, ids) for section, n, ids in rows}, here, absent)


_ROWS = "SELECT section, n, ids FROM head WHERE stream = ? AND author = ? AND file = ?"
_HERE = """
    SELECT id FROM entry WHERE stream = (SELECT key FROM stream WHERE id = :stream) AND author = :author
       AND key <= (SELECT last FROM revocation WHERE hash = :hash)
     UNION ALL
    SELECT id FROM erased WHERE stream = (SELECT key FROM stream WHERE id = :stream) AND author = :author
"""


def untold(db: Database, org: OrgId) -> list[bytes]:
    """Give the head files an organisation has not been told yet, by hash."""
    sql = "SELECT body FROM head_file WHERE recipient = ? AND told = 0 ORDER BY hash"
    return [body for (body,) in db.execute(sql, (org,))]


def told(db: Database, files: Iterable[bytes]) -> None:
    """Remember that head files were told their recipient."""
    rows = [(heads.hash_of(one),) for one in files]
    db.executemany("UPDATE head_file SET told = 1 WHERE hash = ?", rows)


def tell_again(db: Database, org: OrgId) -> None:
    """Tell an organisation all its head files once more: it lost them."""
    db.execute("UPDATE head_file SET told = 0 WHERE recipient = ?", (org,))
