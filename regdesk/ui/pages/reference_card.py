"""Reference data in the settings: which are in use, and the way to the page of them."""

from regdesk.actions import reference
from regdesk.actions.reference import Standing
from regdesk.i18n import N_, tr
from regdesk.ui.pages import reference_state
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_LOOK = N_("Something here waits for a doctor or administrator.")


class ReferenceCard(Card):
    """Says the version in use, and whether a person is to choose."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.state, self.waits = label("", "body", wrap=True), label(tr(_LOOK), "body", "warning", wrap=True)
        self.open = Button(tr(N_("Reference data")), icon="bookmark")
        super().__init__(
            tr(N_("Reference data")), self.state, self.waits, row(self.open, None), icon="bookmark"
        )
        self.open.clicked.connect(lambda _: place.shell.open("reference"))

    def reload(self) -> None:
        """Read how it stands."""
        desk = self._place.desk
        self._place.background.run(lambda: reference.standing(desk), self._show, "write")

    def _show(self, at: Standing) -> None:
        self.state.setText(reference_state.state(at))
        appear(self.waits, on=bool(at.rivals or at.unreadable))
