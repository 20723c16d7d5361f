"""The page of the log of reading: who did what, which line was touched, and saving it as a file."""

import csv
from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from regdesk.actions import audit, lists
from regdesk.domain.audit import ACTS
from regdesk.i18n import tr
from regdesk.ui import audit_words, look
from regdesk.ui.background import AtOnce, Background
from regdesk.ui.pages.audit import AuditPage
from regdesk.ui.pages.settings import SettingsPage
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.theme import Theme
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note
from tests import desks
from tests.shells import Opened, pair


@pytest.fixture
def opened(qtbot, light, tmp_path):
    host, centre = pair(tmp_path)
    case = desks.new_person(host, centre)
    audit.note(host, "opened", stream=case)
    audit.note(host, "searched", 6, 1)
    audit.note(host, "printed", "treatment-plan", stream=case)
    found = Opened(qtbot, host)
    found.case = case
    return found


@pytest.fixture
def page(opened):
    found = opened.page("audit")
    assert isinstance(found, AuditPage)
    return found


def meddle(desk, sql, *values):
    """Change the log behind RegDesk's back, as somebody who has the key of the file can."""
    for trigger in desk.write.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        desk.write.execute(f"DROP TRIGGER {trigger[0]}")
    desk.write.execute(sql, values)


def acts(page):
    """Give what the lines shown are about, the newest first."""
    return [one.row.act for one in page.table.rows()]


def notes(page):
    """Give what the notes above the table say."""
    return " ".join(each.text() for note in page.findChildren(Note) for each in note.findChildren(QLabel))


def test_lines_are_shown_with_person_sentence_and_code_the_newest_first(page, opened):
    rows = page.table.rows()

    code = audit.page(opened.desk, audit.Wanted())[0].code
    assert acts(page)[:3] == ["printed", "searched", "opened"]
    assert [one.row.person for one in rows[:3]] == ["Алина С."] * 3
    assert [one.row.code for one in rows[:3]] == [code, "", code]
    assert code
    assert audit_words.state(audit.standing(opened.desk))[0] == page.state.text()


def test_each_filter_leaves_out_what_was_not_asked_for(page, opened):
    everything = len(page.table.rows())

    page.filter.acts.setCurrentIndex(page.filter.acts.findData("searched"))
    searched = acts(page)
    page.filter.clear()
    page.filter.code.setText(page.table.rows()[0].row.code[:4])
    page.filter.changed.emit()
    of_the_case = acts(page)
    page.filter.clear()
    page.filter.people.setCurrentIndex(1)

    assert searched == ["searched"]
    assert of_the_case == ["printed", "opened"]
    assert len(page.table.rows()) == everything


def test_a_period_leaves_out_what_was_earlier(page, opened):
    page.filter.periods.setCurrentIndex(page.filter.periods.findData(1))

    since = page.filter.wanted().since_ms

    assert 0 < since
    assert acts(page) == [one.act for one in audit.page(opened.desk, audit.Wanted(since_ms=since))]


def test_a_removed_line_is_named(page, opened):
    gone = next(one.row.n for one in page.table.rows() if one.row.act == "searched")
    meddle(opened.desk, "DELETE FROM audit WHERE n = ?", gone)

    page.arrive()

    assert f"Line {gone} is missing" in notes(page)
    assert "not whole" in page.state.text()
    assert page.notes.isVisible()


def test_a_changed_line_is_named_and_marked_in_the_table(page, opened):
    n = next(one.row.n for one in page.table.rows() if one.row.act == "printed")
    meddle(opened.desk, "UPDATE audit SET author = zeroblob(16) WHERE n = ?", n)

    page.arrive()

    assert f"Line {n} was changed" in notes(page)
    assert [one.row.n for one in page.table.rows() if one.wrong] == [n]


def test_lines_cut_off_the_end_are_named_even_after_others_were_written(page, opened):
    last = page.table.rows()[0].row.n
    meddle(opened.desk, "DELETE FROM audit WHERE n >= ?", last - 1)
    audit.note(opened.desk, "searched", 3, 0)

    page.arrive()

    assert f"Lines {last - 1} to {last} are missing" in notes(page)


def test_the_log_is_saved_as_a_table_and_that_is_a_line_itself(page, opened, tmp_path):
    page.filter.acts.setCurrentIndex(page.filter.acts.findData("searched"))

    page.save(tmp_path / "RD-TEST.csv")

    with (tmp_path / "RD-TEST.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [tr(ACTS["searched"]).format(6, 1)] == [row[3] for row in rows[1:]]
    page.filter.clear()
    assert "exported" == acts(page)[0]


def test_a_file_that_cannot_be_written_is_said_beside_the_button(page, tmp_path):
    page.save(tmp_path / "nowhere" / "RD-TEST.csv")

    assert "could not be written" in page.trouble.text()


def test_the_name_of_the_file_tells_nothing(opened):
    name = audit.file_name(opened.desk)

    assert name.startswith("RD-")
    assert name.endswith(".csv")
    assert len("RD-12345678.csv") == len(name)


def test_no_name_of_a_person_in_care_is_on_the_page_even_without_discreet_mode(page, opened):
    opened.shell.discreet.set_on(False)
    page.reload()

    said = " ".join(page.table.sentence(one) for one in page.table.rows())

    assert "Асанова" not in said
    assert "ASANOVA" not in said


def test_enter_on_a_line_opens_its_case(page, opened, qtbot):
    page.view.selectRow(0)

    qtbot.keyClick(page.view, Qt.Key.Key_Return)

    assert [opened.case] == opened.door.asked


def test_the_card_in_the_settings_leads_to_the_page(opened):
    settings = opened.page("settings")
    assert isinstance(settings, SettingsPage)

    settings.audit.open.click()

    assert isinstance(opened.shell.page(), AuditPage)


def test_who_is_no_administrator_is_offered_neither_page_nor_card(qtbot, light, tmp_path):
    host, _ = pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague", "Борис Т.")

    window = Opened(qtbot, colleague)
    settings = window.page("settings")

    assert "audit" not in window.shell.places
    assert isinstance(settings, SettingsPage)
    assert not settings.audit.isVisible()


def test_a_touched_log_is_an_alarm_that_leads_to_the_page(page, opened):
    meddle(opened.desk, "DELETE FROM audit WHERE n = 1")
    page.arrive()
    exchange = opened.page("exchange")

    leads = [button for button in exchange.alarms.findChildren(Button) if button.text() == "Log of reading"]
    leads[0].click()

    assert isinstance(opened.shell.page(), AuditPage)


def test_a_colleague_who_is_no_administrator_sees_the_alarm_without_the_way_there(qtbot, light, tmp_path):
    host, _ = pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague", "Борис Т.")
    audit.note(colleague, "searched", 6, 1)
    audit.note(colleague, "searched", 6, 1)
    meddle(colleague, "DELETE FROM audit WHERE n = 1")
    audit.keep(colleague, audit.check(colleague))

    exchange = Opened(qtbot, colleague).page("exchange")

    assert any("removed or changed" in each.text() for each in exchange.alarms.findChildren(QLabel))
    assert not [
        button for button in exchange.alarms.findChildren(Button) if button.text() == "Log of reading"
    ]


def test_large_text_leaves_no_line_unread(qtbot, qapp, tmp_path):
    look.use(Theme("light", 2.0))
    host, _ = pair(tmp_path)
    audit.note(host, "searched", 6, 1)
    page = Opened(qtbot, host).page("audit")

    page.view.selectRow(0)

    assert page.line.isVisible()
    assert page.table.rows()[0].row.sentence in page.line.text()
    look.use(Theme())


class Held(AtOnce):
    """Keeps what is to be looked at, until the test lets one job after the other go on."""

    def __init__(self) -> None:
        self.jobs = []

    def submit(self, fn, /, *args, **kwargs):
        """Keep a job."""
        done = Future()
        self.jobs.append(lambda: done.set_result(fn(*args, **kwargs)))
        return done


def test_nothing_is_said_to_be_whole_before_it_was_looked_through(qtbot, light, tmp_path):
    host, _ = pair(tmp_path)
    audit.note(host, "searched", 6, 1)
    held = Held()
    place = Workplace(host, Background({"write": AtOnce(), "read": held}), lists.me(host))
    page = AuditPage(place)
    qtbot.addWidget(page)
    page.arrive()
    said = []

    while held.jobs:
        held.jobs.pop(0)()
        said.append(page.state.text())

    assert said[0] == "Looking through the log…"
    assert "is whole" in said[-1]
    assert said.index(said[-1]) >= 2
