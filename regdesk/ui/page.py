"""What every page of the window is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """A screen in the middle of the window.

    `commands` says what keys do here: an id of `shortcuts.KEYS` ("primary", "filter", "print", "scan",
    "undo", "next-tab", "close", …) -> what to do. Keys not named here do what the window does with them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.commands: dict[str, Callable[[], object]] = {}

    def arrive(self, target: Any = None) -> None:
        """Show *target* (a case's id on the case page) and put the keyboard where work begins."""

    def leave(self) -> None:
        """Write what was typed; the person goes elsewhere."""


@dataclass(frozen=True)
class Place:
    """One place of the window.

    id       permanent name, for `Shell.open`
    title    msgid, in the navigation
    icon     Lucide name
    build    makes the page, when the place is first visited
    group    a line separates groups in the navigation
    under    a place that is not in the navigation itself lights up this one (case -> people)
    """

    id: str
    title: str
    icon: str
    build: Callable[[], Page]
    group: int = 0
    under: str = ""


@dataclass(frozen=True)
class Identity:
    """Who works here, in words that are already translated: organisation and its part, person and job."""

    organisation: str
    part: str
    person: str
    job: str

    def initials(self) -> str:
        """Give up to two letters for the round mark."""
        return "".join(word[0] for word in self.person.split()[:2]).upper()
