"""Short ways to make the most frequent pieces: labels, icons, rows and columns, all in design pixels."""

from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from regdesk.ui import look, theme

L = TypeVar("L", bound=QBoxLayout)
Item = QWidget | QLayout | int | None
Margins = int | tuple[int, int] | tuple[int, int, int, int]


def label(text: str, role: str = "body", tone: str = "primary", *, wrap: bool = False) -> QLabel:
    """Make a label.

    role    caption, small, label, body, body.strong, title.s, title.m, title.l, code, numeral.xl
    tone    primary, secondary, tertiary, accent, success, warning, danger, info

    Text is never read as HTML: it may come from another organisation.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if wrap:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


def retone(widget: QWidget, tone: str) -> None:
    """Change the tone of a widget that is already shown."""
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def picture(name: str, colour: str = "text.secondary", size: int = 18) -> QLabel:
    """Make a label that shows only an icon; the word beside it carries the meaning."""
    made = QLabel()
    with_icon(made, name, colour, size)
    return made


def with_icon(widget: QWidget, name: str, colour: str = "text.secondary", size: int = 18) -> None:
    """Give a button or label an icon that follows the theme."""
    widget.setProperty("icon_wish", [name, colour, size])
    look.dress(widget)


def sized(widget: QWidget, **lengths: int) -> QWidget:
    """Fix lengths (width, height, min_width, max_width, min_height, max_height) in pixels at 100 % text."""
    widget.setProperty("lengths", {**(widget.property("lengths") or {}), **lengths})
    look.dress(widget)
    return widget


def column(*items: Item, gap: int = 8, margins: Margins = 0) -> QVBoxLayout:
    """Stack widgets and layouts; a number is a fixed gap, None takes the space left over."""
    return _filled(QVBoxLayout(), items, gap, margins)


def row(*items: Item, gap: int = 8, margins: Margins = 0) -> QHBoxLayout:
    """Put widgets and layouts side by side; a number is a fixed gap, None takes the space left over."""
    return _filled(QHBoxLayout(), items, gap, margins)


def spaced(layout: QLayout, gap: int = 8, margins: Margins = 0) -> None:
    """Set the gap and margins of any layout, in pixels at 100 % text: all, (sides, ends) or all four."""
    if isinstance(margins, int):
        margins = (margins, margins)
    four = margins if len(margins) == 4 else (margins[0], margins[1], margins[0], margins[1])
    layout.setProperty("gaps", [*four, gap])
    look.dress_layout(layout)


def appear(widget: QWidget, *, on: bool) -> None:
    """Show or hide a part of something; one without a parent waits for it and is no window meanwhile."""
    if on and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, on=False)
    else:
        widget.setVisible(on)


def box(layout: QLayout, kind: str = "") -> QFrame:
    """Wrap a layout in a frame; *kind* names its look in the style sheet (card, sunken, …)."""
    frame = QFrame()
    frame.setProperty("kind", kind)
    frame.setLayout(layout)
    look.dress(frame)
    return frame


def first_focus(pane: QWidget) -> QWidget | None:
    """Find the first widget of a pane that is shown and takes the keyboard."""
    takers = (
        child
        for child in pane.findChildren(QWidget)
        if child.isVisibleTo(pane)
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not child.focusProxy()
    )
    return next(takers, None)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if inner := item.layout():
            empty(inner)
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()


def scrolled(inside: QWidget) -> QScrollArea:
    """Let a widget scroll up and down, never sideways."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def line() -> QFrame:
    """Make a hairline that separates what is above from what is below."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


def _filled(layout: L, items: tuple[Item, ...], gap: int, margins: Margins) -> L:
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, int):
            layout.addSpacing(theme.current().px(item))
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    spaced(layout, gap, margins)
    return layout
