"""The bottom line: how the exchange stands and who runs out, on every screen."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QStatusBar, QToolButton

from regdesk.i18n import N_, tr
from regdesk.ui.pieces import retone, sized, with_icon
from regdesk.ui.pulse import (
    Item,
    Pulse,
    line_item,
    received_item,
    soon_item,
    unsent_item,
    urgent_item,
)

LEFT = ("line", "unsent", "received", "urgent", "soon")
RIGHT = ("help", "lock")
_INKS = {"secondary": "text.secondary", "offline": "offline.text"}


class BottomLine(QStatusBar):
    """`asked` carries the part that was pressed: line, unsent, received, urgent, soon, help or lock."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(tr(N_("Exchange and stock")))
        self.setSizeGripEnabled(False)
        self._wide, self._items = True, dict[str, Item]()
        self.buttons = {name: self._button(name) for name in (*LEFT, *RIGHT)}
        for name in LEFT:
            self.addWidget(self.buttons[name])
        for name in RIGHT:
            self.addPermanentWidget(self.buttons[name])
            self.buttons[name].setProperty("side", "right")
        self._show("help", Item(f"F1 {tr(N_('Help'))}", "F1", "keyboard"))
        self._show("lock", Item(f"Ctrl L {tr(N_('Lock'))}", "Ctrl L", "lock"))
        sized(self, height=30)

    def show_pulse(self, pulse: Pulse, now: datetime) -> None:
        """Say how things stand."""
        self._show("line", line_item(pulse))
        self._show("unsent", unsent_item(pulse))
        self._show("received", received_item(pulse, now))
        self._show("urgent", urgent_item(pulse))
        self._show("soon", soon_item(pulse))

    def show_wide(self, wide: bool) -> None:  # noqa: FBT001 - a state, not an option
        """Write sentences, or only icons and numbers."""
        self._wide = wide
        for name, item in self._items.items():
            self._show(name, item)

    def _show(self, name: str, item: Item) -> None:
        self._items[name] = item
        button, text = self.buttons[name], item.text if self._wide else item.short
        button.setText(f" {text}")  # the style leaves hardly any room after the icon
        button.setVisible(bool(text))
        button.setAccessibleName(item.text)
        button.setToolTip("" if self._wide else item.text)
        with_icon(button, item.icon, _INKS.get(item.tone, f"{item.tone}.text"), 14)
        retone(button, item.tone)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("kind", "pulse")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(lambda: self.asked.emit(name))
        return button

    def minimumSizeHint(self) -> QSize:
        """Never push the window wider."""
        return QSize(0, super().minimumSizeHint().height())
