"""The Centre's inbox: packages that wait for review, the most urgent and the oldest first."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from regdesk.actions import reviews
from regdesk.actions.desk import Desk
from regdesk.actions.reviews import Waiting
from regdesk.domain.journal import Changes
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.background import Background
from regdesk.ui.dates import long_date
from regdesk.ui.page import Page
from regdesk.ui.pages.case.review_clock import LIMITS, by_when, urgency
from regdesk.ui.pages.case.review_rows import paper_title
from regdesk.ui.pieces import box, column, empty, label, row, scrolled
from regdesk.ui.shell import Shell
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.panes import Panes
from regdesk.ui.widgets.section_list import QueueRow, Section, SectionList
from regdesk.ui.widgets.tags import Tag

_DO = {
    "accept-part": N_("Receive the case"),
    "review": N_("Review the papers"),
    "register": N_("Give the registration number"),
}


class ReviewInboxPage(Page):
    """A list and what is known of the row the keyboard is on; Enter opens the case at its review."""

    def __init__(self, desk: Desk, background: Background, shell: Shell) -> None:
        super().__init__()
        self._desk, self._background, self._shell = desk, background, shell
        self._count = label("", "body", "secondary")
        self.list = SectionList(tr(N_("Packages to review")))
        self.preview = _Preview()
        self._none = label(
            tr(N_("No new cases. Everything that came is reviewed.")), "body", "secondary", wrap=True
        )
        self._shown = QStackedWidget()
        self._shown.addWidget(Panes(box(column(self.list, gap=0), "card"), self.preview))
        self._shown.addWidget(box(column(Card("", self._none), None, gap=0)))
        head = row(label(tr(N_("Review")), "title.m"), self._count, None, gap=10)
        body = column(head, gap=12, margins=(20, 16))
        body.addWidget(self._shown, 1)
        self.setLayout(body)
        self.commands = {"primary": self.open_current, "filter": self.list.setFocus}
        self.list.chosen.connect(self._on_chosen)
        self.list.opened.connect(lambda line: self.open(line.data))
        self.preview.open.clicked.connect(lambda _: self.open_current())
        background.changed.connect(self._on_changed)
        shell.discreet.changed.connect(lambda _: self.reload())

    def arrive(self, target: Any = None) -> None:  # noqa: ARG002 - the page has no target
        """Read the list again and put the keyboard into it."""
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read what waits."""
        self._background.run(lambda: reviews.inbox(self._desk), self._show)

    def open_current(self) -> None:
        """Open the case the keyboard is on."""
        if line := self.list.current():
            self.open(line.data)

    def open(self, waiting: Waiting) -> None:
        """Open a case at its review."""
        self._shell.open("case", (waiting.stream, "review"))

    def _on_changed(self, _: Changes) -> None:
        self.reload()

    def _show(self, found: Sequence[Waiting]) -> None:
        self._shell.show_count("review", len(found))
        self._count.setText(trn(N_("{n} waits"), N_("{n} wait"), len(found)) if found else "")
        self._shown.setCurrentIndex(0 if found else 1)
        urgent = [one for one in found if one.urgency]
        fresh = [one for one in found if not one.urgency and one.verb != "register"]
        numbers = [one for one in found if not one.urgency and one.verb == "register"]
        groups = (
            (N_("Urgent"), urgent, "octagon-alert", "danger"),
            (N_("New"), fresh, "", "neutral"),
            (N_("Waiting for a number"), numbers, "", "neutral"),
        )
        self.list.show_sections(
            [
                Section(tr(title), [self._row(one) for one in rows], icon, tone)
                for title, rows, icon, tone in groups
            ]
        )
        if line := self.list.current():
            self._on_chosen(line)

    def _row(self, one: Waiting) -> QueueRow:
        days = self._waited(one)
        about = (one.host, words_of_papers(one.papers), urgency(one.urgency, discreet=self._discreet))
        late = self._late(one)
        return QueueRow(
            do=tr(_DO["review" if one.verb == "accept-part" and one.sent_on else one.verb]),
            code=one.code,
            why=" · ".join(part for part in about if part),
            by=words.days(days) if days else tr(N_("today")),
            note=by_when(one, self._desk.clock.today()),
            icon="inbox" if one.verb == "accept-part" else "file-check",
            tone="danger" if one.urgency else "warning" if late else "accent",
            data=one,
        )

    @property
    def _discreet(self) -> bool:
        return self._shell.discreet.on

    def _late(self, one: Waiting) -> bool:
        return one.by is not None and one.by < self._desk.clock.today()

    def _waited(self, one: Waiting) -> int:
        begun = one.sent_on or datetime.fromtimestamp(one.since_ms / 1000, UTC).date()
        return max(0, (self._desk.clock.today() - begun).days)

    def _on_chosen(self, line: QueueRow) -> None:
        self.preview.show_waiting(line.data, self._desk.clock.today(), discreet=self._discreet)


class _Preview(QWidget):
    """What is known of a package before it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self._code, self._tag = label("", "code"), Tag("")
        self._lines = column(gap=8)
        self.open = Button(tr(N_("Open the review")), "primary", keys="Enter")
        head = row(self._code, None, self._tag)
        inside = column(head, self._lines, row(self.open, None), None, gap=12, margins=16)
        self.setLayout(column(scrolled(box(inside, "card")), gap=0))

    def show_waiting(self, one: Waiting, today: date, *, discreet: bool) -> None:
        """Show a package: from whom, when, what is missing, the letter."""
        self._code.setText(one.code)
        self._tag.show_text(tr(N_("urgent")) if one.urgency else "", "danger", "octagon-alert")
        empty(self._lines)
        lines = [tr(N_("From {name}")).format(name=one.host)] if one.host else []
        if one.sent_on:
            sent = tr(N_("Sent on {day}")).format(day=long_date(one.sent_on, today))
            lines.append(", ".join((sent, words_of_papers(one.papers))))
            lines += [text for text in (urgency(one.urgency, discreet=discreet), by_when(one, today)) if text]
        else:
            lines.append(tr(N_("A part in this case is offered to you; the package comes later.")))
        for text in lines:
            self._lines.addWidget(label(text, "body", wrap=True))
        if one.letter and not discreet:
            self._lines.addWidget(Note(one.letter))
        lacking = "\n".join(f"{paper_title(lack.type)}: {lack.why}" for lack in one.missing)
        if lacking and not discreet:
            self._lines.addWidget(Note(lacking, "warning", title=tr(N_("Missing"))))
        if one.sent_on and not discreet:
            self._lines.addWidget(label(tr(LIMITS), "caption", "secondary", wrap=True))


def words_of_papers(count: int) -> str:
    """Say a number of papers."""
    return trn(N_("{n} paper"), N_("{n} papers"), count) if count else ""
