"""A line that takes a date as people say it, and a calendar beside it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidgetAction

from regdesk import i18n
from regdesk.errors import Refused
from regdesk.i18n import N_, tr
from regdesk.ui import dates, icons
from regdesk.ui.dates import digits, parse_date
from regdesk.ui.pieces import sized


class SmartDateEdit(QLineEdit):
    """Takes `23.11.26`, `23 11`, `tomorrow`, `+14`; on leaving, what was understood is written out."""

    def __init__(self, today: Callable[[], date] = dates.today) -> None:
        super().__init__()
        self.today = today
        sized(self, width=190)
        self.setPlaceholderText(tr(N_("9.11.2026 or +14")))
        self._open = QAction(tr(N_("Open the calendar")), self)
        self._open.triggered.connect(self.open_calendar)
        self.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        self.editingFinished.connect(self.tidy)
        self._dress()

    def tidy(self) -> None:
        """Write out what was understood; leave what was not, the form will say what to do."""
        try:
            self.setText(digits(parse_date(self.text(), self.today())))
        except Refused:
            return

    def open_calendar(self) -> None:
        """Show a month to choose from, at the date typed or today."""
        menu, choice, calendar = QMenu(self), QWidgetAction(self), QCalendarWidget()
        calendar.setLocale(QLocale(i18n.language()))
        calendar.setSelectedDate(self._shown())
        calendar.setAccessibleName(tr(N_("Calendar")))
        choice.setDefaultWidget(calendar)
        menu.addAction(choice)
        calendar.activated.connect(lambda day: self._take(day, menu))
        calendar.clicked.connect(lambda day: self._take(day, menu))
        calendar.setFocus()
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar by Alt+Down, as a list opens."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Colour the calendar's icon anew with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_open"):
            self._dress()

    def _dress(self) -> None:
        self._open.setIcon(icons.icon("calendar-days"))

    def _shown(self) -> QDate:
        try:
            day = parse_date(self.text(), self.today())
        except Refused:
            day = self.today()
        return QDate(day.year, day.month, day.day)

    def _take(self, day: QDate, menu: QMenu) -> None:
        self.setText(digits(date(day.year(), day.month(), day.day())))
        menu.close()
        self.setFocus()
