"""The demo's papers: printed by the same action as in the windows, under names that tell nothing."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from regdesk.actions import documents
from regdesk.actions.desk import Desk
from regdesk.domain.journal import StreamId
from regdesk.errors import Refused


def save(desk: Desk, case: StreamId, kinds: Iterable[str], out: Path, printed: list[dict[str, Any]]) -> None:
    """Print papers in Russian, and the handout in its first three languages; note what each file is."""
    for kind in kinds:
        for language in ("ru", "ky", "en") if kind == "handout" else ("ru",):
            name, body = documents.build(desk, case, kind, language)
            (out / name).write_bytes(body)
            pages = len(documents.pages(body, dpi=30))
            printed.append(
                {"file": name, "kind": kind, "language": language, "pages": pages, "bytes": len(body)}
            )


def refused(desk: Desk, case: StreamId) -> bool:
    """Say whether the plan does not print now."""
    try:
        documents.build(desk, case, "treatment-plan", "ru")
    except Refused:
        return True
    return False
