"""The list of threads: code, what is asked, whose turn it is and since when; bold where it is unread."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from regdesk.actions.questions import ThreadRow
from regdesk.i18n import N_, tr, trn
from regdesk.ui import paint, theme, words
from regdesk.ui.dates import show_date
from regdesk.ui.pages.to_do import day_of, days_since, said_days
from regdesk.ui.widgets.section_list import Index, QueueDelegate, QueueRow, SectionList

_LINE = 0x0100  # Qt.UserRole, under which the list keeps its rows
_HIGH, _SIDE = 86, 16


@dataclass(frozen=True)
class Eyes:
    """Who looks: the part of the organisation, the day, and whether a glance may tell anything."""

    part: str
    today: date
    discreet: bool


class ThreadList(SectionList):
    """`chosen` carries the row the keyboard is on, `opened` the row opened by Enter or mouse."""

    def __init__(self) -> None:
        super().__init__(tr(N_("Questions")))
        self.setItemDelegate(_ThreadDelegate(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """O goes to the page, which opens the card; Enter opens the thread."""
        if event.key() == Qt.Key.Key_O and not event.modifiers() and (shown := self.current()):
            self.pressed_key.emit("O", shown)
        else:
            super().keyPressEvent(event)


def thread_row(thread: ThreadRow, eyes: Eyes) -> QueueRow:
    """Say a thread as a row of the list."""
    return QueueRow(
        do=headline(thread, eyes),
        code=thread.code,
        why=tr(N_("Our turn")) if thread.place == "ours" else "",
        by=show_date(day_of(thread.last_ms), eyes.today),
        note=_waits(thread, eyes),
        icon="message-square",
        tone="info" if thread.place == "ours" else "neutral",
        data=thread,
    )


def headline(thread: ThreadRow, eyes: Eyes) -> str:
    """Say what is asked; in discreet mode only that something is."""
    if eyes.discreet:
        return tr(N_("A document is asked for")) if thread.wanted else tr(N_("A question"))
    if thread.wanted and not thread.text:
        return tr(N_("Needed: {what}")).format(what=words.wanted(thread.wanted))
    return " ".join(thread.text.split())


def _waits(thread: ThreadRow, eyes: Eyes) -> str:
    if thread.place == "answered":
        return tr(N_("Answered"))
    days = days_since(thread.waits_ms, eyes.today)
    if thread.place == "ours":
        return trn(N_("they wait {n} day"), N_("they wait {n} days"), days) if days else tr(N_("new today"))
    other = N_("Centre, {days}") if eyes.part == "host" else N_("Host, {days}")
    return tr(other).format(days=said_days(days))


class _ThreadDelegate(QueueDelegate):
    """Paints a thread in three lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for 86 px, or what three lines need."""
        if not isinstance(index.data(_LINE), QueueRow):
            return super().sizeHint(option, index)
        return QSize(option.rect.width(), theme.current().px(_HIGH))  # type: ignore[attr-defined, unused-ignore]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a heading as the queue does, or a thread."""
        line, where = index.data(_LINE), option.rect  # type: ignore[attr-defined, unused-ignore]
        if not isinstance(line, QueueRow):
            super().paint(painter, option, index)
            return
        painter.save()
        _ground(painter, where, option.state)  # type: ignore[attr-defined, unused-ignore]
        _words(painter, where, line)
        painter.setPen(theme.current().colour("border.subtle"))
        painter.drawLine(where.bottomLeft(), where.bottomRight())
        painter.restore()


def _ground(painter: QPainter, where: QRect, state: QStyle.StateFlag) -> None:
    look = theme.current()
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(where, look.colour("bg.selected"))
        bar = QRect(where.left(), where.top(), look.px(3), where.height())
        painter.fillRect(bar, look.colour("accent.solid"))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(where, look.colour("bg.hover"))


def _words(painter: QPainter, where: QRect, line: QueueRow) -> None:
    look, small = theme.current(), theme.current().font("caption")
    left, right = where.left() + look.px(_SIDE), where.right() - look.px(_SIDE)
    first, second, third = (
        QRect(left, where.top() + look.px(top), right - left, look.px(22)) for top in (9, 31, 55)
    )
    paint.text_right(painter, first, line.by, small, "text.secondary")
    room = first.adjusted(0, 0, -paint.width(line.by, small) - look.px(12), 0)
    paint.text(painter, room, line.code, look.font("body.strong"), "text.primary")
    unread = isinstance(line.data, ThreadRow) and line.data.unread
    paint.text(painter, second, line.do, look.font("body", 600 if unread else 400), "text.primary")
    if line.why:
        wide = paint.tag_width(line.why)
        paint.tag(painter, QRect(third.left(), third.top(), wide, third.height()), line.why, line.tone)
        third.setLeft(third.left() + wide + look.px(8))
    paint.text(painter, third, line.note, small, "text.secondary")
