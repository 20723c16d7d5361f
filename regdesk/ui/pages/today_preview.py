"""The preview beside the queue: who it is by code, how long the stock lasts, how to call, what came last."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from regdesk.actions.lists import CaseRow, DueRow
from regdesk.domain import gap
from regdesk.domain.journal import CaseFile, Entry
from regdesk.domain.people import SafeContact
from regdesk.domain.routes import WayTime
from regdesk.domain.steps import assembles
from regdesk.domain.supply import Handover
from regdesk.i18n import N_, tr, trn
from regdesk.ui import gap_words
from regdesk.ui.countries import country
from regdesk.ui.dates import show_date
from regdesk.ui.discreet import Discreet
from regdesk.ui.pages import to_do
from regdesk.ui.pages.to_do import Eyes
from regdesk.ui.pieces import box, column, label, line, picture, row, scrolled
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.coverage_bar import CoverageBar
from regdesk.ui.widgets.tags import Tag

_MONTH_DAYS, _SHOWN = 30, 3
_USUAL = 90  # days a delivery usually holds, where none is on its way yet


@dataclass(frozen=True)
class Glance:
    """What the preview shows: the person's row and case file, and the thing to do, if any."""

    row: CaseRow
    case: CaseFile
    due: DueRow | None


def preview(
    seen: Glance, eyes: Eyes, discreet: Discreet, act: Callable[[], object], show: Callable[[str], object]
) -> QWidget:
    """Make the preview; *act* does the main thing, *show* opens a tab of the case."""
    parts = (
        _head(seen, eyes),
        _contact(seen.case, discreet),
        _last(seen.case, eyes),
        _foot(show),
    )
    whole = column(gap=0)
    for number, part in enumerate(parts):
        if number:
            whole.addWidget(line())
        whole.addWidget(part)
    may = seen.due is not None and to_do.may_do(seen.due, eyes)
    text = to_do.verb(seen.due.verb).button if seen.due and may else N_("Open the case")
    button = Button(tr(text), "primary" if may else "plain", keys="Enter")
    button.clicked.connect(lambda _: act())
    if inside := parts[0].layout():
        inside.addWidget(button)
        if seen.due and seen.due.verb != "find-reserve" and eyes.part == "host" and is_short(seen, eyes):
            reserve = Button(tr(N_("Find a reserve nearby")))
            reserve.clicked.connect(lambda _: show("supply"))
            inside.addWidget(reserve)
    whole.addStretch(1)
    sheet = box(whole)
    sheet.setMinimumHeight(1)  # wrapped words ask for more height than they take at this width
    return scrolled(sheet)


def covered(seen: Glance, eyes: Eyes) -> gap.Coverage:
    """Work out how long the medicines last, with the times of the person's own way."""
    return gap.coverage(seen.case, eyes.today, WayTime(seen.row.usual_days, seen.row.lead_days))


def is_short(seen: Glance, eyes: Eyes) -> bool:
    """Say whether the medicines may run out before the next are there."""
    return bool(gap_words.gap_said(covered(seen, eyes)))


def stock_preview(due: DueRow, eyes: Eyes, act: Callable[[], object]) -> QWidget:
    """Say why a batch is counted; its number alone tells nothing."""
    batch = tr(N_("Batch {batch}")).format(batch=due.reasons.get("batch") or "")
    why = tr(
        N_("More was given than there was: a pack was set aside twice, or what came was not written down.")
    )
    may = to_do.may_do(due, eyes)
    button = Button(tr(N_("Open the stock")), "primary" if may else "plain", keys="Enter")
    button.clicked.connect(lambda _: act())
    said = label(why, "body", "secondary", wrap=True)
    return box(column(label(batch, "title.s"), said, row(button, None), None, gap=12, margins=(20, 16)))


def path(row: CaseRow) -> str:
    """Say where a person comes from and lives: Kyrgyzstan → Russia."""
    return " → ".join(country(code) for code in (row.origin, row.host_country) if code)


def said(entry: Entry, eyes: Eyes) -> str:
    """Say a record in a list of what came last; a glance tells nothing medical."""
    if isinstance(entry.fact, Handover):
        return trn(N_("Handed over for {n} day"), N_("Handed over for {n} days"), entry.fact.days)
    if eyes.discreet and entry.section == "clinical":
        return tr(N_("Medical record"))
    return tr(entry.fact.title)


def _head(seen: Glance, eyes: Eyes) -> QFrame:
    urgent = seen.due is not None and seen.due.group == "urgent"
    tag = (tr(N_("Urgent")), "danger", "octagon-alert") if urgent else to_do.turn(seen.row, eyes.today)
    months = (eyes.today - to_do.day_of(seen.case.entries[0].at)).days // _MONTH_DAYS
    since = trn(N_("with us for {n} month"), N_("with us for {n} months"), months) if months else ""
    below = " · ".join(part for part in (path(seen.row), since) if part)
    top = row(label(seen.row.code, "code"), None, Tag(*tag), gap=8)
    known = covered(seen, eyes)
    inside = column(top, label(below, "label", "secondary", wrap=True), gap=4, margins=(20, 16))
    if known.known:
        inside.addSpacing(6)
        inside.addLayout(_days(known, eyes))
        inside.addWidget(CoverageBar(gap_words.shown(known, _USUAL)))
        order = gap_words.order_said(known, asked=assembles(seen.case, seen.row.step))
        said = (gap_words.gap_said(known), order, gap_words.pause_said(known))
        if text := " ".join(one for one in said if one):
            inside.addWidget(label(text, "label", "secondary", wrap=True))
    else:
        inside.addWidget(label(tr(N_("Nothing is known of the stock yet.")), "label", "tertiary", wrap=True))
    inside.addSpacing(6)
    return box(inside)


def _days(known: gap.Coverage, eyes: Eyes) -> QHBoxLayout:
    tone = to_do.stock_tone(known.days_left)
    number = label(str(known.days_left), "numeral.xl", "danger" if tone == "danger" else "primary")
    words = label(trn(N_("day of stock"), N_("days of stock"), known.days_left), "body.strong")
    return row(number, words, None, label(to_do.until(known.run_out, eyes.today), "label", "secondary"))


def _contact(case: CaseFile, discreet: Discreet) -> QFrame:
    head = row(picture("phone", "text.primary", 16), label(tr(N_("Safe contact")), "body.strong"), None)
    return box(column(head, *contact_lines(case, discreet), gap=4, margins=(20, 12)))


def contact_lines(case: CaseFile, discreet: Discreet) -> list[QWidget]:
    """Say how the person may be reached: never hidden, only the phone is cut to its last digits."""
    contact = case.one(SafeContact)
    if contact is None:
        return [label(tr(N_("No safe contact yet. Do not call.")), "label", "secondary", wrap=True)]
    leave = N_("Messages may be left.") if contact.messages else N_("Leave no messages.")
    when = tr(N_("Call {when}.")).format(when=contact.when.rstrip(".")) if contact.when else ""
    ways = " · ".join(part for part in (discreet.phone(contact.phone), contact.messenger) if part)
    lines = [" ".join(part for part in (when, tr(leave)) if part), contact.say, ways]
    return [label(text, "label", "secondary", wrap=True) for text in lines if text]


def _last(case: CaseFile, eyes: Eyes) -> QFrame:
    newest = [entry for entry in reversed(case.standing) if entry.section != "case"] or case.standing[::-1]
    lines = [_event(entry, eyes) for entry in newest[:_SHOWN]]
    return box(column(label(tr(N_("What came last")), "body.strong"), *lines, gap=6, margins=(20, 12)))


def _event(entry: Entry, eyes: Eyes) -> QFrame:
    day = label(show_date(to_do.day_of(entry.at), eyes.today), "label", "secondary")
    day.setMinimumWidth(day.fontMetrics().horizontalAdvance("00 сент."))
    return box(row(day, label(said(entry, eyes), "label"), None, gap=12))


def _foot(show: Callable[[str], object]) -> QFrame:
    button = Button(tr(N_("Open the case")), "link", keys="O", height="compact")
    button.clicked.connect(lambda _: show("summary"))
    return box(row(None, button, gap=8, margins=(20, 8)))
