"""What waits to be sent: record by record, how large, how far, and the way to call it back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from regdesk.actions import queue
from regdesk.actions.queue import Pages, Queue, Waiting
from regdesk.domain.journal import Changes, OrgId
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.pages.exchange.lines import WayLine
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, column, empty, label, row
from regdesk.ui.sentences import kind_words
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_SHOWN: Final = 6
_STATES: Final = {
    queue.QUEUE: N_("in the queue"),
    queue.PACKED: N_("sealed, goes next"),
    queue.SERVER: N_("✓ on the server"),
    queue.CONSENT: N_("waits for consent"),
    queue.DIGITS: N_("waits: digits not compared"),
}
_EMPTY = N_("Nothing waits. Everything is on the server.")


class QueueCard(Card):
    """Lines of what waits here and of what the server has; long lists are folded."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._whole = place, False
        self._queue: Queue | None = None
        self._sum = label("", "small", "secondary")
        self._lines = column(gap=6)
        self._more = Button("", "link", height="compact")
        super().__init__(tr(N_("Waits to be sent")), self._lines, row(self._more, None), right=self._sum)
        self._more.clicked.connect(lambda _: self._unfold())

    def show_queue(self, found: Queue) -> None:
        """Show what is on its way."""
        self._queue = found
        self._sum.setText(_summed_up(found))
        empty(self._lines)
        waiting, taken = self._waiting(found), [self._line(one) for one in found.taken]
        self._add("", waiting)
        self._add(N_("On the server, the partner has not fetched it yet"), taken)
        if not (waiting or taken):
            self._lines.addWidget(label(tr(_EMPTY), "body", "secondary", wrap=True))
        left = 0 if self._whole else max(0, len(waiting) - _SHOWN) + max(0, len(taken) - _SHOWN)
        self._more.show_text(trn(N_("Show {n} more"), N_("Show {n} more"), left))
        appear(self._more, on=left > 0)
        if self._whole and found.more:
            text = trn(N_("and {n} line more"), N_("and {n} lines more"), found.more)
            self._lines.addWidget(label(text, "caption", "tertiary"))

    def recall(self, one: Waiting) -> None:
        """Take records back before anybody has them, with a way to state them again."""
        desk = self._place.desk
        self._place.background.run(
            lambda: queue.recall(desk, one), partial(self._on_recalled, one), "write", self._failed
        )

    def state_again(self, one: Waiting) -> None:
        """Write once more what was called back."""
        desk = self._place.desk
        self._place.background.run(lambda: queue.state_again(desk, one), None, "write", self._failed)

    def _on_recalled(self, one: Waiting, _: Changes) -> None:
        said = tr(N_("Called back: no partner gets it. The history keeps it."))
        self._place.shell.say(said, partial(self.state_again, one))

    def _add(self, title: str, made: Sequence[QWidget]) -> None:
        """Add lines under their title, the first few unless all are asked for."""
        if title and made:
            self._lines.addWidget(label(tr(title), "caption", "secondary", wrap=True))
        shown = made if self._whole else made[:_SHOWN]
        for one in shown:
            self._lines.addWidget(one)
        for one in made[len(shown) :]:
            one.deleteLater()

    def _waiting(self, found: Queue) -> Sequence[QWidget]:
        return [*(self._line(one) for one in found.waiting), *(self._scan(one) for one in found.pages)]

    def _line(self, one: Waiting) -> WayLine:
        back = self._button(N_("Call back"), partial(self.recall, one)) if one.recall else None
        return self._made(one, tr(_STATES[one.state]), back)

    def _made(self, one: Waiting, state: str, button: Button | None) -> WayLine:
        what = kind_words(one.kind, discreet=self._place.shell.discreet.on)
        what = f"{what} · {one.count}" if one.count > 1 else what
        today = self._place.desk.clock.today()
        whom = _to(one.to, self._place.desk.org)
        about = " · ".join(part for part in (one.code, words.moment(one.at_ms, today), whom) if part)
        icon = "check" if one.state == queue.SERVER else "arrow-up"
        return WayLine(icon, what, about, (words.size(one.size), state), button)

    def _scan(self, one: Pages) -> WayLine:
        state = tr(N_("{n} % sent")).format(n=one.percent) if one.sent else tr(N_("after the records"))
        what = trn(N_("{n} scanned page"), N_("{n} scanned pages"), one.pages)
        return WayLine("image", what, one.code, (words.size(one.size), state))

    def _button(self, text: str, act: Callable[[], object]) -> Button:
        button = Button(tr(text), "link", height="compact")
        button.clicked.connect(lambda _: act())
        return button

    def _unfold(self) -> None:
        self._whole = True
        if self._queue:
            self.show_queue(self._queue)

    def _failed(self, error: RegDeskError) -> None:
        self._place.shell.show_trouble(error)


def _summed_up(found: Queue) -> str:
    if not found.entries and not found.size:
        return ""
    count = trn(N_("{n} record"), N_("{n} records"), found.entries)
    return f"{count} · {words.size(found.size)}"


def _to(whom: Sequence[OrgId], own: OrgId) -> str:
    """Say only where something goes to our own other computers alone; a partner is what one expects."""
    return tr(N_("for our other computers")) if set(whom) == {own} else ""
