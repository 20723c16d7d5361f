"""Takes up reference data that a colleague accepted, and renews the lists they fill, a few at a time."""

from PySide6.QtCore import QObject

from regdesk.actions import reference
from regdesk.actions.desk import Desk
from regdesk.domain.journal import Changes, StreamId, book_id
from regdesk.ui.background import Background


class Knowing(QObject):
    """Listens for the organisation's book; between two slices whatever a person does comes first."""

    def __init__(self, desk: Desk, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._background, self._busy = desk, background, False
        self._renewed = frozenset[StreamId]()
        background.changed.connect(self._on_changed)
        self.look()

    def look(self) -> None:
        """Take up what stands in the book, and begin to renew what was made with other data."""
        if not self._busy:
            self._busy = True
            self._background.run(self._take_up, self._next, "write", self._failed)

    def _take_up(self) -> frozenset[StreamId]:
        reference.take_up(self._desk)
        return self._renew()

    def _renew(self) -> frozenset[StreamId]:
        return reference.renew(self._desk).cases

    def _next(self, renewed: frozenset[StreamId]) -> None:
        self._renewed |= renewed
        if renewed:
            self._background.run(self._renew, self._next, "write", self._failed)
            return
        self._busy = False
        cases, self._renewed = self._renewed - {book_id(self._desk.org)}, frozenset()
        if cases:
            self._background.changed.emit(Changes(cases))

    def _failed(self, _: object) -> None:
        self._busy = False  # what was renewed stays; the next start or change goes on

    def _on_changed(self, changes: Changes) -> None:
        if book_id(self._desk.org) in changes.cases:
            self.look()
