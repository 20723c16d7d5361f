"""What the exchange needs of a desk, as data; and how it writes without holding up the screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, ParamSpec, Protocol, TypeVar

from regdesk.crypto.keys import DeviceKeys, EpochKeys
from regdesk.domain.journal import AuthorId, Changes, OrgId
from regdesk.domain.rights import World
from regdesk.store.database import Database
from regdesk.wire.rosters import Roster

P = ParamSpec("P")
T = TypeVar("T")
# A file remembers under RESTORED that it is an older copy of itself, so that what it sent since may be
# unknown here, and under BURNT the authors whose numbers were used since: they sign nothing more.
RESTORED: Final = "restored"
BURNT: Final = "burnt"


class OnWriter(Protocol):
    """Runs a job where the writing connection lives and gives its result."""

    def __call__(self, job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run *job* with its arguments and wait for it."""


def here(job: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Run a job at once: for tests and commands, which have one thread."""
    return job(*args, **kwargs)


@dataclass(frozen=True)
class Post:
    """A desk as the exchange sees it.

    db       the writing connection, touched only inside `on_writer`
    mine     the authors who ever wrote on this computer, earlier keys too
    earlier  the secret of the key that was given up after a restore; empty: there was none
    world    reads whose keys are whose;  roster reads the roster of an organisation, None if unknown
    metered  the line costs money: attachments are fetched only where a person waits for them
    """

    db: Database
    folder: Path
    org: OrgId
    author: AuthorId
    secret: bytes = field(repr=False)
    earlier: bytes = field(default=b"", repr=False, kw_only=True)
    device: DeviceKeys
    epochs: Mapping[int, EpochKeys]
    now_ms: Callable[[], int]
    today: Callable[[], date]
    world: Callable[[], World]
    roster: Callable[[OrgId], Roster | None]
    mine: frozenset[bytes] = frozenset()
    on_writer: OnWriter = here
    metered: bool = False


@dataclass
class Report:
    """What an exchange did, counted while it runs, so that a cut one tells how far it got.

    up, down  bytes of attachments that arrived;  tried  bytes of attachments that were begun to be sent
    """

    changes: Changes = field(default_factory=Changes)
    received: int = 0
    sent: int = 0
    up: int = 0
    tried: int = 0
    down: int = 0
    put_aside: int = 0
