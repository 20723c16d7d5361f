"""The directory in the settings: organisations of a country whom a partner that was met vouches for."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from regdesk.actions import directory, partners
from regdesk.actions.directory import Listed, Listing
from regdesk.actions.partners import Organisation
from regdesk.domain.journal import OrgId
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui import files
from regdesk.ui.background import OnWriterLane
from regdesk.ui.countries import COUNTRIES, country
from regdesk.ui.editors import ChoiceEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.gate_steps import unfilled
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, empty, label, line, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.tags import Tag

_FILES: Final = N_("RegDesk directory (*.regdesk)")
_WHAT: Final = N_(
    "One of your partners keeps a list of who is who. It spares you looking for a file; the 30 digits are "
    "compared by phone all the same."
)
_NOBODY: Final = N_(
    "First meet the organisation that keeps the directory, and compare the 30 digits with it."
)
_EMPTY: Final = N_("Nobody from this country is in the directory yet. Ask the organisation for its file.")
_AWAY: Final = N_("The directory can also come as a file, on a stick.")
_TAKEN: Final = N_("{name} is among the partners now. Call them and compare the 30 digits.")
_WHO: Final = {"host": N_("helps people who live there"), "centre": N_("registers and treats")}


class DirectoryCard(Card):
    """`taken` tells that an organisation was put among the partners, not compared yet."""

    taken = Signal()

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._keepers = column(gap=8)
        self.country = Field("country", ChoiceEditor(COUNTRIES, optional=False), text=N_("Country"))
        self.ask = Button(tr(N_("Look there")), icon="search")
        self.load = Button(tr(N_("Read a directory file…")), icon="upload")
        self.give = Button(tr(N_("Save our directory…")), icon="download")
        self.state, self._rows = label("", "body", "secondary", wrap=True), column(gap=12)
        self._look = box(column(self.country, FlowLayout(self.ask, self.load), gap=8))
        super().__init__(
            tr(N_("Directory")),
            label(tr(_WHAT), "body", "secondary", wrap=True),
            self._keepers,
            self._look,
            self.state,
            self._rows,
            row(self.give, None),
            icon="map-pinned",
        )
        self.ask.clicked.connect(lambda _: self.fetch())
        self.load.clicked.connect(lambda _: self._choose_file())
        self.give.clicked.connect(lambda _: self._choose_name())

    def reload(self) -> None:
        """Read who keeps the directory, and who could."""
        desk = self._place.desk

        def read() -> tuple[OrgId | None, list[Organisation], bool]:
            known = [one for org, one in partners.organisations(desk).items() if org != desk.org]
            return directory.registrar(desk), [one for one in known if one.compared_on], directory.may(desk)

        self._place.background.run(read, lambda found: self._show_keepers(*found), "write", self._failed)

    def fetch(self) -> None:
        """Ask the server for the cards of the country."""
        desk, on_writer = self._place.desk, OnWriterLane(self._place.background)
        code = str(self.country.editor.value() or "")
        if unfilled([self.country]):
            self.country.jump()
            return
        self._run(lambda: directory.fetch(desk, code, on_writer), self._show, "net")

    def read_file(self, path: Path) -> None:
        """Read a directory that came as a file."""
        desk = self._place.desk
        self._run(lambda: directory.read_file(desk, files.read(path)), self._show, "write")

    def write_file(self, path: Path) -> None:
        """Write cards of all partners that were compared, for others who trust us."""
        desk = self._place.desk
        said = tr(N_("Saved: {name}. Give it to those who met you."))
        self._run(
            lambda: files.write(path, directory.issue_all(desk)),
            lambda done: self._place.shell.say(said.format(name=done.name)),
            "write",
        )

    def take(self, one: Listed) -> None:
        """Put an organisation among the partners; it is proved by the digits and by nothing else."""
        desk = self._place.desk
        self._run(lambda: directory.take(desk, one), self._on_taken, "write")

    def _show_keepers(self, chosen: OrgId | None, could: Sequence[Organisation], issues: bool) -> None:  # noqa: FBT001 - a state
        empty(self._keepers)
        keeper = next((one for one in could if one.org == chosen), None)
        appear(self._look, on=keeper is not None)
        appear(self.give, on=issues and bool(could))
        if keeper:
            said = tr(N_("Kept by {name}.")).format(name=keeper.name)
            other = Button(tr(N_("Choose another")), "link", height="compact")
            other.clicked.connect(lambda _: self._show_keepers(None, could, issues))
            self._keepers.addWidget(box(row(label(said, "body.strong"), other, None)))
        elif could:
            self._keepers.addWidget(self._choice(could))
        else:
            self._keepers.addWidget(label(tr(_NOBODY), "body", wrap=True))

    def _choice(self, could: Sequence[Organisation]) -> QWidget:
        names = {one.org.hex(): one.name for one in could}
        asked = Field("keeper", ChoiceEditor(names, optional=False), text=N_("Who keeps it?"))
        asked.editor.set_value(could[0].org.hex())
        use = Button(tr(N_("Believe its directory")))
        use.clicked.connect(lambda _: self._pin(OrgId(bytes.fromhex(str(asked.editor.value())))))
        return box(column(asked, row(use, None)))

    def _pin(self, org: OrgId) -> None:
        desk = self._place.desk
        self._run(lambda: directory.pin(desk, org), lambda _: self.reload(), "write")

    def _show(self, found: Listing) -> None:
        empty(self._rows)
        self.state.setText("" if found.organisations else tr(_EMPTY))
        if found.false:
            said = trn(
                N_("{n} card was false and is left out."),
                N_("{n} cards were false and are left out."),
                found.false,
            )
            self._rows.addWidget(Note(said.format(n=found.false), "warning"))
        for one in found.organisations:
            self._rows.addWidget(self._row(one))

    def _row(self, one: Listed) -> QWidget:
        where = " · ".join((country(one.country), tr(_WHO.get(one.part, ""))))
        text = column(label(one.name, "body.strong", wrap=True), label(where, "small", "secondary"), gap=2)
        if one.org == self._place.desk.org:
            end: QWidget = Tag(tr(N_("this is you")), "neutral")
        elif one.compared:
            end = Tag(tr(N_("a partner, compared")), "success", "check")
        else:
            end = Button(tr(N_("Add to partners")), height="compact")
            end.setAccessibleDescription(one.name)
            end.clicked.connect(lambda _, which=one: self.take(which))
        beside = row(text, end)
        beside.setStretch(0, 1)
        return box(column(line(), beside))

    def _on_taken(self, one: Organisation) -> None:
        self.state.setText(tr(_TAKEN).format(name=one.name))
        self.taken.emit()

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.load.accessibleName(), "", tr(_FILES))
        if chosen:
            self.read_file(Path(chosen))

    def _choose_name(self) -> None:
        title, name = self.give.accessibleName(), partners.file_name(self._place.desk)
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, tr(_FILES))
        if chosen:
            self.write_file(Path(chosen))

    def _run(self, job: Callable[[], object], then: Callable[..., object], lane: str) -> None:
        self._place.background.run(job, then, lane, self._failed)  # type: ignore[arg-type]

    def _failed(self, error: RegDeskError) -> None:
        self.state.setText(f"{tr(error.message).format(**error.values)} {tr(_AWAY)}")
