"""The window's life: first run, unlocking, exchanging, locking - on a real desk, in real lanes."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from regdesk.actions import enrolment, joining, partners, set_up, unlocking
from regdesk.actions.joining import NewComputer
from regdesk.crypto.vault import FLOOR
from regdesk.ui.background import Background
from regdesk.ui.front import Front
from regdesk.ui.pages.first_run import FirstRun, FirstRunPage
from regdesk.ui.pages.join import JoinPage
from regdesk.ui.pages.sheet_gate import SheetGate
from regdesk.ui.pages.unlock import Unlock
from regdesk.ui.pulse import Line
from regdesk.ui.start import Start
from tests import desks

WAIT_S = 30


@pytest.fixture
def restarts() -> list[str]:
    return []


@pytest.fixture
def front(tmp_path: Path, qapp: QApplication, restarts: list[str]) -> Iterator[Front]:
    del qapp
    start = Start(tmp_path / "desk", desks.Hands().clock(), os.urandom, lambda: restarts.append("again"))
    made = Front(start, Background())
    yield made
    made.close()
    made.window.close()
    made.window.deleteLater()


def gate(front: Front, kind: type) -> object:
    (found,) = front.window.findChildren(kind)
    return found


def decided() -> FirstRun:
    return FirstRun(
        organisation="Опора",
        country="RU",
        part="host",
        person="Алина С.",
        roles=("caseworker",),
        passphrase=desks.PASSPHRASE,
        language="ru",
    )


def test_a_new_computer_begins_with_first_run_and_ends_at_its_recovery_sheet(front: Front) -> None:
    front.begin()
    page = gate(front, FirstRunPage)

    page.created.emit(decided())  # type: ignore[attr-defined]
    assert front.background.settle(WAIT_S)

    assert front.desk is not None
    assert isinstance(gate(front, SheetGate), SheetGate)
    assert front.window.shell is None
    assert front.window.windowTitle() == "RegDesk"


def test_an_invitation_brings_server_and_first_partner(front: Front, tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Центр, Бишкек", "centre", country="KG")
    partners.set_server(host, "http://127.0.0.1:8480", b"k" * 32)
    (tmp_path / "invite").write_bytes(partners.invite(host).pack())
    (tmp_path / "odd").write_bytes(b"nothing of ours")
    front.begin()
    page = gate(front, FirstRunPage)
    assert isinstance(page, FirstRunPage)

    page.invite_read.emit(tmp_path / "odd")
    front.background.settle(WAIT_S)
    assert page.invite == b""
    page.invite_read.emit(tmp_path / "invite")
    front.background.settle(WAIT_S)
    page.created.emit(replace(decided(), invite=page.invite))
    assert front.background.settle(WAIT_S)

    assert front.desk is not None
    assert partners.server(front.desk)[0] == "http://127.0.0.1:8480"
    assert host.org in partners.organisations(front.desk)


def test_a_computer_that_waits_for_its_answer_goes_on_waiting_after_it_was_closed(
    front: Front, tmp_path: Path
) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    code = joining.read_code(enrolment.invite(host).text)
    new = NewComputer(
        code=code.secret,
        hello=code.hello,
        person="Вера М.",
        roles=frozenset({"caseworker"}),
        passphrase=desks.PASSPHRASE,
    )
    waiting = joining.begin(tmp_path / "desk", new, host.clock, os.urandom)
    front.begin()
    gate(front, Unlock).opened.emit(desks.PASSPHRASE)  # type: ignore[attr-defined]
    assert front.background.settle(WAIT_S)
    page = gate(front, JoinPage)
    assert isinstance(page, JoinPage)
    asked = enrolment.asked(host, waiting.file)
    (tmp_path / "answer").write_bytes(enrolment.hand_over(host, asked, asked.request.roles)[0])

    page.read_answer(tmp_path / "answer")
    assert front.background.settle(WAIT_S)

    assert front.desk is not None
    assert front.desk.org == host.org


def test_a_wrong_passphrase_says_so_and_a_right_one_opens_the_desk(front: Front, tmp_path: Path) -> None:
    unlocking.close(desks.desk(tmp_path / "desk", "Опора", "host", cost=FLOOR))
    front.begin()
    unlock = gate(front, Unlock)

    unlock.opened.emit("not this one at all")  # type: ignore[attr-defined]
    assert front.background.settle(WAIT_S)
    assert front.desk is None

    unlock.opened.emit(desks.PASSPHRASE)  # type: ignore[attr-defined]
    assert front.background.settle(WAIT_S)
    assert front.desk is not None


def test_locking_starts_a_new_process_and_closes_this_window(front: Front, restarts: list[str]) -> None:
    front.begin()
    gate(front, FirstRunPage).created.emit(decided())  # type: ignore[attr-defined]
    front.background.settle(WAIT_S)

    front.lock()

    assert restarts == ["again"]
    assert not front.window.isVisible()


def test_offered_passphrases_are_five_words_and_never_the_same() -> None:
    offered = {set_up.offer_passphrase(os.urandom, language) for language in ("ru", "en") for _ in range(50)}

    assert len(offered) == 100
    assert all(len(words.split()) == 5 for words in offered)
    assert all(len(words) >= unlocking.SHORTEST for words in offered)


def test_the_bottom_line_follows_the_exchange(front: Front, tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    seen: list[Line] = []
    with desks.connected(tmp_path, host, centre) as server:
        desks.new_person(host, centre)
        desks.exchange(centre)
        front.enter(desks.with_sheet(host))
        assert front.window.shell is not None
        front.window.shell.pulsed.connect(lambda pulse, _: seen.append(pulse.line))
        front.background.settle(WAIT_S)
        assert seen[-1] is Line.ONLINE

        server.stop()
        assert front.exchanging is not None
        front.exchanging.exchange_now()
        front.background.settle(WAIT_S)

    assert seen[-1] is Line.FAILED
    assert partners.server(host)[0]
    unlocking.close(centre)
