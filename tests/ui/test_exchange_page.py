"""The exchange page: what waits, what came back, what needs a person - on real desks and a real server."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from regdesk.actions import computers, exchange_state, labs, queue, sticks, syncing
from regdesk.actions.desk import Clock, Desk, read_case, record
from regdesk.documents import disclosure
from regdesk.domain.book import StaffCard
from regdesk.domain.consent import TransferConsent
from regdesk.domain.journal import book_id
from regdesk.domain.labs import LabResult
from regdesk.store import again, journal, misses, tray
from regdesk.sync.recovering import FLIPS
from regdesk.ui.exchanging import RETRIES_S, Exchanging
from regdesk.ui.pages.exchange.page import ExchangePage
from regdesk.ui.pulse import Line
from tests import clinic, desks, make, shells
from tests.case_pages import words

DAY_MS = 24 * 60 * 60 * 1000


class Wall:
    """A clock on the wall that a test turns on by days."""

    def __init__(self) -> None:
        self.ms = make.START_MS

    def clock(self) -> Clock:
        return Clock(self._now, lambda: make.TODAY)

    def _now(self) -> int:
        self.ms += 1
        return self.ms


@pytest.fixture
def two(tmp_path: Path, light: object) -> tuple[Desk, Desk]:
    del light
    return shells.pair(tmp_path)


def opened(qtbot: QtBot, desk: Desk, *, discreet: bool = True) -> tuple[shells.Opened, ExchangePage]:
    window = shells.Opened(qtbot, desk, discreet=discreet)
    page = window.page("exchange")
    assert isinstance(page, ExchangePage)
    return window, page


def buttons(widget: QWidget, text: str) -> list[QPushButton]:
    """Give the buttons in sight that say *text*."""
    words(widget)
    return [one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisibleTo(widget)]


def lines(widget: QWidget) -> list[str]:
    """Give what a screen reader says of each line."""
    words(widget)
    return [one.accessibleName() for one in widget.findChildren(QWidget) if one.accessibleName()]


@pytest.mark.parametrize("part", ["line", "unsent", "received"])
def test_the_bottom_line_leads_to_the_exchange(two: tuple[Desk, Desk], qtbot: QtBot, part: str) -> None:
    window = shells.Opened(qtbot, two[0])
    Exchanging(two[0], window.background, window.shell).look()

    window.window.bottom.buttons[part].click()

    assert isinstance(window.shell.page(), ExchangePage)


def test_what_waits_is_told_by_code_and_in_neutral_words(two: tuple[Desk, Desk], qtbot: QtBot) -> None:
    host, centre = two
    stream = desks.new_person(host, centre)
    code = next(one.code for one in queue.queue(host).waiting)

    _, page = opened(qtbot, host)

    said = " ".join(lines(page.queue))
    assert code in said
    assert "in the queue" in said
    assert not disclosure.in_text(said)
    assert read_case(host, stream).one(TransferConsent) is not None


def test_called_back_in_time_a_record_reaches_no_partner_until_it_is_stated_again(
    two: tuple[Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    host, centre = two
    stream = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        window, page = opened(qtbot, host)
        waiting = next(one for one in queue.queue(host).waiting if one.kind.kind == "safe-contact")

        page.queue.recall(waiting)
        desks.exchange(host, centre)
        assert "safe-contact" not in {entry.kind for entry in read_case(centre, stream).entries}
        window.shell.undo_bar.undo()
        desks.exchange(host, centre)

    assert "safe-contact" in {entry.kind for entry in read_case(centre, stream).entries}


def test_what_has_left_is_not_called_back(two: tuple[Desk, Desk], tmp_path: Path, qtbot: QtBot) -> None:
    host, centre = two
    desks.new_person(host, centre)
    waiting = next(one for one in queue.queue(host).waiting if one.recall)
    window, page = opened(qtbot, host)
    with desks.connected(tmp_path, host, centre):
        syncing.exchange(host)
    page.reload()
    assert not buttons(page.queue, "Call back")

    page.queue.recall(waiting)

    assert "on its way already" in words(window.shell)


def test_the_ticks_of_a_partner_stand_with_their_time(
    two: tuple[Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    host, centre = two
    desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        syncing.exchange(centre)
        _, page = opened(qtbot, host)
        syncing.exchange(host)
        page.reload()
        assert "✓ on the server" in " ".join(lines(page.queue))

        desks.exchange(centre, host)
        page.reload()

    assert "✓✓ acknowledged" in words(page.received)
    assert "Nothing waits" in words(page.queue)
    (told,) = exchange_state.received(host)
    assert told.acknowledged_ms > 0
    assert told.heard_ms > 0


def test_what_no_consent_lets_go_says_so(two: tuple[Desk, Desk], qtbot: QtBot) -> None:
    host, centre = two
    over = make.transfer_consent(on=date(2020, 1, 1), until=date(2020, 6, 1))
    desks.new_person(host, centre, transfer_consent=over)

    _, page = opened(qtbot, host)

    assert "waits for consent" in " ".join(lines(page.queue))


def test_scanned_pages_wait_behind_the_records(tmp_path: Path, light: object, qtbot: QtBot) -> None:
    del light
    made = clinic.clinic(tmp_path, "submitted")

    _, page = opened(qtbot, made.host)
    page.queue._more.click()

    said = " ".join(lines(page.queue))
    assert "scanned page" in said
    assert "after the records" in said


def test_two_versions_are_a_link_to_where_one_is_chosen(tmp_path: Path, light: object, qtbot: QtBot) -> None:
    del light
    made = clinic.clinic(tmp_path, "submitted")
    made.two_results()
    window, page = opened(qtbot, made.host)

    buttons(page.versions, "Compare and choose")[0].click()

    assert window.door.asked == [(made.stream, "versions")]


def test_a_partner_who_is_silent_for_two_weeks_is_an_alarm(
    tmp_path: Path, light: object, qtbot: QtBot
) -> None:
    del light
    wall = Wall()
    host = desks.desk(tmp_path / "host", "Опора", "host", clock=wall.clock())
    centre = desks.desk(tmp_path / "centre", "Центр, Бишкек", "centre", clock=wall.clock(), country="KG")
    desks.meet(host, centre)
    desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre, times=3)
    _, page = opened(qtbot, host)
    assert page.alarms.isHidden()

    wall.ms += 15 * DAY_MS
    page.reload()

    assert "Nothing came from Центр, Бишкек for 15 days." in words(page.alarms)


def test_a_colleagues_silent_computer_leads_to_computers_and_keys(
    tmp_path: Path, light: object, qtbot: QtBot
) -> None:
    del light
    wall = Wall()
    first = desks.desk(tmp_path / "one", "Опора", "host", clock=wall.clock())
    second = desks.second(first, tmp_path / "two")
    with desks.connected(tmp_path, first, second):
        desks.exchange(second, first)
        record(second, book_id(first.org), StaffCard(author=second.person.author, name="Борис Т."))
        desks.exchange(second, first)
    wall.ms += 20 * DAY_MS

    _, page = opened(qtbot, first)

    assert "silent for 20 days: Борис Т." in words(page.alarms)


def test_messages_that_only_a_colleague_has_are_an_alarm(two: tuple[Desk, Desk], qtbot: QtBot) -> None:
    host, centre = two
    misses.seen_elsewhere(host.write, {centre.person.author: 4}, 1)

    _, page = opened(qtbot, host)

    assert "Центр, Бишкек sent messages that a colleague's computer has" in words(page.alarms)


def test_alarms_stand_first_among_what_was_put_aside(two: tuple[Desk, Desk], qtbot: QtBot) -> None:
    host, centre = two
    tray.alarm(host.write, b"instance", FLIPS, make.TODAY, None)
    tray.put(host.write, b"damaged", "This record cannot be read.", make.TODAY, centre.org)

    _, page = opened(qtbot, host)

    said = words(page.aside)
    assert said.index(FLIPS[:20]) < said.index("This record cannot be read.")
    assert "from Центр, Бишкек" in said
    assert "sender unknown" in said


def test_a_false_record_is_said_to_be_in_whose_name(
    two: tuple[Desk, Desk], tmp_path: Path, qtbot: QtBot
) -> None:
    host, centre = two
    colleague = desks.second(host, tmp_path / "second", "Борис Т.")
    case = desks.new_person(host, centre)
    labs.add_result(host, case, make.lab_result())
    theirs = replace(host, person=colleague.person)
    labs.add_result(theirs, case, make.lab_result(value=500))
    results = {e.author: e.id for e in read_case(host, case).of(LabResult)}
    for org, name in ((host.org, colleague.person.author), (centre.org, host.person.author)):
        (signed,) = journal.signed(host.write, case, [results[name]]).values()
        tray.put(host.write, signed[:-1] + b"x", tray.FALSE_SIGNATURE, make.TODAY, org)

    _, page = opened(qtbot, host)

    said = words(page.aside)
    assert "in the name of Борис Т. · from Опора" in said
    assert "in the name of Алина С. · from Центр, Бишкек" in said


def test_asking_once_more_asks_who_sent_it_and_exchanges(two: tuple[Desk, Desk], qtbot: QtBot) -> None:
    host, centre = two
    tray.put(host.write, b"damaged", "This record cannot be read.", make.TODAY, centre.org)
    window, page = opened(qtbot, host)

    with qtbot.waitSignal(window.shell.exchange_asked):
        buttons(page.aside, "Ask once more")[0].click()

    assert again.asking(host.write, centre.org)


def test_a_thing_put_aside_is_saved_as_it_came(two: tuple[Desk, Desk], tmp_path: Path, qtbot: QtBot) -> None:
    host, centre = two
    tray.put(host.write, b"damaged", "This record cannot be read.", make.TODAY, centre.org)
    window, page = opened(qtbot, host)
    (one,) = exchange_state.standing(host).aside

    page.aside.save(one, tmp_path)
    page.aside.save(one, tmp_path / "no such folder")

    (file,) = tmp_path.glob("RD-*.regdesk-aside")
    assert file.read_bytes() == b"damaged"
    assert "could not be written" in words(window.shell)


@pytest.fixture
def exchanging(two: tuple[Desk, Desk], qtbot: QtBot) -> tuple[shells.Opened, Exchanging]:
    window, _ = opened(qtbot, two[0])
    return window, Exchanging(two[0], window.background, window.shell)


def test_tries_grow_rarer_and_the_page_says_when_and_why(
    two: tuple[Desk, Desk], tmp_path: Path, exchanging: tuple[shells.Opened, Exchanging]
) -> None:
    window, runs = exchanging
    page = window.shell.page()
    assert isinstance(page, ExchangePage)
    with desks.connected(tmp_path, two[0]):
        pass

    waits = []
    for _ in range(len(RETRIES_S) + 1):
        runs.exchange_now()
        assert window.shell.pulse is not None
        waits.append(window.shell.pulse.next_s)

    assert window.shell.pulse.line is Line.FAILED
    expected = (*RETRIES_S, RETRIES_S[-1])
    assert all(0 <= expect - found <= 1 for expect, found in zip(expected, waits, strict=True))
    assert "The exchange did not work" in words(page.state)
    assert "in 15 min" in words(page.state)
    assert window.shell.pulse.reason in words(page.state)


def test_a_desk_without_a_server_is_led_to_the_settings(
    exchanging: tuple[shells.Opened, Exchanging], qtbot: QtBot
) -> None:
    window, runs = exchanging
    page = window.shell.page()
    assert isinstance(page, ExchangePage)

    runs.exchange()

    assert "The exchange has stopped" in words(page.state)
    with qtbot.waitSignal(window.shell.settings_asked):
        buttons(page.state, "Settings")[0].click()


def test_nothing_on_the_page_discloses(tmp_path: Path, themed: object, qtbot: QtBot) -> None:
    del themed
    made = clinic.clinic(tmp_path, "submitted")
    made.two_results()

    _, page = opened(qtbot, made.host)
    page.queue._unfold()

    assert not disclosure.in_text(" ".join([*lines(page), words(page)]))


def test_late_records_of_a_removed_computer_are_let_in_for_a_reason(
    tmp_path: Path, light: object, qtbot: QtBot
) -> None:
    del light
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    gone = desks.second(host, tmp_path / "gone")
    with desks.connected(tmp_path, host, centre, gone):
        desks.exchange(host, gone, centre, times=3)
        labs.add_result(gone, case, make.lab_result())
        sticks.out(gone, host.org, tmp_path)
        (device,) = (one.device for one in computers.overview(host).computers if not one.here)
        computers.remove_computer(host, device)
        (file,) = tmp_path.glob("*.regdesk")
        sticks.take_in(host, file)
    window, page = opened(qtbot, host)
    assert "A result received" in " ".join(lines(page.late))

    buttons(page.late, "Let in")[0].click()
    assert page.late.why.error()
    page.late.why.editor.set_raw("Asked by phone: it is hers")
    buttons(page.late, "Let in")[0].click()

    assert page.late.isHidden()
    assert read_case(host, case).of(LabResult)
    assert "count from now on" in words(window.shell)


def test_what_was_put_aside_is_taken_off_the_list_and_put_back(two: tuple[Desk, Desk], qtbot: QtBot) -> None:
    host, centre = two
    tray.alarm(host.write, b"damaged", "This record cannot be read.", make.TODAY, centre.org)
    window, page = opened(qtbot, host)

    buttons(page.aside, "Take off the list")[0].click()
    assert "Nothing was put aside." in words(page.aside)
    window.shell.undo_bar.undo()

    assert "This record cannot be read." in words(page.aside)
    (one,) = exchange_state.standing(host).aside
    assert one.alarm


def test_a_server_that_changes_again_and_again_is_an_alarm_for_a_week(
    two: tuple[Desk, Desk], qtbot: QtBot
) -> None:
    host, _ = two
    tray.alarm(host.write, b"instance", FLIPS, make.TODAY, None)

    _, page = opened(qtbot, host)

    assert FLIPS in words(page.alarms)
    assert "Nothing is lost" in words(page.alarms)


def test_the_palette_knows_the_exchange_and_the_keys(two: tuple[Desk, Desk], qtbot: QtBot) -> None:
    window, _ = opened(qtbot, two[0])

    found = {one.text for one in window.shell._places_found()}

    assert {"Exchange of data", "Computers and keys"} <= found
