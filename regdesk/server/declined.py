"""How the server says no: a permanent word and numbers, never a sentence; the desk has the words."""

from typing import Any, Final, Self

from regdesk.errors import RegDeskError
from regdesk.wire.calls import STATUS, Refusal

_BUSY_S: Final = 5


class Declined(RegDeskError):
    """A request that is answered with a refusal."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.refusal = Refusal(reason=reason, **details)

    @classmethod
    def busy(cls) -> Self:
        """Give what is said where the database cannot be used for the moment."""
        return cls("busy", retry_s=_BUSY_S)

    @property
    def status(self) -> int:
        """The HTTP status that goes with the reason."""
        return STATUS[self.refusal.reason]
