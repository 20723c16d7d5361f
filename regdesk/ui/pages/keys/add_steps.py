"""The three steps of adding a computer: its code, the six words, and the answer."""

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from regdesk.domain.book import ROLES
from regdesk.i18n import N_, tr
from regdesk.ui.editors import SeveralEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.invitation import FILES, NEVER, GiveOut
from regdesk.ui.pieces import column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.qr_picture import QrPicture
from regdesk.ui.widgets.word_tiles import SixWords, WordTiles

_CODE_HINT = N_(
    "On the new computer choose “Join” and take it in there: as a photo of this picture, as text, as a file, "
    "or typed. It is good once, until {until}. Give it only to the person who sits there."
)
_COMPARE = N_("Call the person or stand beside them and read the words aloud. They must be the same there.")


class CodeStep(QWidget):
    """`kept` and `read` carry the Path of a file, `copied` tells of copying;  `left` goes back."""

    kept = Signal(object)
    read = Signal(object)
    copied = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.groups, self.qr = WordTiles(tr(N_("Code")), 4), QrPicture(tr(N_("The code as a picture")), 170)
        self._hint, self._state = label("", "body", "secondary", wrap=True), label("", "small", wrap=True)
        self.give = GiveOut("RD-1.regdesk")
        load = Button(tr(N_("Read the new computer's file…")), icon="upload")
        back = Button(tr(N_("Back")), keys="Esc")
        self.give.kept.connect(self.kept)
        self.give.copied.connect(self.copied)
        load.clicked.connect(lambda _: self._load())
        back.clicked.connect(lambda _: self.left.emit())
        code = row(self.groups, self.qr, gap=16)
        code.setStretch(0, 1)
        card = Card("", code, self.give, self._state)
        stick = Card(tr(N_("Without the internet: files on a stick")), row(load, None), icon="usb")
        title = label(tr(N_("An invitation for the new computer")), "title.l", wrap=True)
        self.setLayout(column(title, self._hint, card, stick, row(back, None), None, gap=12))

    def show_code(self, groups: Sequence[str], text: str, squares: Sequence[bytes], until: str) -> None:
        """Show a code, its *text* as a picture, and how long it is good."""
        self.groups.show_texts([f"{group[:3]} {group[3:]}" for group in groups])
        self.qr.show_squares(squares)
        self.give.show_text(text)
        self._hint.setText(tr(_CODE_HINT).format(until=until))

    def say(self, text: str) -> None:
        """Say what happens meanwhile."""
        self._state.setText(text)

    def _load(self) -> None:
        title = tr(N_("Read the new computer's file…"))
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", tr(FILES))
        if chosen:
            self.read.emit(Path(chosen))


class WordsStep(QWidget):
    """`same` and `differ` say what people found; `left` goes back."""

    same = Signal()
    differ = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.words, self._who = SixWords(), label("", "title.s", wrap=True)
        self.roles = Field("roles", SeveralEditor(ROLES), text=N_("What this person may do"))
        self.yes = Button(tr(N_("They are the same")), "primary")
        no = Button(tr(N_("They differ")), "danger")
        back = Button(tr(N_("Back")), keys="Esc")
        self.yes.clicked.connect(lambda _: self.same.emit())
        no.clicked.connect(lambda _: self.differ.emit())
        back.clicked.connect(lambda _: self.left.emit())
        title = label(tr(N_("Compare the words")), "title.l", wrap=True)
        hint = label(tr(_COMPARE), "body", "secondary", wrap=True)
        card = Card("", self._who, self.words, self.roles)
        buttons = row(back, None, no, self.yes)
        self.setLayout(column(title, hint, card, buttons, Note(tr(NEVER)), None, gap=12))

    def show_request(self, name: str, roles: Collection[str], words: Callable[[str], str]) -> None:
        """Show who asks, for what, and the words, which *words* gives in each language."""
        self._who.setText(tr(N_("{name} asks to work for the organisation")).format(name=name))
        self.roles.editor.set_value(tuple(sorted(roles)))
        self.words.show_words(words)

    def chosen(self) -> Collection[str]:
        """Give the roles ticked."""
        return tuple(self.roles.editor.value() or ())


class LastStep(QWidget):
    """`kept` carries the Path for the answer;  `left` ends."""

    kept = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._said = label("", "body", wrap=True)
        save = Button(tr(N_("Save the answer for the stick…")), icon="download")
        self.end = Button(tr(N_("Done")), "primary")
        save.clicked.connect(lambda _: self._save())
        self.end.clicked.connect(lambda _: self.left.emit())
        title = label(tr(N_("The computer is added")), "title.l", wrap=True)
        card = Card("", self._said, row(save, None))
        self.setLayout(column(title, card, row(None, self.end), None, gap=12))

    def say(self, text: str) -> None:
        """Say what the new computer does now."""
        self._said.setText(text)

    def _save(self) -> None:
        title = tr(N_("Save the answer for the stick…"))
        chosen, _ = QFileDialog.getSaveFileName(self, title, "RD-3.regdesk", tr(FILES))
        if chosen:
            self.kept.emit(Path(chosen))
