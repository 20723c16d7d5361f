"""What stands on handouts: whom the person may call; nothing there tells what the handout is for."""

from regdesk.actions import office
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_WHAT = N_("Printed as it stands here. The handout names no organisation. Empty: a line to write it by hand.")


class HandoutCard(Card):
    """One line of text, kept on this computer."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        hint = N_("for example: Alina, after 19:00: +0 000 000-00-00")
        self.field = Field("call", TextEditor(), text=N_("Whom the person may call"), hint=hint)
        self.keep = Button(tr(N_("Save")))
        super().__init__(
            tr(N_("Phone for handouts")),
            label(tr(_WHAT), "body", "secondary", wrap=True),
            self.field,
            row(self.keep, None),
            icon="phone",
        )
        self.keep.clicked.connect(lambda _: self.write())

    def reload(self) -> None:
        """Read what is kept."""
        self._place.background.run(lambda: office.phone(self._place.desk), self.field.editor.set_raw)

    def write(self) -> None:
        """Keep what is typed."""
        said, desk = str(self.field.editor.raw()), self._place.desk
        self._place.background.run(
            lambda: office.set_phone(desk, said), lambda _: self._written(), "write", self._failed
        )

    def _written(self) -> None:
        self.field.show_error("")
        self.reload()
        self._place.shell.say(tr(N_("Saved")))

    def _failed(self, error: RegDeskError) -> None:
        self.field.show_error(tr(error.message).format(**error.values))
