"""A field: label, editor, hint and error in one widget, which a screen reader reads as one thing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from regdesk.i18n import tr
from regdesk.ui.editors import Editor, TickEditor
from regdesk.ui.pieces import column, label


class Field(QWidget):
    """Shows one editor under its name; `edited` tells of typing, `left` of leaving it."""

    edited = Signal()

    def __init__(self, name: str, editor: Editor, *, text: str = "", hint: str = "") -> None:
        super().__init__()
        self.name, self.editor, self._hint_text = name, editor, tr(hint)
        self.title = tr(text)
        self._label = label(self.title, "label")
        self._hint = label(self._hint_text, "caption", "tertiary", wrap=True)
        self._error = label("", "caption", "danger", wrap=True)
        self.setLayout(column(self._label, editor, self._hint, self._error, gap=4))
        self._label.setBuddy(editor.inside)
        self._label.setVisible(bool(self.title) and not isinstance(editor, TickEditor))
        self._hint.setVisible(bool(hint))
        editor.inside.setAccessibleName(self.title)
        editor.edited.connect(self.edited)
        self.show_error("")

    def rename(self, title: str) -> None:
        """Call the field something else from now on; *title* is translated."""
        self.title = title
        self._label.setText(title)
        self.editor.inside.setAccessibleName(title)

    def show_error(self, sentence: str) -> None:
        """Say what to mend, under the editor and to a screen reader; nothing takes it away."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))
        inside = self.editor.inside
        inside.setAccessibleDescription(" ".join(part for part in (sentence, self._hint_text) if part))
        if bool(inside.property("wrong")) != bool(sentence):
            inside.setProperty("wrong", bool(sentence))
            inside.style().unpolish(inside)
            inside.style().polish(inside)

    def error(self) -> str:
        """Give the sentence shown under the editor."""
        return self._error.text()

    def jump(self) -> None:
        """Put the keyboard into this field."""
        self.editor.inside.setFocus(Qt.FocusReason.OtherFocusReason)
