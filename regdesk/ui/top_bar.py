"""The bar on top: the way to the palette, the discreet switch, and one main button."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QStyle, QStyleOptionButton, QStylePainter

from regdesk.i18n import N_, tr
from regdesk.ui import paint, theme
from regdesk.ui.discreet import Discreet
from regdesk.ui.pieces import box, label, picture, row, sized, with_icon
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.toggle import Toggle


class TopBar(QFrame):
    """52 px high; where the window is narrow the words of the switch give way."""

    palette_asked = Signal()

    def __init__(self, discreet: Discreet) -> None:
        super().__init__()
        self.setProperty("kind", "topbar")
        self.setAccessibleName(tr(N_("Search and main button")))
        sized(self, height=52)
        self.search = SearchField()
        self.search.clicked.connect(self.palette_asked)
        self._discreet, self._eye, self._word = discreet, picture("eye-off"), label("", "label", "secondary")
        self._toggle = Toggle(tr(N_("Discreet mode")))
        self._toggle.setToolTip("F8")
        self._toggle.clicked.connect(discreet.toggle)
        discreet.changed.connect(self._show_discreet)
        self._primary = Button("", "primary")
        self._primary.hide()
        self._act: Callable[[], object] = lambda: None
        self._primary.clicked.connect(lambda _: self._act())
        self._switch = box(row(self._eye, self._word, self._toggle, gap=8))
        self.setLayout(row(self.search, None, self._switch, self._primary, gap=12, margins=(20, 0)))
        self._show_discreet(discreet.on)

    def show_primary(self, text: str, act: Callable[[], object], *, icon: str = "", keys: str = "") -> None:
        """Show the main button of every page; an empty text hides it."""
        self._act = act
        self._primary.show_text(text, icon=icon, keys=keys)
        self._primary.setVisible(bool(text))

    def show_wide(self, wide: bool) -> None:  # noqa: FBT001 - a state, not an option
        """Show everything, or leave out the words of search and switch."""
        self.search.show_wide(wide)
        self._word.setVisible(wide)

    def _show_discreet(self, on: bool) -> None:  # noqa: FBT001 - Qt's signals pass it like this
        self._toggle.setChecked(on)
        with_icon(self._eye, "eye-off" if on else "eye")
        self._word.setText(tr(N_("Discreet mode") if on else N_("Discreet mode is off")))


class SearchField(QPushButton):
    """Looks like a field, opens the palette."""

    def __init__(self) -> None:
        super().__init__(tr(N_("Find a person or a command")))
        self._wide = True
        self.setAccessibleName(self.text())
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def show_wide(self, wide: bool) -> None:  # noqa: FBT001 - a state, not an option
        """Show the words, or only the icon and the keys."""
        self._wide = wide
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for 400 px, or little."""
        look = theme.current()
        return QSize(look.px(400) if self._wide else look.px(48) + paint.cap_width("Ctrl K"), look.px(34))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw the field, its icon, words and keys."""
        painter, option, look = QStylePainter(self), QStyleOptionButton(), theme.current()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()  # type: ignore[assignment, attr-defined, unused-ignore]
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        middle, right = self.rect().center().y(), self.width() - look.px(10)
        paint.draw_icon(painter, "search", "text.secondary", 16, QPointF(look.px(11), middle))
        cap = right - paint.cap_width("Ctrl K")
        paint.key_cap(painter, cap, middle, "Ctrl K", ("text.secondary", "bg.sunken", "border.default"))
        if self._wide:
            words = QRect(look.px(34), 0, cap - look.px(44), self.height())
            paint.text(painter, words, self.text(), look.font(), "text.tertiary")
