"""Computers and keys in the settings: how it stands in three lines, and the way to the page of them."""

from regdesk.actions import computers
from regdesk.actions.computers import Overview
from regdesk.i18n import N_, tr, trn
from regdesk.ui.dates import long_date
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card


class KeysCard(Card):
    """Says how many computers there are, which key is in force, and whether there is a paper sheet."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._computers, self._key = label("", wrap=True), label("", "body", "secondary", wrap=True)
        self._sheet = label("", "body", "secondary", wrap=True)
        self.open = Button(tr(N_("Computers and keys")), icon="key-round")
        super().__init__(
            tr(N_("Computers and keys")),
            self._computers,
            self._key,
            self._sheet,
            row(self.open, None),
            icon="monitor",
        )
        self.open.clicked.connect(lambda _: place.shell.open("keys"))

    def reload(self) -> None:
        """Read how it stands."""
        desk = self._place.desk
        self._place.background.run(lambda: computers.overview(desk), self._show, "write")

    def _show(self, found: Overview) -> None:
        today = self._place.desk.clock.today()
        used = [one for one in found.computers if one.active]
        people = {key.name or key.author for one in used for key in one.keys if key.active}
        machines = trn(N_("{n} computer"), N_("{n} computers"), len(used))
        persons = trn(N_("{n} person"), N_("{n} people"), len(people))
        self._computers.setText(f"{machines}, {persons}")
        last = found.epochs[-1]
        key = tr(N_("Key no. {number}, since {day}"))
        self._key.setText(key.format(number=last.number, day=long_date(last.begun_on, today)))
        none = tr(N_("There is no recovery sheet yet."))
        day = long_date(found.sheet_on, today) if found.sheet_on else ""
        made = tr(N_("Recovery sheet of {day}")).format(day=day)
        self._sheet.setText(made if found.sheet_on else none)
