"""The server in the settings: its address, and the digits of its key that a person compares once."""

from regdesk.actions import syncing
from regdesk.actions.syncing import Server
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.editors import TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_HINT = N_("for example https://sync.example.org")
_CODE_HINT = N_("only if the server asks for one; its owner gives it")


class ServerCard(Card):
    """Ask a server who it is, compare the digits, use it. Nothing readable ever goes there."""

    def __init__(self, place: Workplace) -> None:
        self._place = place
        self._found: Server | None = None
        self._state = label("", "body", "secondary", wrap=True)
        self.field = Field("server", TextEditor(), text=N_("Server address"), hint=_HINT)
        self.code = Field("invite", TextEditor(), text=N_("Invitation code"), hint=_CODE_HINT)
        self.ask, self.use = (
            Button(tr(N_("Ask this server"))),
            Button(tr(N_("The digits are right")), "primary"),
        )
        self._digits = label("", "code")
        self._compare = label(tr(N_("Compare these digits with the owner of the server:")), "body", wrap=True)
        super().__init__(
            tr(N_("Exchange")),
            self._state,
            self.field,
            self.code,
            row(self.ask, None),
            column(self._compare, self._digits, row(self.use, None)),
            icon="wifi",
        )
        for widget in (self.field, self.code, self.ask):
            appear(widget, on=place.is_admin)
        self.ask.clicked.connect(lambda _: self._ask())
        self.use.clicked.connect(lambda _: self._use())
        self._show_found(None)

    def reload(self) -> None:
        """Read which server is used."""
        desk = self._place.desk
        self._place.background.run(
            lambda: (syncing.own_server(desk), syncing.invite(desk)),
            lambda known: self._show(*known),
            "write",
        )

    def _show(self, own: Server | None, code: str) -> None:
        none = tr(N_("No server yet. Everything is saved here and waits."))
        said = tr(N_("Exchanging through {url}.")).format(url=own.url) if own else none
        who = "" if self._place.is_admin else tr(N_("An administrator chooses the server."))
        self._state.setText(f"{said} {who}".strip())
        if own and not self.field.editor.raw():
            self.field.editor.set_raw(own.url)
        if code and not self.code.editor.raw():
            self.code.editor.set_raw(code)

    def _ask(self) -> None:
        url = str(self.field.editor.raw()).strip()
        self._show_found(None)
        if not url:
            self.field.show_error(tr(N_("Enter the address of the server.")))
            return
        self.field.show_error("")
        self._place.background.run(lambda: syncing.ask_server(url), self._show_found, "net", self._failed)

    def _show_found(self, found: Server | None) -> None:
        self._found = found
        for widget in (self._compare, self._digits, self.use):
            widget.setVisible(found is not None)
        if found:
            self._digits.setText(found.digits)
            self.use.setFocus()

    def _use(self) -> None:
        found, code, desk = self._found, str(self.code.editor.raw()), self._place.desk
        if found:
            self._place.background.run(
                lambda: syncing.use_server(desk, found, code), lambda _: self._used(), "write"
            )

    def _used(self) -> None:
        self._show_found(None)
        self.reload()
        self._place.shell.exchange_asked.emit()

    def _failed(self, error: RegDeskError) -> None:
        self.field.show_error(tr(error.message).format(**error.values))
