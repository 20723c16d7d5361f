"""The computers of the organisation and whose keys are on each: since when, last heard of, and removing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from regdesk.actions.computers import Computer, Key
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.dates import long_date
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, empty, label, line, picture, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.tags import Tag

_NO_ADMIN = N_("Only an administrator adds and removes computers and people.")


@dataclass(frozen=True)
class Leaver:
    """A computer, or one person's key on it, that somebody wants to remove; `name` as the list shows it."""

    name: str
    computer: Computer
    key: Key | None = None


class ComputersCard(Card):
    """`removed` and `forgot` carry the Leaver whose button was pressed."""

    removed = Signal(object)
    forgot = Signal(object)

    def __init__(self, place: Workplace, *buttons: QWidget) -> None:
        self._place, self._lines = place, column(gap=10)
        super().__init__(tr(N_("Computers and people")), FlowLayout(*buttons), self._lines, icon="monitor")

    def show_computers(self, found: Sequence[Computer], *, admin: bool) -> None:
        """Show them in the order they came, those in use first."""
        empty(self._lines)
        named = [(name_of(number, one), one) for number, one in enumerate(found, start=1)]
        for name, one in sorted(named, key=lambda pair: (not pair[1].active, not pair[1].here)):
            self._lines.addWidget(self._computer(name, one, admin=admin))
        if not admin:
            self._lines.addWidget(label(tr(_NO_ADMIN), "small", "secondary", wrap=True))

    def _computer(self, name: str, one: Computer, *, admin: bool) -> QWidget:
        head = row(label(name, "body.strong", wrap=True), *self._tags(one), None, gap=8)
        since = tr(N_("since {day}")).format(day=self._day(one.added_on))
        lines = [label(since, "caption", "secondary", wrap=True)] if one.active else []
        people = [self._key(name, one, key, admin=admin) for key in one.keys if key.active or not one.active]
        said = column(head, *lines, *people, gap=6)
        if admin and one.active and not one.here:
            said.addLayout(row(self._button(N_("Remove the computer…"), Leaver(name, one)), None))
        icon = column(picture("monitor", "text.secondary" if one.active else "text.tertiary"), None)
        inside = row(icon, said, gap=12)
        inside.setStretch(1, 1)
        return box(column(line(), inside, gap=10))

    def _tags(self, one: Computer) -> list[QWidget]:
        if one.here and one.active:
            return [Tag(tr(N_("you are here")), "accent", "user")]
        if one.removed_on:
            said = tr(N_("removed {day}")).format(day=self._day(one.removed_on))
            return [Tag(said, "neutral", "ban")]
        return []

    def _key(self, name: str, one: Computer, key: Key, *, admin: bool) -> QWidget:
        who = key.name or tr(N_("name not known yet"))
        title = label(f"{who} · {words.role_list(key.roles)}", "body", wrap=True)
        made = row(title, gap=8)
        made.setStretch(0, 1)
        alone = sum(other.active for other in one.keys) == 1
        if admin and one.active and not key.mine and (one.here or not alone):
            leaver = Leaver(name, one, key)
            buttons = [self._button(N_("Remove…"), leaver)]
            if one.here:
                buttons.insert(0, self._new_words(leaver))
            for button in buttons:
                button.setAccessibleDescription(f"{who}, {name}")
                made.addWidget(button)
        heard = self._heard(key)
        return box(column(made, *([label(heard, "caption", "secondary")] if heard else []), gap=0))

    def _heard(self, key: Key) -> str:
        if key.mine:
            return tr(N_("works here now"))
        if not key.heard_ms:
            return ""
        when = words.moment(key.heard_ms, self._place.desk.clock.today())
        return tr(N_("Last heard of {when}")).format(when=when)

    def _button(self, text: str, leaver: Leaver) -> Button:
        button = Button(tr(text), "danger", height="compact")
        button.setAccessibleDescription(leaver.name)
        button.clicked.connect(lambda _: self.removed.emit(leaver))
        return button

    def _new_words(self, leaver: Leaver) -> Button:
        button = Button(tr(N_("New passphrase…")), height="compact")
        button.clicked.connect(lambda _: self.forgot.emit(leaver))
        return button

    def _day(self, day: date) -> str:
        return long_date(day, self._place.desk.clock.today())


def name_of(number: int, one: Computer) -> str:
    """Name a computer: nobody else names it, so by its place in the list and who works on it."""
    if one.here:
        return tr(N_("This computer"))
    who = ", ".join(key.name for key in one.keys if key.name and (key.active or not one.active))
    plain = tr(N_("Computer {number}")).format(number=number)
    return f"{plain} ({who})" if who else plain
