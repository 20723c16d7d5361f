"""Two versions of one record: side by side, field by field; a person says which is right."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QToolButton, QWidget

from regdesk.actions import records
from regdesk.actions.cases import Look
from regdesk.domain.facts import Fact
from regdesk.domain.journal import Changes, Entry, Versions
from regdesk.domain.versions import differing
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, column, label, line, picture, row, scrolled, sized, spaced, with_icon
from regdesk.ui.sentences import sentence
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.error_summary import ErrorSummary
from regdesk.ui.widgets.notes import Note

_NOT_MINE = N_(
    "Only who may write this record can choose. The others see the result after the next exchange."
)
_MEDICAL = N_("The program never joins medical records by itself. Who leads the record decides.")


class VersionsPage(QWidget):
    """Lies over the case until a version is chosen or the decision is left for later."""

    def __init__(self, context: Context, look: Look, versions: Versions, close: Callable[[], object]) -> None:
        super().__init__()
        self._context, self._look, self._versions, self._close = context, look, versions, close
        self.fields = differing(versions)
        self.choices: dict[str, QButtonGroup] = {}
        self.may = look.may(versions.kind)
        self.summary, self.preview = ErrorSummary(), label("", wrap=True)
        self.button = Button(tr(N_("Save the choice")), "primary", keys="Ctrl Enter")
        self.button.clicked.connect(self.finish)
        later = Button(tr(N_("Decide later") if self.may else N_("Back")), keys="Esc")
        later.clicked.connect(close)
        result = box(
            column(label(tr(N_("What will stand")), "body.strong"), self.preview, gap=4, margins=14), "card"
        )
        hint = label(tr(N_("The history keeps both versions.")), "small", "secondary")
        note = Note(tr(_MEDICAL if self.may else _NOT_MINE), "info")
        sheet = column(
            self._head(), self.summary, self._table(), note, result, None, gap=12, margins=(16, 14)
        )
        foot = box(row(hint, None, later, self.button, gap=8, margins=(16, 10)), "footer")
        card = column(scrolled(box(sheet)), foot, gap=0, margins=1)
        card.setStretch(0, 1)
        self.setLayout(column(box(card, "card"), gap=0, margins=(20, 16)))
        self._show_preview()
        for needless in () if self.may else (self.button, result):
            needless.hide()

    def finish(self) -> None:
        """Save the choice: the fact put together stands alone from now on."""
        if not self.may:
            return
        open_ = [name for name, group in self.choices.items() if group.checkedId() < 0]
        labels = words.labels(self._versions.kind)
        lines = [
            (tr(N_("Choose: {field}")).format(field=tr(labels[name].text)), partial(self._jump, name))
            for name in open_
        ]
        self.summary.show_lines(lines)
        if not lines:
            self._save(self.chosen())

    def chosen(self) -> Fact:
        """Give the fact put together from what is chosen; what is not chosen yet is the newest version's."""
        entries = self._versions.entries
        values = {
            name: getattr(entries[group.checkedId()].fact, name)
            for name, group in self.choices.items()
            if group.checkedId() >= 0
        }
        return replace(entries[-1].fact, **values)

    def take(self, number: int) -> None:
        """Choose one version whole."""
        for group in self.choices.values():
            group.button(number).setChecked(True)

    def _save(self, fact: Fact) -> None:
        desk, stream = self._context.desk, self._context.stream
        ids = [entry.id for entry in self._versions.entries]
        self._context.background.run(
            lambda: records.choose(desk, stream, ids, fact),
            self._saved,
            "write",
            lambda error: self.summary.show_sentence(tr(error.message).format(**error.values)),
        )

    def _saved(self, _: Changes) -> None:
        self._context.shell.say(tr(N_("The choice is saved; one version stands")))
        self._close()

    def _head(self) -> QWidget:
        away = QToolButton()
        with_icon(away, "chevron-left", "accent.text")
        away.setAccessibleName(tr(N_("Back")))
        away.clicked.connect(self._close)
        title = label(tr(N_("Two versions of one record")), "title.m")
        kind = tr(self._versions.kind.title)
        code = label(words.code_of(self._look.case), "body.strong")
        said = tr(N_("{record}. Nothing is lost. Which is right?")).format(record=kind)
        top = row(away, picture("git-branch", "warning.text", 20), title, None, gap=8)
        below = row(code, label(said, wrap=True), gap=8)
        below.setStretch(1, 1)
        return box(column(top, below, gap=6))

    def _table(self) -> QWidget:
        """Lay out one line for each field that differs, one column for each version."""
        grid = QGridLayout()
        spaced(grid, 10)
        grid.addWidget(label(tr(N_("Field")), "caption", "secondary"), 0, 0)
        for number, entry in enumerate(self._versions.entries):
            grid.addWidget(self._column_head(number, entry), 0, number + 1)
            grid.setColumnStretch(number + 1, 1)
        labels = words.labels(self._versions.kind)
        for at, name in enumerate(self.fields, start=1):
            grid.addWidget(line(), 2 * at - 1, 0, 1, -1)
            title = sized(label(tr(labels[name].text), tone="secondary", wrap=True), width=170)
            grid.addWidget(title, 2 * at, 0, Qt.AlignmentFlag.AlignVCenter)
            self._add_choices(grid, 2 * at, name)
        frame = column(box(grid), line(), self._same(), gap=8)
        return box(frame)

    def _column_head(self, number: int, entry: Entry) -> QWidget:
        look = self._look
        who = look.names.of(entry.author) or tr(N_("unknown key"))
        ours = look.names.orgs.get(entry.author) == self._context.desk.org
        side = tr(N_("With us")) if ours else tr(N_("With the partner"))
        said = f"{side} · {who}, {words.moment(entry.at, look.today)}"
        head = column(label(said, "label", wrap=True), gap=4)
        if self.may:
            whole = Button(tr(N_("Take it whole")), height="compact")
            whole.setAccessibleDescription(said)
            whole.clicked.connect(partial(self.take, number))
            head.addLayout(row(whole, None))
        return box(head)

    def _add_choices(self, grid: QGridLayout, at: int, name: str) -> None:
        group = QButtonGroup(self)
        title = tr(words.labels(self._versions.kind)[name].text)
        for number, entry in enumerate(self._versions.entries):
            shown = words.value(entry.fact, name)
            if not self.may:
                grid.addWidget(label(shown, wrap=True), at, number + 1)
                continue
            choice = QRadioButton(shown)
            choice.setAccessibleName(f"{title}: {shown}")
            group.addButton(choice, number)
            grid.addWidget(choice, at, number + 1)
        if self.may:
            group.idToggled.connect(self._show_preview)
            self.choices[name] = group

    def _same(self) -> QWidget:
        """Say how many fields are the same in all versions."""
        fields = words.labels(self._versions.kind)
        same = [name for name in fields if name not in self.fields]
        newest = self._versions.entries[-1].fact
        said = [f"{tr(fields[n].text)}: {words.value(newest, n)}" for n in same if getattr(newest, n)]
        count = trn(N_("{n} field is the same"), N_("{n} fields are the same"), len(said))
        text = label(" · ".join(said), "small", "secondary", wrap=True)
        head = row(picture("circle-check", "success.text", 16), label(count, tone="success"), None, gap=8)
        return box(column(head, text, gap=4))

    def _show_preview(self, *_: object) -> None:
        chosen = self.chosen()
        self.preview.setText(sentence(chosen))
        self.preview.setAccessibleName(sentence(chosen))
        if all(group.checkedId() >= 0 for group in self.choices.values()):
            self.summary.hide()

    def _jump(self, name: str) -> None:
        self.choices[name].button(0).setFocus()
