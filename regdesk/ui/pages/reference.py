"""Reference data: what the program knows and from where, which pack is in use, and looking at a newer one."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QLineEdit

from regdesk import i18n
from regdesk.actions import partners, reference
from regdesk.actions.reference import Offered, Standing
from regdesk.catalogue.listing import Known
from regdesk.domain.journal import Changes, EntryId
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr, trn
from regdesk.ui import files
from regdesk.ui.page import Page
from regdesk.ui.pages.reference_offer import OfferCard
from regdesk.ui.pages.reference_state import StateCard
from regdesk.ui.pages.reference_table import COLUMNS, matches
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, empty, label, row, scrolled, sized
from regdesk.ui.tables import RowTable, RowView
from regdesk.ui.widgets.notes import Note

FILES: Final = N_("Reference data for RegDesk (*.regdesk)")
# The title of a pack that is written here; whoever reads it sees the day and the organisation beside it.
TITLE: Final = {"en": "Reference data", "ru": "Справочные данные"}
_TYPING_MS: Final = 150
_ROOM: Final = 300


class ReferencePage(Page):
    """`offer` is the card of a pack that is being looked at, None where there is none."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place, self._rows = place, list[Known]()
        self.state = StateCard(self._choose_file, self._choose_folder, self._take_back, self._choose)
        self.trouble = Note("", "warning")
        self.offer: OfferCard | None = None
        self._offers = column(gap=12)
        self.field, self._count = QLineEdit(), label("", "body", "secondary")
        self.table = RowTable(COLUMNS)
        self.view = RowView(self.table, tr(N_("What the program knows")))
        self.line = label("", "body", "secondary", wrap=True)
        self._typing = QTimer(self)
        self._lay_out()
        self.commands = {"filter": self.field.setFocus, "close": self._on_escape}
        place.background.changed.connect(self._on_changed)

    def arrive(self, target: Any = None) -> None:  # noqa: ARG002 - the page has no target
        """Read what is in use."""
        self.reload()
        self.field.setFocus()

    def reload(self) -> None:
        """Read what is in use, and what the program knows."""
        desk = self._place.desk
        self._run(lambda: (reference.standing(desk), reference.known()), lambda found: self._show(*found))

    def read_file(self, path: Path) -> None:
        """Look at a pack; nothing is used before somebody accepts it."""
        desk = self._place.desk
        self._say("")
        self._run(lambda: reference.look(desk, files.read(path)), self._show_offer)

    def write_file(self, folder: Path, path: Path) -> None:
        """Write what is new in a folder as a pack signed by the person here."""
        desk = self._place.desk
        self._say("")
        said = tr(N_("Saved: {name}. Give it to those who compared the 30 digits with you."))
        self._run(
            lambda: files.write(path, reference.write(desk, folder, TITLE)),
            lambda done: self._place.shell.say(said.format(name=done.name)),
        )

    def _show(self, at: Standing, rows: Sequence[Known]) -> None:
        self.state.show_state(at)
        self._rows = list(rows)
        self._filter()

    def _show_offer(self, one: Offered) -> None:
        self._clear_offer()
        self.offer = OfferCard(one, lambda: self._accept(one), self._clear_offer)
        self._offers.addWidget(self.offer)
        self.offer.accept.setFocus()

    def _accept(self, one: Offered) -> None:
        desk = self._place.desk
        said = tr(N_("Version {version} is in use now.")).format(version=one.version)

        def done(_: Changes) -> None:
            self._clear_offer()
            self._place.shell.say(said, lambda: self._take_back(one.version))

        self._run(lambda: reference.accept(desk, one.data), done)

    def _take_back(self, version: int) -> None:
        desk = self._place.desk
        said = tr(N_("Version {version} was taken back.")).format(version=version)
        self._run(lambda: reference.take_back(desk, version), lambda _: self._place.shell.say(said))

    def _choose(self, entry: EntryId) -> None:
        desk = self._place.desk
        self._run(lambda: reference.choose(desk, entry), lambda _: self._say(""))

    def _clear_offer(self) -> None:
        self.offer = None
        empty(self._offers)

    def _filter(self) -> None:
        found = [one for one in self._rows if matches(one, self.field.text())]
        self.table.set_rows(found)
        self._count.setText(trn(N_("{n} line"), N_("{n} lines"), len(found)))
        appear(self.line, on=False)

    def _read_out(self, one: Known) -> None:
        """Write the chosen row out in full: source, day and all it says."""
        self.line.setText(f"{self.table.sentence(one)}. {one.said(i18n.language())}")
        appear(self.line, on=True)

    def _run(self, job: Callable[[], Any], then: Callable[[Any], object]) -> None:
        self._place.background.run(job, then, "write", self._failed)

    def _failed(self, error: RegDeskError) -> None:
        self._say(tr(error.message).format(**error.values))

    def _say(self, text: str) -> None:
        self.trouble.show_text(text)

    def _on_changed(self, _: object = None) -> None:
        if self.isVisible():
            self.reload()

    def _on_escape(self) -> None:
        """Let go of what is looked at, then of the search; with neither, go back."""
        if self.offer:
            self._clear_offer()
        elif self.field.text():
            self.field.clear()
        else:
            self._place.shell.back()

    def _choose_file(self) -> None:
        title = tr(N_("Read a file of reference data…"))
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", tr(FILES))
        if chosen:
            self.read_file(Path(chosen))

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr(N_("Folder with the changed files")))
        name = partners.file_name(self._place.desk)
        title = tr(N_("Write a file of reference data…"))
        chosen = folder and QFileDialog.getSaveFileName(self, title, name, tr(FILES))[0]
        if chosen:
            self.write_file(Path(folder), Path(chosen))

    def _lay_out(self) -> None:
        self.field.setPlaceholderText(tr(N_("Medicine, country, source …")))
        self.field.setAccessibleName(tr(N_("Filter this list")))
        self.field.setClearButtonEnabled(True)
        sized(self.field, max_width=330, min_width=260)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._filter)
        self.field.textChanged.connect(lambda _: self._typing.start())
        self.view.chosen.connect(self._read_out)
        appear(self.trouble, on=False)
        appear(self.line, on=False)
        sized(self.view, min_height=_ROOM)
        search = row(self.field, self._count, None, gap=8, margins=(12, 10))
        card = box(column(search, self.view, gap=0, margins=1), "card")
        title = label(tr(N_("Reference data")), "title.m")
        parts = title, self.state, self.trouble, self._offers, card, self.line
        whole = column(*parts, gap=12, margins=(20, 16))
        whole.setStretch(4, 1)
        self.setLayout(column(scrolled(box(whole)), gap=0))
