"""One editor for each type a fact's field may have.

Every editor is a widget with `edited` (signal), `raw` (the text of a draft), `set_raw`, `value` (raises
Refused where the text cannot be read; None is "nothing") and `set_value`.
"""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from regdesk.errors import Refused
from regdesk.i18n import N_, tr
from regdesk.ui.date_edit import SmartDateEdit
from regdesk.ui.dates import digits, parse_date
from regdesk.ui.pieces import column, row, sized

Choices = Mapping[str, str]


class Editor(QWidget):
    """A widget that holds one value; `focus_widget` is the part that takes the keyboard."""

    edited = Signal()

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setLayout(column(inside, gap=0))
        self.setFocusProxy(inside)
        self.inside = inside

    @abstractmethod
    def raw(self) -> Any:
        """Give what was typed, as a draft keeps it (a string or a list of strings)."""

    @abstractmethod
    def set_raw(self, raw: Any) -> None:
        """Show what a draft kept."""

    def value(self) -> Any:
        """Give the value typed, or None where there is none; raise Refused if it cannot be read."""
        return self.raw() or None

    def set_value(self, value: Any) -> None:
        """Show a value of a fact."""
        self.set_raw("" if value is None else str(value))


class TextEditor(Editor):
    """One line of text."""

    def __init__(self) -> None:
        self._line = QLineEdit()
        super().__init__(self._line)
        self._line.textEdited.connect(self.edited)

    def raw(self) -> str:
        """Give the text without blanks around it."""
        return self._line.text().strip()

    def set_raw(self, raw: Any) -> None:
        """Show this text."""
        self._line.setText(str(raw))


class NumberEditor(TextEditor):
    """A number in one line; comma and point both separate the fraction."""

    def __init__(self, kind: type[int] | type[Decimal]) -> None:
        super().__init__()
        self._kind = kind
        self._line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        sized(self._line, max_width=160)

    def value(self) -> int | Decimal | None:
        """Read the number."""
        text = self.raw().replace(",", ".").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
        if not text:
            return None
        try:
            number = self._kind(text)
        except (ValueError, InvalidOperation):
            raise Refused(N_("Write a number in figures, for example 412")) from None
        if isinstance(number, Decimal) and not number.is_finite():
            raise Refused(N_("Write a number in figures, for example 412"))
        return number


class LongEditor(Editor):
    """Several lines of text; with *many* each line is one value of a tuple."""

    def __init__(self, *, many: bool = False) -> None:
        self._text, self._many = QPlainTextEdit(), many
        super().__init__(self._text)
        self._text.setTabChangesFocus(True)
        sized(self._text, height=84)
        self._text.textChanged.connect(self.edited)

    def raw(self) -> str:
        """Give the text without blanks around it."""
        return self._text.toPlainText().strip()

    def set_raw(self, raw: Any) -> None:
        """Show this text."""
        self._text.setPlainText(str(raw))

    def value(self) -> str | tuple[str, ...] | None:
        """Give the text, or one string for each line that says something."""
        if not self._many:
            return self.raw() or None
        return tuple(line.strip() for line in self.raw().splitlines() if line.strip())

    def set_value(self, value: Any) -> None:
        """Show a text, or each value on its line."""
        self.set_raw("\n".join(value) if self._many else value or "")


class DateEditor(Editor):
    """A date, typed as people type it."""

    def __init__(self, today: Callable[[], date]) -> None:
        self._line = SmartDateEdit(today)
        super().__init__(self._line)
        self._line.textChanged.connect(self.edited)

    def raw(self) -> str:
        """Give what was typed."""
        return self._line.text().strip()

    def set_raw(self, raw: Any) -> None:
        """Show this text."""
        self._line.setText(str(raw))

    def value(self) -> date | None:
        """Read the date."""
        return parse_date(self.raw(), self._line.today()) if self.raw() else None

    def set_value(self, value: Any) -> None:
        """Show this date in figures."""
        self.set_raw(digits(value) if value else "")


class ChoiceEditor(Editor):
    """One of several, in a list that opens."""

    def __init__(self, choices: Choices, *, optional: bool) -> None:
        self._list, self._optional = QComboBox(), optional
        super().__init__(self._list)
        self._list.addItem("" if optional else tr(N_("Choose")), "")
        for code, text in choices.items():
            self._list.addItem(tr(text), code)
        self._list.currentIndexChanged.connect(self.edited)

    def offer(self, choices: Choices) -> None:
        """Offer other choices from now on, the first of them chosen; nobody is told."""
        self._list.blockSignals(True)
        self._list.clear()
        for code, text in choices.items():
            self._list.addItem(tr(text), code)
        self._list.blockSignals(False)

    def raw(self) -> str:
        """Give the code chosen, or nothing."""
        return str(self._list.currentData() or "")

    def set_raw(self, raw: Any) -> None:
        """Choose this code; one that is not offered any more is shown as it is."""
        if self._list.findData(raw) < 0:
            self._list.addItem(str(raw), raw)
        self._list.setCurrentIndex(self._list.findData(raw))


class RadioEditor(Editor):
    """One of two or three, all in sight."""

    def __init__(self, choices: Choices, *, upright: bool = False) -> None:
        self._group, self._codes = QButtonGroup(), list(choices)
        buttons = [QRadioButton(tr(text)) for text in choices.values()]
        inside = QWidget()
        inside.setLayout(column(*buttons, gap=4) if upright else row(*buttons, None, gap=20))
        inside.setFocusProxy(buttons[0])
        super().__init__(inside)
        for index, button in enumerate(buttons):
            self._group.addButton(button, index)
        self._group.idToggled.connect(lambda *_: self.edited.emit())

    def raw(self) -> str:
        """Give the code chosen, or nothing."""
        index = self._group.checkedId()
        return self._codes[index] if index >= 0 else ""

    def set_raw(self, raw: Any) -> None:
        """Choose this code; nothing is chosen for a code not offered."""
        self._group.setExclusive(False)
        for index, code in enumerate(self._codes):
            self._group.button(index).setChecked(code == raw)
        self._group.setExclusive(True)


class SeveralEditor(Editor):
    """Any number of the choices, each with its box."""

    def __init__(self, choices: Choices) -> None:
        self._boxes = {code: QCheckBox(tr(text)) for code, text in choices.items()}
        inside = QWidget()
        inside.setLayout(column(*self._boxes.values(), gap=4))
        inside.setFocusProxy(next(iter(self._boxes.values())))
        super().__init__(inside)
        for box in self._boxes.values():
            box.toggled.connect(lambda _: self.edited.emit())

    def raw(self) -> list[str]:
        """Give the codes ticked."""
        return [code for code, box in self._boxes.items() if box.isChecked()]

    def set_raw(self, raw: Any) -> None:
        """Tick these codes."""
        for code, box in self._boxes.items():
            box.setChecked(code in raw)

    def value(self) -> tuple[str, ...]:
        """Give the codes ticked, in the order offered."""
        return tuple(self.raw())

    def set_value(self, value: Sequence[str] | None) -> None:
        """Tick these codes."""
        self.set_raw(list(value or ()))


class TickEditor(Editor):
    """Yes or no; the field's own label stands beside the box."""

    def __init__(self, text: str) -> None:
        self._box = QCheckBox(text)
        super().__init__(self._box)
        self._box.toggled.connect(lambda _: self.edited.emit())

    def raw(self) -> str:
        """Give "yes" where the box is ticked."""
        return "yes" if self._box.isChecked() else ""

    def set_raw(self, raw: Any) -> None:
        """Tick the box for anything but nothing."""
        self._box.setChecked(bool(raw))

    def value(self) -> bool:
        """Tell whether the box is ticked."""
        return self._box.isChecked()

    def set_value(self, value: Any) -> None:
        """Tick the box or not."""
        self._box.setChecked(bool(value))
