"""The checklist of papers: what is usually asked for, what is there, and how far it has travelled."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QProgressBar

from regdesk.actions.cases import Look
from regdesk.actions.papers import USUAL, Paper, missing, papers_of
from regdesk.domain.facts import Fact
from regdesk.domain.journal import Entry, EntryId
from regdesk.domain.membership import CaseOpened
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.countries import country
from regdesk.ui.dates import show_date
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
    """One line: a type of paper, and the paper of that type if there is one."""

    kind: type[Paper]
    type: str
    entry: Entry | None = None


def items(look: Look) -> tuple[list[Item], list[Item]]:
    """List the usual papers, each with what is there, and then the other papers of the case."""
    there = list(papers_of(look.case))
    usual: list[Item] = []
    for kind, name in USUAL:
        found = [entry for entry in there if _is(entry, kind, name)]
        usual += [Item(kind, name, entry) for entry in found] or [Item(kind, name)]
    listed = {item.entry.id for item in usual if item.entry}
    others = [
        Item(type(entry.fact), getattr(entry.fact, "type", ""), entry)  # type: ignore[arg-type]
        for entry in there
        if entry.id not in listed
    ]
    return usual, others


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
        head = row(self._title, self._count, gap=8)
        head.setStretch(0, 1)
        inside = column(
            column(head, self._progress, gap=8, margins=(14, 12, 14, 8)), self, gap=0, margins=(1, 0, 1, 1)
        )
        self.frame = box(inside, "card")

    def show_look(self, look: Look, remarks: Remarks) -> None:
        """Show the papers of a case."""
        usual, others = items(look)
        opened = look.case.one(CaseOpened)
        name = country(opened.origin) if opened and opened.origin else ""
        title = tr(N_("Package for {country}")).format(country=name) if name else tr(N_("Package"))
        self._title.setText(title)
        there = len(USUAL) - len(missing(look.case))
        self._count.setText(tr(N_("{n} of {all}")).format(n=there, all=len(USUAL)))
        self._progress.setMaximum(len(USUAL))
        self._progress.setValue(there)
        kept = self.current()
        self.blockSignals(True)
        self.show_sections(
            [
                Section(tr(N_("Usually asked for")), [_row(item, look, remarks) for item in usual]),
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


def _is(entry: Entry, kind: type[Fact], name: str) -> bool:
    return type(entry.fact) is kind and getattr(entry.fact, "type", "") == name


def _row(item: Item, look: Look, remarks: Remarks) -> QueueRow:
    title = words.paper_type(item.kind, item.type)
    if item.entry is None:
        return QueueRow(title, why=tr(N_("none yet")), icon="circle-dashed", tone="warning", data=item)
    fact = item.entry.fact
    dated = getattr(fact, "dated", None) or getattr(fact, "issued_on", None)
    said = [words.pages(len(getattr(fact, "pages", ())))]
    said += [show_date(dated, look.today)] if dated else []
    found = remarks.get(item.entry.id, ())
    sign, word = mark(item.entry.id, look.marks)
    return QueueRow(
        title,
        why=tr(N_("hard to read")) if found else " · ".join(said),
        by=sign,
        note=word,
        icon="triangle-alert" if found else "circle-check",
        tone="warning" if found else "success",
        data=item,
    )
