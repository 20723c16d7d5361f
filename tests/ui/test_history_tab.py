"""The history: every record in one sentence, newest first; corrected and taken back from here."""

from dataclasses import fields

import pytest
from PySide6.QtWidgets import QDialog, QPushButton

from regdesk.actions import labs, syncing
from regdesk.domain.erasure import Erasure
from regdesk.domain.journal import AuthorId
from regdesk.domain.kinds import ALL
from regdesk.domain.labs import LabResult
from regdesk.domain.people import SafeContact
from regdesk.ui.sentences import sentence
from tests import case_pages, desks, make, shells


@pytest.fixture
def case(tmp_path):
    """Give a host and a fresh case with a result."""
    host, centre = shells.pair(tmp_path)
    stream = desks.new_person(host, centre)
    labs.add_result(host, stream, make.lab_result())
    return host, centre, stream


def lines(page):
    """Give the lines of the history."""
    return page.body.tab(6).table.rows()


def line_of(page, kind):
    """Give the newest line of a kind."""
    return next(line for line in lines(page) if type(line.entry.fact) is kind)


def sheet(page):
    """Give the sheet that is open."""
    return next(d for d in page.opened.shell.findChildren(QDialog) if d.isVisible())


def test_every_record_is_one_sentence_newest_first(qtbot, light, case):
    host, _, stream = case

    page = case_pages.opened(qtbot, host, stream, "history")

    assert len(lines(page)) == len(page.look.case.entries)
    assert lines(page)[0].what == "CD4: 412\N{NO-BREAK SPACE}cells/µL (sample of 9 November 2026)"
    assert lines(page)[0].who == "Алина С."
    assert lines(page)[-1].what == "Case opened"


def test_a_record_is_taken_back_with_a_reason_and_stays_in_sight(qtbot, light, case):
    host, _, stream = case
    page = case_pages.opened(qtbot, host, stream, "history")

    page.body.tab(6).take_back(line_of(page, LabResult).entry)
    sheet(page).form.fields["why"].editor.set_value("another person's paper")
    sheet(page).state()

    assert page.look.case.of(LabResult) == ()
    taken = line_of(page, LabResult)
    assert taken.state == "taken-back"
    page.body.tab(6).show_line(taken)
    assert "another person's paper" in case_pages.words(page.body.tab(6))


def test_correcting_opens_the_form_with_the_record_in_it(qtbot, light, case):
    host, _, stream = case
    page = case_pages.opened(qtbot, host, stream, "history")

    page.body.tab(6).correct(line_of(page, LabResult).entry)
    assert sheet(page).form.fields["value"].editor.raw() == "412"
    sheet(page).form.fields["value"].editor.set_raw("421")
    sheet(page).state()

    assert [fact.value for fact in page.look.case.all(LabResult)] == [421]
    assert [line.state for line in lines(page) if isinstance(line.entry.fact, LabResult)] == [
        "stands",
        "replaced",
    ]


def test_a_correction_that_is_refused_says_so_in_its_sheet(qtbot, light, case):
    host, _, stream = case
    page = case_pages.opened(qtbot, host, stream, "history")

    page.body.tab(6).correct(line_of(page, SafeContact).entry)
    sheet(page).form.fields["phone"].editor.set_value("")
    sheet(page).state()

    assert "Enter a phone, a messenger or another way" in case_pages.words(sheet(page))
    assert page.look.case.one(SafeContact).phone == "+7 000 000-00-01"


def test_what_made_the_case_is_not_offered_for_correction(qtbot, light, case):
    host, _, stream = case
    page = case_pages.opened(qtbot, host, stream, "history")
    history = page.body.tab(6)

    history.show_line(lines(page)[-1])
    fixed = case_pages.words(history)
    history.show_line(lines(page)[0])

    assert "Take back" not in fixed
    assert "Take back" in case_pages.words(history)


def test_in_discreet_mode_neither_results_nor_names_are_told(qtbot, light, case):
    host, _, stream = case

    page = case_pages.opened(qtbot, host, stream, "history", discreet=True)

    told = " ".join([*(line.what for line in lines(page)), case_pages.words(page.body.tab(6))])
    assert "A result received" in told
    for secret in ("412", "CD4", "Асанова", "+7 000"):
        assert secret not in told


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.kind)
def test_every_kind_of_record_has_a_sentence(kind):
    blank = object.__new__(kind)
    for name in (field.name for field in fields(kind)):
        object.__setattr__(
            blank, name, () if name in ("papers", "pages", "doses", "reasons", "wanted") else ""
        )
    for name in ("taken_on", "on", "since"):
        object.__setattr__(blank, name, make.TODAY)
    for name, value in (("value", None), ("days", 30), ("author", AuthorId(b""))):
        object.__setattr__(blank, name, value)

    assert sentence(blank)
    assert sentence(blank, discreet=True)


def test_a_persons_wish_to_be_erased_is_written_down_and_granted_from_here(qtbot, light, case):
    host, _, stream = case
    page = case_pages.opened(qtbot, host, stream, "history")
    tab = page.body.tab(6)

    tab.ask_erasing.click()
    asked = sheet(page)
    asked.form.set_fact(Erasure(on=make.TODAY, sections=("person",)))
    asked.button.click()
    tab.show_line(line_of(page, Erasure))
    next(b for b in tab.findChildren(QPushButton) if b.text() == "Erase here…").click()
    sheet(page).button.click()

    assert not page.look.case.of(SafeContact)
    assert "Safe contact: erased on 23 November 2026" in {line.what for line in lines(page)}
    assert "Name, papers, contact" in line_of(page, Erasure).what


def test_ticks_are_said_in_words_and_with_their_time_in_history_and_head(qtbot, light, case, tmp_path):
    host, centre, stream = case
    with desks.connected(tmp_path, host, centre):
        syncing.exchange(centre)
        page = case_pages.opened(qtbot, host, stream, "history")
        assert "not sent" in page.body.header.sent.accessibleName()
        syncing.exchange(host)
        page.reload()
        assert "on the server · " in line_of(page, LabResult).sentence()
        assert "✓" not in line_of(page, LabResult).sentence()

        desks.exchange(centre, host)
        page.reload()

    assert "received · " in line_of(page, LabResult).sentence()
    assert "✓✓ all received" == page.body.header.sent.accessibleName()
