"""A printed paper on the screen: all its pages, in which language, save or print."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from regdesk import i18n
from regdesk.actions import documents
from regdesk.actions.desk import Desk
from regdesk.actions.documents import Printable
from regdesk.domain.journal import StreamId
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.background import Background
from regdesk.ui.editors import ChoiceEditor
from regdesk.ui.field import Field
from regdesk.ui.noting import note
from regdesk.ui.pieces import box, column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.page_images import PageImages
from regdesk.ui.widgets.tags import Tag

LANGUAGES = {
    "ru": N_("Russian"),
    "en": N_("English"),
    "ky": N_("Kyrgyz"),
    "tg": N_("Tajik"),
    "uz": N_("Uzbek, Latin letters"),
    "uz-Cyrl": N_("Uzbek, Cyrillic letters"),
    "kk": N_("Kazakh"),
    "hy": N_("Armenian"),
    "ka": N_("Georgian"),
    "az": N_("Azerbaijani"),
    "ro": N_("Romanian"),
}
_UNREAD = N_(
    "These words were made by a machine. Let somebody who speaks the language read them before anybody gets"
    " them."
)
Built = tuple[str, bytes, list[bytes]]


class DocumentDialog(QDialog):
    """Shows one kind of paper of a case. The file's name and the printer's queue tell nothing."""

    def __init__(
        self, parent: QWidget, desk: Desk, background: Background, stream: StreamId, paper: Printable
    ) -> None:
        super().__init__(parent)
        self._desk, self._background, self._stream, self._paper = desk, background, stream, paper
        self._name, self._pdf = "", b""
        self.setWindowTitle("RegDesk")
        self.setAccessibleName(tr(paper.title))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.images = PageImages(tr(paper.title))
        choices = {code: LANGUAGES.get(code, code) for code in paper.languages}
        self.language = Field("language", ChoiceEditor(choices, optional=False), text=N_("Language"))
        self._trouble = label("", "body", "warning", wrap=True)
        self.setLayout(self._laid_out())
        look, screen = theme.current(), self.screen().availableSize()
        self.resize(min(look.px(900), screen.width() - 40), min(look.px(760), screen.height() - 40))
        mine = i18n.language()
        self.language.editor.set_value(mine if mine in paper.languages else paper.languages[0])
        self.language.edited.connect(self._build)
        self._build()

    def built(self, language: str) -> Built:
        """Lay the paper out; called behind the screen."""
        if self._paper.made:
            name, pdf = self._paper.made(self._desk, language)
        else:
            name, pdf = documents.build(self._desk, self._stream, self._paper.id, language)
        return name, pdf, documents.pages(pdf)

    def save(self) -> None:
        """Ask where to, and write the file there."""
        folder = str(Path.home() / self._name)
        where, _ = QFileDialog.getSaveFileName(self, tr(N_("Save as…")), folder, "PDF (*.pdf)")
        if where:
            self.save_to(Path(where))

    def save_to(self, file: Path) -> None:
        """Write the file."""
        data = self._pdf
        self._note("saved")
        self._background.run(lambda: documents.save(data, file), self._saved, "net", self._failed)

    def print(self) -> None:
        """Ask for a printer, and print."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print all pages; the queue shows the same neutral name as the file."""
        printer.setDocName(Path(self._name).stem)
        data = self._pdf
        self._note("printed")
        self._background.run(
            lambda: documents.pages(data, 200), lambda pages: paint_pages(printer, pages), "net"
        )

    def _laid_out(self) -> QVBoxLayout:
        save, send = (
            Button(tr(N_("Save as…")), icon="download"),
            Button(tr(N_("Print")), "primary", icon="printer"),
        )
        close = Button(tr(N_("Close")))
        for button, act in ((save, self.save), (send, self.print), (close, self.reject)):
            button.clicked.connect(_plainly(act))
        private = (
            Tag(tr(N_("Hand over in person")), "warning", "lock") if self._paper.private == "C" else None
        )
        title = row(label(tr(self._paper.title), "title.m"), *([private] if private else []), None, gap=12)
        head = row(title, self.language, gap=16, margins=(20, 12))
        head.setStretch(0, 1)
        foot = box(row(send, save, None, close, margins=(20, 12)), "footer")
        note = column(self._trouble, gap=0, margins=(20, 0))
        whole = column(box(head, "header"), note, self.images, foot, gap=0)
        whole.setStretch(2, 1)
        return whole

    def _note(self, act: str) -> None:
        """Write down, before it happens, that the paper leaves the program."""
        note(self._desk, self._background, act, self._paper.id, stream=self._stream)

    def _build(self) -> None:
        language = str(self.language.editor.raw())
        self._trouble.setText(tr(_UNREAD) if language in self._paper.unread else "")
        self._background.run(lambda: self.built(language), self._show, "read", self._failed)

    def _show(self, built: Built) -> None:
        self._name, self._pdf, pages = built
        self.images.show_pages(pages)

    def _failed(self, error: RegDeskError) -> None:
        sentence = tr(error.message).format(**error.values)
        if self._pdf:
            self._trouble.setText(sentence)
        else:
            self.images.say(sentence)

    def _saved(self, file: Path) -> None:
        self._trouble.setText(tr(N_("Saved: {name}")).format(name=file.name))


def _plainly(act: Callable[[], object]) -> Callable[[bool], object]:
    return lambda _: act()


def paint_pages(printer: QPrinter, pages: list[bytes]) -> None:
    """Put each page on a sheet, as large as it fits."""
    images = [QImage.fromData(page) for page in pages]
    if not images:
        return
    first, small = images[0], QPageSize.PageSizeId
    printer.setPageSize(QPageSize(small.A5 if max(first.width(), first.height()) < 1800 else small.A4))
    wide = first.width() > first.height()
    printer.setPageOrientation(
        QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    )
    painter = QPainter(printer)
    for number, image in enumerate(images):
        if number:
            printer.newPage()
        sheet = QRectF(painter.viewport())
        size = image.size().scaled(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(sheet.left(), sheet.top(), size.width(), size.height()), image)
    painter.end()
