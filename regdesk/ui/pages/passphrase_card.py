"""One's own passphrase in the settings: changing it, and a key file on a stick beside it."""

from regdesk.i18n import N_, tr
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import label
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout

_SAID = N_("It opens this computer for you and nobody else. Only paper remembers it for you.")


class PassphraseCard(Card):
    """Two buttons that lead to the pages where it is done."""

    def __init__(self, place: Workplace) -> None:
        self.change = Button(tr(N_("Change my passphrase")))
        self.key_file = Button(tr(N_("Key file on a stick")))
        said = label(tr(_SAID), "small", "secondary", wrap=True)
        ways = FlowLayout(self.change, self.key_file)
        super().__init__(tr(N_("My passphrase")), said, ways, icon="key-round")
        self.change.clicked.connect(lambda _: place.shell.open("keys", "passphrase"))
        self.key_file.clicked.connect(lambda _: place.shell.open("keys", "key-file"))
