"""People of whom a record stands in two versions: each line leads to where one is chosen."""

from collections.abc import Sequence
from functools import partial

from regdesk.actions.lists import CaseRow
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.pages.exchange.lines import WayLine
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, column, empty, label
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_SAID = N_("Changed here and at the partner while there was no line. Nothing is lost. Which is right?")


class VersionsCard(Card):
    """Hidden where there is nothing to choose."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._lines, self._count = place, column(gap=6), label("", "small", "secondary")
        said = label(tr(_SAID), "body", "secondary", wrap=True)
        super().__init__(
            tr(N_("Two versions of one record")), said, self._lines, icon="git-branch", right=self._count
        )

    def show_versions(self, found: Sequence[CaseRow]) -> None:
        """Show where a person has to choose."""
        empty(self._lines)
        for one in found:
            button = Button(tr(N_("Compare and choose")), height="compact")
            button.clicked.connect(partial(self._open, one))
            count = trn(N_("{n} record"), N_("{n} records"), one.undecided)
            about = words.moment(one.last_at, self._place.desk.clock.today())
            self._lines.addWidget(WayLine("git-branch", one.code, about, (count, ""), button))
        self._count.setText(str(len(found)) if found else "")
        appear(self, on=bool(found))

    def _open(self, one: CaseRow, *_: object) -> None:
        self._place.shell.open("case", (one.stream, "versions"))
