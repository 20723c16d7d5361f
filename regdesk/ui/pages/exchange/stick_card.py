"""Handing records over on a stick, and taking in what came on one; with progress, and a way to stop."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QProgressBar

from regdesk.actions import sticks
from regdesk.actions.exchange_state import Received
from regdesk.actions.sticks import Carriage, Stick, Taken
from regdesk.domain.journal import OrgId
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.announce import announce
from regdesk.ui.background import OnWriterLane
from regdesk.ui.editors import ChoiceEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

T = TypeVar("T")
LOOK_MS: Final = 300
_WHAT: Final = N_("Where there is no internet for long. The file is sealed: only the recipient can read it.")
_FILES: Final = N_("RegDesk file (*.regdesk)")
_OWN: Final = N_("Our other computers")


class StickCard(Card):
    """One thing at a time: writing or reading; what came of it stays in sight."""

    def __init__(self, place: Workplace) -> None:
        self._place, self._way = place, Carriage()
        self._names: Mapping[str, str] = {}
        self.whom = Field("whom", ChoiceEditor({}, optional=False), text=N_("For whom"))
        self.out = Button(tr(N_("Write to a stick…")), icon="arrow-up")
        self.take = Button(tr(N_("Read from a stick…")), icon="arrow-down")
        self.stop = Button(tr(N_("Stop")), height="compact")
        self.said, self._bar = label("", "body", wrap=True), QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr(N_("How far the stick is")))
        self._whom_at = column(self.whom, gap=0)
        progress = row(self._bar, self.stop, gap=8)
        progress.setStretch(0, 1)
        super().__init__(
            tr(N_("Hand over on a stick")),
            label(tr(_WHAT), "body", "secondary", wrap=True),
            self._whom_at,
            row(self.out, self.take, None),
            progress,
            self.said,
            icon="usb",
        )
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self.out.clicked.connect(lambda _: self._choose_folder())
        self.take.clicked.connect(lambda _: self._choose_file())
        self.stop.clicked.connect(lambda _: self.break_off())
        self._show_busy(on=False)
        self._say("")

    def show_partners(self, found: Sequence[Received]) -> None:
        """Offer the partners, and the own other computers where there are any."""
        names = {one.org.hex(): tr(_OWN) if one.own else one.name for one in found}
        if names == self._names:
            return
        self._names = names
        chosen = str(self.whom.editor.raw() or "")
        old, self.whom = self.whom, Field("whom", ChoiceEditor(names, optional=False), text=N_("For whom"))
        self.whom.editor.set_value(chosen if chosen in names else min(names, default=""))
        self._whom_at.replaceWidget(old, self.whom)
        old.hide()
        old.deleteLater()
        appear(self.whom, on=bool(names))

    def write(self, org: OrgId, folder: Path) -> None:
        """Write what waits for an organisation into a new file in a folder."""
        desk, way, on_writer = self._place.desk, Carriage(), OnWriterLane(self._place.background)
        self._begin(way, lambda: sticks.out(desk, org, folder, way, on_writer=on_writer), self._written)

    def read(self, path: Path) -> None:
        """Take in what is in a file."""
        desk, way, on_writer = self._place.desk, Carriage(), OnWriterLane(self._place.background)
        self._begin(way, lambda: sticks.take_in(desk, path, way, on_writer=on_writer), self._taken)

    def break_off(self) -> None:
        """Stop: no half file is left or taken in."""
        self._way.stop = True

    def look(self) -> None:
        """Show how far it is."""
        self._bar.setMaximum(100)
        self._bar.setValue(100 * self._way.done // self._way.size if self._way.size else 0)

    def _begin(self, way: Carriage, job: Callable[[], T], then: Callable[[T], object]) -> None:
        self._way = way
        self._say("")
        self._show_busy(on=True)
        self._place.background.run(job, then, "net", self._failed)

    def _written(self, stick: Stick) -> None:
        self._show_busy(on=False)
        self._say(f"{sticks.said(stick)} {tr(N_('File: {name}')).format(name=stick.path.name)}")
        self._place.background.changed.emit(self._way.changes)

    def _taken(self, taken: Taken) -> None:
        self._show_busy(on=False)
        stick = taken.stick
        when = words.moment(stick.written_ms, self._place.desk.clock.today())
        count = trn(N_("{n} record"), N_("{n} records"), stick.records)
        said = N_("Taken in: {count} from {name}, written {when}.")
        old = N_("Nothing new: this came already from {name}, written {when}.")
        text = tr(said if taken.new else old)
        self._say(text.format(count=count, name=stick.name, when=when))
        self._place.background.changed.emit(self._way.changes)

    def _failed(self, error: RegDeskError) -> None:
        self._show_busy(on=False)
        self._say(tr(error.message).format(**error.values), "warning")

    def _say(self, text: str, tone: str = "primary") -> None:
        self.said.setText(text)
        self.said.setProperty("tone", tone)
        self.said.style().polish(self.said)
        appear(self.said, on=bool(text))
        if text:
            announce(self, text)

    def _show_busy(self, *, on: bool) -> None:
        for widget in (self._bar, self.stop):
            appear(widget, on=on)
        for button in (self.out, self.take):
            appear(button, on=not on)
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def _choose_folder(self) -> None:
        chosen = str(self.whom.editor.raw() or "")
        if not chosen:
            self.whom.show_error(tr(N_("Choose for whom the file is.")))
            return
        self.whom.show_error("")
        folder = QFileDialog.getExistingDirectory(self, tr(N_("Write to a stick…")))
        if folder:
            self.write(OrgId(bytes.fromhex(chosen)), Path(folder))

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, tr(N_("Read from a stick…")), "", tr(_FILES))
        if path:
            self.read(Path(path))
