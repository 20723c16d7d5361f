"""One paper of the case: its pages, what is said of it, and the results read from it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from regdesk.actions import cases, labs, papers, records
from regdesk.actions.cases import Look
from regdesk.actions.desk import Desk
from regdesk.domain.facts import Fact
from regdesk.domain.journal import Changes, Entry
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper, Page
from regdesk.errors import Trouble
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.forms import FactForm
from regdesk.ui.keeping import Keeping
from regdesk.ui.pages.case import getting
from regdesk.ui.pages.case.leaving import Leaving
from regdesk.ui.pages.case.result_form import ResultForm
from regdesk.ui.pages.case.side_by_side import modest
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.case.viewer import PageViewer
from regdesk.ui.pieces import box, column, empty, label, line, row, scrolled, sized
from regdesk.ui.sentences import sentence
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.notes import Note

Seen = tuple[bytes | None, tuple[str, ...]]


class PaperPanel(QWidget):
    """`judged` carries a paper's id and what is wrong with its pages; `again` asks for better pages."""

    judged = Signal(object, object)
    again = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._entry: Entry | None = None
        self.viewer = PageViewer()
        self.viewer.wanted.connect(self._get)
        self._title = label("", "title.s")
        self._head = row(self._title, None, self.viewer.bar, gap=8, margins=(14, 8))
        retake, keep = (
            Button(tr(N_("Take again")), "primary", height="compact"),
            Button(tr(N_("Keep it")), height="compact"),
        )
        self.note = Note("", "warning", retake, keep, title=tr(N_("Hard to read")))
        retake.clicked.connect(lambda: self.again.emit(self._entry))
        keep.clicked.connect(self._keep)
        self._form_place, self._results = column(gap=0), column(gap=4)
        self._about = box(self._form_place)
        self.result_form = ResultForm(context.desk.clock.today)
        self.keeping = Keeping(self, self.result_form, context.desk, context.background)
        self.add_result = Button(tr(N_("Add a result from this paper")), icon="plus", height="compact")
        self.add_result.clicked.connect(self.start_result)
        self.state_result = Button(tr(N_("Add the result")), "primary", height="compact")
        self.state_result.clicked.connect(lambda _: self.write_result())
        self.next_result = Button(tr(N_("Add, then the next")), height="compact")
        self.next_result.clicked.connect(lambda _: self.write_result(more=True))
        self._take_back = Button(tr(N_("Remove this paper")), icon="trash-2", height="compact")
        self._take_back.clicked.connect(self.take_back)
        give_up = Button(tr(N_("Cancel")), height="compact")
        give_up.clicked.connect(self.give_up_result)
        self._asked = box(column(self.result_form, gap=0))
        self._foot = box(FlowLayout(self.state_result, self.next_result, give_up))
        upper = (self.note, self._about, self._results, row(self.add_result, None))
        lower = (self._asked, row(self._take_back, None), None)
        side = column(*upper, *lower, gap=12, margins=(0, 0, 12, 8))
        beside = column(scrolled(box(side)), self._foot, gap=10)
        beside.setStretch(0, 1)
        inside = row(self.viewer, sized(box(beside), width=300), gap=16, margins=(14, 12))
        inside.setStretch(0, 1)
        whole = column(self._head, line(), inside, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self._form: FactForm[Fact] | None = None
        self._kept: set[bytes] = set()

    def show_paper(self, look: Look, entry: Entry) -> None:
        """Show a paper; what is being typed about the same paper stays."""
        known, self._entry, self._look = self._entry, entry, look
        self._title.setText(words.paper(entry.fact))
        self._show_results(look, entry)
        if known is not None and known.id == entry.id:
            return
        self._ask(entry, may=look.may(type(entry.fact)))
        self._end_result()
        self._show_results(look, entry)
        if known is None or _pages(known) != _pages(entry):
            self._load(entry)

    def leave(self) -> None:
        """Write what was changed about the paper, and keep a result that is being typed."""
        self.keeping.keep_pending()
        entry, form = self._entry, self._form
        if entry is None or form is None or not form.is_changed() or not self._look.may(type(entry.fact)):
            return
        fact = form.fact(pages=_pages(entry))
        if fact is None or fact == entry.fact:
            return
        form.set_fact(fact)
        desk, stream = self._context.desk, self._context.stream
        self._context.background.run(
            lambda: records.correct(desk, stream, [entry.id], fact),
            lambda _: self._context.shell.say(tr(N_("Saved")), partial(self._undo, entry)),
            "write",
            form.show_refusal,
        )

    def start_result(self) -> None:
        """Ask for a result beside the page."""
        if self._entry and isinstance(self._entry.fact, ClinicalPaper):
            self.leave()
            self.result_form.start(self._entry.fact)
            self.keeping.begin(f"{self._context.stream.hex()}/{LabResult.kind}/{self._entry.id.hex()}")
            self._ask_result(asking=True)
            self.result_form.result.jump()

    def write_result(self, *, more: bool = False) -> None:
        """Add the result to the case, with the paper it was read from; *more* goes on with its next line."""
        fact, entry = self.result_form.fact(), self._entry
        if fact is None or entry is None:
            return
        desk, stream = self._context.desk, self._context.stream
        self._context.background.run(
            lambda: labs.add_result(desk, stream, fact, paper=entry.id),
            partial(self._added, fact, more),
            "write",
            self.result_form.form.show_refusal,
        )

    def take_back(self) -> None:
        """Take the paper out of the case; it stays in the history."""
        if entry := self._entry:
            desk, stream = self._context.desk, self._context.stream
            said = tr(N_("The paper is taken out; the history keeps it"))
            self._context.do(lambda: records.take_back(desk, stream, entry.id), said)

    def give_up_result(self) -> None:
        """Close the form of a result; nothing of it stays."""
        self.keeping.drop()
        self._end_result()

    def _added(self, fact: LabResult, more: bool, _: Changes) -> None:  # noqa: FBT001 - what `partial` gives
        self.keeping.drop()
        if more:
            self.result_form.again()
        else:
            self._end_result()
        self._context.shell.say(tr(N_("Result added")), partial(self._undo_result, fact))

    def _end_result(self) -> None:
        self._ask_result(asking=False)

    def _ask_result(self, *, asking: bool) -> None:
        for shown in (self._asked, self._foot):
            shown.setVisible(asking)
        self._about.setVisible(not asking)
        entry = self._entry
        reads = entry is not None and isinstance(entry.fact, ClinicalPaper) and self._look.may(LabResult)
        self.add_result.setVisible(reads and not asking)
        self._take_back.setVisible(entry is not None and self._look.may(type(entry.fact)) and not asking)

    def _undo_result(self, fact: LabResult) -> None:
        desk, stream = self._context.desk, self._context.stream
        self._context.do(lambda: cases.undo_statement(desk, stream, fact))

    def _undo(self, before: Entry) -> None:
        desk, stream = self._context.desk, self._context.stream
        self._context.do(lambda: cases.undo_correction(desk, stream, before))

    def _ask(self, entry: Entry, *, may: bool) -> None:
        """Make the form of this kind of paper."""
        empty(self._form_place)
        self._form = None
        if not may:
            for text, shown in words.shown_fields(entry.fact):
                self._form_place.addWidget(label(f"{text}: {shown}", wrap=True))
            return
        self._form = FactForm(type(entry.fact), self._context.desk.clock.today)
        self._form.set_fact(entry.fact)
        Leaving(self._form).left.connect(self.leave)
        self._form_place.addWidget(modest(self._form))

    def _show_results(self, look: Look, entry: Entry) -> None:
        empty(self._results)
        clinical = isinstance(entry.fact, ClinicalPaper)
        found = look.case.about(entry.id, LabResult) if clinical else ()
        if found:
            self._results.addWidget(label(tr(N_("Read from this paper")), "label"))
        for one in found:
            self._results.addWidget(label(sentence(one.fact), wrap=True))

    def _get(self, number: int) -> None:
        if self._entry:
            getting.get(self._context, _pages(self._entry)[number])

    def _load(self, entry: Entry) -> None:
        self.viewer.show_pages(())
        self.note.hide()
        desk, pages = self._context.desk, _pages(entry)
        self._context.background.run(lambda: _images(desk, pages), partial(self._loaded, entry))

    def _loaded(self, entry: Entry, seen: Sequence[Seen]) -> None:
        if self._entry is None or _pages(entry) != _pages(self._entry):
            return
        self.viewer.show_pages([image for image, _ in seen])
        found = tuple(dict.fromkeys(remark for _, remarks in seen for remark in remarks))
        if entry.id not in self._kept:
            self.note.show_text(" ".join(tr(remark) for remark in found))
        self.judged.emit(entry.id, found)

    def _keep(self) -> None:
        """Stop warning of this paper: the person says that it can be read."""
        if self._entry:
            self._kept.add(self._entry.id)
            self.note.hide()
            self.judged.emit(self._entry.id, ())


def _pages(entry: Entry) -> tuple[Page, ...]:
    return tuple(getattr(entry.fact, "pages", ()))


def _images(desk: Desk, pages: Sequence[Page]) -> list[Seen]:
    return [_image(desk, page) for page in pages]


def _image(desk: Desk, page: Page) -> Seen:
    try:
        image = papers.page_image(desk, page)
    except Trouble:
        return None, ()
    return image, papers.faults(image)
