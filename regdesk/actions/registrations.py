"""Registration numbers: the Centre's own, in its country's pattern where one is known, one a person."""

import re
from collections.abc import Collection

from regdesk.actions.desk import Desk, read_case, record
from regdesk.actions.records import stored
from regdesk.catalogue import whole as catalogue
from regdesk.domain import links, steps
from regdesk.domain.journal import CaseFile, Changes, StreamId, closure
from regdesk.domain.membership import CaseOpened
from regdesk.domain.reviews import Registration
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import same_numbers

_LINKED = N_("This person is registered already as {number}. Enter that number; there is no second one.")
_PATTERN = N_("This Centre's numbers look like {example}. Check what you typed.")


def register(desk: Desk, stream: StreamId, number: str) -> Changes:
    """Give the registration number; raise Refused where the package is not accepted or not confirmed."""
    case, today = stored(desk, stream), desk.clock.today()
    for lack in steps.not_ready(case, Registration, today):
        raise Refused(lack)
    check_number(case, number)
    earlier = closure(case, [entry.id for entry in case.of(Registration)])
    return record(desk, stream, Registration(number=number.strip(), on=today), replaces=earlier)


def check_number(case: CaseFile, number: str) -> None:
    """Raise Refused where a number is of another pattern, or a second one for a linked person."""
    known = links.number(case)
    if known and same_numbers.key_of(known) != same_numbers.key_of(number):
        raise Refused(_LINKED, number=known)
    pattern, example = pattern_of(case)
    if pattern and not known and not re.fullmatch(pattern, number.strip()):
        raise Refused(_PATTERN, example=example)


def pattern_of(case: CaseFile) -> tuple[str, str]:
    """Give pattern and example of the numbers of the country of origin, empty where none is known."""
    opened = case.one(CaseOpened)
    country = catalogue.current().countries.get(opened.origin) if opened else None
    return (country.number, country.example) if country and country.number else ("", "")


def same(desk: Desk, stream: StreamId) -> Collection[str]:
    """Give the codes of other cases that have the number of this one and are not linked to it."""
    own = same_numbers.keys(read_case(desk, stream))
    return sorted({code for key in own for code in same_numbers.others(desk.read, key, stream)})
