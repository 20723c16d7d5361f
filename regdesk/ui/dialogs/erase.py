"""Erase this computer: what would be lost, a stick first, what cannot be reached, and a word to type."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from regdesk.actions.erasing_computer import Unsent
from regdesk.i18n import N_, tr, trn
from regdesk.ui import theme
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pieces import box, column, label, picture, row, scrolled
from regdesk.ui.widgets.button import Button

TITLE: Final = N_("Erase RegDesk data from this computer?")
WORD: Final = N_("ERASE")
_ERASE: Final = N_("Erase RegDesk data")
_OTHERS: Final = N_("Your organisation's other computers and your partners keep what they have.")
_NOTHING: Final = N_("Everything written here has arrived elsewhere.")
_ALONE: Final = N_(
    "Your organisation has no other computer: its notes and settings are nowhere else. Make a backup copy"
    " first, or they are lost."
)
_FIRST: Final = N_("Only this computer has it. Hand it over on a stick first, or it is lost:")
_CANNOT: Final = (
    N_("RegDesk cannot erase: files on sticks, backup copies, papers and files you saved yourself,"),
    N_("what partners hold, and the spare cells of this disk, where old sealed bytes may last a while."),
    N_("The keys go first: the rest can be read only with an old copy of the key file and its passphrase."),
)
_ROOM_FOR_ERROR: Final = 36
_WRONG: Final = N_("Type the word exactly: {word}")


class EraseDialog(QDialog):
    """`confirmed` once the word is typed; `stick_asked` where the person wants to hand over first."""

    confirmed = Signal()
    stick_asked = Signal()

    def __init__(self, parent: QWidget, found: Unsent) -> None:
        super().__init__(parent)
        self.setWindowTitle("RegDesk")
        self.setAccessibleName(tr(TITLE))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        hint = tr(N_("To confirm, type: {word}")).format(word=tr(WORD))
        self.word = Field("word", TextEditor(), text=hint)
        self.erase = Button(tr(_ERASE), "danger", icon="trash-2")
        self.stick = Button(tr(N_("First to a stick…")), icon="usb")
        cancel = Button(tr(N_("Cancel")))
        self.erase.clicked.connect(lambda _: self.confirm())
        self.stick.clicked.connect(lambda _: self._to_stick())
        cancel.clicked.connect(self.reject)
        self.lost = tuple(label(text, "body", wrap=True) for text in _lost(found))
        title = row(
            picture("triangle-alert", "danger.text", 20), label(tr(TITLE), "title.m", wrap=True), gap=10
        )
        title.setStretch(1, 1)
        cannot = label(" ".join(tr(text) for text in _CANNOT), "small", "secondary", wrap=True)
        others = [] if found.alone else [label(tr(_OTHERS), "body", "secondary", wrap=True)]
        body = column(title, *self.lost, *others, cannot, self.word, None, gap=12, margins=20)
        inside = box(body)
        buttons = (self.erase, *((self.stick,) if found.any else ()), None, cancel)
        foot = box(row(*buttons, margins=(20, 12)), "footer")
        self._area = scrolled(inside)
        whole = column(self._area, foot, gap=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        look, screen = theme.current(), self.screen().availableSize()
        wide = min(look.px(560), screen.width() - 40)
        high = inside.heightForWidth(wide) + foot.sizeHint().height() + look.px(_ROOM_FOR_ERROR)
        self.resize(wide, min(high, screen.height() - 40))
        (self.stick if found.any else self.word.editor.inside).setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Go on if the word is right; capitals do not matter."""
        if str(self.word.editor.raw()).casefold() != tr(WORD).casefold():
            self.word.show_error(tr(_WRONG).format(word=tr(WORD)))
            self.word.jump()
            self._area.ensureWidgetVisible(self.word)
            return
        self.confirmed.emit()
        self.accept()

    def _to_stick(self) -> None:
        self.stick_asked.emit()
        self.reject()


def _lost(found: Unsent) -> Iterable[str]:
    """Say what is only here: records by partner, and pages."""
    if found.any:
        yield tr(_FIRST)
    elif not found.alone:
        yield tr(_NOTHING)
    for name, count in found.partners:
        yield f"•  {name}: " + trn(N_("{n} record"), N_("{n} records"), count)
    if found.own:
        ours = tr(N_("Our other computers"))
        yield f"•  {ours}: " + trn(N_("{n} record"), N_("{n} records"), found.own)
    if found.pages:
        yield "•  " + trn(N_("{n} scanned page"), N_("{n} scanned pages"), found.pages)
    if found.alone:
        yield tr(_ALONE)
