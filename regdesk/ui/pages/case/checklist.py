"""The checklist of papers: what is wanted on this way, what is there, and how far it has travelled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtWidgets import QProgressBar

from regdesk.actions import papers
from regdesk.actions.cases import Look
from regdesk.advice import checklist as advice
from regdesk.domain.journal import Entry, EntryId
from regdesk.domain.package import Paper, kind_of, papers_of
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.countries import country
from regdesk.ui.dates import show_date
from regdesk.ui.pages.case import checklist_words
from regdesk.ui.pieces import box, column, label, row
from regdesk.ui.widgets.section_list import QueueRow, Section, SectionList

Remarks = Mapping[EntryId, tuple[str, ...]]
_MARKS = {
    "here": ("", N_("not sent yet")),
    "server": ("✓", N_("on the server")),
    "acknowledged": ("✓✓", N_("received")),
}


@dataclass(frozen=True)
class Item:
    """One line: a type of paper, the paper of that type if there is one, and what is wanted of it."""

    kind: type[Paper]
    type: str
    entry: Entry | None = None
    wanted: advice.Item | None = field(default=None, compare=False)


def items(look: Look) -> tuple[list[Item], list[Item], list[Item]]:
    """List the wanted papers, then what may be added, then the other papers of the case."""
    found = papers.checklist(look.case, look.today).items
    lines = [_item(one) for one in found]
    listed = {line.entry.id for line in lines if line.entry}
    others = [
        Item(type(entry.fact), getattr(entry.fact, "type", ""), entry)  # type: ignore[arg-type]
        for entry in papers_of(look.case)
        if entry.id not in listed
    ]
    there = [line for line in lines if line.entry or (line.wanted and line.wanted.lacks)]
    return there, [line for line in lines if line not in there], others


def _item(wanted: advice.Item) -> Item:
    name = getattr(wanted.entry.fact, "type", "") if wanted.entry else checklist_words.form_type(wanted.type)
    return Item(kind_of(wanted.type), name, wanted.entry, wanted)


def mark(name: EntryId, marks: Mapping[EntryId, str]) -> tuple[str, str]:
    """Give the mark of the exchange and its word: ("✓✓", "received")."""
    sign, text = _MARKS.get(marks.get(name, ""), ("", ""))
    return sign, tr(text)


def travelled(name: EntryId, look: Look) -> str:
    """Say in words how far a record got and when: ✓✓ received · today at 09:12."""
    sign, word = mark(name, look.marks)
    when = words.moment(look.moved[name], look.today) if sign and name in look.moved else ""
    return " · ".join(part for part in (f"{sign} {word}".strip(), when) if part)


class Checklist(SectionList):
    """The list itself, in a card with its head: `frame` is the whole. Rows carry an Item as `data`."""

    def __init__(self) -> None:
        super().__init__(tr(N_("Papers of the package")))
        self._title, self._count = label("", "title.s", wrap=True), label("", "body.strong")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(tr(N_("Papers that are there")))
        self._said, self._source = label("", "small", wrap=True), label("", "caption", "secondary", wrap=True)
        head = row(self._title, self._count, gap=8)
        head.setStretch(0, 1)
        inside = column(
            column(head, self._progress, self._said, gap=8, margins=(14, 12, 14, 8)),
            self,
            column(self._source, gap=0, margins=(14, 6, 14, 8)),
            gap=0,
            margins=(1, 0, 1, 1),
        )
        inside.setStretch(1, 1)
        self.frame = box(inside, "card")

    def show_look(self, look: Look, remarks: Remarks) -> None:
        """Show the papers of a case."""
        wanted, may, others = items(look)
        found = papers.checklist(look.case, look.today)
        name = country(found.origin) if found.origin else ""
        title = tr(N_("Package for {country}")).format(country=name) if name else tr(N_("Package"))
        self._title.setText(title)
        count, total = found.ready, len(found.wanted)
        self._count.setText(tr(N_("{n} of {all}")).format(n=count, all=total))
        self._progress.setMaximum(total)
        self._progress.setValue(count)
        self._said.setText(checklist_words.way(found))
        self._source.setText(checklist_words.sources(found))
        kept = self.current()
        self.blockSignals(True)
        self.show_sections(
            [
                Section(tr(N_("Wanted")), [_row(item, look, remarks) for item in wanted]),
                Section(tr(N_("May be added")), [_row(item, look, remarks) for item in may]),
                Section(tr(N_("Other papers")), [_row(item, look, remarks) for item in others]),
            ]
        )
        if kept is None or not self.choose_item(kept.data):
            self.choose_first()
        self.blockSignals(False)

    def choose_item(self, wanted: Item) -> bool:
        """Put the keyboard on a paper; tell whether it is there."""
        model = self.model()
        for number in range(model.rowCount()):
            line = getattr(model, "lines")[number]  # noqa: B009 - our own model
            if isinstance(line, QueueRow) and _same(line.data, wanted):
                self.setCurrentIndex(model.index(number, 0))
                return True
        return False


def _same(one: Item, other: Item) -> bool:
    if other.entry and one.entry:
        return one.entry.id == other.entry.id or other.entry.id in one.entry.replaces
    return one.kind is other.kind and one.type == other.type


def _row(item: Item, look: Look, remarks: Remarks) -> QueueRow:
    title = words.paper_type(item.kind, item.type)
    wanted = item.wanted
    if item.entry is None:
        said = checklist_words.state(wanted, look.today) if wanted else tr(N_("none yet"))
        reason = checklist_words.reason(wanted) if wanted else ""
        lacks = wanted is None or wanted.lacks
        return QueueRow(
            title,
            why=" · ".join(part for part in (said, reason) if part),
            icon="circle-dashed" if lacks else "circle",
            tone="warning" if lacks else "neutral",
            data=item,
        )
    fact = item.entry.fact
    dated = (wanted.dated if wanted else None) or getattr(fact, "dated", None)
    said = " · ".join([words.pages(len(getattr(fact, "pages", ()))), *_day(dated, look)])
    found = remarks.get(item.entry.id, ())
    if wanted and wanted.lacks:
        said = checklist_words.state(wanted, look.today)
    elif found:
        said = tr(N_("hard to read"))
    sign, word = mark(item.entry.id, look.marks)
    wrong = bool(found) or bool(wanted and wanted.lacks)
    return QueueRow(
        title,
        why=said,
        by=sign,
        note=word,
        icon="triangle-alert" if wrong else "circle-check",
        tone="warning" if wrong else "success",
        data=item,
    )


def _day(dated: date | None, look: Look) -> list[str]:
    return [show_date(dated, look.today)] if dated else []
