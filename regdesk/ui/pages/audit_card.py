"""The log of reading in the settings, for administrators: is it whole, and the way to its page."""

from regdesk.actions import audit
from regdesk.actions.audit import Standing
from regdesk.i18n import N_, tr, trn
from regdesk.ui import audit_words
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, label, retone, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card


class AuditCard(Card):
    """Says whether the log is whole; nobody but an administrator sees it."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self.state, self.count = label("", "body", wrap=True), label("", "body", "secondary")
        self.open = Button(tr(N_("Log of reading")), icon="history")
        super().__init__(
            tr(N_("Who read and printed what")), self.state, self.count, row(self.open, None), icon="history"
        )
        self.open.clicked.connect(lambda _: place.shell.open("audit"))
        appear(self, on=place.is_admin)

    def reload(self) -> None:
        """Read how it stands."""
        desk = self._place.desk
        if self._place.is_admin:
            self._place.background.run(lambda: audit.standing(desk), self._show)

    def _show(self, at: Standing) -> None:
        broken = bool(at.faults)
        text = tr(N_("Lines were removed or changed. The page says which.")) if broken else ""
        self.state.setText(text or audit_words.state(at)[0])
        retone(self.state, "warning" if broken else "primary")
        self.count.setText(trn(N_("{n} line"), N_("{n} lines"), at.count))
