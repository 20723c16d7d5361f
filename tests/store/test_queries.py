"""Lists and counts across cases, in pages."""

from datetime import timedelta

import pytest

from regdesk.domain.membership import Offer
from regdesk.domain.outcomes import Closed
from regdesk.domain.questions import Question
from regdesk.store import queries, state
from regdesk.store.queries import Filter
from tests import make
from tests.make import CASE, CENTRE, HOST, TODAY
from tests.store import whole


def small_case(db, n, *facts):
    """Keep a small case of the host with some facts."""
    nonce = n.to_bytes(16, "big")
    written = make.Journal(make.stream_id("case", HOST.id, nonce))
    written.write(
        HOST, make.CaseOpened(org=HOST.id, nonce=nonce, part="host", origin="UZ", host_country="RU")
    )
    for fact in facts:
        written.write(HOST, fact)
    whole.keep(db, written)
    return written


def test_a_row_says_what_the_case_says():
    db = whole.file()
    whole.keep(db, whole.handed_over())

    row = queries.case_row(db, CASE)

    assert ("МТКА 482-7", "Асанова Айгүл", 1994, "KG", "RU", "KG-417", "host") == (
        *(row.code, row.name, row.born_year, row.origin),
        *(row.host_country, row.number, row.part),
    )
    assert (6, "person", False, "", 0) == (row.step, row.turn, row.ours, row.closed, row.lacking)
    assert (90, TODAY + timedelta(days=90), TODAY + timedelta(days=7)) == (
        *(row.days_left(TODAY), row.run_out),
        row.next_on,
    )


@pytest.mark.parametrize("order", queries.ORDERS)
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 8])
def test_pages_give_every_case_once_in_one_order(order, limit):
    db = whole.file()
    for n in range(7):
        small_case(db, n, *([whole.counted(n)] if n % 3 else []))

    pages, cursor = [], None
    while True:
        rows, cursor = queries.cases_page(db, Filter(), order=order, after=cursor, limit=limit)
        pages += rows
        if cursor is None:
            break

    whole_list, _ = queries.cases_page(db, Filter(), order=order, limit=99)
    assert whole_list == pages
    assert 7 == len({row.stream for row in pages})


def test_cases_whose_stock_is_unknown_come_after_those_that_run_out():
    db = whole.file()
    small_case(db, 1)
    small_case(db, 2, whole.counted(40))
    small_case(db, 3, whole.counted(5))

    rows, _ = queries.cases_page(db, Filter(), order="run_out")

    assert [5, 40, None] == [row.days_left(TODAY) for row in rows]


def test_filters_narrow_by_all_that_is_named():
    db = whole.file()
    small_case(db, 1, make.identity(family_name="Каримов"), whole.counted(10))
    small_case(db, 2, whole.counted(20), Closed(outcome="died", on=TODAY))
    whole.keep(db, whole.handed_over())
    filters = {
        "all open": Filter(),
        "closed": Filter(closed=True),
        "any": Filter(closed=None),
        "step": Filter(step=1),
        "whose turn": Filter(ours=True),
        "country": Filter(country="KG"),
        "text": Filter(text="rfhbvjd"),
        "text of nobody": Filter(text="%"),
        "both": Filter(country="UZ", step=6),
        "two versions": Filter(undecided=True),
        "part": Filter(part="centre"),
    }

    counts = {name: queries.count(db, one) for name, one in filters.items()}

    assert counts == {
        "all open": 2,
        "closed": 1,
        "any": 3,
        "step": 1,
        "whose turn": 1,
        "country": 1,
        "text": 1,
        "text of nobody": 0,
        "both": 0,
        "two versions": 0,
        "part": 0,
    }
    assert counts["any"] == len(queries.cases_page(db, Filter(closed=None))[0])


@pytest.mark.parametrize(
    ("days", "counts"),
    [(0, (1, 0)), (13, (1, 0)), (14, (1, 0)), (15, (0, 1)), (29, (0, 1)), (30, (0, 1)), (31, (0, 0))],
)
def test_stock_is_counted_up_to_14_days_and_from_15_to_30(days, counts):
    db = whole.file()
    small_case(db, 1, whole.counted(days))

    pulse = queries.pulse(db, TODAY)

    assert counts == (pulse.urgent, pulse.soon)


def test_the_bottom_line_counts_what_waits():
    db, written = whole.file(), make.opened()
    written.write(CENTRE, Question(text="Когда сделан анализ?", wanted="cd4"))
    whole.keep(db, written)
    state.put(db, queries.EXCHANGED_AT, 77)

    pulse = queries.pulse(db, TODAY)

    assert (6, 77, 1, 0) == (pulse.unsent, pulse.received_at, pulse.questions, pulse.tray)


def test_a_case_that_is_only_offered_is_in_no_list_but_review():
    written, db = make.Journal(), whole.file()
    grant = written.write(HOST, make.CaseOpened(org=HOST.id, nonce=make.NONCE, part="host"))
    written.write(HOST, Offer(org=CENTRE.id, part="centre"), follows=grant.id)

    whole.keep(db, written, CENTRE)

    assert (0, 1) == (queries.count(db, Filter()), queries.count(db, Filter(unaccepted=True)))


def test_a_code_is_taken_in_either_alphabet():
    db = whole.file()
    whole.keep(db, whole.reviewed())

    taken = [queries.code_taken(db, code) for code in ("МТКА 482-7", "mtka4827", "МТКА 482-8")]

    assert [True, True, False] == taken
    assert 1 == queries.same_code(db, "МТКА 482-7")
