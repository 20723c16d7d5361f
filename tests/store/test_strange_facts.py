"""Facts with the strangest values that can be read: they are shown as they are and stop nothing."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.domain import codec, kinds
from regdesk.domain.facts import EnteredInError, Unknown
from regdesk.domain.supply import StockCount
from regdesk.errors import Refused
from regdesk.store import journal
from tests import make
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole

EDGES = {
    str: st.sampled_from(("", "x", "seen", "2026-11-23", "🙂" * 50)),
    int: st.sampled_from((-(2**40), -1, 0, 1, 90, 2**40)),
    bool: st.booleans(),
    bytes: st.sampled_from((b"", bytes(16), bytes(32))),
    date: st.sampled_from((date(1900, 1, 1), TODAY, date(2199, 12, 31))),
    Decimal: st.sampled_from((Decimal(-1), Decimal(0), Decimal("1e12"))),
}
STRANGE = [
    kind
    for kind in kinds.ALL
    if kind.section in ("person", "clinical", "supply", "legal") and kind is not EnteredInError
]


def values(hint):
    """Make values at the edges of what a type of field can hold."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return values(args[0])
    if origin in (Union, UnionType):
        return st.none() | values(next(one for one in args if one is not NoneType))
    if origin is tuple:
        return st.lists(values(args[0]), max_size=2).map(tuple)
    if is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        return st.builds(hint, **{field.name: values(hints[field.name]) for field in fields(hint)})
    return EDGES[hint]


@pytest.mark.parametrize("kind", STRANGE, ids=lambda kind: kind.kind)
def test_no_fact_however_strange_stops_a_batch(kind):
    def keep(facts):
        written, parcel = whole.packed()
        for fact in facts:
            for org in (HOST, CENTRE):
                written.write(org, fact, about=parcel.id)
        written.write(HOST, make.safe_contact(phone="+7 000 000-00-09"))
        db = whole.file()
        whole.keep(db, written)
        journal.catch_up(db, make.world(), today=TODAY)
        return db.execute("SELECT count(*) FROM case_view").fetchone()

    @settings(max_examples=4)
    @given(st.lists(values(kind), min_size=3, max_size=3))
    def stopped(facts):
        assert keep(facts) == (1,)

    stopped()


@pytest.mark.parametrize(
    "fact",
    [
        StockCount(on=date(1899, 12, 31), days=1),
        StockCount(on=date(2200, 1, 1), days=1),
        StockCount(on=TODAY, days=2**40 + 1),
    ],
)
def test_what_no_calendar_can_reckon_with_is_kept_as_something_unknown(fact):
    written = make.opened()

    entry = written.write(HOST, fact)

    assert isinstance(entry.fact, Unknown)
    assert codec.encode(entry) == codec.encode(codec.decode(written.signed()[-1]))


def test_a_clock_beyond_the_year_9999_is_not_read():
    written, end = make.opened(), 253_402_300_800_000
    written.ticks = iter((end - 1, end))
    written.write(HOST, make.safe_contact())

    with pytest.raises(Refused):
        written.write(HOST, make.safe_contact())
