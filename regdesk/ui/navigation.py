"""The navigation at the left: the organisation, up to nine places, and the person."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QToolButton

from regdesk.i18n import N_, tr
from regdesk.ui import paint, theme
from regdesk.ui.page import Identity, Place
from regdesk.ui.pieces import box, column, label, line, picture, row, scrolled, sized, spaced, with_icon
from regdesk.ui.widgets.few_lines import FewLines


class Navigation(QFrame):
    """Wide (212) with words, or narrow (56) with icons and tooltips."""

    asked = Signal(str)
    settings_asked = Signal()

    def __init__(self, identity: Identity, places: Sequence[Place]) -> None:
        super().__init__()
        self.setProperty("kind", "nav")
        self.setAccessibleName(tr(N_("Places")))
        self.buttons: dict[str, PlaceButton] = {}
        self._under = {place.id: place.under or place.id for place in places}
        self._group = QButtonGroup(self)
        self._head = _head(identity)
        self._person = _person(identity)
        gear = QToolButton()
        with_icon(gear, "settings", "text.primary")
        gear.setAccessibleName(tr(N_("Settings")))
        gear.setToolTip(f"{tr(N_('Settings'))}  Ctrl ,")
        gear.clicked.connect(self.settings_asked)
        shown = column(gap=2)
        group = places[0].group if places else 0
        for place in (place for place in places if not place.under):
            if place.group != group:
                shown.addLayout(column(line(), margins=(6, 9), gap=0))
            group = place.group
            shown.addWidget(self._button(place))
        foot = row(self._person, gear, gap=4)
        foot.setStretch(0, 1)
        shown.addStretch(1)
        self._places = scrolled(box(shown))
        self._places.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayout(column(self._head, self._places, line(), foot, gap=8, margins=(10, 12)))

    def light(self, place: str) -> None:
        """Show where the person is."""
        button = self.buttons.get(self._under.get(place, place))
        self._group.setExclusive(False)
        for each in self.buttons.values():
            each.setChecked(each is button)
        self._group.setExclusive(True)
        if button:
            self._places.ensureWidgetVisible(button)

    def show_count(self, place: str, count: int) -> None:
        """Write a number at a place; nought writes nothing."""
        self.buttons[place].show_count(count)

    def show_wide(self, wide: bool) -> None:  # noqa: FBT001 - a state, not an option
        """Show words, or only icons."""
        sized(self, width=212 if wide else 56)
        self._head.show_wide(wide)
        self._person.setVisible(wide)
        for button in self.buttons.values():
            button.show_wide(wide)

    def _button(self, place: Place) -> "PlaceButton":
        button = PlaceButton(tr(place.title), place.icon)
        self._group.addButton(button)
        self.buttons[place.id] = button
        button.clicked.connect(lambda _, name=place.id: self.asked.emit(name))
        return button


class PlaceButton(QAbstractButton):
    """One place: icon, word, number; the place one is at has a sheet and a bar at its left."""

    def __init__(self, text: str, icon: str) -> None:
        super().__init__()
        self.setText(text)
        self._icon, self._count, self._wide = icon, 0, True
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Write a number after the word."""
        self._count = count
        self.setAccessibleName(f"{self.text()}: {count}" if count else self.text())
        self.update()

    def show_wide(self, wide: bool) -> None:  # noqa: FBT001 - a state, not an option
        """Show the word, or only the icon with a tooltip."""
        self._wide = wide
        self.setToolTip("" if wide else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the full width and 36 px."""
        look = theme.current()
        return QSize(look.px(36), look.px(36))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw sheet, bar, icon, word and number."""
        look, painter, where = theme.current(), QPainter(self), self.rect()
        on = self.isChecked()
        if on:
            edge = "accent.solid" if look.name == "high-contrast" else "border.subtle"
            paint.rounded(painter, where, 6, "bg.surface", edge)
            bar = QRect(where.left(), where.top() + look.px(9), look.px(3), where.height() - look.px(18))
            painter.fillRect(bar, look.colour("accent.solid"))
        elif self.underMouse():
            paint.rounded(painter, where, 6, "bg.hover", "")
        middle = where.center().y()
        left = look.px(11) if self._wide else (where.width() - look.px(18)) / 2
        ink = "accent.text" if on and not self._wide else "text.primary" if on else "text.secondary"
        paint.draw_icon(painter, self._icon, ink, 18, QPointF(left, middle))
        if not self._wide:
            return
        font = look.font("body", 600 if on else 500)
        room = where.adjusted(look.px(38), 0, -look.px(34), 0)
        paint.text(painter, room, self.text(), font, "text.primary" if on else "text.secondary")
        if self._count:
            at = where.adjusted(0, 0, -look.px(10), 0)
            paint.text_right(painter, at, str(self._count), look.font("caption", 500), "text.primary")


class _Named(QFrame):
    """A mark with two lines of words beside it."""

    def __init__(self, mark: QFrame, first: str, second: str) -> None:
        super().__init__()
        upper = FewLines(first, "body.strong")
        lower = FewLines(second, "caption", "secondary", most=2)
        self.text = box(column(upper, lower, gap=0))
        inside = row(mark, self.text, gap=10, margins=(7, 2))
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def show_wide(self, wide: bool) -> None:  # noqa: FBT001 - a state, not an option
        """Show the words, or only the mark in the middle."""
        self.text.setVisible(wide)
        if layout := self.layout():
            spaced(layout, 10 if wide else 0, (7 if wide else 3, 2))


def _head(identity: Identity) -> _Named:
    mark = picture("regdesk", "accent.on", 22)
    mark.setProperty("kind", "mark")
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sized(mark, width=30, height=30)
    return _Named(mark, identity.organisation, identity.part)


def _person(identity: Identity) -> _Named:
    mark = label(identity.initials())
    mark.setProperty("kind", "avatar")
    mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
    sized(mark, width=28, height=28)
    return _Named(mark, identity.person, identity.job)
