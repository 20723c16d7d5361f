"""Dresses the application in a theme: style sheet, palette, and what a widget says of itself in properties.

A widget carries `icon` (name, colour token, size) and `lengths`; a layout carries `gaps`. They are given
in pixels at 100 % text, so that a change of theme or text size only has to dress every widget again.
"""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLayout, QWidget

from regdesk.ui import icons, theme
from regdesk.ui.theme import Theme

_folder: list[TemporaryDirectory[str]] = []


def use(new: Theme) -> None:
    """Show the whole application in *new*."""
    app = cast("QApplication", QApplication.instance())
    if new == theme.current() and app.styleSheet():
        return
    theme.load_fonts()
    theme.remember(new)
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(new.palette())
    app.setFont(new.font())
    app.setStyleSheet(new.style_sheet(_icon_folder(new)))
    for widget in app.allWidgets():
        dress(widget)


def dress(widget: QWidget) -> None:
    """Give a widget the icon, sizes and gaps it asked for, at the scale in use."""
    _set_icon(widget)
    _set_lengths(widget)
    if layout := widget.layout():
        dress_layout(layout)


def dress_layout(layout: QLayout) -> None:
    """Give a layout, and those inside it, the margins and gap they asked for."""
    px = theme.current().px
    if gaps := layout.property("gaps"):
        left, top, right, bottom, gap = (px(length) for length in gaps)
        layout.setContentsMargins(left, top, right, bottom)
        layout.setSpacing(gap)
    # Never itemAt(): Python would keep an item that Qt deletes, and later take something else for it.
    for inner in layout.children():
        if isinstance(inner, QLayout):
            dress_layout(inner)


def _set_icon(widget: QWidget) -> None:
    if not (wish := widget.property("icon_wish")):
        return
    name, token, size = wish
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icons.icon(name, token, size))
        widget.setIconSize(QSize(theme.current().px(size), theme.current().px(size)))
    elif isinstance(widget, QLabel):
        widget.setPixmap(icons.pixmap(name, token, size))


def _set_lengths(widget: QWidget) -> None:
    px = theme.current().px
    for name, length in (widget.property("lengths") or {}).items():
        _SETTERS[name](widget, px(length))


_SETTERS = {
    "width": QWidget.setFixedWidth,
    "height": QWidget.setFixedHeight,
    "min_width": QWidget.setMinimumWidth,
    "max_width": QWidget.setMaximumWidth,
    "min_height": QWidget.setMinimumHeight,
    "max_height": QWidget.setMaximumHeight,
}


def _icon_folder(new: Theme) -> str:
    """Write the few icons a style sheet takes only as files, coloured for this theme, and say where."""
    if not _folder:
        _folder.append(TemporaryDirectory(prefix="regdesk-icons-"))
    folder = Path(_folder[0].name) / new.name
    folder.mkdir(exist_ok=True)
    for name, colour in new.icon_files().items():
        (folder / f"{name}.svg").write_text(icons.coloured(name, colour), encoding="utf-8")
    return folder.as_posix()
