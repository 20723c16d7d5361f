"""A form made from a fact's fields: one label, one editor, one hint and one error for each."""

from collections.abc import Callable, Iterable
from dataclasses import MISSING, fields
from dataclasses import Field as DataField
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from regdesk.domain.facts import Fact, Label
from regdesk.errors import Refused, RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui import dates
from regdesk.ui.editors import (
    ChoiceEditor,
    DateEditor,
    Editor,
    LongEditor,
    NumberEditor,
    RadioEditor,
    SeveralEditor,
    TextEditor,
    TickEditor,
)
from regdesk.ui.field import Field
from regdesk.ui.pieces import column
from regdesk.ui.widgets.error_summary import ErrorSummary

F = TypeVar("F", bound=Fact)
_DRAFT_AFTER_MS = 800
_RADIOS = 3


class FactForm(QWidget, Generic[F]):
    """Asks for a fact. Fields without a Label or of a type no editor knows are given to `fact()` by the page.

    drafted    what was typed, 800 ms after the last key: keep it, `restore` shows it again
    edited     something was typed or chosen
    """

    drafted = Signal(dict)
    edited = Signal()

    def __init__(
        self,
        kind: type[F],
        today: Callable[[], date] = dates.today,
        *,
        only: Iterable[str] = (),
        without: Iterable[str] = (),
    ) -> None:
        super().__init__()
        self._kind, self.summary = kind, ErrorSummary()
        wanted = [each for each in _asked(kind) if each.name not in set(without)]
        chosen = list(only) or [each.name for each in wanted]
        by_name = {each.name: each for each in wanted}
        self.fields = {name: _field(kind, by_name[name], today) for name in chosen}
        self._required = {each.name for each in wanted if each.default is each.default_factory is MISSING}
        self.setLayout(column(self.summary, *self.fields.values(), gap=12))
        self._draft = QTimer(self)
        self._draft.setSingleShot(True)
        self._draft.setInterval(_DRAFT_AFTER_MS)
        self._draft.timeout.connect(lambda: self.drafted.emit(self.typed()))
        self._shown: dict[str, Any] = {}
        self._set_defaults(wanted)
        for field in self.fields.values():
            field.edited.connect(self._on_edited)

    def fact(self, **extra: Any) -> F | None:
        """Give the fact typed, with what the page adds, or None after showing what is to mend."""
        values, errors = self._read()
        if not errors:
            try:
                made = self._kind(**{**values, **extra})
                made.check()
            except Refused as refused:
                self.show_refusal(refused)
                return None
            self._show_errors({})
            return made
        self._show_errors(errors)
        return None

    def set_fact(self, fact: F) -> None:
        """Show a fact to correct or continue."""
        for name, field in self.fields.items():
            field.editor.set_value(getattr(fact, name))
        self._start()

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what a draft kept; `is_changed` still compares with what was there before."""
        for name, raw in draft.items():
            if name in self.fields:
                self.fields[name].editor.set_raw(raw)

    def typed(self) -> dict[str, Any]:
        """Give everything as it was typed, readable or not."""
        return {name: field.editor.raw() for name, field in self.fields.items()}

    def is_changed(self) -> bool:
        """Tell whether anything differs from what was shown first."""
        return self.typed() != self._shown

    def show_refusal(self, error: RegDeskError) -> None:
        """Say on top why the fact was refused; hand this to `Background.run(failed=…)`."""
        self._show_errors({})
        self.summary.show_sentence(tr(error.message).format(**error.values))

    def clear(self) -> None:
        """Empty the form for the next fact."""
        self._set_defaults(_asked(self._kind))
        self._show_errors({})

    def _read(self) -> tuple[dict[str, Any], dict[str, str]]:
        values: dict[str, Any] = {}
        errors: dict[str, str] = {}
        for name, field in self.fields.items():
            try:
                value = field.editor.value()
            except Refused as refused:
                errors[name] = tr(refused.message).format(**refused.values)
                continue
            if value is None and name in self._required and not _optional(self._kind, name):
                errors[name] = tr(N_("Please fill in: {field}")).format(field=field.title)
            values[name] = _empty(self._kind, name) if value is None else value
        return values, errors

    def _show_errors(self, errors: dict[str, str]) -> None:
        for name, field in self.fields.items():
            field.show_error(errors.get(name, ""))
        self.summary.show_lines([(text, self.fields[name].jump) for name, text in errors.items()])

    def _set_defaults(self, asked: Iterable["DataField[Any]"]) -> None:
        for each in asked:
            if each.name in self.fields:
                self.fields[each.name].editor.set_value(_default(each))
        self._start()

    def _start(self) -> None:
        self._shown = self.typed()
        self._draft.stop()

    def _on_edited(self) -> None:
        self._draft.start()
        self.edited.emit()


def editor_for(
    kind: Any, label: Label, today: Callable[[], date], *, optional: bool = False
) -> Editor | None:
    """Choose the editor for a type, or None for a type that is asked by hand."""
    if get_origin(kind) is tuple and get_args(kind) == (str, ...):
        return SeveralEditor(label.choices) if label.choices else LongEditor(many=True)
    if label.choices:
        radios = len(label.choices) <= _RADIOS and not optional
        return RadioEditor(label.choices) if radios else ChoiceEditor(label.choices, optional=optional)
    makers: dict[Any, Callable[[], Editor]] = {
        str: LongEditor if label.long else TextEditor,
        bool: lambda: TickEditor(tr(label.text)),
        date: lambda: DateEditor(today),
        int: lambda: NumberEditor(int),
        Decimal: lambda: NumberEditor(Decimal),
    }
    return makers[kind]() if kind in makers else None


def _asked(kind: type[Fact]) -> list["DataField[Any]"]:
    """List the fields a form can ask for, in the fact's order."""
    hints = get_type_hints(kind, include_extras=True)
    return [each for each in fields(kind) if _readable(hints[each.name])]


def _readable(hint: Any) -> bool:
    plain, label, _ = _parts(hint)
    several = get_origin(plain) is tuple and get_args(plain) == (str, ...)
    return label is not None and (several or bool(label.choices) or plain in (str, bool, date, int, Decimal))


def _parts(hint: Any) -> tuple[Any, Label | None, bool]:
    """Split `Annotated[date | None, Label(…)]` into date, its Label, and whether it may be empty."""
    label = None
    if get_origin(hint) is Annotated:
        label = next((extra for extra in hint.__metadata__ if isinstance(extra, Label)), None)
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType) and NoneType in get_args(hint):
        rest = [part for part in get_args(hint) if part is not NoneType]
        return rest[0] if len(rest) == 1 else hint, label, True
    return hint, label, False


def _field(kind: type[Fact], each: "DataField[Any]", today: Callable[[], date]) -> Field:
    plain, label, optional = _parts(get_type_hints(kind, include_extras=True)[each.name])
    label = label or Label("")
    may_be_empty = optional or each.default == ""
    editor = editor_for(plain, label, today, optional=may_be_empty) or TextEditor()
    return Field(each.name, editor, text=label.text, hint=label.hint)


def _optional(kind: type[Fact], name: str) -> bool:
    return _parts(get_type_hints(kind, include_extras=True)[name])[2]


def _empty(kind: type[Fact], name: str) -> Any:
    """Give what an empty field means: None where allowed, an empty text, or the field's default."""
    if _optional(kind, name):
        return None
    default = _default(next(each for each in fields(kind) if each.name == name))
    return "" if default is None or isinstance(default, str) else default


def _default(each: "DataField[Any]") -> Any:
    if each.default is not MISSING:
        return each.default
    return each.default_factory() if each.default_factory is not MISSING else None
