"""How everything looks: colours, sizes and fonts from resources/theme/tokens.json at one text scale."""

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from regdesk import resources

NAMES = ("light", "dark", "high-contrast")
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
_FALLBACKS = ["Noto Sans", "Noto Sans Armenian", "Noto Sans Georgian", "Segoe UI", "sans-serif"]
_ICON_FILES = {"check": "accent.on", "chevron-down": "text.secondary", "chevron-up": "text.secondary"}


@lru_cache
def tokens() -> dict[str, Any]:
    """Read the design tokens."""
    text = (resources.folder("theme") / "tokens.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


@dataclass(frozen=True)
class Theme:
    """One of the three themes at one text scale (1.0 to 2.0)."""

    name: str = "light"
    scale: float = 1.0

    def hex(self, token: str) -> str:
        """Give a colour as `#RRGGBB`, for example `hex("accent.solid")`."""
        return str(tokens()["color"][self.name][token])

    def colour(self, token: str) -> QColor:
        """Give a colour to paint with."""
        return QColor(self.hex(token))

    def px(self, pixels: float) -> int:
        """Scale a length given in pixels at 100 % text."""
        return round(pixels * self.scale)

    def size(self, token: str) -> int:
        """Give a size by its token, scaled, for example `size("nav.expanded")`."""
        return self.px(tokens()["size"][token])

    def font(self, role: str = "body", weight: int = 0) -> QFont:
        """Give the font of a role: `caption`, `label`, `body`, `body.strong`, `title.s`, …, `code`."""
        style = tokens()["type"]["scale"]["title.l" if role == "code" else role]
        font = QFont(["Inter", *_FALLBACKS])
        font.setPixelSize(self.px(style["px"]))
        font.setWeight(QFont.Weight(weight or style["weight"]))
        if role == "code":
            font.setFeature(QFont.Tag("zero"), 1)
        return font

    def palette(self) -> QPalette:
        """Give Qt's own palette, for the parts no style sheet reaches."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.colour(token))
        return palette

    def style_sheet(self, icon_folder: str) -> str:
        """Fill regdesk.qss: `@token` is a colour, `12sp` a scaled length, `@icons` a folder."""
        text = (resources.folder("theme") / "regdesk.qss").read_text(encoding="utf-8")
        text = text.replace("@icons", icon_folder)
        text = re.sub(r"@([a-z]+\.[a-z0-9]+)", lambda found: self.hex(found[1]), text)
        return re.sub(r"(\d+)sp\b", lambda found: f"{self.px(int(found[1]))}px", text)

    def icon_files(self) -> dict[str, str]:
        """Name the icons a style sheet can only take as coloured files: name -> colour."""
        return {name: self.hex(token) for name, token in _ICON_FILES.items()}


_PALETTE = {
    QPalette.ColorRole.Window: "bg.app",
    QPalette.ColorRole.WindowText: "text.primary",
    QPalette.ColorRole.Base: "bg.surface",
    QPalette.ColorRole.AlternateBase: "bg.sunken",
    QPalette.ColorRole.Text: "text.primary",
    QPalette.ColorRole.PlaceholderText: "text.tertiary",
    QPalette.ColorRole.Button: "bg.surface",
    QPalette.ColorRole.ButtonText: "text.primary",
    QPalette.ColorRole.Highlight: "accent.solid",
    QPalette.ColorRole.HighlightedText: "accent.on",
    QPalette.ColorRole.ToolTipBase: "bg.surface",
    QPalette.ColorRole.ToolTipText: "text.primary",
    QPalette.ColorRole.Link: "accent.text",
}

_current = [Theme()]


def current() -> Theme:
    """Give the theme in use; widgets that paint themselves ask at each painting."""
    return _current[0]


def remember(theme: Theme) -> None:
    """Make *theme* the one in use; `look.use` also dresses the windows in it."""
    _current[0] = theme


@lru_cache
def load_fonts() -> tuple[str, ...]:
    """Load the fonts that come with the program, once; give the families they hold."""
    files = sorted(resources.folder("fonts").rglob("*.ttf"))
    numbers = [QFontDatabase.addApplicationFont(str(file)) for file in files]
    return tuple(name for number in numbers for name in QFontDatabase.applicationFontFamilies(number))
