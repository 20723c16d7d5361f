"""A sheet that asks for one fact: to add it, to correct it, or to say why it is taken back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog
from shiboken6 import isValid

from regdesk.domain.facts import Fact
from regdesk.domain.journal import Changes
from regdesk.i18n import N_, tr
from regdesk.ui.forms import FactForm
from regdesk.ui.keeping import Keeping
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, label, row, scrolled, sized
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note


@dataclass(frozen=True)
class Asked:
    """What a sheet asks for; `title` and `verb` are msgids, `note` is a translated sentence on top.

    fact     shown first, to be corrected;  only  the fields to ask for (all, if empty)
    draft    what is typed is kept until it is stated or given up, and is there again after a lock
    """

    kind: type[Fact]
    title: str
    verb: str
    fact: Fact | None = None
    only: Iterable[str] = ()
    note: str = ""
    draft: bool = False


class FactSheet(QDialog):
    """`stated` carries the fact; the sheet stays until it is stored, so that a refusal shows in it."""

    stated = Signal(object)

    def __init__(self, context: Context, asked: Asked) -> None:
        super().__init__(context.shell)
        self.setWindowTitle("RegDesk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(tr(asked.title))
        self._asked = asked
        self.form = FactForm(asked.kind, context.desk.clock.today, only=tuple(asked.only))
        if asked.fact:
            self.form.set_fact(asked.fact)
        self.button = Button(tr(asked.verb), "primary", keys="Ctrl Enter")
        cancel = Button(tr(N_("Cancel")), keys="Esc")
        notes = [Note(asked.note)] if asked.note else []
        inside = box(column(*notes, self.form, None, gap=12, margins=(24, 4, 24, 12)))
        foot = box(row(None, cancel, self.button, gap=8, margins=(20, 12)), "footer")
        head = column(label(tr(asked.title), "title.m", wrap=True), gap=0, margins=(24, 20, 24, 12))
        self.setLayout(column(head, scrolled(inside), foot, gap=0))
        sized(self, width=480, min_height=min(640, 200 + 76 * len(self.form.fields)))
        self.button.clicked.connect(self.state)
        cancel.clicked.connect(self.reject)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.state)
        if asked.draft:
            self._keep(context)

    def state(self) -> None:
        """Hand over the fact, or show what is to mend."""
        fact = self.form.fact(**self._kept())
        if fact is not None:
            self.stated.emit(fact)

    def _keep(self, context: Context) -> None:
        keeping = Keeping(self, self.form, context.desk, context.background)
        keeping.begin(f"{context.stream.hex()}/{self._asked.kind.kind}")
        self.finished.connect(lambda _: keeping.drop())

    def _kept(self) -> dict[str, Any]:
        """Keep of the fact shown what the form does not ask for."""
        if self._asked.fact is None:
            return {}
        names = (each.name for each in fields(self._asked.fact))
        return {name: getattr(self._asked.fact, name) for name in names if name not in self.form.fields}


def ask(context: Context, asked: Asked, act: Callable[[Any], Changes], said: str) -> FactSheet:
    """Open a sheet; what it states is given to *act* behind the screen, then *said* is said."""
    sheet = FactSheet(context, asked)

    def done(_: Changes) -> None:
        context.shell.say(said)
        if isValid(sheet):
            sheet.accept()

    def run(fact: QObject) -> None:
        context.background.run(lambda: act(fact), done, "write", sheet.form.show_refusal)

    sheet.stated.connect(run)
    sheet.open()
    return sheet
