"""A desk that dies at a commit: the connection that writes is wrapped, and a fuse says at which one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from regdesk.store.database import Database, Rows

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class Crash(BaseException):
    """The program ended here; not an Exception, so that nothing in it can go on."""


@dataclass
class Fuse:
    """Burns down by one at each commit of a desk; `before` says on which side of the last one it dies."""

    left: int | None = None
    before: bool = False

    def burn(self, *, before: bool) -> None:
        """Pass one side of a commit; raise Crash where it was the last."""
        if self.left is None:
            return
        self.left -= before
        if self.left <= 0 and before == self.before:
            self.left = None
            raise Crash


@dataclass
class Fragile:
    """A connection that burns the fuse at every COMMIT, and at every write outside a transaction."""

    db: Database
    fuse: Fuse

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self.db.in_transaction

    def execute(self, sql: str, values: Sequence[Any] | dict[str, Any] = (), /) -> Rows:
        """Run one statement, between both sides of a commit if it is one."""
        commits = sql == "COMMIT" or (not self.in_transaction and sql.lstrip().startswith(_WRITES))
        if not commits:
            return self.db.execute(sql, values)
        self.fuse.burn(before=True)
        rows = self.db.execute(sql, values)
        self.fuse.burn(before=False)
        return rows

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]], /) -> Rows:
        """Run one statement for each row; only ever called inside a transaction."""
        return self.db.executemany(sql, rows)

    def executescript(self, sql: str, /) -> Rows:
        """Run many statements."""
        return self.db.executescript(sql)

    def close(self) -> None:
        """Close the file."""
        self.db.close()
