"""The filter of the log: who, what, since when, which case."""

from datetime import UTC, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit

from regdesk.actions.audit import Standing, Wanted
from regdesk.actions.desk import Clock
from regdesk.domain.journal import AuthorId
from regdesk.i18n import N_, tr
from regdesk.ui.audit_words import ACTS
from regdesk.ui.pieces import column, sized
from regdesk.ui.widgets.flow_layout import FlowLayout

# Days back, and its words; 0: everything.
PERIODS: Final = {
    0: N_("Time: all"),
    1: N_("Time: today"),
    7: N_("Time: 7 days"),
    30: N_("Time: 30 days"),
    365: N_("Time: a year"),
}
_TYPING_MS: Final = 150


class AuditFilter(QFrame):
    """`changed` tells that other lines are asked for."""

    changed = Signal()

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock
        self.people, self.acts, self.periods, self.code = QComboBox(), QComboBox(), QComboBox(), QLineEdit()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self.people.addItem(tr(N_("Person: all")), b"")
        self.acts.addItem(tr(N_("What: everything")), "")
        for act, text in ACTS.items():
            self.acts.addItem(tr(text), act)
        for days, text in PERIODS.items():
            self.periods.addItem(tr(text), days)
        names = {self.people: N_("Person"), self.acts: N_("What"), self.periods: N_("Period")}
        for box, name in names.items():
            box.setAccessibleName(tr(name))
            sized(box, max_width=260)
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.code.setPlaceholderText(tr(N_("Code of a case")))
        self.code.setAccessibleName(tr(N_("Code of a case")))
        self.code.setClearButtonEnabled(True)
        sized(self.code, max_width=180)
        self.code.textChanged.connect(lambda _: self._typing.start())
        self._typing.timeout.connect(self.changed)
        self.setLayout(column(FlowLayout(self.people, self.acts, self.periods, self.code), gap=0))

    def wanted(self) -> Wanted:
        """Give what is asked for."""
        days = int(self.periods.currentData())
        return Wanted(
            author=AuthorId(bytes(self.people.currentData())),
            act=str(self.acts.currentData()),
            since_ms=self._since_ms(days) if days else 0,
            code=self.code.text().strip(),
        )

    @property
    def narrow(self) -> bool:
        """Whether anything narrows the lines."""
        return self.wanted() != Wanted()

    def clear(self) -> None:
        """Ask for everything again."""
        for box in (self.people, self.acts, self.periods):
            box.setCurrentIndex(0)
        self.code.clear()
        self._typing.stop()
        self.changed.emit()

    def show_people(self, at: Standing) -> None:
        """Offer those who are in the log; who is chosen stays chosen."""
        before = self.people.currentData()
        self.people.blockSignals(True)
        while self.people.count() > 1:
            self.people.removeItem(1)
        for author in at.here:
            self.people.addItem(at.people.get(author) or tr(N_("not known here")), author)
        self.people.setCurrentIndex(max(0, self.people.findData(before)))
        self.people.blockSignals(False)

    def _since_ms(self, days: int) -> int:
        """Give the beginning (ms) of the first of so many days, today the last."""
        first = self._clock.today() - timedelta(days=days - 1)
        local = datetime.now(UTC).astimezone().tzinfo
        return round(datetime.combine(first, time(), local).timestamp() * 1000)
