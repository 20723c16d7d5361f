"""Settings: server, partners, keys, language, theme, text size, handouts; each card says how it stands."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from regdesk import i18n
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.page import Page
from regdesk.ui.pages.audit_card import AuditCard
from regdesk.ui.pages.backup_card import BackupCard
from regdesk.ui.pages.case.sides import Sides
from regdesk.ui.pages.closing_card import ClosingCard
from regdesk.ui.pages.directory_card import DirectoryCard
from regdesk.ui.pages.handout_card import HandoutCard
from regdesk.ui.pages.keys_card import KeysCard
from regdesk.ui.pages.line_card import LineCard
from regdesk.ui.pages.partners_card import PartnersCard
from regdesk.ui.pages.passphrase_card import PassphraseCard
from regdesk.ui.pages.reference_card import ReferenceCard
from regdesk.ui.pages.server_card import ServerCard
from regdesk.ui.pages.this_computer_card import ThisComputerCard
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import appear, box, column, label, scrolled
from regdesk.ui.theme import SCALES, Theme
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.chips import Segments

LANGUAGES: Final = {"ru": "Русский", "en": "English"}
THEMES: Final = {"light": N_("Light"), "dark": N_("Dark"), "high-contrast": N_("High contrast")}


class SettingsPage(Page):
    """`language_asked` carries a code: the whole window is then made anew in that language."""

    language_asked = Signal(str)
    look_asked = Signal(object)
    line_asked = Signal(bool, int)
    erase_asked = Signal()

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place = place
        self.server, self.partners = ServerCard(place), PartnersCard(place)
        self.directory = DirectoryCard(place)
        self.directory.taken.connect(self.partners.reload)
        self.partners.met.connect(self.directory.reload)
        self.handout, self.keys = HandoutCard(place), KeysCard(place)
        self.passphrase, self.audit = PassphraseCard(place), AuditCard(place)
        self.closing, self.backup = ClosingCard(place), BackupCard(place)
        self.reference = ReferenceCard(place)
        self.computer = ThisComputerCard(place)
        self.computer.erase_confirmed.connect(self.erase_asked)
        mine = self.keys, self.passphrase, self.closing, self.backup, self.audit
        right = column(*mine, self._look_card(), self.computer, gap=12)
        self.line = LineCard(place)
        self.line.changed.connect(self.line_asked)
        appear(self.directory, on=place.is_admin)
        left = self.server, self.line, self.partners, self.directory, self.handout, self.reference
        body = Sides(box(column(*left, gap=12)), box(right), (3, 2))
        title = label(tr(N_("Settings")), "title.m")
        page = column(title, body, gap=12, margins=(20, 16))
        self.setLayout(column(scrolled(box(page)), gap=0))

    def arrive(self, target: Any = None) -> None:  # noqa: ARG002 - the page has no target
        """Read how things stand."""
        self.server.reload()
        self.partners.reload()
        self.directory.reload()
        self.handout.reload()
        self.reference.reload()
        self.keys.reload()
        self.closing.reload()
        self.backup.reload()
        self.audit.reload()
        self.line.reload()
        if self._place.is_admin:
            self.server.field.jump()

    def _look_card(self) -> QWidget:
        now = theme.current()
        sizes = {scale: f"{round(scale * 100)} %" for scale in SCALES}
        language = _choice(
            LANGUAGES, i18n.language(), tr(N_("Language of the screens")), self.language_asked.emit
        )
        shades = {name: tr(text) for name, text in THEMES.items()}
        shade = _choice(shades, now.name, tr(N_("Theme")), lambda name: self._look(name=name))
        size = _choice(sizes, now.scale, tr(N_("Text size")), lambda scale: self._look(scale=scale))
        return Card(tr(N_("Text and theme")), *language, 8, *shade, 8, *size, icon="contrast")

    def _look(self, *, name: str = "", scale: float = 0.0) -> None:
        now = theme.current()
        self.look_asked.emit(Theme(name or now.name, scale or now.scale))


def _choice(
    texts: dict[Any, str], now: Any, title: str, chosen: Callable[[Any], object]
) -> tuple[QWidget, QWidget]:
    """Make a titled row of buttons of which one is pressed."""
    names = list(texts)
    buttons = Segments(list(texts.values()), title)
    if now in names:
        buttons.choose(names.index(now))
    buttons.chosen.connect(lambda index: chosen(names[index]))
    return label(title, "label", "secondary"), buttons
