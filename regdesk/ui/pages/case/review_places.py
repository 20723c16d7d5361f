"""Where a reviewer is in the inbox: case 3 of 6, and the one before and after by Alt and an arrow."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from regdesk.actions import reviews
from regdesk.actions.cases import Look
from regdesk.domain.journal import StreamId
from regdesk.i18n import N_, tr
from regdesk.ui.pages.case import review_clock
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.tags import Tag


class ReviewPlaces(QWidget):
    """A line with the place, the time limit and two buttons, for a case that is in the inbox."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._streams: Sequence[StreamId] = ()
        self._said, self._by = label("", "small", "secondary"), Tag("")
        self.before = Button(tr(N_("Previous case")), icon="chevron-left", height="compact", keys="Alt ←")
        self.after = Button(tr(N_("Next case")), icon="chevron-right", height="compact", keys="Alt →")
        self.before.clicked.connect(lambda _: self.go(-1))
        self.after.clicked.connect(lambda _: self.go(1))
        self.setLayout(row(self._said, self._by, None, self.before, self.after, gap=8))

    def show_look(self, look: Look) -> None:
        """Say by when it is decided, and read the inbox again."""
        self._by.show_text(*review_clock.tag(look))
        desk = self._context.desk
        self._context.background.run(lambda: reviews.inbox(desk), self._show)

    def go(self, steps: int) -> None:
        """Open the case so many places further; before the first and after the last, leave the cases."""
        place = self._place()
        wanted = -1 if place is None else place + steps
        if 0 <= wanted < len(self._streams):
            self._context.shell.open("case", (self._streams[wanted], "review"))
        elif steps < 0:
            self._context.shell.back()
        else:
            self._context.shell.open("review")

    def _show(self, found: Sequence[reviews.Waiting]) -> None:
        self._streams = [one.stream for one in found]
        place = self._place()
        for widget in (self.before, self.after, self._said):
            widget.setVisible(place is not None)
        if place is not None:
            said = tr(N_("case {n} of {all}")).format(n=place + 1, all=len(self._streams))
            self._said.setText(said)

    def _place(self) -> int | None:
        stream = self._context.stream
        return self._streams.index(stream) if stream in self._streams else None
