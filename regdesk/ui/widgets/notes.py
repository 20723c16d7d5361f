"""A note inside a page: what to know, with a coloured edge, an icon and, where it helps, buttons."""

from PySide6.QtWidgets import QFrame, QPushButton

from regdesk.ui.pieces import appear, column, label, picture, row

_ICONS = {"info": "info", "warning": "triangle-alert", "danger": "octagon-alert", "success": "circle-check"}


class Note(QFrame):
    """Tones: info, warning, danger (a person may be harmed), success. Takes no focus by itself.

    Buttons stand below the words, or *beside* them.
    """

    def __init__(
        self,
        text: str,
        tone: str = "info",
        *buttons: QPushButton,
        title: str = "",
        beside: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self.setProperty("tone", tone)
        self.setAccessibleName(" ".join(part for part in (title, text) if part))
        self._text = label(text, "body", wrap=True)
        words = column(*([label(title, "body.strong", wrap=True)] if title else []), self._text, gap=4)
        if buttons and not beside:
            words.addLayout(row(*buttons, None, gap=8))
        icon = column(picture(_ICONS[tone], f"{tone}.text"), None, gap=0)
        body = row(icon, words, *(buttons if beside else ()), gap=10, margins=(12, 8))
        body.setStretch(1, 1)
        self.setLayout(body)

    def show_text(self, text: str) -> None:
        """Say something else; an empty text hides the note."""
        self._text.setText(text)
        self.setAccessibleName(text)
        appear(self, on=bool(text))
