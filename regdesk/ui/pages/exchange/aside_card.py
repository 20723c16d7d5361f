"""What came and was put aside: why, from whom, when, and what can be done about it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from regdesk.actions import alarms
from regdesk.actions.alarms import Aside
from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui.dates import show_date
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, empty, label, line, picture, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout

_SHOWN: Final = 5
_EMPTY = N_("Nothing was put aside.")
_SAID = N_("This came and could not be used. It stops nothing else, and nothing of it is shown as a record.")


class AsideCard(Card):
    """Alarms first; each thing can be asked for again or saved for whoever looks into it."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._whole = place, False
        self._found: Sequence[Aside] = ()
        self._said = label("", "body", "secondary", wrap=True)
        self._lines = column(gap=8)
        self._more = Button("", "link", height="compact")
        super().__init__(tr(N_("Put aside")), self._said, self._lines, row(self._more, None), icon="inbox")
        self._more.clicked.connect(lambda _: self._unfold())

    def show_aside(self, found: Sequence[Aside]) -> None:
        """Show what was put aside."""
        self._found = found
        self._said.setText(tr(_SAID if found else _EMPTY))
        empty(self._lines)
        shown = found if self._whole else found[:_SHOWN]
        for one in shown:
            self._lines.addWidget(self._line(one))
        left = len(found) - len(shown)
        self._more.show_text(trn(N_("Show {n} more"), N_("Show {n} more"), left))
        appear(self._more, on=left > 0)

    def ask_again(self, one: Aside) -> None:
        """Ask who sent it, or everybody, for everything again."""
        desk = self._place.desk
        said = tr(N_("Asked. The answer comes with the next exchanges."))

        def asked(_: None) -> None:
            self._place.shell.say(said)
            self._place.shell.exchange_asked.emit()

        self._place.background.run(lambda: alarms.ask_again(desk, one.org), asked, "write", self._failed)

    def save(self, one: Aside, folder: Path) -> None:
        """Write it to a file in a folder."""
        desk = self._place.desk
        self._place.background.run(
            lambda: alarms.save(desk, one, folder),
            lambda path: self._place.shell.say(tr(N_("Saved: {name}")).format(name=path.name)),
            "write",
            self._failed,
        )

    def drop(self, one: Aside) -> None:
        """Take it off the list, with a way back."""
        desk, said = self._place.desk, tr(N_("Taken off the list"))
        self._run(lambda: alarms.drop(desk, one))
        self._place.shell.say(said, lambda: self._run(lambda: alarms.put_back(desk, one)))

    def _run(self, job: Callable[[], object]) -> None:
        changed = self._place.background.changed.emit
        self._place.background.run(job, lambda _: changed(Changes()), "write", self._failed)

    def _line(self, one: Aside) -> QWidget:
        day = show_date(one.on, self._place.desk.clock.today())
        whom = tr(N_("from {name}")).format(name=one.name) if one.name else tr(N_("sender unknown"))
        why = label(tr(one.why), "body.strong" if one.alarm else "body", wrap=True)
        again = Button(tr(N_("Ask once more")), height="compact")
        again.clicked.connect(lambda _: self.ask_again(one))
        save = Button(tr(N_("Save to a file…")), height="compact")
        save.clicked.connect(lambda _: self._choose(one))
        drop = Button(tr(N_("Take off the list")), "link", height="compact")
        drop.clicked.connect(lambda _: self.drop(one))
        for button in (again, save, drop):
            button.setAccessibleDescription(f"{tr(one.why)} {whom}, {day}")
        icon = picture("triangle-alert", "warning.text") if one.alarm else picture("inbox")
        said = tr(N_("in the name of {author}")).format(author=one.author) if one.author else ""
        about = label(" · ".join(part for part in (said, whom, day) if part), "small", "secondary", wrap=True)
        words = column(why, about, FlowLayout(again, save, drop), gap=4)
        inside = row(column(icon, None), words, gap=12)
        inside.setStretch(1, 1)
        return box(column(line(), inside, gap=8))

    def _choose(self, one: Aside) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr(N_("Save to a file…")))
        if folder:
            self.save(one, Path(folder))

    def _unfold(self) -> None:
        self._whole = True
        self.show_aside(self._found)

    def _failed(self, error: RegDeskError) -> None:
        self._place.shell.show_trouble(error)
