"""Asking for a record in a window, writing it, and offering to take it back."""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QDialog

from regdesk.actions import records
from regdesk.domain.facts import Fact
from regdesk.domain.journal import Changes
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.sheet import Asked, FactSheet
from regdesk.ui.pages.case.tab import Context

Act = Callable[[Any], Changes]


class _Refusing(Protocol):
    def __call__(self, error: RegDeskError, /) -> None: ...


def ask(context: Context, asked: Asked, act: Act, said: str, *, undo: bool = True) -> FactSheet:
    """Ask for one fact in a sheet and write it; *undo* offers to take it back afterwards."""
    sheet = FactSheet(context, asked)
    _follow(context, sheet, sheet.stated, (act, said, undo), sheet.form.show_refusal)
    return sheet


def ask_with(context: Context, dialog: FormDialog, act: Act, said: str, *, undo: bool = False) -> FormDialog:
    """Ask with a form of its own and write what it gives; *undo* (of one fact) offers to take it back."""
    _follow(context, dialog, dialog.given, (act, said, undo), dialog.refuse)
    return dialog


def take_back(context: Context, fact: Fact) -> None:
    """Mark the newest standing record that states *fact* as entered in error."""

    def newest() -> Changes:
        entries = records.stored(context.desk, context.stream).of(type(fact))
        found = [entry.id for entry in entries if entry.fact == fact]
        return records.take_back(context.desk, context.stream, found[-1]) if found else Changes()

    context.background.run(newest, lambda _: context.shell.say(tr(N_("Taken back"))), "write")


def _follow(
    context: Context,
    dialog: QDialog,
    given: SignalInstance,
    job: tuple[Act, str, bool],
    refuse: _Refusing,
) -> None:
    act, said, undo = job

    def write(fact: Any) -> None:
        def done(_: Changes) -> None:
            (dialog.finish if isinstance(dialog, FormDialog) else dialog.accept)()
            context.shell.say(said, (lambda: take_back(context, fact)) if undo else None)

        context.background.run(lambda: act(fact), done, "write", refuse)

    given.connect(write)
    dialog.open()
