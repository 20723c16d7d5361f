"""First run: make an organisation on this computer, join one by a code, or restore one from paper."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QRadioButton, QWidget

from regdesk.i18n import N_, tr
from regdesk.ui.editors import ChoiceEditor, RadioEditor, SeveralEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.gate_steps import Step, StepGate, unfilled
from regdesk.ui.pages.invitation import TakeIn
from regdesk.ui.pages.unlock import PassphraseField
from regdesk.ui.pieces import box, column, label, line, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.error_summary import Line

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
_INVITED = N_("Were you given an invitation? As a picture, a file or a text: then there is less to type.")
_ASKED = {2: ("organisation", "country", "part"), 3: ("person", "roles")}
_CHOICE, _PASSPHRASE, _READY = 1, 4, 5


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
    invite: bytes = b""


class FirstRunPage(StepGate):
    """`created` carries the FirstRun; `language_asked` a code, so that the page is made anew in it.

    `invite_read` carries an invitation, the Path of a picture or file or the bytes that were pasted;
    `join_asked` and `restore_asked` lead to the pages of those. *offered* is a passphrase of several words
    chosen by chance: typing it shows that it was written down.
    """

    created = Signal(object)
    language_asked = Signal(str)
    invite_read = Signal(object)
    join_asked = Signal()
    restore_asked = Signal()
    copy_asked = Signal()

    def __init__(self, offered: str, countries: Mapping[str, str], language: str) -> None:
        self._offered, self._language = offered, language
        self._fields = _fields(countries)
        self.passphrase = PassphraseField(tr(N_("Type it here")))
        self._create = QRadioButton(tr(N_("Create an organisation on this computer")))
        self._join = QRadioButton(tr(N_("Join: our organisation has RegDesk already")))
        self._copy = QRadioButton(tr(N_("Restore from a backup copy: a stick or second disk has one")))
        self._restore = QRadioButton(tr(N_("I have a recovery sheet: no computer is left")))
        self.invite, self.invitation = b"", TakeIn()
        self._agreed = label("", "body", "secondary", wrap=True)
        self._languages = [Button(text) for text in LANGUAGES.values()]
        super().__init__(self._steps_of(), N_("None of this needs the internet."))
        for code, button in zip(LANGUAGES, self._languages, strict=True):
            button.clicked.connect(lambda _, chosen=code: self.language_asked.emit(chosen))
        self.invitation.taken.connect(self.invite_read)
        self._create.setChecked(True)
        self.go_to(0)

    def errors(self, step: int) -> list[Line]:
        """Ask for the fields of a step, and for the passphrase as it was offered."""
        if step == _PASSPHRASE and self.passphrase.line.text() != self._offered:
            return [(tr(N_("What is typed differs from the words above")), self.passphrase.line.setFocus)]
        return unfilled([self._fields[name] for name in _ASKED.get(step, ())])

    def leave(self, step: int) -> None:
        """Go on; the choice leads to another page, the last step creates."""
        if step == _CHOICE and self._join.isChecked():
            self.join_asked.emit()
        elif step == _CHOICE and self._copy.isChecked():
            self.copy_asked.emit()
        elif step == _CHOICE and self._restore.isChecked():
            self.restore_asked.emit()
        elif step == _READY:
            self.created.emit(self.decided())
        else:
            self.go_to(step + 1)

    def go_to(self, step: int) -> None:
        """Show a step; the last one sums up."""
        if step == _READY:
            self._agreed.setText(self._summed_up())
        self._next.show_text(
            tr(N_("Create the organisation") if step == _READY else N_("Next")), keys="Enter"
        )
        super().go_to(step)

    def decided(self) -> FirstRun:
        """Gather what was typed."""
        value = {name: field.editor.value() for name, field in self._fields.items()}
        typed = self.passphrase.line.text()
        return FirstRun(**value, passphrase=typed, language=self._language, invite=self.invite)

    def show_invite(self, data: bytes, url: str) -> None:
        """Keep an invitation of a new organisation, and say which server it names."""
        self.invite = data
        self._create.setChecked(True)
        self.invitation.say(tr(N_("Invited; the server will be {url}.")).format(url=url))
        self._next.setFocus()

    def fill(self, **values: object) -> None:
        """Put values into the fields, by the names of FirstRun."""
        for name, value in values.items():
            self._fields[name].editor.set_value(value)

    def _summed_up(self) -> str:
        made = self.decided()
        return "\n".join((made.organisation, tr(PARTS.get(made.part, "")), made.person))

    def _steps_of(self) -> tuple[Step, ...]:
        asked = {step: tuple(self._fields[name] for name in names) for step, names in _ASKED.items()}
        return (
            Step(N_("Language"), N_("It can be changed later."), (row(*self._languages, None),)),
            Step(
                N_("Create or join"),
                N_("One organisation is created once; its other computers join it."),
                (
                    self._create,
                    self._join,
                    self._copy,
                    self._restore,
                    line(),
                    label(tr(_INVITED), "body", "secondary", wrap=True),
                    self.invitation,
                ),
            ),
            Step(N_("Organisation"), N_("Partners see this name."), asked[2], asked[2][0].jump),
            Step(N_("About you"), N_("You become the first administrator."), asked[3], asked[3][0].jump),
            Step(
                N_("Your passphrase"),
                N_("Write it down on paper. Nobody can look it up, not even we."),
                (offered_words(self._offered), self.passphrase),
                self.passphrase.line.setFocus,
            ),
            Step(N_("Ready"), N_("From now on everything on this computer is encrypted."), (self._agreed,)),
        )


def offered_words(offered: str) -> QWidget:
    """Show the words of a passphrase, to be written down on paper."""
    words = label(offered, "title.m", wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return box(column(words, margins=16), "sunken")


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
