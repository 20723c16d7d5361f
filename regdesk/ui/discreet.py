"""Discreet mode: a glance at the screen tells nothing about anybody."""

import re

from PySide6.QtCore import QObject, Signal

_NUMBER = re.compile(r"\d(?:[\s().-]*\d)*")
_END = re.compile(r"(?:\d[\s().-]*){0,3}\d$")


class Discreet(QObject):
    """Whether names, phones and clinical words are hidden: on unless switched off."""

    changed = Signal(bool)

    def __init__(self, *, on: bool = True) -> None:
        super().__init__()
        self._on = on

    @property
    def on(self) -> bool:
        """Tell whether a glance must tell nothing."""
        return self._on

    def set_on(self, on: bool) -> None:  # noqa: FBT001 - Qt's signals pass it like this
        """Hide or show, and tell every page."""
        if on != self._on:
            self._on = on
            self.changed.emit(on)

    def toggle(self) -> None:
        """Change from one to the other."""
        self.set_on(not self._on)

    def word(self, plain: str, discreet: str) -> str:
        """Choose between a telling word and one that tells nothing."""
        return discreet if self._on else plain

    def phone(self, number: str) -> str:
        """Show a phone number, or only its last four digits as they were written."""
        if not self._on or not number.strip():
            return number
        end = _END.search(max(_NUMBER.findall(number), key=len, default=""))
        return f"••• {end.group()}" if end else "•••"
