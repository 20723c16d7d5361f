"""How the server says no: a permanent word and numbers, never a sentence; the desk has the words."""

from typing import Any

from regdesk.errors import RegDeskError
from regdesk.wire.calls import STATUS, Refusal


class Declined(RegDeskError):
    """A request that is answered with a refusal."""

    def __init__(self, reason: str, **details: Any) -> None:
        super().__init__(reason)
        self.refusal = Refusal(reason=reason, **details)

    @property
    def status(self) -> int:
        """The HTTP status that goes with the reason."""
        return STATUS[self.refusal.reason]
