"""Threads of questions in a list: whose turn, since when, what is unread, page by page."""

from datetime import timedelta

from regdesk.domain.membership import CaseCode
from regdesk.domain.questions import Answer, Question
from regdesk.store import queries, threads
from tests import make
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole


def rows(written, own=HOST, **how):
    """Give the threads of a desk that has one case."""
    db = whole.file()
    whole.keep(db, written, own)
    return threads.page(db, **how)[0]


def many(db, number, *facts):
    """Give a desk one more case; each fact is (organisation, fact, what it is about)."""
    written = make.opened()
    written.stream = make.stream_id("case", HOST.id, bytes([number]) * 16)
    written.entries.clear()
    grant = written.write(
        HOST, make.CaseOpened(org=HOST.id, nonce=bytes([number]) * 16, part="host", origin="KG")
    )
    offer = written.write(HOST, make.Offer(org=CENTRE.id, part="centre"), follows=grant.id)
    written.write(CENTRE, make.Accepted(part="centre"), follows=offer.id)
    written.write(HOST, CaseCode(code=f"МТКА {number:03}-0"))
    for org, fact in facts:
        written.write(org, fact)
    whole.keep(db, written)
    return written


def test_a_question_is_ours_where_another_organisation_asked():
    written = make.opened()
    written.write(CENTRE, Question(text="Когда?", answer_by=TODAY))

    here, there = rows(written)[0], rows(written, CENTRE)[0]

    assert (here.place, there.place) == ("ours", "theirs")
    assert (here.text, here.answer_by) == ("Когда?", TODAY)


def test_a_case_in_which_nobody_asked_has_no_thread():
    assert rows(make.opened()) == []


def test_the_turn_passes_with_the_answer_and_back_with_another_question():
    written = make.opened()
    question = written.write(CENTRE, Question(text="Когда?"))
    asked = rows(written)[0].place
    written.write(HOST, Answer(text="Завтра"), about=question.id)
    answered = rows(written)[0].place
    written.write(HOST, Question(text="А доза?"))

    assert (asked, answered, rows(written)[0].place) == ("ours", "answered", "theirs")


def test_of_two_open_questions_ours_comes_first_and_the_one_that_waits_longest_is_shown():
    written = make.opened()
    written.write(HOST, Question(text="наш вопрос"))
    first = written.write(CENTRE, Question(text="", wanted="cd4", why="прежний от февраля"))
    written.write(CENTRE, Question(text="второй"))

    (row,) = rows(written)

    assert (row.place, row.wanted, row.waits_ms) == ("ours", "cd4", first.at)


def test_a_closed_case_waits_for_no_answer():
    written = make.opened()
    written.write(CENTRE, Question(text="Когда?"))

    written.write(HOST, make.closed("died"))

    assert [row.place for row in rows(written)] == ["answered"]


def test_a_thread_is_unread_until_it_is_opened_here_and_again_when_more_comes():
    db, written = whole.file(), make.opened()
    question = written.write(CENTRE, Question(text="Когда?"))
    whole.keep(db, written)
    came = threads.page(db)[0][0].unread
    threads.opened(db, written.stream)
    opened = threads.page(db)[0][0].unread
    written.write(HOST, Answer(text="Завтра"), about=question.id)
    whole.keep(db, written)
    ours = threads.page(db)[0][0].unread
    written.write(CENTRE, Question(text="Точно?"))
    whole.keep(db, written)

    assert (came, opened, ours, threads.page(db)[0][0].unread) == (True, False, False, True)


def test_pages_follow_one_another_our_turn_first_and_oldest_first():
    db = whole.file()
    asks, said = (CENTRE, Question(text="Когда?")), (HOST, Question(text="Что?"))
    for number, fact in enumerate((said, asks, said, asks, asks), 1):
        many(db, number, fact)

    seen, after = [], None
    while True:
        found, after = threads.page(db, after=after, limit=2)
        seen += found
        if after is None:
            break

    assert [row.place for row in seen] == ["ours"] * 3 + ["theirs"] * 2
    assert [row.waits_ms for row in seen[:3]] == sorted(row.waits_ms for row in seen[:3])
    assert len({row.stream for row in seen}) == 5
    assert [row.place for row in threads.page(db, ours=True)[0]] == ["ours"] * 3
    assert threads.count(db) == queries.pulse(db, TODAY + timedelta(days=1)).questions == 3
