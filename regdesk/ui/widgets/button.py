"""A button: an icon, a verb, and the keys that do the same."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from regdesk.ui import paint, theme

_INK = {
    "primary": "accent.on",
    "plain": "text.primary",
    "danger": "danger.text",
    "link": "accent.text",
    "quiet": "text.secondary",
}
_HEIGHTS = {"usual": "control.h", "compact": "control.h.compact", "large": "control.h.large"}
_CAPS_UP_TO = 1.5
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Button(QPushButton):
    """Looks: plain, primary (one on a page), danger, link, quiet. Heights: usual, compact, large.

    *keys* only shows the keys; it binds nothing. They are left out where large text needs the room.
    """

    def __init__(
        self, text: str, kind: str = "plain", *, icon: str = "", keys: str = "", height: str = "usual"
    ) -> None:
        super().__init__(text)
        self._kind, self._icon, self._keys, self._height = kind, icon, keys, height
        self.setProperty("kind", kind)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_text(self, text: str, *, icon: str = "", keys: str = "") -> None:
        """Say something else from now on."""
        self._icon, self._keys = icon, keys
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press by Enter as by Space: the caps on buttons say so."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & _HELD:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Ask for as much as the words need: a button is never cut."""
        look = theme.current()
        return QSize(self._inside() + look.px(self._padding() * 2), look.size(_HEIGHTS[self._height]))

    def minimumSizeHint(self) -> QSize:
        """Never get narrower than the words."""
        return self.sizeHint()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Let the style draw the ground, then put icon, words and keys on it."""
        painter, option, look = QStylePainter(self), QStyleOptionButton(), theme.current()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()  # type: ignore[assignment, attr-defined, unused-ignore]
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        ink, middle = _INK[self._kind], self.rect().center().y()
        left = (self.width() - self._inside()) // 2
        if self._kind == "link":
            left = look.px(self._padding())
        if self._icon:
            paint.draw_icon(painter, self._icon, ink, 16, QPointF(left, middle))
            left += look.px(16 + 8) if self.text() else 0
        words = QRect(left, 0, self.width() - left, self.height())
        left += paint.text(painter, words, self.text(), self._font(), ink) + look.px(8)
        if self._caps():
            edge = ink if self._kind == "primary" else "border.default"
            ground = "" if self._kind == "primary" else "bg.sunken"
            cap_ink = ink if self._kind == "primary" else "text.secondary"
            paint.key_cap(painter, left, middle, self._keys, (cap_ink, ground, edge))

    def _inside(self) -> int:
        look = theme.current()
        icon = look.px(16 + (8 if self.text() else 0)) if self._icon else 0
        caps = look.px(8) + paint.cap_width(self._keys) if self._caps() else 0
        return icon + paint.width(self.text(), self._font()) + caps

    def _padding(self) -> int:
        if self._kind == "link":
            return 6
        return 10 if self._height == "compact" else 14

    def _caps(self) -> bool:
        return bool(self._keys) and theme.current().scale < _CAPS_UP_TO

    def _font(self) -> QFont:
        weight = 600 if self._kind in ("primary", "link") else 500
        return theme.current().font("label" if self._height == "compact" else "body", weight)
