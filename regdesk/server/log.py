"""What the server writes to standard error: warnings and errors, and never a value it handles."""

import logging
import traceback
from types import TracebackType
from typing import Final

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_TALKATIVE: Final = (
    "psycopg",
    "psycopg.pool",
)  # they say where the database is; postgres.py what failed


class Discreet(logging.Formatter):
    """Writes where an error came from and its kind, but not its message, which may quote what was stored."""

    def formatException(self, ei: _ExcInfo) -> str:  # noqa: N802 - the library's name
        """Give the places and the kind of an error and of what caused it."""
        kind, error, _ = ei
        lines = traceback.format_tb(error.__traceback__) if error else []
        cause = error.__cause__ if error else None
        said = f"{''.join(lines)}{kind.__name__ if kind else ''}"
        return f"{self.formatException((type(cause), cause, cause.__traceback__))}\n{said}" if cause else said


def begin() -> None:
    """Write warnings and errors, and nothing else, to standard error."""
    writing = logging.StreamHandler()
    writing.setFormatter(Discreet("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[writing])
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)
