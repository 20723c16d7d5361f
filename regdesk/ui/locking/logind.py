"""What systemd-logind tells on Linux: the computer goes to sleep, or the session was locked."""

from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath, QDBusVariant

NAME: Final = "org.freedesktop.login1"
PATH: Final = "/org/freedesktop/login1"
MANAGER: Final = f"{NAME}.Manager"
SESSION: Final = f"{NAME}.Session"
PROPERTIES: Final = "org.freedesktop.DBus.Properties"
_WAIT_MS: Final = 2_000


class Logind(QObject):
    """`gone` tells of sleep (a closed lid too) and of a locked session. Sleep waits until we have locked."""

    gone = Signal()

    def __init__(self, bus: QDBusConnection, parent: QObject) -> None:
        super().__init__(parent)
        self._bus, self._hold = bus, None
        if not bus.isConnected() or not bus.interface().isServiceRegistered(NAME).value():
            return
        bus.connect(NAME, PATH, MANAGER, "PrepareForSleep", self, _slot("on_sleep(bool)"))
        self._session = self._own_session()
        bus.connect(NAME, self._session, SESSION, "Lock", self, _slot("on_lock()"))
        changed = _slot("on_changed(QDBusMessage)")
        bus.connect(NAME, self._session, PROPERTIES, "PropertiesChanged", self, changed)
        # Held until this process ends or is replaced: logind then waits up to five seconds with sleeping.
        self._hold = self._ask(PATH, MANAGER, "Inhibit", "sleep", "RegDesk", "Locking", "delay")

    @Slot(bool)
    def on_sleep(self, begins: bool) -> None:  # noqa: FBT001 - D-Bus passes it like this
        """Hear that the computer goes to sleep, or wakes."""
        if begins:
            self.gone.emit()

    @Slot()
    def on_lock(self) -> None:
        """Hear that the session is to be locked."""
        self.gone.emit()

    @Slot(QDBusMessage)
    def on_changed(self, _: QDBusMessage) -> None:
        """Hear that something about the session changed; desktops that lock by themselves say it so."""
        locked = self._ask(self._session, PROPERTIES, "Get", SESSION, "LockedHint")
        if isinstance(locked, QDBusVariant):
            locked = locked.variant()
        if locked is True:
            self.gone.emit()

    def _own_session(self) -> str:
        found = self._ask(PATH, MANAGER, "GetSession", "auto")
        return found.path() if isinstance(found, QDBusObjectPath) else ""

    def _ask(self, path: str, interface: str, method: str, *values: object) -> object:
        call = QDBusMessage.createMethodCall(NAME, path, interface, method)
        call.setArguments(list(values))
        answer = self._bus.call(call, timeout=_WAIT_MS)
        said = answer.arguments()
        return said[0] if answer.type() == QDBusMessage.MessageType.ReplyMessage and said else None


def _slot(name: str) -> Any:
    """Name a slot as D-Bus wants it; PySide asks for text and its types for bytes."""
    return SLOT(name)
