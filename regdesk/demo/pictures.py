"""Pictures of each main page of both desks, in Russian."""

from pathlib import Path

from regdesk.demo.stage import Stage
from regdesk.domain.journal import StreamId
from regdesk.ui import pictures

_TABS = ("summary", "documents", "review", "plan", "supply", "follow-up", "history")


def take(stage: Stage, case: StreamId, folder: Path) -> list[str]:
    """Save the pictures and give their names."""
    taken = [pictures.take_gate(folder, "unlock")]
    for part, desk in (("host", stage.host), ("centre", stage.centre)):
        own = "new-person" if part == "host" else "review"
        visits: list[pictures.Visit] = [(f"{part}-{p}", p, None) for p in ("today", "people", "supply", own)]
        visits += [(f"{part}-case-{tab}", "case", (case, tab)) for tab in _TABS]
        taken += pictures.take(desk, visits, folder)
        taken += pictures.take(desk, [(f"{part}-today-discreet", "today", None)], folder, discreet=True)
    return taken


def take_versions(stage: Stage, case: StreamId, folder: Path) -> list[str]:
    """Save what both desks show while two versions of one result stand."""
    return [
        name
        for part, desk in (("host", stage.host), ("centre", stage.centre))
        for name in pictures.take(desk, [(f"{part}-two-versions", "case", (case, "summary"))], folder)
    ]
