"""What systems tell: a small logind on a bus of our own, and Windows messages as they are laid out."""

import ctypes
import shutil
import subprocess
import sys
from collections.abc import Iterator
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from regdesk.ui.locking.logind import Logind
from regdesk.ui.locking.windows_session import WindowsSession, is_leaving

ROOT = Path(__file__).resolve().parents[2]
DAEMONS = [found for found in [shutil.which("dbus-daemon")] if found]  # none where it is not installed


@pytest.fixture(params=DAEMONS)
def bus_address(request: pytest.FixtureRequest) -> Iterator[str]:
    running = subprocess.Popen(  # noqa: S603 - the system's own program
        [request.param, "--session", "--nofork", "--nosyslog", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert running.stdout is not None
    yield running.stdout.readline().strip()
    running.kill()
    running.wait()
    running.stdout.close()


def test_sleep_and_a_locked_session_are_heard_and_sleep_waits(bus_address: str, qtbot: QtBot) -> None:
    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-m", "tests.ui.small_logind", bus_address],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as small:
        assert small.stdin
        assert small.stdout
        assert small.stdout.readline() == "ready\n"
        owner, heard, orders = QObject(), list[str](), small.stdin
        told = Logind(QDBusConnection.connectToBus(bus_address, "regdesk"), owner)
        told.gone.connect(lambda: heard.append("gone"))
        counts = []

        for order in ("wake", "sleep", "unlocked", "lock", "locked"):
            orders.write(f"{order}\n")
            orders.flush()
            qtbot.wait(300)
            counts.append(len(heard))
        inhibited = small.stdout.readline()
        small.kill()

    assert counts == [0, 1, 1, 2, 3]
    assert inhibited == "inhibited sleep RegDesk Locking delay\n"
    QDBusConnection.disconnectFromBus("regdesk")


def test_without_logind_nothing_happens(qapp: QCoreApplication) -> None:
    none = QDBusConnection("nobody connected this")

    told = Logind(none, qapp)

    assert not none.isConnected()
    told.deleteLater()


def test_a_windows_message_is_read_as_it_lies_in_memory(qapp: QCoreApplication) -> None:
    session, heard = WindowsSession(0, qapp), list[str]()
    session.gone.connect(lambda: heard.append("gone"))
    message = wintypes.MSG()

    for number, what in ((0x02B1, 0x7), (0x02B1, 0x8), (0x0218, 0x4), (0x0218, 0x12), (0x0100, 0x7)):
        message.message, message.wParam = number, what
        session.filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(message))
    session.filter.nativeEventFilter(b"xcb_generic_event_t", ctypes.addressof(message))

    assert heard == ["gone", "gone"]
    assert not is_leaving(0x02B1, 0x5)
