"""An open case page for tests: two real desks, an invented person, papers that are plainly forms."""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from regdesk.actions import papers
from regdesk.actions.desk import Desk
from regdesk.domain import package
from regdesk.domain.journal import EntryId, StreamId
from regdesk.domain.package import Paper
from regdesk.domain.papers import ClinicalPaper, LegalPaper
from regdesk.domain.people import IdentityPaper
from regdesk.ui.page import Place
from regdesk.ui.pages.case.page import CasePage
from tests import make
from tests.shells import Opened

WANTED = ("passport", "hiv-screening", "hiv-confirmation", "cd4", "viral-load", "biochemistry", "application",
          "consent", "pregnancy-test")  # fmt: skip


def form(*, blurred: bool = False) -> bytes:
    """Draw a form with some lines of writing, as PNG."""
    page = Image.new("L", (800, 1000), 250)
    pen, letters = ImageDraw.Draw(page), ImageFont.load_default(size=30)
    for line in range(12):
        pen.text((80, 70 + 60 * line), "SAMPLE FORM 0123456789", fill=0, font=letters)
        pen.line((80, 110 + 60 * line, 720, 110 + 60 * line), fill=0, width=3)
    if blurred:
        page = page.filter(ImageFilter.GaussianBlur(12))
    out = BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def add(desk: Desk, stream: StreamId, paper: Paper, pages: Sequence[bytes] = ()) -> EntryId:
    """Add a paper of one sharp page, or of these."""
    scans = [papers.look_at(page) for page in pages or [form()]]
    return papers.add(desk, stream, paper, scans)[0]


def usual(desk: Desk, stream: StreamId, *, without: str = "") -> None:
    """Add the papers that are wanted of a woman from Kyrgyzstan."""
    for name in WANTED:
        if name != without:
            kind = package.kind_of(name)
            add(desk, stream, kind(type=name) if kind is IdentityPaper else kind(type=name, dated=make.TODAY))


def passport() -> IdentityPaper:
    """Give a plainly fictional passport."""
    return IdentityPaper(type="passport", number="AN 0000000", country="KG")


def cd4() -> ClinicalPaper:
    """Give a laboratory form."""
    return ClinicalPaper(type="cd4", laboratory="Laboratory 2", dated=make.TODAY)


def consent() -> LegalPaper:
    """Give a signed consent."""
    return LegalPaper(type="consent")


def opened(
    qtbot: QtBot, desk: Desk, stream: StreamId, tab: str = "summary", *, discreet: bool = False
) -> CasePage:
    """Open a case in a real window at 1366 by 696."""
    window = Opened(qtbot, desk, discreet=discreet)
    shell = window.shell
    shell.places["case"] = Place(
        "case", "Case", "user", lambda: CasePage(desk, window.background, shell), under="people"
    )
    window.window.resize(1366, 696)
    page = window.page("case", (stream, tab))
    assert isinstance(page, CasePage)
    page.opened = window  # type: ignore[attr-defined]  # the window lives as long as its page
    return page


def words(widget: QWidget) -> str:
    """Give everything in sight that a widget says; what was just put into a layout is shown first."""
    QApplication.processEvents()
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]
    return " ".join([*labels, *(b.text() for b in widget.findChildren(QPushButton) if b.isVisibleTo(widget))])
