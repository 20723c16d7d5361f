"""Cards of single checks beside a plan: to resolve, to take into account, and folded lists of names."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QWidget
from shiboken6 import isValid

from regdesk.advice.advice import Advice, Remedy, said, sourced
from regdesk.i18n import N_, language, tr
from regdesk.ui import theme
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pieces import appear, box, column, label, picture, row
from regdesk.ui.widgets.button import Button

_DECIDES = N_("The doctor decides.")
_ABOVE = 8  # what is left above a card that the keyboard comes to
_ICONS = {"danger": "octagon-alert", "warning": "triangle-alert", "success": "circle-check"}


class _Card(QFrame):
    """An icon, what is said, and what stands below it; read out as one sentence."""

    def __init__(self, one: Advice, tone: str, *below: QWidget) -> None:
        super().__init__()
        self.setProperty("kind", "note")
        self.setProperty("tone", tone)
        title, text = said(one.title, language()), said(one.text, language())
        source = f"{sourced(one, language())}. {tr(_DECIDES)}"
        self.setAccessibleName(f"{title}. {text}. {source}")
        words = column(
            label(title, "body.strong", wrap=True),
            label(text, "body", wrap=True),
            *below,
            label(source, "caption", "secondary", wrap=True),
            gap=5,
        )
        body = row(column(picture(_ICONS[tone], f"{tone}.text"), None, gap=0), words, gap=10, margins=(12, 8))
        body.setStretch(1, 1)
        self.setLayout(body)


class OpenCheck(QWidget):
    """A check that stops signing: its remedy is one button, a reason sets it aside and prints.

    The button of a remedy says *remedy*. `remedied` gives what it asks for, `answered` a reason that changed.
    """

    remedied = Signal(object)
    answered = Signal(str)

    def __init__(self, one: Advice, reason: str, remedy: str) -> None:
        super().__init__()
        self.advice = one
        hint = N_("it is printed on the plan")
        self.reason = Field("reason", TextEditor(), text=N_("Why you prescribe it all the same"), hint=hint)
        self.reason.editor.set_raw(reason)
        self.reason.edited.connect(lambda: self.answered.emit(str(self.reason.editor.raw())))
        self.remedy = self._remedy(one.remedy, remedy)
        self.otherwise = Button(tr(N_("Otherwise…")), height="compact")
        self.otherwise.clicked.connect(lambda _: self.ask())
        appear(self.otherwise, on=not one.firm and not reason)
        appear(self.reason, on=bool(reason))
        buttons = box(row(*([self.remedy] if self.remedy else []), self.otherwise, None, gap=8))
        firm = label(tr(N_("No reason sets this aside: change the plan.")), "small", "danger", wrap=True)
        below = (buttons, self.reason) if not one.firm else (firm,)
        self.setLayout(column(_Card(one, "danger", *below), gap=0))

    def ask(self) -> None:
        """Open the field for the reason."""
        appear(self.reason, on=True)
        appear(self.otherwise, on=False)
        self.reason.jump()

    def focus(self) -> None:
        """Put the keyboard where this check is resolved."""
        first = self.remedy or (self.otherwise if self.otherwise.isVisibleTo(self) else None)
        (first or self.reason.editor.inside).setFocus()
        QTimer.singleShot(0, self._into_sight)  # the panel is laid out by then

    def _into_sight(self) -> None:
        """Show the whole card, its title first."""
        if not isValid(self):
            return
        above: QObject | None = self.parentWidget()
        while above and not isinstance(above, QScrollArea):
            above = above.parent()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(self, 0, theme.current().px(_ABOVE))

    def _remedy(self, remedy: Remedy | None, words: str) -> Button | None:
        if remedy is None:
            return None
        made = Button(words, "primary", height="compact")
        made.setToolTip(said(remedy.title, language()))
        made.clicked.connect(lambda _: self.remedied.emit(remedy))
        return made


class ConsiderCheck(QWidget):
    """A check to take into account: words, and a tick where it may go on the handout."""

    ticked = Signal(bool)

    def __init__(self, one: Advice, *, on: bool) -> None:
        super().__init__()
        self.advice = one
        self.tick = QCheckBox(tr(N_("Add it to the handout")))
        self.tick.setChecked(on)
        self.tick.toggled.connect(self.ticked)
        below = (self.tick,) if one.handout else ()
        self.setLayout(column(_Card(one, "warning", *below), gap=0))


class FoldedChecks(QFrame):
    """Checks of one tier by *names*; all their words and sources are behind one press."""

    def __init__(self, title: str, found: Sequence[Advice], icon: str, names: str) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.button = Button(title, "link", icon=icon, height="compact")
        self.button.setCheckable(True)
        self._names = label(names, "small", "secondary", wrap=True)
        lines = [line for one in found for line in _lines(one)]
        self._whole = box(column(*lines, gap=4))
        appear(self._whole, on=False)
        self.button.toggled.connect(self._open)
        self.setLayout(column(row(self.button, None), self._names, self._whole, gap=4, margins=(12, 8)))

    def _open(self, on: bool) -> None:  # noqa: FBT001 - Qt says so
        appear(self._whole, on=on)
        appear(self._names, on=not on)


def _lines(one: Advice) -> tuple[QWidget, ...]:
    said_lines = (said(one.title, language()), said(one.text, language()), sourced(one, language()))
    roles = (("small", "primary"), ("small", "secondary"), ("caption", "tertiary"))
    made = tuple(
        label(text, role, tone, wrap=True)
        for text, (role, tone) in zip(said_lines, roles, strict=True)
        if text
    )
    for each in made:
        each.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
    return made
