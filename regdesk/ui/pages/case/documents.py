"""The papers of a case: a checklist, the pages of each, what is said of them, and what is read from them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QLabel, QStackedWidget, QWidget

from regdesk.actions.cases import Look
from regdesk.actions.papers import Scan
from regdesk.domain.journal import Entry, EntryId
from regdesk.domain.package import KINDS, papers_of
from regdesk.domain.papers import ClinicalPaper, Submission
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.dates import long_date
from regdesk.ui.pages.case import who_writes
from regdesk.ui.pages.case.add_panel import AddPanel, read_files, read_image
from regdesk.ui.pages.case.checklist import Checklist, Item
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.paper_panel import PaperPanel
from regdesk.ui.pages.case.print_card import PrintButtons
from regdesk.ui.pages.case.side_by_side import SideBySide
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import appear, box, column, label, picture, row, scrolled
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.section_list import QueueRow

# Papers that begin as a form to print and sign, and which forms these are.
_FORMS = {
    "consent": ("consent-a", "consent-b"),
    "application": ("application",),
    "epidemiological-card": ("epidemiological-card",),
}
_FILES = N_("Pictures and PDF")


class DocumentsTab(LookTab):
    """`check_asked`: the person wants to check the package and send it."""

    id = "documents"
    title = N_("Documents")
    clinical = True
    check_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._remarks: dict[EntryId, tuple[str, ...]] = {}
        self._item = Item(ClinicalPaper, "other")
        self._instead: Entry | None = None
        self._wanted: Item | None = None
        self.list, self.panel, self.adding = Checklist(), PaperPanel(context), AddPanel(context)
        self._to, self._key, self._size = (
            label("", "body.strong"),
            label("", "caption", "secondary"),
            label(""),
        )
        self.places = QStackedWidget()
        self.forms = {paper: PrintButtons(context, forms) for paper, forms in _FORMS.items()}
        self.signing = Card(tr(N_("To print and sign")), *self.forms.values(), icon="printer")
        self._drop, self._drop_words = self._drop_area()
        for page in (self._drop, self.panel, self.adding):
            self.places.addWidget(page)
        right = column(self.places, self._foot(), gap=0, margins=(1, 0, 1, 1))
        right.setStretch(0, 1)
        parts = SideBySide(self.list.frame, box(right, "card"), (384, 0), (300, 420))
        self.setLayout(column(scrolled(parts), gap=0))
        self.setAcceptDrops(True)
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(self._on_opened)
        self.panel.judged.connect(self._on_judged)
        self.panel.again.connect(self._take_again)
        self.adding.added.connect(self._on_added)
        self.adding.given_up.connect(self._show_item)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self.setFocusProxy(self.list)

    def show_look(self, look: Look) -> None:
        """Show the papers of the case."""
        self._look = look
        for buttons in self.forms.values():
            buttons.show_look(look)
        self.list.show_look(look, self._remarks)
        centre = look.partner("centre")
        self._to.setText(tr(N_("Only {name} can read it")).format(name=centre.name) if centre else "")
        compared = centre.compared_on if centre else None
        said = (
            tr(N_("digits compared on {day}")).format(day=long_date(compared, look.today)) if compared else ""
        )
        self._key.setText(said)
        sizes = [page.size for entry in papers_of(look.case) for page in getattr(entry.fact, "pages", ())]
        self._check.setVisible(look.may(Submission))
        self._size.setText(f"{words.pages(len(sizes))}, {words.size(sum(sizes))}" if sizes else "")
        if self._wanted:
            self.list.choose_item(self._wanted)
            self._wanted = None
        if self.places.currentWidget() is not self.adding:
            self._show_item()

    def leave(self) -> None:
        """Write what was typed about a paper."""
        self.panel.leave()

    def choose_files(self) -> None:
        """Choose files to add."""
        if not self._may_add():
            return
        title, kinds = (
            tr(N_("Add pages")),
            f"{tr(_FILES)} (*.pdf *.jpg *.jpeg *.png *.webp *.tif *.tiff *.bmp)",
        )
        paths, _ = QFileDialog.getOpenFileNames(self, title, "", kinds)
        self.add_files(paths)

    def add_files(self, paths: Sequence[str]) -> None:
        """Begin a paper with the pages of these files."""
        if paths and self._may_add():
            self.context.background.run(lambda: read_files(paths), self._on_pages)

    def paste(self) -> None:
        """Begin a paper with the picture or files of the clipboard."""
        board = QGuiApplication.clipboard()
        data, image = board.mimeData(), board.image()
        if data and data.hasUrls():
            self.add_files([url.toLocalFile() for url in data.urls() if url.isLocalFile()])
        elif not image.isNull():
            self.add_image(image)

    def add_image(self, image: QImage) -> None:
        """Begin a paper with a picture."""
        if self._may_add():
            self.context.background.run(lambda: read_image(image), self._on_pages)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and pictures."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin a paper with what was dropped anywhere on the tab."""
        data = event.mimeData()
        if data.hasUrls():
            self.add_files([url.toLocalFile() for url in data.urls() if url.isLocalFile()])
        elif data.hasImage():
            self.add_image(QImage(data.imageData()))
        event.acceptProposedAction()

    def _may_add(self) -> bool:
        """Say whether the person may add papers, on the screen too where not."""
        may = any(self._look.may(kind) for kind in KINDS)
        if not may:
            self.context.shell.say(tr(who_writes.WORDS[self.id]))
        return may

    def _on_pages(self, pages: tuple[Scan, ...]) -> None:
        if self.places.currentWidget() is self.adding:
            self.adding.more(pages)
            return
        self.panel.leave()
        self.adding.start(self._item, pages, self._instead)
        self._instead = None
        self.places.setCurrentWidget(self.adding)

    def _on_chosen(self, line: QueueRow) -> None:
        if line.data != self._item:
            self.panel.leave()
        self._item = line.data
        if self.places.currentWidget() is not self.adding:
            self._show_item()

    def _on_opened(self, line: QueueRow) -> None:
        if line.data.entry is None and self._look.may(line.data.kind):
            self.choose_files()

    def _on_judged(self, name: EntryId, remarks: tuple[str, ...]) -> None:
        if self._remarks.get(name, ()) != remarks:
            self._remarks[name] = remarks
            self.list.show_look(self._look, self._remarks)

    def _take_again(self, entry: Entry) -> None:
        self._instead = entry
        self.choose_files()

    def _on_added(self, item: Item) -> None:
        self._wanted = self._item = item
        self.places.setCurrentWidget(self._drop)

    def _show_item(self) -> None:
        """Show the paper chosen, or the place to drop one that is missing."""
        current = self.list.current()
        self._item = current.data if current else self._item
        if self._item.entry:
            self.panel.show_paper(self._look, self._item.entry)
            self.places.setCurrentWidget(self.panel)
            return
        self._drop_words.setText(words.paper_type(self._item.kind, self._item.type))
        may = self._look.may(self._item.kind)
        appear(self._add, on=may)
        appear(self.signing, on=self._item.type in self.forms)
        for paper, buttons in self.forms.items():
            appear(buttons, on=paper == self._item.type)
        appear(self._none, on=not may)
        self.places.setCurrentWidget(self._drop)

    def _drop_area(self) -> tuple[QWidget, QLabel]:
        """Build the place that says how to add a paper."""
        title = label("", "title.s")
        choose = Button(tr(N_("Choose files")), "primary", icon="upload", keys="Ctrl D")
        choose.clicked.connect(self.choose_files)
        sign = picture("upload", "text.secondary", 20)
        hints = (tr(N_("Drop files here, or paste a picture")), tr(N_("PDF, JPG, PNG · several at once")))
        lines = [label(hints[0], "body.strong", "secondary"), label(hints[1], "small", "secondary")]
        inside = column(None, sign, *lines, 6, choose, None, gap=6, margins=20)
        for widget in (sign, *lines, choose):
            inside.setAlignment(widget, Qt.AlignmentFlag.AlignHCenter)
        self._add, self._none = box(inside, "drop"), label(tr(N_("Not here yet.")), "body", "secondary")
        area = column(title, self.signing, self._none, self._add, None, gap=12, margins=(14, 12))
        area.setStretch(3, 1000)
        return box(area), title

    def _foot(self) -> QWidget:
        """Build the line that says who can read it, how large it is, and leads to sending."""
        check = Button(tr(N_("Check and send")), icon="send", height="compact")
        check.clicked.connect(self.check_asked)
        self._check = check
        who = column(self._to, self._key, gap=0)
        return box(row(picture("lock"), who, None, self._size, check, gap=12, margins=(14, 8)), "footer")
