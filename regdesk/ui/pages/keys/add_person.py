"""One more person on this computer: a name, what they do, and a passphrase of their own."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from regdesk import i18n
from regdesk.actions import set_up, staff
from regdesk.actions.staff import NewUser
from regdesk.domain.book import ROLES
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import key_files
from regdesk.ui.editors import SeveralEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import box, column, label, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary, Line

_WORDS = N_("Let the person write these words down on paper and type them. Look away meanwhile.")


class AddPersonPage(QWidget):
    """Lies over the list until the person is added or it is left; *done* is called then."""

    def __init__(self, place: Workplace, done: Callable[[], object]) -> None:
        super().__init__()
        self._place, self._done = place, done
        self._offered = set_up.offer_passphrase(place.desk.random, i18n.language())
        self.summary = ErrorSummary()
        self.name = Field("name", TextEditor(), text=N_("Name"), hint=N_("As colleagues should see it"))
        self.roles = Field("roles", SeveralEditor(ROLES), text=N_("What this person may do"))
        self.theirs = PassphraseField(tr(N_("The person's passphrase, typed by the person")))
        self.mine = PassphraseField(tr(N_("Your own passphrase")))
        self.button = Button(tr(N_("Add the person")), "primary")
        back = Button(tr(N_("Back")), keys="Esc")
        offered = label(self._offered, "title.m", wrap=True)
        words = column(label(tr(_WORDS), "small", "secondary", wrap=True), offered, self.theirs, gap=8)
        card = Card("", self.name, self.roles, words, self.mine)
        title = label(tr(N_("A person on this computer")), "title.l", wrap=True)
        page = box(column(title, self.summary, card, row(back, None, self.button), None, gap=12))
        sized(page, max_width=620)
        middle = row(None, page, None, margins=(20, 16))
        middle.setStretch(1, 100)
        self.setLayout(column(scrolled(box(middle)), gap=0))
        self.button.clicked.connect(lambda _: self.finish())
        back.clicked.connect(lambda _: done())
        self.name.jump()

    @property
    def offered(self) -> str:
        """The words drawn for the person."""
        return self._offered

    def finish(self) -> None:
        """Add the person, or say what is to mend."""
        if lines := self._missing():
            self.summary.show_lines(lines)
            return
        desk, mine = self._place.desk, key_files.typed(self.mine.line.text())
        roles = frozenset(self.roles.editor.value() or ())
        new = NewUser(name=str(self.name.editor.raw()), roles=roles, passphrase=self.theirs.line.text())
        self._place.background.run(lambda: staff.add(desk, mine, new), self._added, "write", self._failed)

    def _missing(self) -> list[Line]:
        lines: list[Line] = []
        for field in (self.name, self.roles):
            sentence = tr(N_("Please fill in: {field}")).format(field=field.title)
            field.show_error("" if field.editor.value() else sentence)
            if field.error():
                lines.append((sentence, field.jump))
        if self.theirs.line.text() != self._offered:
            said = tr(N_("What is typed differs from the words above"))
            lines.append((said, self.theirs.line.setFocus))
        if not self.mine.line.text():
            lines.append((tr(N_("Type your own passphrase")), self.mine.line.setFocus))
        return lines

    def _added(self, _: object) -> None:
        name = str(self.name.editor.raw())
        self._done()
        self._place.shell.say(tr(N_("{name} can unlock this computer now.")).format(name=name))
        self._place.shell.exchange_asked.emit()

    def _failed(self, error: RegDeskError) -> None:
        self.summary.show_sentence(tr(error.message).format(**error.values))
