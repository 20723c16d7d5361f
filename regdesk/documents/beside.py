"""Papers in two languages: the person's beside Russian, and the lines of a form to fill in by hand."""

from collections.abc import Iterable
from typing import Final

from regdesk.documents.parts import Part, Table
from regdesk.documents.words import Translate
from regdesk.i18n import translations

SECOND: Final = "ru"  # what organisations and centres read
BY_HAND: Final = "_" * 16
ROOM: Final = 8.5  # millimetres of a line to write on
Line = tuple[str, str]


def languages(language: str) -> tuple[str, ...]:
    """Give the languages side by side on a paper that is asked for in one."""
    return (language,) if language == SECOND else (language, SECOND)


def twice(language: str, _: Translate) -> Translate:
    """Give a translation that says a short text in the paper's language and in Russian."""
    if language == SECOND:
        return _
    russian = translations(SECOND).gettext
    return lambda text: f"{_(text)} · {russian(text)}"


def form(lines: Iterable[Line], room: float = ROOM) -> Part:
    """Lay out names and values as a form; what is not known stays empty, to be written by hand."""
    return Table(("", ""), tuple(lines), widths=(38, 62), room=room, ruled=True)
