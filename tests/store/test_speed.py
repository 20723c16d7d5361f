"""What a screen asks again and again never reads all that a desk ever held; times are for the benchmarks."""

import re

import pytest

from regdesk.store import outbox, queries, todo
from tests.make import TODAY
from tests.store import whole

# Tables that grow with everything that was ever written or sent, and are never counted for a screen.
EVER_GROWING = re.compile(
    r"SCAN (entry|e|outbox|o|batch|b|stream|s)\b(?! USING (COVERING )?INDEX \w+_(waiting|unpushed))"
)
QUESTIONS = {
    "bottom line": lambda db: queries.pulse(db, TODAY),
    "today": lambda db: todo.today(db, TODAY),
    "counts": lambda db: todo.counts(db, TODAY),
    "not sent": outbox.unsent_count,
    "recipients": outbox.recipients,
    "search": lambda db: queries.find(db, "Асан"),
    "people": lambda db: queries.cases_page(db, queries.Filter()),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_no_question_of_a_screen_reads_a_journal_or_the_outbox_from_end_to_end(name):
    db = whole.file()
    whole.keep(db, whole.handed_over())
    asked = list[str]()
    db.set_trace_callback(asked.append)

    QUESTIONS[name](db)

    db.set_trace_callback(None)
    steps = [row[3] for sql in asked for row in db.execute(f"EXPLAIN QUERY PLAN {sql}")]
    assert asked
    assert not [step for step in steps if EVER_GROWING.search(step)]
