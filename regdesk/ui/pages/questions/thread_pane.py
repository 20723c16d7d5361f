"""The right side of the Questions page: whose thread it is, and behind the veil what was said."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from regdesk.actions import cases
from regdesk.actions.cases import Look
from regdesk.domain.journal import StreamId
from regdesk.i18n import N_, tr
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.case.veil import Veil
from regdesk.ui.pages.questions.conversation import Conversation, where
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, empty, label, row
from regdesk.ui.widgets.button import Button


class ThreadPane(QWidget):
    """`read` tells that what shows can be read; the buttons are `card` and `back`."""

    read = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.talk: Conversation | None = None
        self.veil: Veil | None = None
        self._code, self._where = label("", "code"), label("", "small", "secondary", wrap=True)
        self.card = Button(tr(N_("Open the card")), keys="O", height="compact")
        self.back = Button("", icon="chevron-left", height="compact")
        self.back.setAccessibleName(tr(N_("Back to the list")))
        self._middle = column(gap=0)
        said = column(self._code, self._where, gap=0)
        top = row(self.back, said, self.card, gap=10, margins=(22, 8))
        top.setStretch(1, 1)
        self._head = box(top, "header")
        whole = column(self._head, self._middle, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    @property
    def stream(self) -> StreamId | None:
        """The case whose thread shows."""
        return self.talk.context.stream if self.talk else None

    @property
    def legible(self) -> bool:
        """Whether somebody who looks can read the thread."""
        return self.veil is not None and self.veil.lifted and self.isVisible()

    def show_thread(self, stream: StreamId, code: str) -> None:
        """Show the thread of a case, as it stands now."""
        place = self._place
        if stream != self.stream:
            self.forget()
            self.talk = Conversation(
                Context(place.desk, place.background, place.shell, stream, place.me.part)
            )
            self.veil = Veil(self.talk, place.shell.discreet)
            self.veil.button.clicked.connect(lambda _: self.read.emit())
            self._middle.addWidget(self.veil)
        self._code.setText(code)
        appear(self._head, on=True)
        place.background.run(lambda: cases.look(place.desk, stream), self._show_look)

    def forget(self) -> None:
        """Let go of the thread that shows."""
        self.leave()
        self.talk, self.veil = None, None
        empty(self._middle)
        appear(self._head, on=False)

    def leave(self) -> None:
        """Keep what was typed and hide medical data again."""
        if self.talk and self.veil:
            self.talk.leave()
            self.veil.fall()

    def enter(self) -> None:
        """Press the main button in sight: lift the veil, or send."""
        if self.veil and not self.veil.lifted:
            self.veil.lift()
            self.read.emit()
        elif self.talk:
            self.talk.answer()

    def focus(self) -> None:
        """Put the keyboard into the composer, or on what lifts the veil."""
        if self.veil and self.talk:
            taker = self.talk.text if self.veil.lifted else self.veil.button
            taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_look(self, look: Look) -> None:
        if self.talk and look.case.id == self.stream:
            self.talk.show_look(look)
            self._where.setText(where(look))
            self.read.emit()
