"""Fields of forms that are made by hand: making one, and reading what was typed in it."""

from typing import Any, TypeVar

from PySide6.QtWidgets import QBoxLayout, QWidget

from regdesk.domain.facts import Fact
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import tr
from regdesk.ui import theme
from regdesk.ui.editors import Editor
from regdesk.ui.field import Field
from regdesk.ui.pieces import column, row
from regdesk.ui.widgets.error_summary import ErrorSummary

Errors = list[tuple[Field, str]]
F = TypeVar("F", bound=Fact)
_LARGE = 1.5  # at this text size fields do not fit beside each other


class HandForm(QWidget):
    """A form made by hand: `summary` on top says what is to mend, and why something was refused."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = ErrorSummary()

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.summary.show_sentence(tr(error.message).format(**error.values))

    def right(self, errors: Errors) -> bool:
        """Show what is to mend; tell whether there is nothing."""
        self.summary.show_lines([(text, one.jump) for one, text in errors])
        return not errors

    def checked(self, fact: F) -> F | None:
        """Give a fact that holds, or None after saying why it does not."""
        try:
            fact.check()
        except Refused as refused:
            self.show_refusal(refused)
            return None
        return fact


def field(name: str, editor: Editor, text: str, value: object = None, *, hint: str = "") -> Field:
    """Make a field that shows a value; *text* and *hint* are msgids."""
    made = Field(name, editor, text=text, hint=hint)
    made.editor.set_value(value)
    return made


def beside(*fields: Field, gap: int = 10) -> QBoxLayout:
    """Put fields side by side, below each other where the text is large; call it when a window is made."""
    large = theme.current().scale >= _LARGE
    return column(*fields, gap=gap) if large else row(*fields, gap=gap)


def read(one: Field, errors: Errors, lacks: str = "") -> Any:
    """Give what a field says and clear its error, or None after noting what is to mend.

    *lacks* (msgid) is what to say of an empty field that must not be empty.
    """
    sentence = ""
    value = None
    try:
        value = one.editor.value()
    except Refused as refused:
        sentence = tr(refused.message).format(**refused.values)
    if not sentence and lacks and value is None:
        sentence = tr(lacks)
    if sentence:
        errors.append((one, sentence))
    one.show_error(sentence)
    return value
