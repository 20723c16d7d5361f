"""A calm strip above every page while something is the matter with this computer itself."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from regdesk.actions.alarms import Alarm
from regdesk.i18n import N_, tr
from regdesk.ui.announce import announce
from regdesk.ui.pieces import appear, box, column, label, picture, row
from regdesk.ui.widgets.button import Button


class Strip(QFrame):
    """Says what is so; `asked` carries the place that says what to do. Hidden while all is well."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._text, self._place = label("", "body", wrap=True), ""
        more = Button(tr(N_("What to do")), height="compact")
        more.clicked.connect(lambda _: self.asked.emit(self._place))
        inside = row(picture("triangle-alert", "warning.text"), self._text, more, gap=12, margins=(12, 6))
        inside.setStretch(1, 1)
        note = box(inside, "note")
        note.setProperty("tone", "warning")
        self.setLayout(column(note, gap=0, margins=(20, 10, 20, 0)))
        self.hide()

    def show_alarms(self, found: Sequence[Alarm]) -> None:
        """Show the first of them; it is announced when it is new."""
        text = tr(found[0].text).format(**found[0].values) if found else ""
        if text and text != self._text.text():
            announce(self, text)
        self._place = "backup" if found and found[0].place == "backup" else "exchange"
        self._text.setText(text)
        self.setAccessibleName(text)
        appear(self, on=bool(text))
