"""What everything that belongs to an organisation shares: its row, held by whoever changes any of it."""

from typing import Final

from regdesk.server.database import Db
from regdesk.server.declined import Declined

_HOLD: Final = "SELECT id FROM organisation WHERE id = ? FOR UPDATE"
_GROW: Final = {
    "blob_bytes": (
        "UPDATE organisation SET blob_bytes = blob_bytes + ?"
        " WHERE id = ? AND blob_bytes + ? <= ? RETURNING id"
    ),
    "snapshot_bytes": (
        "UPDATE organisation SET snapshot_bytes = snapshot_bytes + ?"
        " WHERE id = ? AND snapshot_bytes + ? <= ? RETURNING id"
    ),
}
_SHRINK: Final = {
    "blob_bytes": "UPDATE organisation SET blob_bytes = blob_bytes - ? WHERE id = ?",
    "snapshot_bytes": "UPDATE organisation SET snapshot_bytes = snapshot_bytes - ? WHERE id = ?",
}


def hold(db: Db, organisation: int) -> None:
    """Keep others from changing what belongs to *organisation* until this transaction ends."""
    db.execute(_HOLD, (organisation,))


def grow(db: Db, organisation: int, what: str, size: int, quota: int) -> None:
    """Count *size* bytes more; raise Declined quota where that would be more than *quota*."""
    if db.execute(_GROW[what], (size, organisation, size, quota)).fetchone() is None:
        raise Declined("quota")


def shrink(db: Db, organisation: int, what: str, size: int) -> None:
    """Count *size* bytes less."""
    db.execute(_SHRINK[what], (size, organisation))
