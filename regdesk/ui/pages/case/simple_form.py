"""A form of one question, or of none but a warning, for a window that asks before it acts."""

from PySide6.QtWidgets import QWidget

from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.editors import Editor
from regdesk.ui.field import Field
from regdesk.ui.pieces import column
from regdesk.ui.widgets.error_summary import ErrorSummary


class SimpleForm(QWidget):
    """Asks with one editor, if there is one, below what else it shows; *text* is the question's msgid."""

    def __init__(self, editor: Editor | None, text: str, *above: QWidget) -> None:
        super().__init__()
        self.summary = ErrorSummary()
        self.field = Field("asked", editor, text=text) if editor else None
        self.setLayout(column(self.summary, *above, *([self.field] if self.field else []), gap=12))

    def fact(self) -> str | None:
        """Give what was chosen, "" where nothing is asked, or None after showing what is to mend."""
        if self.field is None:
            return ""
        chosen = str(self.field.editor.raw())
        sentence = "" if chosen else tr(N_("Please fill in: {field}")).format(field=self.field.title)
        self.field.show_error(sentence)
        self.summary.show_lines([(sentence, self.field.jump)] if sentence else [])
        return chosen or None

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why it was refused."""
        self.summary.show_sentence(tr(error.message).format(**error.values))
