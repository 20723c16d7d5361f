"""A forgotten passphrase: what can be done, and with the paper sheet, here and now, a new one."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from regdesk.actions.desk import Desk
from regdesk.actions.forgotten import Anew, Found
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.background import Background
from regdesk.ui.editors import RadioEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.gate_steps import Step, StepGate, unfilled
from regdesk.ui.pages.sheet_groups import SheetGroups
from regdesk.ui.pages.typed_back import TypedBack
from regdesk.ui.pieces import box, column, empty, first_focus, label, picture, row
from regdesk.ui.widgets.error_summary import Line

_WAYS, _SHEET, _WHO, _NEW = range(4)
_COLLEAGUE: Final = (
    N_("Another administrator unlocks this computer"),
    N_(
        "In Computers and keys they press “New passphrase…” beside your name. Nothing is lost, "
        "and you choose your own words at once."
    ),
)
_ELSEWHERE: Final = (
    N_("You work on another computer too"),
    N_(
        "What was sent is there. An administrator removes this computer there and adds it anew. "
        "Drafts and what was not sent from here are lost."
    ),
)
_PAPER: Final = (
    N_("Nobody else can unlock it"),
    N_(
        "Take the paper recovery sheet and go on. Nothing is lost: you get a new passphrase and a new key. "
        "It needs no internet."
    ),
)
_NOTE: Final = N_("This needs no internet. What is on this computer stays encrypted.")
_NONE: Final = N_("Without any of these nobody can open this computer, not even we.")


class ForgottenPage(StepGate):
    """`opened` carries the Desk; `left` leads back to the passphrase.

    *find* opens the vault with what is on the sheet; *begin_anew* gives a new passphrase and key.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(
        self,
        background: Background,
        find: Callable[[tuple[str, ...]], Found],
        begin_anew: Callable[[Found, Anew], Desk],
        random: Callable[[int], bytes],
    ) -> None:
        self._background, self._find, self._begin_anew = background, find, begin_anew
        self._found: Found | None = None
        self.groups = SheetGroups()
        self.people = column(gap=0)
        self.who: Field | None = None
        self.new = TypedBack(random)
        super().__init__(self._steps_of(), _NOTE)
        self.go_to(_WAYS)

    def errors(self, step: int) -> list[Line]:
        """Ask for what a step needs; a wrong group is named."""
        if step == _SHEET and self.groups.editor.value():
            return self.groups.errors()
        if step == _NEW:
            return self.new.errors()
        asked: dict[int, list[Field]] = {_SHEET: [self.groups], _WHO: [self.who] if self.who else []}
        return unfilled(asked.get(step, []))

    def leave(self, step: int) -> None:
        """Open with the sheet after its step, and begin anew after the last."""
        found = self._found
        if step == _SHEET:
            typed = self.groups.typed()
            self._background.run(lambda: self._find(typed), self._on_found, "write", self.show_error)
        elif step == _NEW and found and self.who:
            asked = Anew(int(self.who.editor.raw()), self.new.passphrase)
            self._next.show_text(tr(N_("Opening…")))
            self._background.run(
                lambda: self._begin_anew(found, asked), self.opened.emit, "write", self._failed
            )
        else:
            self.go_to(step + 1)

    def back(self) -> None:
        """Leave for the passphrase from the first step."""
        if self.step == _WAYS:
            self.left.emit()
        else:
            super().back()

    def go_to(self, step: int) -> None:
        """Show a step; the button says what it does."""
        if step > _SHEET and self._found is None:
            return
        super().go_to(step)
        self._back.setVisible(True)
        said = {_WAYS: N_("I have the recovery sheet"), _NEW: N_("Open with the new passphrase")}
        self._next.show_text(tr(said.get(step, N_("Next"))), keys="Enter")

    def _on_found(self, found: Found) -> None:
        self._found = found
        self._show_people(found.people)
        self.go_to(_WHO)

    def _show_people(self, people: Mapping[int, str]) -> None:
        """Offer the names of those who work here; only the sheet has shown them."""
        empty(self.people)
        named = {str(slot): name for slot, name in sorted(people.items(), key=lambda one: one[1])}
        self.who = Field("who", RadioEditor(named, upright=True), text=N_("Name"))
        self.people.addWidget(self.who)
        if len(named) == 1:
            self.who.editor.set_raw(next(iter(named)))

    def _failed(self, error: RegDeskError) -> None:
        self.go_to(_NEW)
        self.show_error(error)

    def _steps_of(self) -> tuple[Step, ...]:
        ways = [_way(icon, *one) for icon, one in zip(_ICONS, (_COLLEAGUE, _ELSEWHERE, _PAPER), strict=True)]
        none = label(tr(_NONE), "small", "secondary", wrap=True)
        return (
            Step(
                N_("What can be done"),
                N_("Nobody can look a passphrase up. One of three ways leads on."),
                (*ways, none),
                (first_focus(ways[0]) or ways[0]).setFocus,
            ),
            Step(
                N_("Recovery sheet"),
                N_("Type the sixteen groups in their order. A wrong one is named."),
                (self.groups,),
                self.groups.jump,
            ),
            Step(
                N_("Who are you?"),
                N_("Your old key ends; what you wrote stays yours. You become an administrator."),
                (self.people,),
                lambda: self.who.jump() if self.who else None,
            ),
            Step(
                N_("New passphrase"),
                N_("Write the five words down on paper, away from the computer, and type them."),
                (self.new.whole,),
                self.new.line.line.setFocus,
            ),
        )


_ICONS: Final = ("user", "monitor", "file-text")


def _way(icon: str, title: str, text: str) -> QWidget:
    head = label(tr(title), "body.strong", wrap=True)
    head.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # read one after the other, the first in sight first
    words = column(head, label(tr(text), "body", wrap=True), gap=2)
    line = row(column(picture(icon, "text.secondary"), None), words, gap=12)
    line.setStretch(1, 1)
    return box(line)
