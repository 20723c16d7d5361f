"""Papers: the checklist, adding pages, what is wrong with them, results read from them, sending."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage

from regdesk import settings
from regdesk.actions import papers, syncing
from regdesk.domain import package
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper, LegalPaper, Submission
from regdesk.domain.people import IdentityPaper
from regdesk.settings import Settings
from regdesk.ui.pages.case.check import CheckPage
from regdesk.ui.pages.case.checklist import Item
from regdesk.ui.widgets.section_list import QueueRow
from tests import case_pages, desks, shells


@pytest.fixture
def case(tmp_path):
    """Give a host, a centre and a fresh case."""
    host, centre = shells.pair(tmp_path)
    return host, centre, desks.new_person(host, centre)


def rows(tab):
    """Give the lines of the checklist by their title."""
    return {line.do: line for line in tab.list._lines.lines if isinstance(line, QueueRow)}


def choose(tab, kind, name):
    """Choose a line of the checklist."""
    assert tab.list.choose_item(Item(kind, name))


def test_the_checklist_shows_what_is_wanted_and_what_is_missing(qtbot, light, case):
    host, _, stream = case
    case_pages.add(host, stream, case_pages.passport())

    tab = case_pages.opened(qtbot, host, stream, "documents").body.tab(1)

    assert rows(tab)["CD4 count"].why == "none yet · not older than 6 months"
    assert rows(tab)["Pregnancy test"].why.endswith(
        "because the person can be pregnant (15 to 49 years: own proposal)"
    )
    assert rows(tab)["Power of attorney"].why == "only if a relative receives the medicines"
    assert rows(tab)["Passport"].why == "1 page"
    said = case_pages.words(tab)
    assert "1 of 9" in said
    assert "For a citizen of Kyrgyzstan in Russia" in said
    assert "own proposal: no national list was seen, 22.11.2026 · not verified against a source" in said


def test_a_paper_that_is_too_old_or_has_no_date_says_so(qtbot, light, case):
    host, _, stream = case
    case_pages.add(host, stream, ClinicalPaper(type="cd4", dated=date(2026, 5, 20)))
    case_pages.add(host, stream, ClinicalPaper(type="viral-load"))

    page = case_pages.opened(qtbot, host, stream, "documents")
    tab = page.body.tab(1)

    assert rows(tab)["CD4 count"].why.startswith("older than 6 months")
    assert rows(tab)["CD4 count"].tone == "warning"
    assert rows(tab)["Viral load"].why == "enter the date · not older than 6 months"
    page.open_tab("summary")
    said = case_pages.words(page.body.tab(0))
    assert "For a citizen of Kyrgyzstan in Russia. Missing: Identity document, " in said
    assert "CD4 count: older than 6 months; no date: Viral load." in said


def test_marks_tell_how_far_a_paper_has_travelled(qtbot, light, case, tmp_path):
    host, centre, stream = case
    case_pages.add(host, stream, case_pages.passport())
    page = case_pages.opened(qtbot, host, stream, "documents")
    before = rows(page.body.tab(1))["Passport"]

    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre, times=3)
    page.reload()

    after = rows(page.body.tab(1))["Passport"]
    assert (before.by, before.note) == ("", "not sent yet")
    assert (after.by, after.note) == ("✓✓", "received")


def test_dropped_files_become_a_paper_of_the_chosen_line(qtbot, light, case, tmp_path):
    host, _, stream = case
    page = case_pages.opened(qtbot, host, stream, "documents")
    tab, file = page.body.tab(1), tmp_path / "scan.png"
    file.write_bytes(case_pages.form())
    choose(tab, ClinicalPaper, "cd4")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])

    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0)
    )
    tab.dropEvent(drop)
    tab.adding.add()

    (entry,) = page.look.case.of(ClinicalPaper)
    assert entry.fact.type == "cd4"
    assert len(entry.fact.pages) == 1
    assert tab.places.currentWidget() is tab.panel


def test_a_pasted_picture_becomes_a_page(qtbot, light, case):
    host, _, stream = case
    tab = case_pages.opened(qtbot, host, stream, "documents").body.tab(1)

    tab.add_image(QImage.fromData(case_pages.form()))

    assert tab.places.currentWidget() is tab.adding
    assert tab.adding.viewer.where.text() == "page 1 of 1"


def test_a_page_turned_before_adding_is_kept_turned(qtbot, light, case):
    host, _, stream = case
    page = case_pages.opened(qtbot, host, stream, "documents")
    tab = page.body.tab(1)
    choose(tab, LegalPaper, "consent")
    tab.add_image(QImage.fromData(case_pages.form()))

    tab.adding.viewer.turn()
    tab.adding.add()

    (entry,) = page.look.case.of(LegalPaper)
    assert entry.fact.pages[0].w > entry.fact.pages[0].h


def test_a_blurred_page_is_said_to_be_hard_to_read_until_it_is_kept(qtbot, light, case):
    host, _, stream = case
    case_pages.add(host, stream, case_pages.cd4(), [case_pages.form(blurred=True)])
    tab = case_pages.opened(qtbot, host, stream, "documents").body.tab(1)

    choose(tab, ClinicalPaper, "cd4")
    assert tab.panel.note.isVisibleTo(tab)
    assert rows(tab)["CD4 count"].tone == "warning"

    tab.panel._keep()
    assert not tab.panel.note.isVisibleTo(tab)
    assert rows(tab)["CD4 count"].tone == "success"


def test_what_is_typed_about_a_paper_is_written_on_leaving_it(qtbot, light, case):
    host, _, stream = case
    case_pages.add(host, stream, case_pages.passport())
    page = case_pages.opened(qtbot, host, stream, "documents")
    tab = page.body.tab(1)

    tab.panel._form.fields["number"].editor.set_value("AN 0000001")
    page.open_tab("history")

    assert page.look.case.one(IdentityPaper).number == "AN 0000001"
    page.opened.shell.undo_bar.undo()
    assert page.look.case.one(IdentityPaper).number == "AN 0000000"


def test_a_result_is_read_beside_its_page_and_names_the_paper(qtbot, light, case):
    host, _, stream = case
    paper = case_pages.add(host, stream, ClinicalPaper(type="viral-load", laboratory="Laboratory 2"))
    page = case_pages.opened(qtbot, host, stream, "documents")
    tab = page.body.tab(1)
    choose(tab, ClinicalPaper, "viral-load")

    tab.panel.start_result()
    form = tab.panel.result_form
    form.result.editor.set_value("<20")
    form.form.fields["taken_on"].editor.set_raw("9.11.2026")
    tab.panel.write_result()

    (entry,) = page.look.case.of(LabResult)
    assert entry.about == paper
    assert (entry.fact.comparator, entry.fact.value, entry.fact.unit) == ("<", 20, "{copies}/mL")
    assert entry.fact.laboratory == "Laboratory 2"
    assert "Viral load: <20\N{NO-BREAK SPACE}copies/mL" in case_pages.words(tab.panel)


def test_a_result_that_cannot_be_read_is_said_beside_its_field(qtbot, light, case):
    host, _, stream = case
    case_pages.add(host, stream, case_pages.cd4())
    page = case_pages.opened(qtbot, host, stream, "documents")
    tab = page.body.tab(1)
    choose(tab, ClinicalPaper, "cd4")

    tab.panel.start_result()
    tab.panel.result_form.result.editor.set_value("quite good")
    tab.panel.write_result()

    assert "Write a number such as 412" in tab.panel.result_form.result.error()
    assert page.look.case.of(LabResult) == ()


def test_an_unexplained_gap_is_the_one_thing_to_mend_before_sending(qtbot, light, case):
    host, _, stream = case
    case_pages.usual(host, stream, without="biochemistry")
    page = case_pages.opened(qtbot, host, stream, "documents")

    page.commands["primary"]()
    check = page.over
    assert isinstance(check, CheckPage)
    page.commands["primary"]()
    assert "The package is not ready: 1 thing" in case_pages.words(check)

    assert check.urgency.editor.inside.currentText() == "usual"
    check.why["biochemistry"].editor.set_value("taken on 1 December")
    check.letter.editor.set_value("Please look soon")
    page.commands["primary"]()

    sent = page.look.case.one(Submission)
    assert (len(sent.papers), sent.letter) == (8, "Please look soon")
    assert [(one.type, one.why) for one in sent.missing] == [("biochemistry", "taken on 1 December")]
    assert page.over is None


def test_without_passport_nothing_is_sent(qtbot, light, case):
    host, _, stream = case
    case_pages.add(host, stream, case_pages.cd4())
    page = case_pages.opened(qtbot, host, stream, "documents")

    page.check()
    page.commands["primary"]()

    text = case_pages.words(page.over)
    assert page.look.case.one(Submission) is None
    assert "Say why it is missing: Passport" not in text or "things" in text
    page.commands["close"]()
    assert page.over is None


def test_a_package_just_sent_can_be_taken_back(qtbot, light, case):
    host, _, stream = case
    case_pages.usual(host, stream)
    page = case_pages.opened(qtbot, host, stream, "documents")
    page.check()
    page.commands["primary"]()
    assert page.look.case.one(Submission) is not None

    page.opened.shell.undo_bar.undo()

    assert page.look.case.one(Submission) is None


def test_the_other_desk_shows_the_page_that_arrived(qtbot, light, case, tmp_path):
    host, centre, stream = case
    case_pages.add(host, stream, case_pages.cd4())
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre, times=3)
    tab = case_pages.opened(qtbot, centre, stream, "documents").body.tab(1)

    choose(tab, ClinicalPaper, "cd4")

    assert tab.panel.viewer.where.text() == "page 1 of 1"
    assert "not arrived" not in case_pages.words(tab.panel)


def test_a_page_that_is_not_here_yet_is_said_to_come(qtbot, light, case):
    host, _, stream = case
    case_pages.add(host, stream, case_pages.cd4())
    tab = case_pages.opened(qtbot, host, stream, "documents").body.tab(1)
    choose(tab, ClinicalPaper, "cd4")

    tab.panel.viewer.show_pages([None])

    assert "This page has not arrived yet. It comes with the next exchange." in case_pages.words(tab.panel)


def test_a_page_that_is_not_here_yet_can_be_asked_for_at_once(qtbot, light, case, tmp_path):
    host, centre, stream = case
    case_pages.add(host, stream, case_pages.passport())
    settings.save(centre.folder, Settings(metered=True))
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        page = case_pages.opened(qtbot, centre, stream, "documents")
        tab = page.body.tab(1)
        choose(tab, IdentityPaper, "passport")
        viewer = tab.panel.viewer
        offered = viewer.get.isVisible()

        with qtbot.waitSignal(page.opened.shell.exchange_asked):
            viewer.get.click()
        syncing.exchange(centre)

    (named,) = (one for entry in package.papers_of(page.look.case) for one in entry.fact.pages)
    assert offered
    assert papers.page_image(centre, named)
