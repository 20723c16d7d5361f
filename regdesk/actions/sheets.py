"""The paper recovery sheet: made, printed, two of its groups typed back, and only then in force."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from regdesk import documents
from regdesk.actions import audit, unlocking
from regdesk.actions.computers import turn
from regdesk.actions.desk import Desk, roster
from regdesk.actions.may import check_admin
from regdesk.actions.partners import server
from regdesk.actions.recovery import public_text
from regdesk.crypto import digits, sheets
from regdesk.documents import pdf, recovery_sheet
from regdesk.documents.recovery_sheet import Sheet
from regdesk.errors import Refused
from regdesk.i18n import N_, translations
from regdesk.store import peers, state
from regdesk.store.database import transaction
from regdesk.wire import introductions, requests, rosters, statements
from regdesk.wire.rosters import Device

ASKED: Final = 2
DUE: Final = "sheet-due"  # set-up is not over: the first sheet is still to be put in force
NO_DRAFT = N_("Make a sheet and print it first.")
NOT_TYPED = N_("Type group {number} from the paper.")
NEEDS_EARLIER = N_("There is a sheet already. Type its sixteen groups to put a new one in its place.")
_DRAFT: Final = "sheet"


@dataclass(frozen=True)
class Draft:
    """A sheet that is not in force yet: its groups, and the numbers (from 1) of those to type back."""

    groups: tuple[str, ...]
    asked: tuple[int, ...]


def make(desk: Desk) -> Draft:
    """Draw a new sheet, kept in the encrypted file until it is confirmed; raise Refused for no admin."""
    check_admin(desk)
    drawn = desk.random(ASKED + 32)
    first = drawn[0] % sheets.GROUPS
    second = (first + 1 + drawn[1] % (sheets.GROUPS - 1)) % sheets.GROUPS
    with transaction(desk.write):
        state.put(desk.write, _DRAFT, [drawn[ASKED:], sorted((first + 1, second + 1))])
    return draft(desk)


def draft(desk: Desk) -> Draft:
    """Give the sheet that waits for its groups to be typed back; raise Refused where none does."""
    seed, asked = _draft(desk)
    return Draft(sheets.groups(seed), tuple(asked))


def due(desk: Desk) -> bool:
    """Say whether set-up is not over yet, because the first sheet was not put in force."""
    return bool(state.get(desk.read, DUE, 0)) and roster(desk).sheet is None


def begun(desk: Desk) -> Draft:
    """Give the sheet that waits, the same after a crash, or a new one; raise Refused for no admin."""
    return draft(desk) if state.get(desk.write, _DRAFT, []) else make(desk)


def file_name(desk: Desk) -> str:
    """Give a name for the PDF that tells nothing."""
    return documents.file_name(desk.random(5))


def paper(desk: Desk, language: str) -> bytes:
    """Give the PDF of the sheet that waits: one A4 page, as secret as the paper will be."""
    url, key = server(desk)
    sheet = Sheet(
        groups=draft(desk).groups,
        control=introductions.own_digits(desk.org),
        organisation=sheets.groups(desk.org),
        server=url,
        server_digits=requests.fingerprint(key) if key else "",
        code=public_text(desk.org, url, key),
        made_on=desk.clock.today(),
    )
    return pdf.render(recovery_sheet.build(sheet, language, translations(language).gettext))


def confirm(desk: Desk, typed: Mapping[int, str], earlier: Sequence[str] = ()) -> None:
    """Put the sheet in force: it may sign, and every key epoch from now on is sealed to it too.

    *typed* are the groups that were asked for, by number; *earlier* the sixteen groups of the sheet that this
    one replaces. Afterwards the secret is on paper only, and the sheet opens this computer too. Raise Refused
    that names what is wrong.
    """
    check_admin(desk)
    seed, asked = _draft(desk)
    for number in asked:
        if "".join(typed.get(number, "").split()) != sheets.groups(seed)[number - 1]:
            raise Refused(NOT_TYPED, number=number)
    keys = sheets.sheet_keys(seed)
    with transaction(desk.write):
        own = roster(desk, desk.write)
        device = Device(keys.sign_public, keys.kem.public)
        own = statements.add_sheet(own, _signer(desk, own, earlier), device, desk.clock.now_ms())
        peers.keep(desk.write, desk.org, turn(desk, own, desk.person.secret).statements)
        state.put(desk.write, _DRAFT, [])
        state.put(desk.write, DUE, 0)
        audit.note(desk, "sheet")
    unlocking.keep_sheet(desk)


def groups_in(text: str) -> tuple[str, ...]:
    """Cut what was typed or pasted into groups of six digits, whatever stands between them."""
    return digits.cut(text)


def check(typed: Sequence[str]) -> None:
    """Raise Refused that names the first group that cannot be right, whichever sheet it is."""
    sheets.seed_of(typed)


def secret_of(desk: Desk, typed: Sequence[str]) -> bytes:
    """Read the sheet in force as it was typed; raise Refused where a group is wrong or the sheet another."""
    seed, own = sheets.seed_of(typed), roster(desk)
    if own.sheet != rosters.author_id(desk.org, sheets.sheet_keys(seed).sign_public):
        raise Refused(sheets.OTHER_SHEET)
    return seed


def _signer(desk: Desk, own: rosters.Roster, earlier: Sequence[str]) -> bytes:
    if own.sheet is None:
        return desk.person.secret
    if not any(earlier):
        raise Refused(NEEDS_EARLIER)
    return sheets.sheet_keys(secret_of(desk, earlier)).sign_secret


def _draft(desk: Desk) -> tuple[bytes, list[int]]:
    found: list[Any] = state.get(desk.write, _DRAFT, [])
    if not found:
        raise Refused(NO_DRAFT)
    seed, asked = found
    return seed, asked
