"""The list on top of a form of what is still to mend; each line leads to its field."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton

from regdesk.i18n import N_, tr, trn
from regdesk.ui.pieces import appear, column, empty, label, picture, row

Line = tuple[str, Callable[[], object]]


class ErrorSummary(QFrame):
    """Hidden while there is nothing to mend; showing lines moves the keyboard to it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "summary")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = label("", "title.s", "danger", wrap=True)
        self._lines = column(gap=4)
        head = row(picture("octagon-alert", "danger.text"), self._title, gap=10)
        head.setStretch(1, 1)
        body = row(28, self._lines, gap=0)
        self.setLayout(column(head, body, gap=8, margins=16))
        self.hide()

    def show_lines(self, lines: Sequence[Line], title: str = "") -> None:
        """Say what is to mend: a sentence each and what its link does; no lines hide the summary."""
        empty(self._lines)
        for sentence, jump in lines:
            self._lines.addWidget(_link(sentence, jump))
        counted = trn(N_("One thing to mend"), N_("{n} things to mend"), len(lines))
        self._title.setText(title or counted)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(" ".join(sentence for sentence, _ in lines))
        appear(self, on=bool(lines))
        if lines:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_sentence(self, sentence: str) -> None:
        """Say one thing that belongs to no field."""
        self.show_lines([(sentence, self.setFocus)], tr(N_("This cannot be done as it stands")))

    def clear(self) -> None:
        """Take the summary away."""
        self.show_lines(())


def _link(sentence: str, jump: Callable[[], object]) -> QPushButton:
    button = QPushButton(sentence)
    button.setProperty("kind", "error")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda _: jump())
    return button
