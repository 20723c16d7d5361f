"""The list of a day: times, codes and what is to be done; nobody's name, no medicine, no disease."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.documents import words
from regdesk.documents.parts import Document, Note, Part, Table
from regdesk.documents.treatment_plan import PAGES
from regdesk.documents.words import Translate
from regdesk.i18n import N_

NAME: Final = "day-list"
TITLE: Final = N_("List for the day")
WEEK: Final = 7


@dataclass(frozen=True)
class DayRow:
    """One line: a time as it was agreed or empty, a code, and what to do as a msgid without telling words."""

    at: str
    code: str
    what: str


def build(rows: Sequence[DayRow], on: date, language: str, _: Translate) -> Document:
    """Lay out a day, with room to write beside each line."""
    head = (_(N_("Time")), _(N_("Code")), _(N_("What to do")), _(N_("Done, note")))
    lines = tuple((one.at, one.code, _(one.what), "") for one in rows)
    nothing: tuple[Part, ...] = (Note(_(N_("Nothing is planned for this day."))),)
    table = Table(head, lines, widths=(12, 20, 34, 34), room=9, ruled=True)
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        subtitle=words.day(on, _),
        disclosure="N",
        parts=(table,) if lines else nothing,
        footer=words.day(on, _),
        pages=_(PAGES),
    )
