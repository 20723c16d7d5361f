"""The calendar: days by keyboard, what is past its day on top, neutral words, and the list on paper."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from regdesk.actions import calendar, follow_ups, records
from regdesk.actions.calendar import DayRow
from regdesk.advice.calendar import propose
from regdesk.documents import day_list, disclosure, show
from regdesk.domain.book import Task
from regdesk.domain.follow_ups import FollowUp
from regdesk.i18n import translations
from regdesk.ui.dialogs.document import DocumentDialog
from regdesk.ui.widgets.section_list import QueueRow, Section
from tests import clinic, make
from tests.shells import Opened

START = make.TODAY - timedelta(days=200)


@pytest.fixture
def treated(tmp_path, light):
    """Give a case with a plan from 200 days ago, of whose days the calls and the viral load were kept."""
    made = clinic.clinic(tmp_path, "accepted")
    made.prescribe(follow_ups=propose(START), start_on=START, on=START)
    contact = FollowUp(on=START + timedelta(days=30), how="visit", next_on=make.TODAY + timedelta(days=2))
    follow_ups.add(made.host, made.stream, contact)
    return made


def lines(page):
    """Give what the list shows: headings as (title,), rows as (what, when)."""
    return [
        (line.title,) if isinstance(line, Section) else (line.do, line.by)
        for line in page.list._lines.lines
        if isinstance(line, QueueRow | Section)
    ]


def test_what_is_past_its_day_is_pinned_on_top_and_the_chosen_day_follows(qtbot, treated):
    records.state(treated.host, treated.stream, Task(what="Фото", due_on=make.TODAY))

    page = Opened(qtbot, treated.host, discreet=False).page("calendar")

    assert [
        ("Overdue",),
        ("Creatinine, ALT", "108 days ago"),
        ("Count the supply", "108 days ago"),
        ("Today",),
        ("Task", "during the day"),
    ] == [("Task", line[1]) if line[0] == "Фото" else line for line in lines(page)]
    assert page.window().focusWidget() is page.grid


def test_arrows_walk_over_days_and_weeks_home_comes_back_and_enter_goes_to_the_list(qtbot, treated):
    page = Opened(qtbot, treated.host).page("calendar")
    seen = []

    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Home):
        qtbot.keyClick(page.grid, key)
        seen.append((page.grid.day - make.TODAY).days)
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)

    assert [1, 8, 7, 0] == seen
    assert page.window().focusWidget() is page.list


def test_a_month_shows_six_weeks_and_keeps_the_day(qtbot, treated):
    page = Opened(qtbot, treated.host).page("calendar")

    page.views.choose(1)
    page.turn(1)

    assert (make.TODAY.replace(month=12), 6) == (page.grid.day, page.grid._rows)
    assert "December 2026" == page._span.text()


def test_discreet_rows_name_no_test_and_nothing_typed(qtbot, treated):
    records.state(treated.host, treated.stream, Task(what="Забрать АРТ", due_on=make.TODAY))

    page = Opened(qtbot, treated.host, discreet=True).page("calendar")

    said = {line[0] for line in lines(page)}
    assert {"Blood test", "Task", "Count the supply"} <= said
    assert not disclosure.in_text(" ".join(said))


def test_a_row_opens_the_case_where_its_work_is_and_b_writes_a_contact_down(qtbot, treated):
    opened = Opened(qtbot, treated.host)
    page = opened.page("calendar")

    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    opened.page("calendar")
    qtbot.keyClick(page.list, Qt.Key.Key_B)
    opened.page("calendar")
    russian = QKeyEvent(QEvent.Type.KeyPress, ord("И"), Qt.KeyboardModifier.NoModifier, "и")
    QApplication.sendEvent(page.grid, russian)  # the key of B

    contact = treated.stream, "contact"
    assert [(treated.stream, "follow-up"), contact, contact] == opened.door.asked


def test_a_week_with_nothing_says_so(qtbot, treated):
    page = Opened(qtbot, treated.host).page("calendar", make.TODAY + timedelta(days=4000))

    assert "Nothing is planned this week." == page._none.text()
    assert page._none.isVisible()


def test_the_centre_has_it_under_its_own_name(qtbot, treated):
    treated.carry()
    centre = Opened(qtbot, treated.centre)

    page = centre.page("calendar")

    assert "Follow-up" == centre.shell.places["calendar"].title
    assert ("Blood test", "108 days ago") in lines(page)


def test_the_list_of_a_day_prints_codes_and_times_and_nothing_that_tells(qtbot, treated):
    page = Opened(qtbot, treated.host, discreet=False).page("calendar", make.TODAY + timedelta(days=2))

    page.commands["print"]()
    (dialog,) = page.window().findChildren(DocumentDialog)
    text = show.text(dialog._pdf)
    dialog.reject()

    assert "Agreed contact" in text
    assert not disclosure.in_pdf(dialog._pdf)
    code = page._found.day[0].code
    assert code in text.replace("\u00a0", " ")


def test_a_printed_day_says_times_first_in_both_languages_and_an_empty_one_says_so():
    rows = [DayRow("19:30", "МТКА 482-7", "Call"), DayRow("", "АКМЕ 633-0", "Blood test")]

    for language in ("ru", "en"):
        made = day_list.build(rows, make.TODAY, language, translations(language).gettext)
        assert [("19:30", "МТКА 482-7"), ("", "АКМЕ 633-0")] == [row[:2] for row in made.parts[0].rows]
        assert "N" == made.disclosure
    nothing = day_list.build((), make.TODAY, "en", translations("en").gettext)
    assert "Nothing is planned for this day." == nothing.parts[0].text


def test_the_calendar_reads_a_day_a_range_and_what_is_late_in_one_go(treated):
    found = calendar.read(treated.host, make.TODAY, make.TODAY + timedelta(days=6), make.TODAY)

    assert (2, 2) == (found.late, len(found.overdue))
    assert {make.TODAY + timedelta(days=2): 1} == found.counts
    assert 7 == len(found.few)
