"""What a paper says where two versions of a record stand: that it is not final, and neither value."""

from collections.abc import Collection
from typing import Final

from regdesk.documents.parts import Note, Part
from regdesk.documents.words import Translate
from regdesk.domain.facts import Fact
from regdesk.domain.journal import CaseFile
from regdesk.i18n import N_

NOT_FINAL: Final = N_("Not final")
_WHY: Final = N_("Not final: two versions of this record stand. Neither is printed until a person chooses.")
Kinds = Collection[type[Fact]]


def tag(case: CaseFile, kinds: Kinds, _: Translate) -> str:
    """Give the words for the frame beside the title, or nothing where all is decided."""
    return _(NOT_FINAL) if _two(case, kinds) else ""


def unless_two(case: CaseFile, kinds: Kinds, parts: tuple[Part, ...], _: Translate) -> tuple[Part, ...]:
    """Give *parts*, or, while two versions of a record of *kinds* stand, a note in their place."""
    return (Note(_(_WHY)),) if _two(case, kinds) else parts


def _two(case: CaseFile, kinds: Kinds) -> bool:
    return any(one.kind in kinds for one in case.conflicts)
