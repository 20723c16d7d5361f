"""The sixteen groups of the paper recovery sheet, as every page asks for them."""

from regdesk.actions import sheets
from regdesk.actions.desk import Desk
from regdesk.errors import Refused
from regdesk.i18n import N_, tr
from regdesk.ui.editors import LongEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.widgets.error_summary import Line

_SIXTEEN = N_("Sixteen groups of the recovery sheet")
_HINT = N_("only where RegDesk says that the sheet is needed")


class SheetGroups(Field):
    """Asks for the sheet itself; a wrong group is named before anything is done with them."""

    def __init__(self) -> None:
        super().__init__("groups", LongEditor(), text=_SIXTEEN)

    def typed(self) -> tuple[str, ...]:
        """Give the groups as far as they were typed."""
        return sheets.groups_in(str(self.editor.raw()))

    def errors(self) -> list[Line]:
        """Name the first group that cannot be right, under the field too."""
        sentence = ""
        try:
            sheets.check(self.typed())
        except Refused as refused:
            sentence = tr(refused.message).format(**refused.values)
        self.show_error(sentence)
        return [(sentence, self.jump)] if sentence else []


class SheetIfNeeded(Field):
    """Asks for the sheet where only that may do something."""

    def __init__(self) -> None:
        super().__init__("sheet", TextEditor(), text=_SIXTEEN, hint=_HINT)

    def secret(self, desk: Desk) -> bytes | None:
        """Give the secret of the sheet in force, or None where nothing was typed; raise Refused if wrong."""
        typed = str(self.editor.raw())
        return sheets.secret_of(desk, sheets.groups_in(typed)) if typed else None
