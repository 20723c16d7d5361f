"""Something failed that nobody expected: what was kept, a short code, and a report to read."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from regdesk.actions.diagnosis import Failure
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.background import Background
from regdesk.ui.dialogs.report import ReportDialog
from regdesk.ui.pieces import box, column, label, picture, row
from regdesk.ui.widgets.button import Button

TITLE: Final = N_("Something went wrong")
_KEPT: Final = N_(
    "What was saved is safe and whole. What you were typing may stand only in this window: go on and save it."
)
_NEXT: Final = N_(
    "If it happens again, close RegDesk and open it anew, and give the report to whoever helps you. It holds"
    " no names and nothing medical."
)


class CrashedDialog(QDialog):
    """Says it once, calmly; *make* writes the report if the person wants to read it."""

    def __init__(
        self, parent: QWidget, one: Failure, background: Background, make: Callable[[], str]
    ) -> None:
        super().__init__(parent)
        self._background, self._make = background, make
        self.setWindowTitle("RegDesk")
        self.setAccessibleName(tr(TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.code = label(tr(N_("Code: {code}")).format(code=one.code), "body")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        go_on = Button(tr(N_("Go on")), "primary", keys="Enter")
        go_on.setDefault(True)
        self.report = Button(tr(N_("Read the report")), icon="file-text")
        go_on.clicked.connect(self.accept)
        self.report.clicked.connect(lambda _: self.open_report())
        title = row(
            picture("circle-question-mark", "warning.text", 20), label(tr(TITLE), "title.m"), None, gap=10
        )
        kept, then = label(tr(_KEPT), "body", wrap=True), label(tr(_NEXT), "body", "secondary", wrap=True)
        inside = box(column(title, kept, then, self.code, None, gap=12, margins=20))
        foot = box(row(go_on, self.report, None, margins=(20, 12)), "footer")
        whole = column(inside, foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        wide = min(theme.current().px(480), self.screen().availableSize().width() - 40)
        self.resize(wide, inside.heightForWidth(wide) + foot.sizeHint().height())
        go_on.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_report(self) -> ReportDialog:
        """Show the report over this window."""
        dialog = ReportDialog(self, self._background, self._make)
        dialog.open()
        return dialog
