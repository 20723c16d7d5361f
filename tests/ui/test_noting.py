"""What people do in the windows is in the log of reading: one line for one act, and nothing about anybody."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter

from regdesk.actions import audit
from regdesk.actions.unlocking import DATABASE
from regdesk.domain.people import Identity
from regdesk.store import audit as log
from regdesk.store.audit import Wanted
from regdesk.ui.pages.case.print_card import PrintButtons
from regdesk.ui.pages.people import PeoplePage
from tests import clinic, desks
from tests.case_pages import opened
from tests.shells import Opened, pair

pytestmark = pytest.mark.usefixtures("light")


@pytest.fixture
def case(tmp_path):
    """Give two desks and a case that was handed in."""
    return clinic.clinic(tmp_path, "submitted")


def acts(desk, since=0):
    """Give what was written after line *since*, oldest first: act, case, what else."""
    lines = [line for line, _ in log.page(desk.write, Wanted()) if line.n > since]
    return [(line.act, line.stream, line.detail) for line in reversed(lines)]


def test_opening_a_case_is_one_line_however_many_tabs_are_looked_at(qtbot, case):
    before = log.end(case.host.write)[0]

    page = opened(qtbot, case.host, case.stream)
    page.go(1)
    page.open_tab("history")
    page.reload()
    page.opened.shell.open("case", (case.stream, "plan"))

    assert acts(case.host, before)[:1] == [("opened", case.stream, ())]
    assert [act for act, *_ in acts(case.host, before)].count("opened") == 2


def test_coming_back_to_a_case_is_opening_it_again(qtbot, case):
    page = opened(qtbot, case.host, case.stream)
    before = log.end(case.host.write)[0]

    page.opened.shell.open("people")
    page.opened.shell.back()

    assert acts(case.host, before) == [("opened", case.stream, ())]


def test_holding_f9_is_one_line_for_the_case_it_showed(qtbot, case):
    page = opened(qtbot, case.host, case.stream, discreet=True)
    before = log.end(case.host.write)[0]

    for _ in range(2):
        qtbot.keyPress(page.body, Qt.Key.Key_F9)
        qtbot.keyRelease(page.body, Qt.Key.Key_F9)

    assert acts(case.host, before) == [("revealed", case.stream, ())] * 2


def test_a_search_is_one_line_with_its_length_and_what_it_found(qtbot, tmp_path):
    host, centre = pair(tmp_path)
    desks.new_person(host, centre)
    window = Opened(qtbot, host)
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    before = log.end(host.write)[0]

    for typed in ("А", "Ас", "Аса"):
        page.field.setText(typed)
        page.reload()
    page.leave()
    page.leave()

    ((act, stream, detail),) = acts(host, before)
    assert (act, stream, detail[0]) == ("searched", b"", 3)


def test_a_paper_that_is_printed_or_saved_is_written_down_with_its_kind(qtbot, case, tmp_path):
    page = opened(qtbot, case.host, case.stream)
    page.open_tab("documents")
    buttons = PrintButtons(page.body.tab(1).context, ["cover-letter", "package-index", "package"])
    qtbot.addWidget(buttons)
    buttons.show_look(page.look)
    dialog = buttons.open(buttons.papers[0])
    before = log.end(case.host.write)[0]

    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    dialog.print_to(printer)
    dialog.save_to(tmp_path / "RD-AAAAAAAA.pdf")

    kind = buttons.papers[0].id
    assert acts(case.host, before) == [("printed", case.stream, (kind,)), ("saved", case.stream, (kind,))]


def test_unlocking_tells_how_many_wrong_tries_came_before(tmp_path):
    host = desks.desk(tmp_path, "Опора", "host")

    again = desks.reopen(host)

    assert acts(again)[-1] == ("unlocked", b"", (0,))


def test_switching_discreet_mode_off_is_written_down_and_switching_it_on_is_not(qtbot, tmp_path):
    host, _ = pair(tmp_path)
    window = Opened(qtbot, host, discreet=True)
    before = log.end(host.write)[0]

    window.shell.do("discreet")
    window.shell.do("discreet")

    assert acts(host, before) == [("showed-names", b"", ())]


def test_no_line_holds_a_name_or_what_was_typed(qtbot, case, tmp_path):
    page = opened(qtbot, case.host, case.stream, discreet=True)
    person = page.look.case.one(Identity)
    people = page.opened.page("people")
    people.field.setText(person.family_name)
    people.reload()
    people.open_row(people.table.rows()[0])
    page.body.header.reveal.show_name()
    audit.save(case.host, Wanted(), tmp_path / "log.csv")

    stored = case.host.write.execute("SELECT act, stream, detail FROM audit").fetchall()
    said = (tmp_path / "log.csv").read_text(encoding="utf-8-sig")

    spelled = [word.encode() for word in (person.family_name, person.given_names)]
    assert not any(word in part for row in stored for part in map(bytes_of, row) for word in spelled)
    assert not any(word in said for word in (person.family_name, person.given_names))
    assert Path(case.host.folder, DATABASE).exists()


def bytes_of(cell):
    """Give a cell as bytes."""
    return cell if isinstance(cell, bytes) else str(cell).encode()
