"""Invented content packs for tests: Kyrgyzstan gets a courier to a country that does not exist."""

from collections.abc import Mapping
from datetime import date

from regdesk.actions.desk import Desk, roster
from regdesk.catalogue import whole
from regdesk.wire import packs

KG = "countries/KG.toml"
TITLE = {"en": "Autumn", "ru": "Осень"}


def courier(days: int) -> dict[str, str]:
    """Give Kyrgyzstan's file with a courier that takes so many days to Nowhere."""
    row = f"""
[[way]]
id = "golden-courier"
way = "courier"
host = "ZZ"
days = {days}
source = "an invented list"
checked = 2026-11-22
"""
    return {KG: whole.shipped()[KG] + row}


def packed(desk: Desk, files: Mapping[str, str] | None = None, version: int = whole.VERSION + 1) -> bytes:
    """Write a pack signed by the person of a desk."""
    content = packs.Content(version, date(2026, 11, 20), TITLE, files or courier(9))
    return packs.write(content, roster(desk), desk.person.secret)


def days_in_use() -> int:
    """Give how many days that courier takes by the catalogue in use, 0 where it knows none."""
    return whole.current().countries["KG"].way_days("ZZ", "courier")
