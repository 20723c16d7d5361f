"""A content pack before anybody accepted it: whose it is, and row by row what it changes."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from regdesk import i18n
from regdesk.actions.reference import Offered
from regdesk.catalogue.listing import Change, Known, words
from regdesk.i18n import N_, tr, trn
from regdesk.ui import dates
from regdesk.ui.pages import reference_table
from regdesk.ui.pieces import box, column, label, line
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.tags import Tag

MOST: Final = 200  # rows that are written out; a pack with more says how many there are
_LOOK: Final = N_(
    "Look at what changes. Once you accept, checks and lists on all computers of your organisation go by it, "
    "and your name stands beside it."
)


class OfferCard(Card):
    """Calls *accept* or *leave* when the person decided."""

    def __init__(self, one: Offered, accept: Callable[[], object], leave: Callable[[], object]) -> None:
        language = i18n.language()
        title = words(one.title, language)
        said = tr(N_("Version {version} of {day}, signed by {name}")).format(
            version=one.version, day=dates.digits(one.on), name=one.signer
        )
        self.accept, self.leave = Button(tr(N_("Accept")), "primary"), Button(tr(N_("Do not accept")))
        self.accept.clicked.connect(lambda _: accept())
        self.leave.clicked.connect(lambda _: leave())
        count = len(one.changes)
        super().__init__(
            title,
            label(said, "body.strong", wrap=True),
            label(tr(_LOOK), "body", "secondary", wrap=True),
            label(trn(N_("{n} row changes"), N_("{n} rows change"), count), "label"),
            FlowLayout(self.accept, self.leave),
            *(_change(each, language) for each in one.changes[:MOST]),
            icon="file-check",
        )


def _change(one: Change, language: str) -> QWidget:
    row = one.row
    head = label(reference_table.name(row), "body.strong", wrap=True)
    where = " · ".join(part for part in (reference_table.table(row.table), row.file) if part)
    lines = [label(text, "small", wrap=True) for text in _lines(one, language)]
    return box(column(line(), _tag(one), head, label(where, "caption", "secondary"), *lines, gap=4))


def _tag(one: Change) -> Tag:
    if one.old is None:
        return Tag(tr(N_("new")), "success", "plus")
    return Tag(tr(N_("changed")), "accent", "pencil") if one.new else Tag(tr(N_("removed")), "warning", "ban")


def _lines(one: Change, language: str) -> list[str]:
    """Say field by field what was and what will be; of a whole row what it says."""
    if one.old is None or one.new is None:
        return [one.row.said(language), _source(one.row)]
    old, new = one.old.values, one.new.values
    none = tr(N_("nothing"))
    pairs = [(name, old.get(name, none), new.get(name, none)) for name in one.fields]
    said = [f"{name}: {words(was, language)} → {words(will, language)}" for name, was, will in pairs]
    return [*said, _source(one.row)]


def _source(row: Known) -> str:
    day = dates.digits(row.checked) if row.checked else ""
    return " · ".join((row.source, day, reference_table.mark(row)))
