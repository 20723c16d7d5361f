"""Records that came late of somebody who was removed: an administrator or doctor may let them in."""

from collections.abc import Sequence
from functools import partial

from regdesk.actions import late
from regdesk.actions.exchange_state import Late
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.exchange.lines import WayLine
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, column, empty, label
from regdesk.ui.sentences import kind_words
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_WHAT = N_(
    "They were written with a key that is removed. Ask the person whether they are theirs. Let in, they "
    "count like any other; left here, they stay in the history and count for nothing."
)


class LateCard(Card):
    """Hidden where nothing waits. The reason is asked once, above the buttons."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._lines = place, column(gap=6)
        self.why = Field("why", TextEditor(), text=N_("Why they may count"))
        said = label(tr(_WHAT), "body", "secondary", wrap=True)
        super().__init__(tr(N_("Late records")), said, self.why, self._lines, icon="clock")

    def show_late(self, found: Sequence[Late]) -> None:
        """Show what waits for a person."""
        empty(self._lines)
        for one in found:
            button = Button(tr(N_("Let in")), height="compact")
            button.clicked.connect(partial(self._on_button, one))
            count = trn(N_("{n} record"), N_("{n} records"), len(one.ids))
            discreet = self._place.shell.discreet.on
            kinds = dict.fromkeys(kind_words(kind, discreet=discreet) for kind in one.kinds)
            about = " · ".join(part for part in (one.code, one.who, count) if part)
            self._lines.addWidget(WayLine("clock", ", ".join(kinds), about, ("", ""), button))
        appear(self, on=bool(found))

    def let_in(self, one: Late) -> None:
        """Let the records of one case count, for the reason that is typed."""
        why, desk = str(self.why.editor.raw()), self._place.desk
        if not why:
            self.why.show_error(tr(N_("Write why: partners see it too.")))
            self.why.jump()
            return
        self.why.show_error("")
        said = tr(N_("They count from now on; the others learn it at the next exchange"))
        self._place.background.run(
            lambda: late.let_in(desk, one.stream, one.ids, why),
            lambda _: self._place.shell.say(said),
            "write",
            self._failed,
        )

    def _on_button(self, one: Late, *_: object) -> None:
        self.let_in(one)

    def _failed(self, error: RegDeskError) -> None:
        self.why.show_error(tr(error.message).format(**error.values))
