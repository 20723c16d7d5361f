"""Partners in the settings: files of introduction in and out, and the 30 digits compared by phone, once."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from regdesk.actions import documents, partners
from regdesk.actions.partners import Organisation
from regdesk.domain.journal import OrgId
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import files
from regdesk.ui.countries import country
from regdesk.ui.dates import long_date
from regdesk.ui.pages.invitation import COPIED, GiveOut
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, empty, label, line, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.qr_picture import QrPicture
from regdesk.ui.widgets.tags import Tag

_INVITE = N_(
    "They take it in during their first steps: a photo of the picture, the text, or the file. The picture "
    "names only the server; text and file introduce us too. Then compare the 30 digits."
)
_HOW = N_("Give each other the introduction files, then compare 30 digits by phone, once.")
_WHO = N_("An administrator adds partners and compares the 30 digits with them.")
_FILES = N_("RegDesk introduction (*.regdesk)")


class PartnersCard(Card):
    """Who is known, who is proved, and what is still to compare; `met` tells that somebody was proved."""

    met = Signal()

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._rows = column(gap=12)
        self.give = Button(tr(N_("Save our introduction file…")), icon="download")
        self.take = Button(tr(N_("Read a partner's file…")), icon="upload")
        self.ask = Button(tr(N_("Invite a new organisation…")), icon="mail")
        self.out, self.qr = GiveOut(""), QrPicture(tr(N_("The invitation as a picture")), 170)
        self.invitation = self._invitation()
        words = tr(_HOW if place.is_admin else _WHO)
        super().__init__(
            tr(N_("Partners")),
            label(words, "body", "secondary", wrap=True),
            FlowLayout(self.give, self.take, self.ask),
            self.invitation,
            self._rows,
            icon="users",
        )
        for button in (self.take, self.ask):
            appear(button, on=place.is_admin)
        self.give.clicked.connect(lambda _: self._give())
        self.take.clicked.connect(lambda _: self._take())
        self.ask.clicked.connect(lambda _: self.show_invitation())
        self.out.kept.connect(self.write_invite)
        self.out.copied.connect(lambda: place.shell.say(tr(COPIED)))

    def reload(self) -> None:
        """Read who is known, with the digits of those who are not proved yet."""
        self._place.background.run(self._read, self._show, "write")

    def read_file(self, path: Path) -> None:
        """Meet the partner whose introduction is in a file."""
        self._place.background.run(
            lambda: partners.meet(self._place.desk, files.read(path)),
            lambda _: self.reload(),
            "write",
            self._failed,
        )

    def write_file(self, path: Path) -> None:
        """Write the own introduction to a file."""

        def write() -> Path:
            return files.write(path, partners.introduce(self._place.desk))

        self._place.background.run(write, self._on_given, "write", self._failed)

    def show_invitation(self) -> None:
        """Show the invitation for an organisation that has no RegDesk yet: as a picture, to copy, to save."""
        desk = self._place.desk

        def read() -> tuple[str, list[bytes], str]:
            made = partners.invite(desk)
            return made.text(), documents.squares(made.short()), partners.file_name(desk)

        self._place.background.run(read, lambda found: self._show_invitation(*found), "write", self._failed)

    def write_invite(self, path: Path) -> None:
        """Write an invitation for an organisation that has no RegDesk yet."""

        def write() -> Path:
            return files.write(path, partners.invite(self._place.desk).pack())

        self._place.background.run(write, self._on_invited, "write", self._failed)

    def confirm(self, org: OrgId) -> None:
        """Say that the digits were the same on both sides."""
        self._place.background.run(
            lambda: partners.confirm(self._place.desk, org), lambda _: self._on_met(), "write", self._failed
        )

    def _on_met(self) -> None:
        self.reload()
        self.met.emit()

    def _read(self) -> list[tuple[Organisation, str]]:
        desk = self._place.desk
        others = [one for org, one in partners.organisations(desk).items() if org != desk.org]
        return [(one, "" if one.compared_on else partners.digits(desk, one.org)) for one in others]

    def _show(self, found: list[tuple[Organisation, str]]) -> None:
        empty(self._rows)
        for one, digits in found:
            self._rows.addWidget(self._row(one, digits))
        if not found:
            self._rows.addWidget(label(tr(N_("No partners yet.")), "body", "secondary"))

    def _row(self, one: Organisation, digits: str) -> QWidget:
        title = row(label(one.name, "body.strong"), label(country(one.country), "body", "secondary"), None)
        if one.compared_on:
            day = long_date(one.compared_on, self._place.desk.clock.today())
            title.addWidget(Tag(tr(N_("compared on {day}")).format(day=day), "success", "check"))
            return box(column(line(), title))
        if not self._place.is_admin:
            title.addWidget(Tag(tr(N_("not compared yet")), "warning", "triangle-alert"))
            return box(column(line(), title))
        same = Button(tr(N_("The digits are the same")), "primary")
        same.clicked.connect(lambda _, org=one.org: self.confirm(org))
        words = tr(N_("Call them on a number you know and read the digits to each other:"))
        note = Note(words, "warning", title=tr(N_("Not compared yet")))
        return box(column(line(), title, note, label(digits, "code"), row(same, None)))

    def _give(self) -> None:
        name = partners.file_name(self._place.desk)
        chosen, _ = QFileDialog.getSaveFileName(self, tr(N_("Save our introduction file…")), name, tr(_FILES))
        if chosen:
            self.write_file(Path(chosen))

    def _take(self) -> None:
        title = tr(N_("Read a partner's file…"))
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", tr(_FILES))
        if chosen:
            self.read_file(Path(chosen))

    def _invitation(self) -> QWidget:
        hint = label(tr(_INVITE), "body", "secondary", wrap=True)
        ways = column(hint, self.out, None, gap=12)
        beside = row(self.qr, ways, gap=16, margins=12)
        beside.setStretch(1, 1)
        made = box(beside, "sunken")
        appear(made, on=False)
        return made

    def _show_invitation(self, text: str, squares: list[bytes], name: str) -> None:
        self.out.show_text(text, name)
        self.qr.show_squares(squares)
        appear(self.invitation, on=True)
        self.out.copy.setFocus()

    def _on_invited(self, path: Path) -> None:
        said = tr(N_("Saved: {name}. They choose it in their first steps; then compare the 30 digits."))
        self._place.shell.say(said.format(name=path.name))

    def _on_given(self, path: Path) -> None:
        self._place.shell.say(tr(N_("Saved: {name}. Give it to the partner.")).format(name=path.name))

    def _failed(self, error: RegDeskError) -> None:
        self._place.shell.show_trouble(error)
