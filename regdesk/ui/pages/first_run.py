"""First run: make an organisation on this computer, or learn how to join one that exists."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLayout, QRadioButton, QSizePolicy, QStackedWidget, QWidget

from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.editors import ChoiceEditor, RadioEditor, SeveralEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pieces import box, column, label, picture, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary, Line
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.step_list import StepList

LANGUAGES = {"ru": "Русский", "en": "English"}
PARTS = {
    "host": N_("We help people who live here (NGO)"),
    "centre": N_("We register and treat (AIDS Centre)"),
}
ROLES = {
    "admin": N_("Administrator: computers and staff"),
    "caseworker": N_("Caseworker"),
    "registrar": N_("Registrar"),
    "clinician": N_("Doctor"),
    "pharmacist": N_("Pharmacist"),
}
_STEPS = (
    N_("Language"),
    N_("Create or join"),
    N_("Organisation"),
    N_("About you"),
    N_("Your passphrase"),
    N_("Ready"),
)
_HINTS = (
    N_("It can be changed later."),
    N_("One organisation is created once; its other computers join it."),
    N_("Partners see this name."),
    N_("You become the first administrator."),
    N_("Write it down on paper. Nobody can reset it, not even we."),
    N_("From now on everything on this computer is encrypted."),
)
_ASKED = {2: ("organisation", "country", "part"), 3: ("person", "roles")}
_CHOICE, _PASSPHRASE, _READY = 1, 4, 5
_NARROW = 900


@dataclass(frozen=True)
class FirstRun:
    """What was decided: enough to make an organisation, its first computer and its first administrator."""

    organisation: str
    country: str
    part: str
    person: str
    roles: tuple[str, ...]
    passphrase: str
    language: str


class FirstRunPage(QWidget):
    """`created` carries the FirstRun; `language_asked` a code, so that the page is made anew in it.

    *offered* is a passphrase of several words chosen by chance: typing it shows that it was written down.
    """

    created = Signal(object)
    language_asked = Signal(str)

    def __init__(self, offered: str, countries: Mapping[str, str], language: str) -> None:
        super().__init__()
        self._offered, self._language = offered, language
        self._fields = _fields(countries)
        self.passphrase = PassphraseField(tr(N_("Type it here")))
        self._summary, self._stack = ErrorSummary(), QStackedWidget()
        self._create = QRadioButton(tr(N_("Create an organisation on this computer")))
        self._join = QRadioButton(tr(N_("I have an invitation file")))
        self._how_to_join = Note(tr(_HOW_TO_JOIN), title=tr(N_("How to join")))
        self._agreed = label("", "body", "secondary", wrap=True)
        self._steps = StepList([tr(text) for text in _STEPS], tr(N_("Steps")))
        self._steps.asked.connect(self.go_to)
        self._back = Button(tr(N_("Back")), icon="chevron-left")
        self._next = Button(tr(N_("Next")), "primary", keys="Enter")
        self._lay_out()
        self._back.clicked.connect(lambda _: self.go_to(self._stack.currentIndex() - 1))
        self._next.clicked.connect(lambda _: self.advance())
        for choice in (self._create, self._join):
            choice.toggled.connect(lambda _: self._show_choice())
        self._create.setChecked(True)
        self.go_to(0)

    def advance(self) -> None:
        """Go on if this step is complete, else say what to mend; the last step creates."""
        at = self._stack.currentIndex()
        if errors := self._errors(at):
            self._summary.show_lines(errors)
        elif at < _READY:
            self.go_to(at + 1)
        else:
            self.created.emit(self.decided())

    def go_to(self, step: int) -> None:
        """Show a step, ready to type."""
        self._summary.clear()
        self._stack.setCurrentIndex(max(0, step))
        for index, part in enumerate(self._parts):
            high = QSizePolicy.Policy.Preferred if index == step else QSizePolicy.Policy.Ignored
            part.setSizePolicy(QSizePolicy.Policy.Preferred, high)
        self._steps.show_step(self._stack.currentIndex())
        self._back.setVisible(step > 0)
        self._next.show_text(
            tr(N_("Create the organisation") if step == _READY else N_("Next")), keys="Enter"
        )
        self._show_choice()
        if step in _ASKED:
            self._fields[_ASKED[step][0]].jump()
        elif step == _PASSPHRASE:
            self.passphrase.line.setFocus()
        else:
            self._next.setFocus()
        if step == _READY:
            self._agreed.setText(self._summed_up())

    def decided(self) -> FirstRun:
        """Gather what was typed."""
        value = {name: field.editor.value() for name, field in self._fields.items()}
        return FirstRun(**value, passphrase=self.passphrase.line.text(), language=self._language)

    def show_error(self, error: RegDeskError) -> None:
        """Say why it could not be created; everything typed stays."""
        self._summary.show_sentence(tr(error.message).format(**error.values))

    def fill(self, **values: object) -> None:
        """Put values into the fields, by the names of FirstRun."""
        for name, value in values.items():
            self._fields[name].editor.set_value(value)

    def _errors(self, step: int) -> list[Line]:
        if step == _PASSPHRASE and self.passphrase.line.text() != self._offered:
            return [(tr(N_("What is typed differs from the words above")), self.passphrase.line.setFocus)]
        errors: list[Line] = []
        for name in _ASKED.get(step, ()):
            field = self._fields[name]
            sentence = tr(N_("Please fill in: {field}")).format(field=field.title)
            field.show_error("" if field.editor.value() else sentence)
            if field.error():
                errors.append((sentence, field.jump))
        return errors

    def _show_choice(self) -> None:
        joins = self._stack.currentIndex() == _CHOICE and self._join.isChecked()
        self._how_to_join.setVisible(self._join.isChecked())
        self._next.setVisible(not joins)

    def _summed_up(self) -> str:
        made = self.decided()
        return "\n".join((made.organisation, tr(PARTS[made.part]), made.person))

    def _lay_out(self) -> None:
        languages = [Button(text) for text in LANGUAGES.values()]
        for code, button in zip(LANGUAGES, languages, strict=True):
            button.clicked.connect(lambda _, chosen=code: self.language_asked.emit(chosen))
        words = label(self._offered, "title.m")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        paper = box(column(words, margins=16), "sunken")
        inside: tuple[tuple[QWidget | QLayout, ...], ...] = (
            (row(*languages, None),),
            (self._create, self._join, self._how_to_join),
            tuple(self._fields[name] for name in _ASKED[2]),
            tuple(self._fields[name] for name in _ASKED[3]),
            (paper, self.passphrase),
            (self._agreed,),
        )
        all_parts = zip(_STEPS, _HINTS, inside, strict=True)
        self._parts = [_step(tr(title), tr(hint), *parts) for title, hint, parts in all_parts]
        for part in self._parts:
            self._stack.addWidget(part)
        buttons = row(self._back, None, self._next)
        middle = box(column(self._summary, self._stack, buttons, None, gap=16))
        sized(middle, max_width=600)
        page = row(None, middle, None, margins=(20, 56))
        page.setStretch(1, 100)
        self._beside = self._side()
        whole = row(self._beside, scrolled(box(page)), gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter from any field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._next.isHidden():
            self.advance()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, _: object) -> None:
        """Leave the list of steps out where the window is narrow."""
        self._beside.setVisible(self.width() / theme.current().scale >= _NARROW)

    def _side(self) -> QFrame:
        mark = picture("regdesk", "accent.on", 26)
        mark.setProperty("kind", "mark")
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sized(mark, width=36, height=36)
        note = label(tr(N_("None of this needs the internet.")), "caption", "tertiary", wrap=True)
        brand = row(mark, label("RegDesk", "title.m"), None, gap=12)
        side = box(column(brand, 16, self._steps, None, note, margins=(20, 36, 20, 20)), "nav")
        sized(side, width=300)
        return side


def _fields(countries: Mapping[str, str]) -> dict[str, Field]:
    """Make the fields, named as in FirstRun."""
    name = TextEditor()
    return {
        "organisation": Field("organisation", name, text=N_("Name of the organisation")),
        "country": Field("country", ChoiceEditor(countries, optional=False), text=N_("Country")),
        "part": Field("part", RadioEditor(PARTS, upright=True), text=N_("What does it do?")),
        "person": Field("person", TextEditor(), text=N_("Your name"), hint=N_("As colleagues should see it")),
        "roles": Field("roles", SeveralEditor(ROLES), text=N_("Your work")),
    }


def _step(title: str, hint: str, *inside: QWidget | QLayout) -> QWidget:
    card = Card("", *inside)
    return box(
        column(label(title, "title.l"), label(hint, "body", "secondary", wrap=True), card, None, gap=10)
    )


_HOW_TO_JOIN = N_(
    "An administrator of your organisation adds this computer: ask them to unlock RegDesk on theirs and keep "
    "both computers side by side. Create an organisation here only if yours has none yet."
)
