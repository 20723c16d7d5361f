"""Two versions of one record: shown side by side, chosen whole or field by field, or left for later."""

from dataclasses import replace
from decimal import Decimal

import pytest

from regdesk.actions import labs, people
from regdesk.actions.cases import look
from regdesk.domain.labs import LabResult
from regdesk.ui.pages.case.versions import VersionsPage
from tests import case_pages, desks, make, shells


@pytest.fixture
def apart(tmp_path):
    """Give two desks that corrected one result at the same time and have exchanged since."""
    host, centre = shells.pair(tmp_path)
    stream = desks.new_person(host, centre)
    labs.add_result(host, stream, make.lab_result())
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        people.accept(centre, stream)
        desks.exchange(centre, host)
        (wrong,) = look(host, stream).case.of(LabResult)
        ours = replace(wrong.fact, value=Decimal(421))
        theirs = replace(wrong.fact, value=Decimal(241), laboratory="Laboratory 2")
        labs.correct_result(host, stream, [wrong.id], ours)
        labs.correct_result(centre, stream, [wrong.id], theirs)
        desks.exchange(host, centre)
    return host, centre, stream


def chooser(page):
    """Open the chooser by the main button."""
    page.act()
    shown = page.over
    assert isinstance(shown, VersionsPage)
    return shown


def test_the_case_says_that_two_versions_stand(qtbot, light, apart):
    host, _, stream = apart

    page = case_pages.opened(qtbot, host, stream)

    assert "Two versions of one record. Nothing is lost. Which is right?" in case_pages.words(page)
    assert page.body.header.button.text() == "Choose"
    assert [line.state for line in page.body.tab(6).table.rows()][:2] == ["two", "two"]


def test_authors_times_and_only_what_differs_are_side_by_side(qtbot, light, apart):
    host, _, stream = apart

    shown = chooser(case_pages.opened(qtbot, host, stream))

    text = case_pages.words(shown)
    assert shown.fields == ("value", "laboratory")
    assert "With us · Алина С." in text
    assert "With the partner · Центр, Бишкек" in text
    assert "3 fields are the same" in text


def test_nothing_is_saved_until_every_field_is_chosen(qtbot, light, apart):
    host, _, stream = apart
    page = case_pages.opened(qtbot, host, stream)
    shown = chooser(page)

    page.commands["primary"]()

    assert "Choose: Result" in case_pages.words(shown.summary)
    assert len(page.look.case.undecided(LabResult)) == 1


def test_fields_of_both_versions_can_be_put_together(qtbot, light, apart):
    host, _, stream = apart
    page = case_pages.opened(qtbot, host, stream)
    shown = chooser(page)
    ours = next(n for n, e in enumerate(shown._versions.entries) if e.author == host.person.author)

    shown.choices["value"].button(ours).setChecked(True)
    shown.choices["laboratory"].button(1 - ours).setChecked(True)
    assert "CD4: 421" in shown.preview.text()
    page.commands["primary"]()

    (fact,) = page.look.case.all(LabResult)
    assert (fact.value, fact.laboratory) == (421, "Laboratory 2")
    assert page.over is None


def test_a_choice_reaches_the_other_desk(qtbot, light, apart, tmp_path):
    host, centre, stream = apart
    page = case_pages.opened(qtbot, host, stream)
    chooser(page).take(0)
    page.commands["primary"]()

    with desks.connected(tmp_path / "again", host, centre):
        desks.exchange(host, centre)

    assert look(centre, stream).case.conflicts == ()
    assert look(centre, stream).case.all(LabResult) == page.look.case.all(LabResult)


def test_the_decision_may_wait(qtbot, light, apart):
    host, _, stream = apart
    page = case_pages.opened(qtbot, host, stream)
    chooser(page)

    page.commands["close"]()

    assert page.over is None
    assert len(page.look.case.undecided(LabResult)) == 1
