"""Questions over all cases: threads at the left, the chosen one at the right; in narrow windows by turns."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from regdesk.actions import cases, questions
from regdesk.actions.cases import Look
from regdesk.actions.questions import Cursor, Threads
from regdesk.domain.journal import Changes, StreamId
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.page import Page
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.case.veil import Veil
from regdesk.ui.pages.questions import asking
from regdesk.ui.pages.questions.conversation import Conversation, where
from regdesk.ui.pages.questions.thread_list import Eyes, ThreadList, thread_row
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, empty, label, line, row, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.chips import Segments
from regdesk.ui.widgets.section_list import QueueRow, Section

_NARROW = 860  # logical pixels below which one pane shows at a time
_LIST = 380


class QuestionsPage(Page):
    """Enter goes from a thread to its composer, O opens the card, Q asks for a document, "/" turns to all."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place, self._eyes = place, Eyes(place.me.part, place.desk.clock.today(), discreet=True)
        self._after: Cursor | None = None
        self._rows: list[QueueRow] = []
        self._wanted: StreamId | None = None
        self.talk: Conversation | None = None
        self.veil: Veil | None = None
        self.view = Segments([tr(N_("Our turn")), tr(N_("All"))], tr(N_("Which questions")))
        self.list = ThreadList()
        self._none = label("", "body", "secondary", wrap=True)
        self._code, self._where = label("", "code"), label("", "small", "secondary", wrap=True)
        self.card = Button(tr(N_("Open the card")), keys="O", height="compact")
        self.back = Button("", icon="chevron-left", height="compact")
        self.back.setAccessibleName(tr(N_("Back to the list")))
        self._middle = column(gap=0)
        self._left, self._right = self._build_list(), self._build_thread()
        whole = row(self._left, self._right, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._listen()

    def arrive(self, target: Any = None) -> None:
        """Read again; *target* is the case whose thread to show. The keyboard goes to the list."""
        self._wanted = StreamId(target) if isinstance(target, bytes) else None
        if self._wanted:
            self.view.choose(1)
        self.reload()
        self._show_panes(thread=self._wanted is not None)
        self.list.setFocus()

    def leave(self) -> None:
        """Keep what was typed and hide medical data again."""
        if self.talk:
            self.talk.leave()
        if self.veil:
            self.veil.fall()

    def reload(self) -> None:
        """Read the first page of threads again."""
        self._eyes = Eyes(self._place.me.part, self._place.desk.clock.today(), self._place.shell.discreet.on)
        self._place.background.run(self._read(None), lambda found: self._show(found, more=False))

    def enter(self) -> None:
        """Press the main button in sight: lift the veil, or send."""
        if self.veil and not self.veil.lifted:
            self.veil.lift()
            self._opened()
        elif self.talk:
            self.talk.answer()

    def open(self, shown: QueueRow) -> None:
        """Go from a thread to its composer."""
        self._choose(shown)
        self._show_panes(thread=True)
        if self.veil and not self.veil.lifted:
            self.veil.button.setFocus()
        elif self.talk:
            self.talk.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_card(self) -> None:
        """Open the case."""
        if shown := self.list.current():
            self._place.shell.open("case", shown.data.stream)

    def request(self) -> None:
        """Ask the other organisation of the chosen case for a document."""
        if self.talk and self.talk.request.isVisibleTo(self.talk):
            asking.request(self.talk.context)

    def close_thread(self) -> None:
        """Go back to the list where only the thread shows, else back to where one came from."""
        if self._left.isVisible():
            self._place.shell.back()
        else:
            self._show_panes(thread=False)
            self.list.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both panes, or one where there is no room."""
        super().resizeEvent(event)
        self._show_panes(thread=self._right.isVisible() and not self._left.isVisible())

    def _read(self, after: Cursor | None) -> Any:
        desk, ours = self._place.desk, self.view.current() == 0
        return lambda: questions.threads_page(desk, ours=ours, after=after)

    def _more(self, value: int) -> None:
        """Read on when the end of the list is in sight."""
        after = self._after
        if after is not None and value == self.list.verticalScrollBar().maximum():
            self._after = None
            self._place.background.run(self._read(after), lambda found: self._show(found, more=True))

    def _show(self, found: Threads, *, more: bool) -> None:
        rows = [thread_row(one, self._eyes) for one in found.rows]
        self._rows, self._after = [*(self._rows if more else ()), *rows], found.after
        self.view.show_text(0, f"{tr(N_('Our turn'))}  {found.ours}" if found.ours else tr(N_("Our turn")))
        nothing = N_("No questions wait for us.") if self.view.current() == 0 else N_("No questions.")
        self._none.setText(tr(nothing))
        self._lists.setCurrentIndex(0 if self._rows else 1)
        wanted = self._wanted or (self.talk.context.stream if self.talk else None)
        self._wanted = None
        self.list.blockSignals(True)
        self.list.show_sections([Section("", self._rows)])
        self.list.choose(lambda shown: shown.data.stream == wanted)
        self.list.blockSignals(False)
        if (shown := self.list.current()) is not None:
            self._choose(shown)
        else:
            self._forget()

    def _choose(self, shown: QueueRow) -> None:
        """Show the thread of a row."""
        desk, stream = self._place.desk, shown.data.stream
        if self.talk is None or self.talk.context.stream != stream:
            self._forget()
            context = Context(desk, self._place.background, self._place.shell, stream, self._place.me.part)
            self.talk = Conversation(context)
            self.veil = Veil(self.talk, self._place.shell.discreet)
            self.veil.button.clicked.connect(lambda _: self._opened())
            self._middle.addWidget(self.veil)
        self._code.setText(shown.code)
        appear(self._head, on=True)
        self._place.background.run(lambda: cases.look(desk, stream), self._show_look)

    def _show_look(self, look: Look) -> None:
        if self.talk and look.case.id == self.talk.context.stream:
            self.talk.show_look(look)
            self._where.setText(where(look))
            self._opened()

    def _opened(self) -> None:
        """Remember that the thread was read, where it can be read."""
        shown = self.list.current()
        seen = self.veil is not None and self.veil.lifted and self._right.isVisible()
        if shown and shown.data.unread and seen:
            desk, stream = self._place.desk, shown.data.stream
            act = lambda: questions.opened(desk, stream)  # noqa: E731
            self._place.background.run(act, lambda _: self.reload(), "write")

    def _forget(self) -> None:
        """Let go of the thread that showed."""
        if self.talk:
            self.talk.leave()
        self.talk, self.veil = None, None
        empty(self._middle)
        appear(self._head, on=False)

    def _show_panes(self, *, thread: bool) -> None:
        both = self.width() / theme.current().scale >= _NARROW
        self._left.setVisible(both or not thread)
        self._right.setVisible(both or thread)
        appear(self.back, on=not both)
        sized(self._left, width=_LIST) if both else self._left.setFixedWidth(self.width())
        if self._right.isVisible():
            self._opened()

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases and self.isVisible():
            self.reload()

    def _on_key(self, letter: str, _: QueueRow) -> None:
        act = {"O": self.open_card, "Q": self.request}.get(letter)
        if act:
            act()

    def _turn(self) -> None:
        """Change between our turn and all."""
        self.view.choose(1 - self.view.current())

    def _build_list(self) -> QWidget:
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(box(column(self._none, None, gap=0, margins=(16, 20))))
        head = row(label(tr(N_("Questions")), "title.m"), None, self.view, gap=8, margins=(16, 12))
        whole = column(head, line(), self._lists, gap=0)
        whole.setStretch(2, 1)
        return box(whole, "surface")

    def _build_thread(self) -> QWidget:
        said = column(self._code, self._where, gap=0)
        top = row(self.back, said, self.card, gap=10, margins=(22, 8))
        top.setStretch(1, 1)
        self._head = box(top, "header")
        whole = column(self._head, self._middle, gap=0)
        whole.setStretch(1, 1)
        return box(whole)

    def _listen(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self.open)
        self.list.pressed_key.connect(self._on_key)
        self.list.verticalScrollBar().valueChanged.connect(self._more)
        self.view.chosen.connect(lambda _: self.reload())
        self.card.clicked.connect(lambda _: self.open_card())
        self.back.clicked.connect(lambda _: self.close_thread())
        self._place.background.changed.connect(self._on_changed)
        self._place.shell.discreet.changed.connect(lambda _: self.reload())
        self.commands = {"primary": self.enter, "filter": self._turn, "close": self.close_thread}
