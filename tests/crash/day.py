"""What a desk does until it dies: a save, a case of several records, a paper, a new colleague, exchanges.

Each step can say whether it is there, as a person sees it, and be done again where it is not.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from regdesk.actions import labs, papers, people, staff, syncing, unlocking
from regdesk.actions.desk import Desk, read_case, roster
from regdesk.actions.people import NewPerson
from regdesk.actions.staff import NewUser
from regdesk.domain.book import StaffCard
from regdesk.domain.journal import CaseFile, OrgId, StreamId, book_id
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.domain.people import Identity
from regdesk.errors import Refused
from regdesk.store.journal import streams
from tests import desks, make
from tests.crash import fuse
from tests.crash.fuse import Death

LABORATORY, FAMILY, COLLEAGUE = "Laboratory of the crash", "Падалец", "Ольга Т."
OPENED = frozenset(
    ["case-opened", "case-code", "consent-contact", "consent-transfer", "identity", "safe-contact", "offer"]
)
PICTURE = desks.picture(300, 300)


@dataclass(frozen=True)
class Step:
    """One thing a person does: `act` does it, `there` says whether it is."""

    name: str
    act: Callable[[Desk, OrgId], object]
    there: Callable[[Desk], bool]


def all_cases(desk: Desk) -> list[tuple[StreamId, CaseFile]]:
    """Read every case of a desk."""
    found = ((stream, read_case(desk, stream)) for stream in streams(desk.read))
    return [(stream, case) for stream, case in found if case.of(Identity)]


def first(desk: Desk) -> StreamId:
    """Give the case that was there before."""
    return next(s for s, case in all_cases(desk) if case.all(Identity)[0].family_name != FAMILY)


def _save(desk: Desk, _: OrgId) -> None:
    labs.add_result(desk, first(desk), make.lab_result(laboratory=LABORATORY))


def _several(desk: Desk, centre: OrgId) -> None:
    new = NewPerson(
        identity=make.identity(family_name=FAMILY),
        contact=make.safe_contact(),
        contact_consent=make.contact_consent(),
        transfer_consent=make.transfer_consent(),
        centre=centre,
    )
    people.open_case(desk, new)


def _attach(desk: Desk, _: OrgId) -> None:
    papers.add(desk, first(desk), ClinicalPaper(type="cd4", laboratory=LABORATORY), [PICTURE])


def _colleague(desk: Desk, _: OrgId) -> None:
    """Give a colleague a slot; a slot that was filled before the crash keeps its passphrase to itself."""
    for attempt in ("first", "second"):
        passphrase = f"{attempt} passphrase of a test"
        new = NewUser(name=COLLEAGUE, roles=frozenset({"caseworker"}), passphrase=passphrase)
        try:
            staff.add(desk, desks.PASSPHRASE, new, desks.CHEAP)
        except Refused:
            continue
        return


def _exchange(desk: Desk, _: OrgId) -> None:
    syncing.exchange(desk)


def _has(kind: type, laboratory: str) -> Callable[[Desk], bool]:
    def there(desk: Desk) -> bool:
        return any(one.laboratory == laboratory for one in read_case(desk, first(desk)).all(kind))

    return there


def _case_there(desk: Desk) -> bool:
    return any(case.all(Identity)[0].family_name == FAMILY for _, case in all_cases(desk))


def _colleague_there(desk: Desk) -> bool:
    cards = [one for one in read_case(desk, book_id(desk.org)).all(StaffCard) if one.name == COLLEAGUE]
    return bool(cards) and all(card.author in roster(desk).authors for card in cards)


STEPS = (
    Step("save", _save, _has(LabResult, LABORATORY)),
    Step("several", _several, _case_there),
    Step("exchange", _exchange, lambda _: True),
    Step("attach", _attach, _has(ClinicalPaper, LABORATORY)),
    Step("colleague", _colleague, _colleague_there),
    Step("last exchange", _exchange, lambda _: True),
)


def live(folder: Path, centre: OrgId, death: Death, notes: Path) -> None:
    """Do everything in this process, which dies on the way; what was finished is written to *notes*."""
    counting = fuse.lay()
    told = os.open(notes, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    desk = unlocking.unlock(folder, desks.PASSPHRASE, desks.Hands().clock(), os.urandom, desks.CHEAP)
    counting.light(death)
    for step in STEPS:
        step.act(desk, centre)
        os.write(told, f"{step.name}\n".encode())
    wal = folder / f"{unlocking.DATABASE}-wal"
    size = wal.stat().st_size
    unlocking.close(desk)
    os.write(told, f"closed\n{counting.passed}\n{size}\n".encode())
