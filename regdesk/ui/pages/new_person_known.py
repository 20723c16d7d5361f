"""The step "Do we know this person?": what is typed is looked for among the own people while it is typed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton

from regdesk.actions import lists
from regdesk.actions.lists import Similar
from regdesk.domain.journal import StreamId
from regdesk.errors import Refused
from regdesk.i18n import N_, tr, trn
from regdesk.ui.countries import country
from regdesk.ui.dates import parse_date
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages import to_do
from regdesk.ui.pages.new_person_steps import Answers, Step
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import column, empty, label, retone, row
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.tags import Tag

_TYPING_MS: Final = 200
_NAMES: Final = {"family": N_("family name"), "given": N_("given name"), "year": N_("birth year")}
_YEAR_DIGITS: Final = 4


class KnownStep(Step):
    """`chosen` tells that a known person or "new" was picked; `stream` is the known one, or None."""

    title = N_("Do we know this person?")
    hint = N_(
        "Names and a birth year are enough. Looked for on this computer, by sound and by other spellings."
    )
    chosen = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place, self._turn = place, 0
        self.found: Sequence[Similar] = ()
        self.stream: StreamId | None = None
        self._picked = False
        texts = (
            ("family", N_("Family name")),
            ("given", N_("Given names")),
            ("born", N_("Birth year or date")),
        )
        self.fields = {name: Field(name, TextEditor(), text=text) for name, text in texts}
        self._said, self._cards = label("", "body.strong"), column(gap=8)
        self._group = QButtonGroup(self)
        self._ask = Note(
            tr(N_("Do not read out other people's data. For example: “Did you turn to us before?”")),
            title=tr(N_("Ask the person.")),
        )
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.look_up)
        line = row(*self.fields.values(), gap=12)
        self.lay_out(line, self._said, self._cards, self._ask)
        self.edited.connect(self._typing.start)
        self._show(())

    def restore(self, typed: Mapping[str, Any]) -> None:
        """Show what a draft kept, and look again."""
        super().restore(typed)
        self._picked = False
        self.look_up()

    def errors(self) -> dict[str, str]:
        """The birth date may be a year, a date, or nothing."""
        try:
            self.born()
        except Refused as refused:
            return {"born": tr(refused.message)}
        return {}

    def answers(self) -> Answers:
        """Nothing of its own: the basics say it again."""
        return []

    def name(self) -> tuple[str, str]:
        """Give family and given names as typed."""
        return str(self.fields["family"].editor.raw()), str(self.fields["given"].editor.raw())

    def born(self) -> tuple[date | None, str]:
        """Read the birth date and how sure it is; a year alone stands for its first day."""
        text = str(self.fields["born"].editor.raw())
        if text.isdecimal() and len(text) == _YEAR_DIGITS and int(text) > 0:
            return date(int(text), 1, 1), "year"
        return (parse_date(text, self._place.desk.clock.today()) if text else None), "day"

    def rest(self) -> None:
        """Look for nobody until something is typed again."""
        self._typing.stop()

    def look_up(self) -> None:
        """Look for the person as typed so far."""
        self._typing.stop()
        self._turn += 1
        turn, desk, (family, given) = self._turn, self._place.desk, self.name()
        born = None if self.errors() else self.born()[0]

        def take(found: Sequence[Similar]) -> None:
            if turn == self._turn:
                self._show(found)

        if len(family) < 2 and len(given) < 2:
            self._show(())
            return
        year = born.year if born else None
        self._place.background.run(lambda: lists.same_person(desk, family, given, year), take)

    def _show(self, found: Sequence[Similar]) -> None:
        """Show the people who are alike, and "new" below them; who was picked stays picked.

        Before anybody picked, somebody of whom all matches is picked: two cases of one person do harm.
        """
        self.found = found
        best = next((one.row.stream for one in found if not one.differs and len(one.matched) > 1), None)
        kept = self.stream if self._picked else best
        kept = kept if kept in {one.row.stream for one in found} else None
        empty(self._cards)
        typed = any(self.name())
        similar = trn(N_("{n} record is alike"), N_("{n} records are alike"), len(found))
        nobody = tr(N_("Nobody alike on this computer") if typed else N_("Type a name"))
        self._said.setText(similar if found else nobody)
        self._ask.setVisible(bool(found))
        if found:
            for one in found:
                self._add(_Choice(one.row.code, _said(one), _matched(one)), one.row.stream, kept)
            self._add(_Choice(tr(N_("No, the person is new")), "", None), None, kept)
        self._take(kept)

    def _add(self, choice: "_Choice", stream: StreamId | None, kept: StreamId | None) -> None:
        self._group.addButton(choice.radio)
        choice.radio.setChecked(stream == kept)
        choice.show_chosen(on=stream == kept)
        choice.radio.toggled.connect(lambda on: self._pick(stream) if on else None)
        choice.radio.toggled.connect(lambda on: choice.show_chosen(on=on))
        self._cards.addWidget(choice)

    def _pick(self, stream: StreamId | None) -> None:
        self._picked = True
        self._take(stream)

    def _take(self, stream: StreamId | None) -> None:
        self.stream = stream
        self.chosen.emit()


class _Choice(QFrame):
    """A card that is one answer: a click anywhere chooses it."""

    def __init__(self, title: str, words: str, matched: tuple[str, str] | None) -> None:
        super().__init__()
        self.setProperty("kind", "choice")
        self.radio = QRadioButton(title)
        self.radio.setAccessibleDescription(words)
        font = self.radio.font()
        font.setBold(True)
        self.radio.setFont(font)
        head = row(self.radio, None, gap=8)
        if matched:
            head.addWidget(Tag(*matched))
        lines = [label(words, "label", "secondary", wrap=True)] if words else []
        below = row(24, *lines, gap=0)
        self.setLayout(column(head, *([below] if lines else []), gap=4, margins=(14, 10)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_chosen(self, *, on: bool) -> None:
        """Show whether this is the answer."""
        self.setProperty("chosen", on)
        retone(self, "neutral")

    def mousePressEvent(self, _: QMouseEvent) -> None:
        """Choose this answer."""
        self.radio.setChecked(True)
        self.radio.setFocus()


def _said(one: Similar) -> str:
    """Say where the person is from, since when we know them, what matched and what differs."""
    since = tr(N_("with us since {year}")).format(year=to_do.day_of(one.row.since_ms).year)
    where = " · ".join(part for part in (country(one.row.origin), since) if part)
    same = ", ".join(tr(_NAMES[name]) for name in one.matched)
    differs = ", ".join(tr(_NAMES[name]) for name in one.differs)
    lines = [where, tr(N_("Matched: {what}.")).format(what=same) if same else ""]
    lines.append(tr(N_("Differs: {what}.")).format(what=differs) if differs else "")
    return " ".join(part if part.endswith(".") else f"{part}." for part in lines if part)


def _matched(one: Similar) -> tuple[str, str]:
    compared = len(one.matched) + len(one.differs)
    text = tr(N_("{n} of {all} match")).format(n=len(one.matched), all=compared)
    return text, "info" if not one.differs else "neutral"
