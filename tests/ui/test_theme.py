"""The theme: contrast on every ground, fonts that hold every letter, sizes that follow the text."""

import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QRawFont

from regdesk.ui import icons, look, theme
from regdesk.ui.theme import NAMES, Theme

# interface.md 11.1: text needs 4.5:1 on each ground it stands on, edges, marks and the ring need 3:1.
TEXT = {
    "bg.surface": (
        "text.primary text.secondary text.tertiary accent.text success.text warning.text danger.text "
        "info.text"
    ),
    "bg.app": "text.primary text.tertiary accent.text",
    "bg.selected": "text.primary text.secondary text.tertiary",
    "bg.nav": "text.secondary text.tertiary",
    "bg.hover": "text.tertiary",
    "accent.soft": "accent.text",
    "accent.solid": "accent.on",
    "accent.hover": "accent.on",
    "success.bg": "success.text",
    "warning.bg": "warning.text",
    "danger.bg": "danger.text",
    "danger.solid": "danger.on",
    "info.bg": "info.text",
    "offline.bg": "offline.text",
}
MARKS = {
    "bg.surface": (
        "border.control focus.ring success.solid warning.solid danger.solid info.solid "
        "chart.1 chart.2 chart.3 chart.4 chart.5"
    ),
    "bg.app": "border.control focus.ring",
    "bg.selected": "focus.ring",
    "bg.nav": "focus.ring",
}
PAIRS = [
    (name, ground, ink, least)
    for name in NAMES
    for table, least in ((TEXT, 4.5), (MARKS, 3.0))
    for ground, inks in table.items()
    for ink in inks.split()
]


def _luminance(colour: QColor) -> float:
    """Work out the relative luminance of WCAG 2."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("name", "ground", "ink", "least"), PAIRS)
def test_everything_written_stands_out_from_its_ground(name, ground, ink, least):
    look_now = Theme(name)

    light, dark = sorted((_luminance(look_now.colour(ground)), _luminance(look_now.colour(ink))))[::-1]

    assert (light + 0.05) / (dark + 0.05) >= least


@pytest.mark.parametrize(
    "text", ["Рассмотрение", "Өмүрбек Үсөнов", "Ғафуров Ҳаким", "Қазақ Әлия", "Oʻzbek", "Ştefan"]
)
def test_the_screen_font_writes_the_languages_of_the_people(light, text):
    font = theme.current().font()

    assert "Inter" == QFontInfo(font).family()
    assert 0 not in QRawFont.fromFont(font).glyphIndexesForString(text)


def test_a_word_is_twice_as_wide_at_twice_the_text_size(light):
    small = QFontMetrics(Theme("light", 1.0).font("label")).horizontalAdvance("Проверить и отправить")
    large = QFontMetrics(Theme("light", 2.0).font("label")).horizontalAdvance("Проверить и отправить")

    assert abs(large - 2 * small) <= 4


def test_nothing_of_a_template_is_left_in_the_style_sheet():
    for name in NAMES:
        sheet = Theme(name, 1.25).style_sheet("/icons")

        assert "@" not in sheet
        assert not re.search(r"\d+sp\b", sheet)


def test_an_icon_takes_the_colour_and_size_of_the_theme(light):
    look.use(Theme("dark", 1.5))

    drawn = icons.pixmap("octagon-alert", "danger.text", 20).toImage()

    assert 30 == drawn.width()
    colours = {
        drawn.pixelColor(x, y).name()
        for x in range(30)
        for y in range(30)
        if drawn.pixelColor(x, y).alpha() > 250
    }
    assert Theme("dark").hex("danger.text").lower() in colours
    look.use(Theme())
