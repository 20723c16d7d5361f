"""Tells when the keyboard leaves a form, which is when what was typed is written."""

from typing import cast

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget


class Leaving(QObject):
    """`left` is sent when the focus moves from inside the form to elsewhere in the same window."""

    left = Signal()

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self._form = form
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._on_focus)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        inside = old is not None and self._form.isAncestorOf(old)
        outside = new is not None and new.window() is self._form.window() and not self._form.isAncestorOf(new)
        if inside and outside:
            self.left.emit()
