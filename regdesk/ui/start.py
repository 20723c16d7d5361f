"""What the window needs to begin."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regdesk.actions.desk import Clock


@dataclass(frozen=True)
class Start:
    """The desk's folder, clock and chance; `restart` starts RegDesk anew, without keys or names in memory."""

    folder: Path
    clock: Clock
    random: Callable[[int], bytes]
    restart: Callable[[], object]
