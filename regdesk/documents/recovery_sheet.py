"""The paper recovery sheet: sixteen numbered groups on one A4 page that names nobody."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from regdesk.documents import words
from regdesk.documents.parts import Document, Fields, Note, Paragraph, Part, Seal, Section, Space, Span
from regdesk.documents.words import Translate
from regdesk.i18n import N_

NAME: Final = "recovery-sheet"
TITLE: Final = N_("Recovery sheet")
_COLUMNS: Final = 4


@dataclass(frozen=True)
class Sheet:
    """What is printed.

    groups        the secret, sixteen groups of six digits
    control       30 digits that a file with the list of keys must show too
    organisation  the organisation's number, sixteen groups, for typing where nothing can be scanned
    code          the same and the server, for scanning; nothing secret
    """

    groups: tuple[str, ...]
    control: str
    organisation: tuple[str, ...]
    server: str
    server_digits: str
    code: str
    made_on: date


def build(sheet: Sheet, language: str, _: Translate) -> Document:
    """Lay out a sheet; neither the file's properties nor the page say whose it is."""
    return Document(
        name=NAME,
        language=language,
        title=_(TITLE),
        disclosure="N",
        parts=(*_secret(sheet, _), Space(2), *_where(sheet, _)),
        footer=words.day(sheet.made_on, _),
    )


def _secret(sheet: Sheet, _: Translate) -> tuple[Part, ...]:
    keep = N_(
        "Whoever has these numbers can read everything. Keep this page where you keep money, in a closed "
        "envelope. Make no photo and no copy in a computer or phone."
    )
    use = N_(
        "You need it when no computer works any more: install RegDesk, choose “I have a recovery sheet” and "
        "type the sixteen groups. A new sheet makes this one void."
    )
    return (
        Note(_(keep)),
        Space(3),
        Fields(tuple(_numbered(sheet.groups)), columns=_COLUMNS),
        Space(2),
        Paragraph(_(use)),
    )


def _where(sheet: Sheet, _: Translate) -> tuple[Part, ...]:
    lines = (
        (Span(_(N_("Control number")), bold=True), f"  {sheet.control.replace(' ', words.NB)}"),
        (Span(_(N_("Server")), bold=True), f"  {sheet.server or _(N_('none'))}"),
        (Span(_(N_("Digits of the server")), bold=True), f"  {sheet.server_digits.replace(' ', words.NB)}")
        if sheet.server_digits
        else "",
        (Span(_(N_("The code holds the server and the number below, nothing secret.")), quiet=True),),
    )
    number = N_("Only to be typed where the code cannot be scanned and there is no file.")
    return (
        Section(_(N_("Where to find everything again")), (Seal(sheet.code, tuple(filter(None, lines))),)),
        Section(
            _(N_("Number of the organisation")),
            (
                Paragraph(_(number), quiet=True, size="small"),
                Fields(tuple(_numbered(sheet.organisation)), columns=2 * _COLUMNS),
            ),
        ),
    )


def _numbered(groups: tuple[str, ...]) -> list[tuple[str, str]]:
    """Give each group its number; three digits and three, so that the eye keeps its place."""
    return [(str(place), f"{group[:3]} {group[3:]}") for place, group in enumerate(groups, start=1)]
