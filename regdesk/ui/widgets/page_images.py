"""Pages of a paper one below the other, as wide as there is room, to be read before printing or signing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.pieces import column, empty, label

_WIDEST = 820


class PageImages(QScrollArea):
    """Shows PNG or JPEG bytes; the keyboard scrolls them."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pictures: list[tuple[QLabel, QPixmap]] = []
        self._pages = column(gap=12, margins=12)
        inside = QWidget()
        inside.setLayout(self._pages)
        self.setWidget(inside)

    def show_pages(self, pages: Sequence[bytes]) -> None:
        """Show these pages from the first."""
        empty(self._pages)
        self._pictures = []
        for number, data in enumerate(pages, start=1):
            picture, shown = QPixmap(), QLabel()
            picture.loadFromData(data)
            shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            shown.setAccessibleName(tr(N_("Page {n} of {total}")).format(n=number, total=len(pages)))
            self._pages.addWidget(shown)
            self._pictures.append((shown, picture))
        self._pages.addStretch(1)
        self.verticalScrollBar().setValue(0)
        self._fit()

    def say(self, sentence: str) -> None:
        """Say in place of pages why there are none."""
        empty(self._pages)
        self._pictures = []
        self._pages.addWidget(label(sentence, "body", "secondary", wrap=True))
        self._pages.addStretch(1)

    def page_count(self) -> int:
        """Count the pages shown."""
        return len(self._pictures)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by a screen with Space and the page keys."""
        bar = self.verticalScrollBar()
        step = {Qt.Key.Key_Space: 1, Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if step:
            bar.setValue(bar.value() + step * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the pages as wide as there is room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        look = theme.current()
        room = min(self.viewport().width() - look.px(28), look.px(_WIDEST))
        for shown, picture in self._pictures:
            if not picture.isNull() and room > 0:
                way = Qt.TransformationMode.SmoothTransformation
                shown.setPixmap(picture.scaledToWidth(room, way))
