"""A new paper: its pages as they came, turned where needed, what is wrong with them, and what it is."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QWidget

from regdesk.actions import papers
from regdesk.actions.papers import Scan
from regdesk.domain.facts import Fact
from regdesk.domain.journal import Changes, Entry
from regdesk.domain.package import KINDS, Paper
from regdesk.errors import Trouble
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.forms import FactForm
from regdesk.ui.pages.case.checklist import Item
from regdesk.ui.pages.case.side_by_side import modest
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pages.case.viewer import PageViewer
from regdesk.ui.pieces import box, column, empty, label, line, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note


class AddPanel(QWidget):
    """`added` carries the new paper's Item, `given_up` tells that nothing is added."""

    added = Signal(object)
    given_up = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._scans = context, list[Scan]()
        self._instead: Entry | None = None
        self._form: FactForm[Fact] | None = None
        self.viewer = PageViewer()
        self._title = label(tr(N_("New paper")), "title.s")
        self.note = Note("", "warning", title=tr(N_("Hard to read")))
        self.which = QComboBox()
        self.which.setAccessibleName(tr(N_("Which paper is it")))
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for kind in KINDS:
            for code in words.paper_types(kind):
                self.which.addItem(words.paper_type(kind, code), Item(kind, code))
        self.which.currentIndexChanged.connect(self._ask)
        self._form_place = column(gap=0)
        self._which_label = label(tr(N_("Which paper is it")), "label")
        add, cancel = Button(tr(N_("Add to the case")), "primary"), Button(tr(N_("Do not add")))
        add.clicked.connect(self.add)
        cancel.clicked.connect(self.give_up)
        side = column(
            self.note,
            self._which_label,
            self.which,
            self._form_place,
            None,
            gap=10,
            margins=(0, 0, 12, 8),
        )
        beside = column(scrolled(box(side)), row(add, cancel, None, gap=8), gap=10)
        beside.setStretch(0, 1)
        inside = row(self.viewer, sized(box(beside), width=300), gap=16, margins=(14, 12))
        inside.setStretch(0, 1)
        whole = column(row(self._title, None, self.viewer.bar, gap=8, margins=(14, 8)), line(), inside, gap=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def start(self, item: Item, pages: Sequence[Scan], instead: Entry | None = None) -> None:
        """Begin with pages of a paper; *instead* names the paper whose pages they replace."""
        self._scans, self._instead = list(pages), instead
        self._which_label.setVisible(instead is None)
        self.which.setVisible(instead is None)
        number = next(
            (n for n in range(self.which.count()) if self.which.itemData(n) == Item(item.kind, item.type)), 0
        )
        self.which.setCurrentIndex(number)
        self._ask()
        self._show()

    def more(self, pages: Sequence[Scan]) -> None:
        """Take further pages of the same paper."""
        self._scans += pages
        self._show()

    def add(self) -> None:
        """Add the paper to the case."""
        item, desk, stream = self._item(), self._context.desk, self._context.stream
        pages, instead = list(zip(self._scans, self.viewer.turns, strict=True)), self._instead
        if instead:
            self._write(lambda: papers.take_again(desk, stream, instead.id, _turned(pages)), item)
            return
        fact = self._form.fact(type=item.type) if self._form else None
        if isinstance(fact, KINDS):
            paper: Paper = fact
            self._write(lambda: papers.add(desk, stream, paper, _turned(pages))[1], item)

    def give_up(self) -> None:
        """Let the pages go."""
        self._scans = []
        self.given_up.emit()

    def _write(self, act: Callable[[], Changes], item: Item) -> None:
        failed = self._form.show_refusal if self._form else None
        self._context.background.run(act, partial(self._done, item), "write", failed)

    def _done(self, item: Item, _: Changes) -> None:
        self._scans = []
        self._context.shell.say(tr(N_("Added: {paper}")).format(paper=words.paper_type(item.kind, item.type)))
        self.added.emit(item)

    def _item(self) -> Item:
        item = self.which.currentData()
        return item if isinstance(item, Item) else Item(KINDS[0], "other")

    def _ask(self) -> None:
        """Make the form of the kind chosen."""
        empty(self._form_place)
        self._form = None
        if self._instead is None:
            self._form = FactForm(
                self._item().kind, self._context.desk.clock.today, without=("type", "pages")
            )
            self._form_place.addWidget(modest(self._form))

    def _show(self) -> None:
        self.viewer.show_pages([scan.image for scan in self._scans])
        found = dict.fromkeys(remark for scan in self._scans for remark in scan.remarks)
        self.note.show_text(" ".join(tr(remark) for remark in found))


def read_files(paths: Sequence[str]) -> tuple[Scan, ...]:
    """Read the pages of files; raise Refused where one is no picture, Trouble where it cannot be read."""
    try:
        files = [Path(path).read_bytes() for path in paths]
    except OSError as error:
        raise Trouble(N_("The file cannot be read: {why}."), why=error.strerror) from error
    return tuple(page for data in files for page in papers.pages_of(data))


def read_image(image: QImage) -> tuple[Scan, ...]:
    """Read a picture from the clipboard."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return papers.pages_of(bytes(buffer.data().data()))


def _turned(pages: Sequence[tuple[Scan, int]]) -> tuple[Scan, ...]:
    """Turn the pages themselves as they were turned on the screen."""
    return tuple(papers.look_at(scan.image, turns) if turns else scan for scan, turns in pages)
