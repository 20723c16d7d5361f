"""Questions over all cases: threads at the left, the chosen one at the right; in narrow windows by turns."""

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from regdesk.actions import questions
from regdesk.actions.questions import Cursor, Threads
from regdesk.domain.journal import Changes, StreamId
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.page import Page
from regdesk.ui.pages.questions import asking
from regdesk.ui.pages.questions.conversation import Conversation
from regdesk.ui.pages.questions.thread_list import Eyes, ThreadList, thread_row
from regdesk.ui.pages.questions.thread_pane import ThreadPane
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, label, line, row, sized
from regdesk.ui.widgets.chips import Segments
from regdesk.ui.widgets.section_list import QueueRow, Section

_NARROW = 860  # logical pixels below which one pane shows at a time
_LIST = 380


class QuestionsPage(Page):
    """Enter goes from a thread to its composer, O opens the card, Q asks for a document, "/" turns to all."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self._after: Cursor | None = None
        self._rows: list[QueueRow] = []
        self._wanted: StreamId | None = None
        self.view = Segments([tr(N_("Our turn")), tr(N_("All"))], tr(N_("Which questions")))
        self.list, self.pane = ThreadList(), ThreadPane(place)
        self._none, self._lists = label("", "body", "secondary", wrap=True), QStackedWidget()
        self._left = self._build_list()
        whole = row(self._left, self.pane, gap=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self._listen()

    @property
    def talk(self) -> Conversation | None:
        """The thread that shows."""
        return self.pane.talk

    def arrive(self, target: Any = None) -> None:
        """Read again; *target* is the case whose thread to show. The keyboard goes to the list."""
        self._wanted = StreamId(target) if isinstance(target, bytes) else None
        if self._wanted:
            self.view.choose(1)
        self.reload()
        self._show_panes(thread=isinstance(target, bytes))
        self.list.setFocus()

    def leave(self) -> None:
        """Keep what was typed and hide medical data again."""
        self.pane.leave()

    def reload(self) -> None:
        """Read the first page of threads again."""
        self._place.background.run(self._read(None), lambda found: self._show(found, more=False))

    def open(self, shown: QueueRow) -> None:
        """Go from a thread to its composer."""
        self._choose(shown)
        self._show_panes(thread=True)
        self.pane.focus()

    def open_card(self) -> None:
        """Open the case."""
        if shown := self.list.current():
            self._place.shell.open("case", shown.data.stream)

    def request(self) -> None:
        """Ask the other organisation of the chosen case for a document."""
        if self.talk and self.talk.may_ask:
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
        self._show_panes(thread=self.pane.isVisible() and not self._left.isVisible())

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
        place = self._place
        eyes = Eyes(place.me.part, place.desk.clock.today(), place.shell.discreet.on)
        rows = [thread_row(one, eyes) for one in found.rows]
        self._rows, self._after = [*(self._rows if more else ()), *rows], found.after
        ours = tr(N_("Our turn"))
        self.view.show_text(0, f"{ours}  {found.ours}" if found.ours else ours)
        nothing = N_("No questions wait for us.") if self.view.current() == 0 else N_("No questions.")
        self._none.setText(tr(nothing))
        self._lists.setCurrentIndex(0 if self._rows else 1)
        self._show_rows()

    def _show_rows(self) -> None:
        """Show the rows; the thread asked for or in sight stays chosen, else the first is."""
        wanted, self._wanted = self._wanted or self.pane.stream, None
        self.list.blockSignals(True)
        self.list.show_sections([Section("", self._rows)])
        self.list.choose(lambda shown: shown.data.stream == wanted)
        self.list.blockSignals(False)
        if (shown := self.list.current()) is not None:
            self._choose(shown)
        else:
            self.pane.forget()

    def _choose(self, shown: QueueRow) -> None:
        self.pane.show_thread(shown.data.stream, shown.code)

    def _opened(self) -> None:
        """Remember that the thread was read, where it can be read."""
        shown = self.list.current()
        if shown and shown.data.unread and shown.data.stream == self.pane.stream and self.pane.legible:
            desk, stream = self._place.desk, shown.data.stream
            act = lambda: questions.opened(desk, stream)  # noqa: E731
            self._place.background.run(act, lambda _: self.reload(), "write")

    def _show_panes(self, *, thread: bool) -> None:
        both = self.width() / theme.current().scale >= _NARROW
        self._left.setVisible(both or not thread)
        self.pane.setVisible(both or thread)
        appear(self.pane.back, on=not both)
        sized(self._left, width=_LIST) if both else self._left.setFixedWidth(self.width())
        self._opened()

    def _on_changed(self, changes: Changes) -> None:
        if changes.cases and self.isVisible():
            self.reload()

    def _on_key(self, letter: str, _: QueueRow) -> None:
        if act := {"O": self.open_card, "Q": self.request}.get(letter):
            act()

    def _turn(self) -> None:
        """Change between our turn and all."""
        self.view.choose(1 - self.view.current())

    def _build_list(self) -> QWidget:
        self._lists.addWidget(self.list)
        self._lists.addWidget(box(column(self._none, None, gap=0, margins=(16, 20))))
        head = row(label(tr(N_("Questions")), "title.m"), None, self.view, gap=8, margins=(16, 12))
        whole = column(head, line(), self._lists, gap=0)
        whole.setStretch(2, 1)
        return box(whole, "surface")

    def _listen(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self.open)
        self.list.pressed_key.connect(self._on_key)
        self.list.verticalScrollBar().valueChanged.connect(self._more)
        self.view.chosen.connect(lambda _: self.reload())
        self.pane.read.connect(self._opened)
        self.pane.card.clicked.connect(lambda _: self.open_card())
        self.pane.back.clicked.connect(lambda _: self.close_thread())
        self._place.background.changed.connect(self._on_changed)
        self._place.shell.discreet.changed.connect(lambda _: self.reload())
        self.commands = {"primary": self.pane.enter, "filter": self._turn, "close": self.close_thread}
