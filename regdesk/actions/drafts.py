"""Drafts: what is being typed, kept in the encrypted file; it survives a lock or crash and goes nowhere."""

from typing import Any

from regdesk.actions.desk import Desk
from regdesk.store import state


def keep(desk: Desk, name: str, typed: Any) -> None:
    """Keep what is typed so far: texts, whole numbers, lists and maps of them."""
    state.keep_draft(desk.write, name, typed, desk.clock.now_ms())


def restore(desk: Desk, name: str) -> Any:
    """Give a draft as it was left, or None."""
    return state.draft(desk.write, name)


def drop(desk: Desk, name: str) -> None:
    """Forget a draft that became a record or was given up."""
    state.drop_draft(desk.write, name)
