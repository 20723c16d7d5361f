"""A paper recovery sheet: made, printed, two of its groups typed back from the paper, and then in force."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from regdesk.actions import sheets
from regdesk.actions.sheets import Draft
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.keys.sheet_paper import SheetPaper
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, label, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.error_summary import ErrorSummary

_EARLIER: Final = N_("Sixteen groups of the sheet in force")
_EARLIER_HINT: Final = N_("the new sheet takes its place; the old paper is void from then on")


class SheetPage(QWidget):
    """Lies over the list until the sheet is in force or left; *done* is called then."""

    def __init__(self, place: Workplace, done: Callable[[], object], *, replaces: bool) -> None:
        super().__init__()
        self._place, self._done = place, done
        self.summary, self.paper = ErrorSummary(), SheetPaper(place.desk, place.background)
        self.typed = [Field(name, TextEditor(), text=N_("Group")) for name in ("first", "second")]
        self.earlier = Field("earlier", TextEditor(), text=_EARLIER, hint=_EARLIER_HINT)
        self.button = Button(tr(N_("Put the sheet in force")), "primary")
        back = Button(tr(N_("Back")), keys="Esc")
        self._draft: Draft | None = None
        paper = Card(tr(N_("1. On paper")), self.paper)
        fields = row(*self.typed, gap=12)
        again = Card(tr(N_("2. Type back from the paper")), fields, self.earlier)
        appear(self.earlier, on=replaces)
        title = label(tr(N_("Recovery sheet")), "title.l")
        page = box(column(title, self.summary, paper, again, row(back, None, self.button), None, gap=12))
        sized(page, max_width=760)
        middle = row(None, page, None, margins=(20, 16))
        middle.setStretch(1, 100)
        self.setLayout(column(scrolled(box(middle)), gap=0))
        self.paper.failed.connect(self._failed)
        self.button.clicked.connect(lambda _: self.confirm())
        back.clicked.connect(lambda _: done())
        self._run(lambda: sheets.make(place.desk), self._show)

    def confirm(self) -> None:
        """Put the sheet in force, if the paper says what it should."""
        draft, desk = self._draft, self._place.desk
        if draft is None:
            return
        typed = {
            number: str(field.editor.raw()) for number, field in zip(draft.asked, self.typed, strict=True)
        }
        earlier = sheets.groups_in(str(self.earlier.editor.raw()))
        self._run(lambda: sheets.confirm(desk, typed, earlier), lambda _: self._confirmed())

    def _show(self, draft: Draft) -> None:
        self._draft = draft
        self.paper.show_draft(draft)
        for number, field in zip(draft.asked, self.typed, strict=True):
            field.rename(tr(N_("Group {number}")).format(number=number))

    def _confirmed(self) -> None:
        self._done()
        self._place.shell.say(tr(N_("The recovery sheet is in force. Put the paper away now.")))
        self._place.shell.exchange_asked.emit()

    def _run(self, job: Callable[[], object], then: Callable[..., object]) -> None:
        self._place.background.run(job, then, "write", self._failed)

    def _failed(self, error: RegDeskError) -> None:
        self.summary.show_sentence(tr(error.message).format(**error.values))
