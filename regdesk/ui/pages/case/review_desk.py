"""The Centre's review: pages at the left, facts and papers at the right, the decision below."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from regdesk.actions import papers
from regdesk.actions.cases import Look
from regdesk.actions.desk import Desk
from regdesk.domain.papers import URGENCIES, Page, Submission
from regdesk.domain.reviews import Registration, Returned, ReviewDecision
from regdesk.errors import Trouble
from regdesk.i18n import N_, tr
from regdesk.ui import theme, words
from regdesk.ui.pages.case import decisions, getting
from regdesk.ui.pages.case.question_thread import QuestionThread
from regdesk.ui.pages.case.review_checks import Checks
from regdesk.ui.pages.case.review_lists import FieldList, PaperList
from regdesk.ui.pages.case.review_notes import ReviewNotes
from regdesk.ui.pages.case.review_places import ReviewPlaces
from regdesk.ui.pages.case.review_rows import FieldRow, PaperRow, field_rows, leaves, paper_rows
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.case.viewer import PageViewer
from regdesk.ui.pieces import box, column, label, row, scrolled
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.page_rail import Leaf, PageRail

_NARROW, _LOW = 760, 240
Shown = tuple[str, int]


class ReviewDesk(QWidget):
    """Shows a package to compare; lists move the page, Space marks, A accepts, Q asks for more."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context, self.checks = context, Checks(context)
        self._look: Look | None = None
        self._papers: list[PaperRow] = []
        self._fields: list[FieldRow] = []
        self._seen: dict[str, list[bytes | None]] = {}
        self.rail, self.viewer = PageRail(tr(N_("Pages"))), PageViewer()
        self.fields, self.list = FieldList(), PaperList()
        self.questions = QuestionThread(context)
        self._title, self._count = label("", "body.strong"), label("", "small", "secondary")
        self._letter, self.notes, self.places = Note(""), ReviewNotes(context), ReviewPlaces(context)
        self._foot = _Foot()
        self._lay_out()
        self._connect()

    def show_look(self, look: Look) -> None:
        """Show the package as it stands; marks that are not written yet stay."""
        self._look = look
        names = not self.context.shell.discreet.on
        self._papers = paper_rows(look.case, look.today)
        self._fields = field_rows(look.case, self._papers, look.today, names=names)
        self.checks.show_case(look.case, self._papers, self._fields)
        self._show_letter(look)
        self.rail.show_leaves(leaves(self._papers))
        self._show_marks()
        self.questions.show_look(look)
        self.notes.show_look(look)
        self.places.show_look(look)
        self._foot.show_look(look)

    def write_checks(self) -> None:
        """Write down what was checked since the last time."""
        if self._look and self._look.part == "centre":
            self.checks.write()

    def accept(self) -> None:
        """Accept, and give the number if this person may."""
        if self._look:
            self.write_checks()
            decisions.accept(self.context, self._look, self.checks.open())

    def give_number(self) -> None:
        """Give the registration number."""
        if self._look:
            decisions.give_number(self.context, self._look)

    def act(self) -> None:
        """Do what the last button of the foot says."""
        self._foot.act()

    def more(self) -> None:
        """Ask for more."""
        self.write_checks()
        decisions.more(self.context, self.checks.papers(), self.checks.wanting())

    def decline(self) -> None:
        """Decline the case."""
        if self._look:
            self.write_checks()
            decisions.decline(self.context, words.code_of(self._look.case))

    def send_back(self) -> None:
        """Return the package for correction."""
        self.write_checks()
        decisions.send_back(self.context)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave only the lists where there is no room for both, and no line above them in low windows."""
        super().resizeEvent(event)
        wide = self.width() / theme.current().scale >= _NARROW
        self._left.setVisible(wide)
        self.places.setVisible(self.height() / theme.current().scale >= _LOW)
        if wide:
            self._panes.setSizes([self.width() * 40 // 100, self.width() * 60 // 100])

    def _lay_out(self) -> None:
        head = box(row(self._title, None, self.viewer.bar, margins=(12, 6)), "header")
        pages = row(self.rail, self.viewer, gap=0)
        pages.setStretch(1, 1)
        left = column(head, pages, gap=0)
        left.setStretch(1, 1)
        self._left = box(left, "card")
        data = Card(tr(N_("Data from the papers")), self.fields, right=self._count)
        package = Card(tr(N_("Papers of the package")), self.list)
        lists = scrolled(box(column(data, self.notes, self._letter, package, self.questions, None, gap=12)))
        right = column(lists, self._foot, gap=6)
        right.setStretch(0, 1)
        shown = box(right)
        right.insertWidget(0, self.places)  # above the lists, and after them for the keyboard
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.addWidget(self._left)
        self._panes.addWidget(shown)
        self._panes.setChildrenCollapsible(False)
        self._panes.setHandleWidth(theme.current().px(12))
        self.setLayout(column(self._panes, gap=0))

    def _connect(self) -> None:
        self.rail.chosen.connect(self._show_leaf)
        self.viewer.wanted.connect(self._get)
        self.fields.looked.connect(lambda each: self._look_at(each.paper))
        self.fields.checked.connect(self._check)
        self.list.looked.connect(self._look_at)
        self.list.judged.connect(self._judge)
        for lists in (self.fields, self.list):
            lists.lettered.connect(self._on_letter)
        self._foot.accept.clicked.connect(lambda _: self.accept())
        self._foot.more.clicked.connect(lambda _: self.more())
        self._foot.decline.clicked.connect(lambda _: self.decline())
        self._foot.send_back.clicked.connect(lambda _: self.send_back())
        self._foot.number.clicked.connect(lambda _: self.give_number())

    def _on_letter(self, letter: str) -> None:
        if self._look and self._look.may(ReviewDecision):
            {"A": self.accept, "Q": self.more}[letter]()

    def _check(self, each: FieldRow) -> None:
        self.checks.mark(each)
        self._show_marks()
        self.fields.go_on(each.key)

    def _judge(self, each: PaperRow, state: str) -> None:
        self.checks.judge(each, state)
        self._show_marks()

    def _show_marks(self) -> None:
        marks = {each.key: self.checks.is_checked(each) for each in self._fields}
        self.fields.show_rows(self._fields, marks)
        self.list.show_rows(self._papers, self.checks.states())
        done = sum(marks.values())
        said = tr(N_("checked {n} of {total}")).format(n=done, total=len(marks))
        self._count.setText(said)
        self._foot.say(self.checks.open())

    def _show_letter(self, look: Look) -> None:
        package = look.case.one(Submission)
        urgent = tr(URGENCIES.get(package.urgency, "")) if package and package.urgency else ""
        if urgent:
            urgent = tr(N_("The host says: {urgency}")).format(urgency=urgent)
        said = ". ".join(part for part in (urgent, package.letter if package else "") if part)
        self._letter.show_text(said)

    def _look_at(self, paper: PaperRow | None) -> None:
        if paper is not None and paper.pages:
            self.rail.show_leaf((paper.key, 0))

    def _show_leaf(self, leaf: Leaf) -> None:
        key, page = leaf.data
        each = next((one for one in self._papers if one.key == key), None)
        if each is None:
            return
        self._title.setText(f"{each.number}. {each.title}")
        if key in self._seen:
            self._show_pages((key, page))
            return
        desk = self.context.desk

        def read() -> list[bytes | None]:
            return [_read(desk, one) for one in each.pages]

        self.context.background.run(read, lambda images: self._keep((key, page), images))

    def _get(self, number: int) -> None:
        leaf = self.rail.current()
        each = next((one for one in self._papers if leaf and one.key == leaf.data[0]), None)
        if each:
            getting.get(self.context, each.pages[number])

    def _keep(self, shown: Shown, images: list[bytes | None]) -> None:
        if None not in images:
            self._seen[shown[0]] = images
        leaf = self.rail.current()
        if leaf and leaf.data[0] == shown[0]:
            self._show_pages(leaf.data, images)

    def _show_pages(self, shown: Shown, images: list[bytes | None] | None = None) -> None:
        self.viewer.show_pages(images or self._seen[shown[0]])
        self.viewer.go(shown[1])
        QTimer.singleShot(0, self._fill_width)

    def _fill_width(self) -> None:
        """Show the page as wide as there is room, from its top: the whole of it is too small to read."""
        picture = self.viewer.picture
        wide = picture.sceneRect().width() * picture.transform().m11()
        room = picture.viewport().width() - theme.current().px(34)
        if wide > 0 and room > wide:
            picture.zoom(room / wide)
            picture.verticalScrollBar().setValue(picture.verticalScrollBar().minimum())


class _Foot(QWidget):
    """What can be decided, by whoever may, and what is still to check."""

    def __init__(self) -> None:
        super().__init__()
        self.more = Button(tr(N_("Ask for more")), icon="file-plus", keys="Q")
        self.decline = Button(tr(N_("Decline…")), "danger", icon="ban")
        self.send_back = Button(tr(N_("Return…")), icon="undo-2")
        self.number = Button(tr(N_("Give the number")), icon="hash")
        self.accept = Button(tr(N_("Accept and give a number")), "primary", icon="check", keys="A")
        self._left, self._said = label("", "caption", "secondary", wrap=True), label("", "body", wrap=True)
        buttons = QWidget()
        buttons.setLayout(FlowLayout(self.more, self.send_back, self.decline, self.number, self.accept))
        inside = column(self._said, buttons, self._left, gap=6, margins=(0, 10, 0, 0))
        self.setLayout(inside)

    def show_look(self, look: Look) -> None:
        """Offer what this person may do now, and say what was decided."""
        case = look.case
        decision, package = case.one(ReviewDecision), case.current(Submission)
        registered = case.one(Registration)
        about = case.about(package.id, ReviewDecision) if package else ()
        returned = bool(package and case.about(package.id, Returned))
        open_now = bool(package) and not about and not returned
        for button in (self.accept, self.more, self.decline):
            button.setVisible(open_now and look.may(ReviewDecision))
        self.send_back.setVisible(open_now and look.may(Returned) and not look.may(ReviewDecision))
        accepted = bool(decision and decision.decision == "accept")
        self.number.setVisible(accepted and registered is None and look.may(Registration))
        self._said.setText(decided(look) if not open_now else "")
        self._said.setVisible(not open_now)
        self._left.setVisible(open_now)

    def act(self) -> None:
        """Press the button that leads on."""
        shown = [one for one in (self.accept, self.number, self.send_back) if not one.isHidden()]
        if shown:
            shown[0].click()

    def say(self, left: str) -> None:
        """Say what is not compared or not in order yet."""
        after = tr(N_("You can accept now too, and say why."))
        self._left.setText(f"{left} {after}" if left else tr(N_("Everything is checked.")))


def decided(look: Look) -> str:
    """Say in one line what the Centre decided."""
    decision, number = look.case.one(ReviewDecision), look.case.one(Registration)
    if number:
        return tr(N_("Accepted. Registration number {number}.")).format(number=number.number)
    said = {
        "accept": N_("Accepted. The registration number comes next."),
        "more": N_("More was asked for. The host organisation completes the package."),
        "decline": N_("Declined."),
    }
    return tr(said[decision.decision]) if decision and decision.decision in said else ""


def _read(desk: Desk, page: Page) -> bytes | None:
    """Read a page; one that has not arrived yet is none."""
    try:
        return papers.page_image(desk, page)
    except Trouble:
        return None
