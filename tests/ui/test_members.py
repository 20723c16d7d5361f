"""A case moves from one organisation to another in the windows, and of two that took it one is chosen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from regdesk.actions import labs, membership, people, records
from regdesk.actions.desk import Desk, read_case
from regdesk.actions.membership import Offered
from regdesk.domain.consent import TransferConsent
from regdesk.domain.journal import OrgId, StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import Ended, Member, OfferRefused
from regdesk.domain.people import Identity
from regdesk.errors import Refused
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.page import CasePage
from regdesk.ui.pages.case.sheet import FactSheet
from regdesk.ui.pages.case.summary import SummaryTab
from tests import case_pages, desks, make
from tests.case_pages import words

pytestmark = pytest.mark.usefixtures("light")


@dataclass(frozen=True)
class Region:
    """A host and a centre that share a case, and one more organisation that both met."""

    host: Desk
    centre: Desk
    third: Desk
    case: StreamId

    def talk(self) -> None:
        desks.exchange(self.host, self.centre, self.third, times=3)

    def holders(self, desk: Desk) -> dict[str, set[str]]:
        """Say who holds host and centre, by name, as a desk sees it."""
        names = {self.host.org: "Опора", self.centre.org: "Центр", self.third.org: "Мост"}
        found = people.parts(desk, read_case(desk, self.case))
        return {part: {names[g.org] for g in found.holders(part)} for part in ("host", "centre")}


def region(folder: Path, part: str) -> Region:
    hands = desks.Hands()
    host, centre = desks.pair(folder, hands)
    third = desks.desk(folder / "third", "Мост", part, clock=hands.clock())
    for one in (host, centre):
        desks.meet(one, third)
    return Region(host, centre, third, desks.new_person(host, centre))


@pytest.fixture
def moving(tmp_path: Path) -> Iterator[Region]:
    """Give a second NGO, and a Centre that has taken the case."""
    made = region(tmp_path, "host")
    with desks.connected(tmp_path, made.host, made.centre, made.third):
        made.talk()
        people.accept(made.centre, made.case)
        made.talk()
        yield made


@pytest.fixture
def racing(tmp_path: Path) -> Iterator[Region]:
    """Give a second Centre that took the part before it heard that the first one had."""
    made = region(tmp_path, "centre")
    with desks.connected(tmp_path, made.host, made.centre, made.third):
        made.talk()
        membership.offer(made.host, made.case, Offered(made.third.org, "centre", agreed()))
        desks.exchange(made.host, made.third)
        for one in (made.centre, made.third):
            people.accept(one, made.case)
        made.talk()
        yield made


def agreed() -> TransferConsent:
    return make.transfer_consent(organisations=())


def opened(qtbot: QtBot, region: Region, desk: Desk) -> CasePage:
    return case_pages.opened(qtbot, desk, region.case)


def press(widget: QWidget, text: str) -> None:
    words(widget)
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text]
    (button,) = [one for one in found if one.isVisibleTo(widget)]
    button.click()


def dialog(page: CasePage, kind: type = FormDialog):
    words(page)
    (found,) = [one for one in page.window().findChildren(kind) if one.isVisible()]
    return found


def summary(page: CasePage) -> SummaryTab:
    tab = page.body.tab(0) if page.body else None
    assert isinstance(tab, SummaryTab)
    return tab


def offer_in_the_window(page: CasePage, org: OrgId, part: str) -> FormDialog:
    press(summary(page).members, "Offer to another organisation…")
    asked = dialog(page)
    asked.form.org.editor.set_value(org.hex())
    asked.form.part.editor.set_value(part)
    return asked


def test_a_case_moves_from_one_ngo_to_another_in_the_windows(moving: Region, qtbot: QtBot) -> None:
    host, centre, third = moving.host, moving.centre, moving.third
    labs.add_result(host, moving.case, make.lab_result())
    moving.talk()

    page = opened(qtbot, moving, host)
    asked = offer_in_the_window(page, third.org, "host")
    assert asked.form._own.isVisible(), "the own part goes away"
    asked.button.click()
    assert not asked.isVisible(), asked.form.summary.accessibleDescription()
    assert "Мост: offered, not taken yet" in words(summary(page).members)
    moving.talk()

    theirs = opened(qtbot, moving, third)
    assert "Опора offers you a part in this case: host organisation." in words(theirs)
    press(theirs, "Take the part")
    assert moving.holders(third) == {"host": {"Мост"}, "centre": {"Центр"}}
    moving.talk()
    assert read_case(third, moving.case).of(Identity)
    assert read_case(third, moving.case).of(LabResult)

    before = opened(qtbot, moving, host)
    assert "Мост has the case now" in words(before)
    press(before.body._note.parentWidget(), "Leave the case…")  # type: ignore[union-attr, arg-type]
    dialog(before).button.click()
    moving.talk()

    wanted = {"host": {"Мост"}, "centre": {"Центр"}}
    assert [moving.holders(one) for one in (host, centre, third)] == [wanted] * 3
    for one in (host, centre, third):
        (end,) = read_case(one, moving.case).of(Ended)
        assert {head.section for head in end.fact.heads} >= {"case", "person", "clinical"}  # type: ignore[union-attr]
        assert len(read_case(one, moving.case).of(LabResult)) == 1, "what the first wrote still counts"
    with pytest.raises(Refused):
        labs.add_result(host, moving.case, make.lab_result(value=500))
    labs.add_result(third, moving.case, make.lab_result(value=510))
    moving.talk()
    assert len(read_case(centre, moving.case).of(LabResult)) == 2
    assert "left this case" in words(opened(qtbot, moving, host))


def test_of_two_centres_that_took_the_case_the_host_chooses_one_in_the_window(
    racing: Region, qtbot: QtBot
) -> None:
    host, centre, third = racing.host, racing.centre, racing.third
    rivals = {"host": {"Опора"}, "centre": {"Центр", "Мост"}}
    assert [racing.holders(one) for one in (host, centre, third)] == [rivals] * 3
    theirs = words(opened(qtbot, racing, third))
    assert "Опора chooses" in theirs
    assert "Choose…" not in theirs

    page = opened(qtbot, racing, host)
    assert "Choose who has the case: two took it" in words(summary(page))
    page.act()
    asked = dialog(page)
    asked.button.click()
    assert "Please fill in" in asked.form.field.error()
    grant = next(
        one
        for one in people.parts(host, read_case(host, racing.case)).rivals("centre")
        if one.org == third.org
    )
    asked.form.field.editor.set_value(grant.id.hex())
    asked.button.click()
    racing.talk()

    wanted = {"host": {"Опора"}, "centre": {"Мост"}}
    assert [racing.holders(one) for one in (host, centre, third)] == [wanted] * 3
    assert "Two organisations" not in words(opened(qtbot, racing, host))


def test_two_colleagues_who_chose_differently_are_settled_by_one_more_choice(racing: Region) -> None:
    host = racing.host
    grants = people.parts(host, read_case(host, racing.case)).rivals("centre")
    first, second = sorted(grants, key=lambda one: one.org != racing.third.org)
    membership.choose(host, racing.case, first.id)
    records.record(host, racing.case, Member(part="centre"), about=second.id)  # as a colleague's desk may
    assert len(people.parts(host, read_case(host, racing.case)).rivals("centre")) == 2

    membership.choose(host, racing.case, second.id)
    racing.talk()

    assert racing.holders(racing.third)["centre"] == {"Центр"}


def test_who_does_not_hold_the_other_part_may_not_choose(racing: Region) -> None:
    grant = people.parts(racing.third, read_case(racing.third, racing.case)).rivals("centre")[0]

    with pytest.raises(Refused) as refused:
        membership.choose(racing.third, racing.case, grant.id)

    assert refused.value.message == membership.NOT_OURS


def test_an_offer_needs_the_persons_consent_and_the_form_asks_for_it(moving: Region, qtbot: QtBot) -> None:
    host, third = moving.host, moving.third
    with pytest.raises(Refused) as refused:
        membership.offer(host, moving.case, Offered(third.org, "host"))
    assert refused.value.message == membership.ASK_PERSON

    page = opened(qtbot, moving, host)
    asked = offer_in_the_window(page, third.org, "host")
    assert asked.form._asked.isVisible()
    asked.form.consent.fields["given"].editor.set_value("spoken")
    asked.form.consent.fields["on"].editor.set_value(date(2026, 11, 23))
    asked.button.click()
    assert asked.isVisible(), "a spoken consent has a witness"
    asked.form.consent.fields["witness"].editor.set_value("Анна, переводчица")
    asked.button.click()

    consent = read_case(host, moving.case).one(TransferConsent)
    assert consent is not None
    assert set(consent.organisations) == {host.org, moving.centre.org, third.org}


def test_a_declined_offer_says_why_and_changes_nothing(moving: Region, qtbot: QtBot) -> None:
    membership.offer(moving.host, moving.case, Offered(moving.third.org, "host", agreed()))
    moving.talk()
    page = opened(qtbot, moving, moving.third)

    press(page, "Decline…")
    asked = dialog(page, FactSheet)
    asked.form.fields["why"].editor.set_value("Мы не работаем в этом городе")
    asked.button.click()
    moving.talk()

    (no,) = read_case(moving.host, moving.case).of(OfferRefused)
    assert no.fact.why == "Мы не работаем в этом городе"  # type: ignore[union-attr]
    assert moving.holders(moving.host) == {"host": {"Опора"}, "centre": {"Центр"}}


def test_nobody_leaves_a_case_without_a_successor_unless_it_is_over(moving: Region) -> None:
    with pytest.raises(Refused) as refused:
        membership.leave(moving.host, moving.case, "host")
    assert refused.value.message == membership.NOBODY_AFTER

    records.state(moving.host, moving.case, make.closed("returned-home"))
    membership.leave(moving.host, moving.case, "host")

    assert moving.holders(moving.host)["host"] == set()


def test_who_left_keeps_its_own_notes(moving: Region) -> None:
    from regdesk.domain.book import Note  # noqa: PLC0415

    host = moving.host
    records.state(host, moving.case, Note(text="before"))
    records.state(host, moving.case, make.closed("returned-home"))
    membership.leave(host, moving.case, "host")

    records.state(host, moving.case, Note(text="after"))
    moving.talk()

    assert len(read_case(host, moving.case).of(Note)) == 2
    (end,) = read_case(moving.centre, moving.case).of(Ended)
    assert "internal" not in {head.section for head in end.fact.heads}  # type: ignore[union-attr]


def test_what_a_colleague_of_who_left_wrote_too_late_is_let_in_by_who_has_the_case(
    moving: Region, tmp_path: Path, qtbot: QtBot
) -> None:
    host, centre, third = moving.host, moving.centre, moving.third
    second = desks.second(host, tmp_path / "second")
    desks.exchange(host, second)
    membership.offer(host, moving.case, Offered(third.org, "host", agreed()))
    moving.talk()
    people.accept(third, moving.case)
    moving.talk()
    membership.leave(host, moving.case, "host")
    labs.add_result(second, moving.case, make.lab_result(value=390))  # without a line, before it heard
    desks.exchange(host, second, centre, third, times=3)
    aside = read_case(centre, moving.case).of(LabResult)

    page = case_pages.opened(qtbot, centre, moving.case, "history")
    (late,) = [one for one in read_case(centre, moving.case).entries if isinstance(one.fact, LabResult)]
    history = page.body.tab(6)  # type: ignore[union-attr]
    history.show_line(next(one for one in history.table.rows() if one.entry.id == late.id))  # type: ignore[attr-defined]
    press(history, "Let in…")
    asked = dialog(page, FactSheet)
    asked.form.fields["why"].editor.set_value("Сверено по телефону")
    asked.button.click()
    desks.exchange(host, second, centre, third, times=3)

    assert aside == ()
    for one in (centre, third):
        assert [entry.id for entry in read_case(one, moving.case).of(LabResult)] == [late.id]
