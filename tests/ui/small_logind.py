"""A small logind in a process of its own: answers on the bus of argv[1], says what stdin tells it."""

import os
import sys

from PySide6.QtCore import ClassInfo, Property, QCoreApplication, QObject, QSocketNotifier, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusObjectPath,
    QDBusUnixFileDescriptor,
)

from regdesk.ui.locking import logind

SESSION = "/org/freedesktop/login1/session/c1"


def say(*words: str) -> None:
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


@ClassInfo({"D-Bus Interface": logind.MANAGER})
class Answers(QObject):
    """Answers as logind's manager does."""

    @Slot(str, result=QDBusObjectPath)
    def GetSession(self, _: str) -> QDBusObjectPath:  # noqa: N802
        return QDBusObjectPath(SESSION)

    @Slot(str, str, str, str, result=QDBusUnixFileDescriptor)
    def Inhibit(self, what: str, who: str, why: str, how: str) -> QDBusUnixFileDescriptor:  # noqa: N802
        say("inhibited", what, who, why, how)
        ours, theirs = os.pipe()
        given = QDBusUnixFileDescriptor(theirs)
        os.close(theirs)
        os.close(ours)
        return given


@ClassInfo({"D-Bus Interface": logind.SESSION})
class Session(QObject):
    """Says whether the session is locked."""

    locked = False

    def _hint(self) -> bool:
        return self.locked

    LockedHint = Property(bool, _hint)


def main() -> None:
    app = QCoreApplication([])
    bus = QDBusConnection.connectToBus(sys.argv[1], "logind")
    manager, session = Answers(), Session()
    bus.registerObject(logind.PATH, manager, QDBusConnection.RegisterOption.ExportAllSlots)
    bus.registerObject(SESSION, session, QDBusConnection.RegisterOption.ExportAllProperties)
    bus.registerService(logind.NAME)

    def signal(path: str, interface: str, name: str, *values: object) -> None:
        made = QDBusMessage.createSignal(path, interface, name)
        made.setArguments(list(values))
        bus.send(made)

    def obey() -> None:
        order = os.read(0, 64).decode().strip()
        session.locked = order == "locked"
        if order in ("sleep", "wake"):
            signal(logind.PATH, logind.MANAGER, "PrepareForSleep", order == "sleep")
        elif order == "lock":
            signal(SESSION, logind.SESSION, "Lock")
        else:
            changed = {"LockedHint": session.locked}
            signal(SESSION, logind.PROPERTIES, "PropertiesChanged", logind.SESSION, changed, [""])
        say("said", order)

    notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
    notifier.activated.connect(obey)
    say("ready")
    app.exec()


if __name__ == "__main__":
    main()
