"""A window for the results of one paper: one after the other, date and laboratory stay."""

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from regdesk.i18n import N_, tr, trn
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.result_form import ResultForm
from regdesk.ui.pieces import label
from regdesk.ui.widgets.button import Button


class ResultsDialog(FormDialog):
    """`given` carries each result; the window stays open for the next line of the paper if one says so."""

    def __init__(self, parent: QWidget, form: ResultForm) -> None:
        super().__init__(parent, tr(N_("Laboratory result")), form, tr(N_("Add and close")))
        self._results, self._more, self._count = form, False, 0
        self.next = Button(tr(N_("Add, then the next of this paper")), keys="Alt N")
        self._said = label("", "small", "success")
        self.next.clicked.connect(lambda _: self.give_next())
        QShortcut(QKeySequence("Alt+N"), self, self.give_next)
        self.foot.insertWidget(1, self.next)
        self.foot.addWidget(self._said)

    def give(self) -> None:
        """Hand on the result and close once it is stored."""
        self._more = False
        super().give()

    def give_next(self) -> None:
        """Hand on the result and stay for the next."""
        self._more = True
        super().give()

    def finish(self) -> None:
        """The result is stored: close, or go on with the next."""
        if not self._more:
            super().finish()
            return
        self._count += 1
        self._said.setText(trn(N_("{n} result added"), N_("{n} results added"), self._count))
        self._results.again()
