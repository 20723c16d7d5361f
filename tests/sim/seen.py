"""Every entry that was ever on a computer, noted from outside, so that none can be lost unnoticed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from regdesk.domain import codec
from regdesk.domain.journal import Entry, EntryId, StreamId
from tests.sim.region import Seat


@dataclass
class Seen:
    """Entries by stream and id, and up to which row each computer was looked through."""

    entries: dict[StreamId, dict[EntryId, Entry]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def look(self, seats: Iterable[Seat]) -> None:
        """Note what is new on these computers."""
        for seat in seats:
            after = self.rows.get(seat.name, 0)
            sql = "SELECT key, signed FROM entry WHERE key > ? ORDER BY key"
            for key, signed in seat.desk.write.execute(sql, (after,)).fetchall():
                entry = codec.decode(signed)
                self.entries.setdefault(entry.stream, {})[entry.id] = entry
                self.rows[seat.name] = key
