"""The receipts of several parcels as one paper on the screen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from regdesk.actions import documents
from regdesk.actions.desk import Desk
from regdesk.domain.journal import StreamId
from regdesk.ui.background import Background
from regdesk.ui.dialogs.document import Built, DocumentDialog
from regdesk.ui.noting import note


class ReceiptsDialog(DocumentDialog):
    """One receipt on each page; that they leave the program is noted for each case."""

    def __init__(
        self, parent: QWidget, desk: Desk, background: Background, streams: Sequence[StreamId]
    ) -> None:
        self._streams = streams
        super().__init__(parent, desk, background, streams[0], documents.RECEIPT)

    def built(self, language: str) -> Built:
        """Lay out a receipt for each case."""
        name, pdf = documents.receipts(self._desk, self._streams, language)
        return name, pdf, documents.pages(pdf)

    def _note(self, act: str) -> None:
        for stream in self._streams:
            note(self._desk, self._background, act, documents.RECEIPT.id, stream=stream)
