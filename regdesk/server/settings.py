"""Every setting of the server, its default and its meaning."""

from dataclasses import dataclass
from pathlib import Path

_MIB = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How one server runs.

    folder          where the answer key, cards and packs live, and the SQLite file unless *database* is set
    database        address of a PostgreSQL database, postgresql://…; empty means SQLite in the folder
    workers         processes that answer, on one socket
    host, port      where it listens; port 0 takes any free one
    invite          code a new organisation must show; empty lets any organisation in
    quota           bytes one organisation may fill with envelopes, and again with attachments
    spare           bytes that must stay free on the disk
    keep_days       envelopes older than this many days are dropped
    keep_blob_days  attachments older than this many days are dropped
    spare_days      what a compaction dropped is deleted for good after this many days
    boxes           one-time boxes there may be at a time, all together
    boxes_a_minute  one-time boxes that may be opened in a minute, all together
    envelope_limit  largest envelope in bytes
    request_limit   largest request in bytes
    per_minute      requests one organisation may make in a minute, of each worker
    idle_s          seconds a request may stand still while it arrives
    """

    folder: Path
    database: str = ""
    workers: int = 1
    host: str = "127.0.0.1"
    port: int = 8480
    invite: str = ""
    quota: int = 4096 * _MIB
    spare: int = 256 * _MIB
    keep_days: int = 400
    keep_blob_days: int = 180
    spare_days: int = 30
    boxes: int = 10_000
    boxes_a_minute: int = 600
    envelope_limit: int = 5 * _MIB
    request_limit: int = 8 * _MIB
    per_minute: int = 1200
    idle_s: int = 60
