"""Today: what is to be done, most urgent first, and what each row opens."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from regdesk.actions import people, questions
from regdesk.domain.journal import Changes
from regdesk.domain.questions import Question
from regdesk.domain.supply import StockCount
from regdesk.ui.pages import to_do
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.section_list import QueueRow
from tests import desks, make, shells
from tests.shells import Opened


@pytest.fixture
def pair(tmp_path):
    """Give a host and a centre that have met."""
    return shells.pair(tmp_path)


def stock(desk, days):
    """Give a count of today."""
    return StockCount(on=desk.clock.today(), days=days)


def rows(page):
    """List the rows of the queue."""
    return [line for line in page.queue._lines.lines if isinstance(line, QueueRow)]


def words(widget):
    """Give everything a widget shows or says."""
    shown = [label.text() for label in widget.findChildren(QLabel)]
    return " ".join([*shown, *(button.text() for button in widget.findChildren(Button))])


def test_who_runs_out_stands_first_with_days_and_a_date(qtbot, light, pair):
    host, centre = pair
    desks.new_person(host, centre)
    desks.new_person(host, centre, stock=stock(host, 6))

    page = Opened(qtbot, host).page("today")

    first = rows(page)[0]
    assert first.do == "Find a reserve: 6 days left"
    assert (first.by, first.note, first.tone) == ("6 d.", "until 29 November", "danger")
    assert "Check and send the package" in {row.do for row in rows(page)}


def test_the_keyboard_goes_to_the_list_once_something_comes_to_an_empty_desk(qtbot, light, pair):
    host, centre = pair
    opened = Opened(qtbot, host)
    page = opened.page("today")
    assert not rows(page)

    stream = desks.new_person(host, centre)
    opened.background.changed.emit(Changes(frozenset({stream})))

    assert opened.window.focusWidget() is page.queue


def test_enter_opens_the_case_on_the_tab_where_the_work_is(qtbot, light, pair):
    host, centre = pair
    stream = desks.new_person(host, centre)
    opened = Opened(qtbot, host)
    page = opened.page("today")

    qtbot.keyClick(page.queue, Qt.Key.Key_Return)

    assert opened.door.asked == [(stream, "documents")]


def test_a_counter_shows_only_what_it_counts(qtbot, light, pair):
    host, centre = pair
    desks.new_person(host, centre)
    short = desks.new_person(host, centre, stock=stock(host, 20))
    page = Opened(qtbot, host).page("today")

    page.counters["soon"].click()

    assert page.counters["soon"].accessibleName() == "stock 15–30 days: 1"
    assert {row.data.stream for row in rows(page)} == {short}
    page.counters["soon"].click()
    assert len({row.data.stream for row in rows(page)}) == 2


def test_what_a_counter_counts_is_listed_even_where_nothing_is_to_be_done(qtbot, light, pair):
    host, centre = pair
    stream = desks.new_person(host, centre)
    page = Opened(qtbot, host).page("today")
    person = page._found.unsent[0]
    page._take(replace(page._found, rows=()))

    page.filter_by("unsent")

    assert [row.data.stream for row in rows(page)] == [stream]
    assert (rows(page)[0].do, rows(page)[0].code) == ("Nothing to do now", person.code)


def test_nothing_to_do_is_said_in_a_sentence(qtbot, light, pair):
    host, _ = pair

    page = Opened(qtbot, host).page("today")

    assert "That is all for today." in words(page)
    assert "Stock for less than 30 days: 0 people." in words(page)


def test_a_question_of_the_centre_is_to_be_answered_by_the_host(qtbot, light, pair, tmp_path):
    host, centre = pair
    stream = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        people.accept(centre, stream)
        by = centre.clock.today() + timedelta(days=2)
        questions.ask(centre, stream, Question(text="Please send it", wanted="blood test", answer_by=by))
        desks.exchange(centre, host)

    page = Opened(qtbot, host).page("today")
    page.filter_by("answers")

    assert [row.do for row in rows(page)] == ["The Centre asks for one more document"]
    assert rows(page)[0].why == ""
    waits = rows(Opened(qtbot, centre).page("today"))
    assert {row.do for row in waits} == {"We wait for an answer", "The package is being prepared"}
    assert {row.data.group for row in waits} == {"waiting"}


def test_a_centre_sees_a_person_who_is_offered_to_it(qtbot, light, pair, tmp_path):
    host, centre = pair
    desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)

    opened = Opened(qtbot, centre)
    page = opened.page("today")

    assert [row.do for row in rows(page)] == ["Take on a new person"]
    assert not opened.place.opens_cases


def test_the_preview_says_how_to_call_and_hides_the_phone(qtbot, light, pair):
    host, centre = pair
    desks.new_person(host, centre, contact=make.safe_contact(phone="+7 000 000-00-01", say="Be Alina"))
    opened = Opened(qtbot, host)
    page = opened.page("today")

    assert "Be Alina" in words(page)
    assert "Leave no messages." in words(page)
    assert "+7 000 000" not in words(page)
    assert "Асанова" not in words(page)
    opened.shell.discreet.set_on(False)
    page.reload()
    assert "+7 000 000-00-01" in words(page)


def test_every_verb_of_the_agenda_has_its_words():
    from regdesk.store import due  # noqa: PLC0415 - the test compares what the layers say

    assert set(due.VERBS) == set(to_do.VERBS)


def test_every_theme_and_size_shows_the_page_without_a_word_cut(qtbot, themed, pair):
    host, centre = pair
    desks.new_person(host, centre, stock=stock(host, 6))

    opened = Opened(qtbot, host)
    page = opened.page("today")

    assert page.minimumSizeHint().width() <= opened.window.width()
    for counter in page.counters.values():
        assert counter.isHidden() or counter.width() >= counter.sizeHint().width()
