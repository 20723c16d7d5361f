"""What a person chose for this computer: shown at once, and kept for the next time."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from regdesk import i18n, settings
from regdesk.errors import Trouble
from regdesk.ui.pages.settings import SettingsPage
from regdesk.ui.theme import Theme


class Chosen(QObject):
    """`settings` as they are now; `language_chosen` tells that every page must be made anew."""

    language_chosen = Signal()

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self.settings = settings.load(folder)
        i18n.use(self.settings.language)

    @property
    def theme(self) -> Theme:
        """Give the theme and text size."""
        return Theme(self.settings.theme, self.settings.text_percent / 100)

    def keep(self, **changes: Any) -> None:
        """Change settings by their names in `settings.Settings`; on a full disk they last until the end."""
        self.settings = replace(self.settings, **changes)
        with suppress(Trouble):
            settings.save(self._folder, self.settings)

    def keep_theme(self, new: Theme) -> None:
        """Keep another theme or text size."""
        self.keep(theme=new.name, text_percent=round(new.scale * 100))

    def use_language(self, language: str) -> None:
        """Speak another language from now on."""
        self.keep(language=language)
        i18n.use(language)

    def listen(self, page: SettingsPage) -> None:
        """Keep what is chosen on the page of settings."""
        page.language_asked.connect(self._on_language)
        page.closing.minutes_asked.connect(lambda minutes: self.keep(close_minutes=minutes))
        page.line_asked.connect(lambda metered, kbit: self.keep(metered=metered, most_kbit=kbit))

    def _on_language(self, language: str) -> None:
        self.use_language(language)
        self.language_chosen.emit()
