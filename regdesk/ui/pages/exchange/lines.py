"""One line of the exchange page: icon, what, about whom, and at the right how far it is."""

from PySide6.QtWidgets import QFrame, QLabel, QPushButton

from regdesk.ui.pieces import box, column, label, line, picture, row, sized
from regdesk.ui.widgets.few_lines import FewLines


class WayLine(QFrame):
    """Says itself to a screen reader in one sentence; a button at its right says of what it is."""

    def __init__(
        self,
        icon: str,
        what: str,
        about: str,
        end: tuple[str, str] = ("", ""),
        button: QPushButton | None = None,
    ) -> None:
        super().__init__()
        size, state = end
        self.setAccessibleName(". ".join(part for part in (what, about, size, state) if part))
        upper, lower = FewLines(what, "body.strong", most=2), FewLines(about, "caption", "secondary", most=2)
        words = column(upper, lower, gap=0)
        inside = row(picture(icon), box(words), gap=12)
        inside.setStretch(1, 1)
        for text in filter(None, (size, state)):
            inside.addWidget(label(text, "caption", "secondary"))
        if button:
            button.setAccessibleDescription(self.accessibleName())
            inside.addWidget(button)
        self.setLayout(column(line(), inside, gap=6))


def pair(title: str, value: str) -> tuple[QFrame, QLabel]:
    """Make a line of a title and what it says; give it and the label that can say something else."""
    said = label(value, "body", wrap=True)
    head = sized(label(title, "body", "secondary", wrap=True), width=150)
    inside = row(head, said, gap=8)
    inside.setStretch(1, 1)
    return box(inside), said
