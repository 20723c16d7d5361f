"""Every setting of this computer that may be read before unlocking: nothing here tells about anybody."""

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from regdesk.errors import Trouble
from regdesk.i18n import N_

FILE = "settings.json"
NOT_KEPT = N_("The settings could not be kept: the disk is full or write-protected. Free some space.")


@dataclass(frozen=True)
class Settings:
    """What a person may set, with its default.

    language      of the screens: "ru" or "en"
    theme         "light", "dark" or "high-contrast"
    text_percent  size of all text: 100 to 200
    discreet      names and medical words are hidden until asked for
    single_keys   single letters work in lists
    metered       the internet costs by volume: scans are fetched only when somebody asks for them
    most_kbit     kilobits a second to use of the internet, each way; 0 for all of it
    close_minutes the screen closes after so many minutes without a key or the mouse: 1 to 30
    """

    language: str = "ru"
    theme: str = "light"
    text_percent: int = 100
    discreet: bool = True
    single_keys: bool = True
    metered: bool = False
    most_kbit: int = 0
    close_minutes: int = 5


def default_folder() -> Path:
    """Give the folder of this computer's desk unless another is named."""
    return user_data_path("RegDesk", appauthor=False)


def load(folder: Path) -> Settings:
    """Read the settings of a desk; what is missing, unknown or damaged has its default."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return replace(Settings(), **_fitting(found)) if isinstance(found, dict) else Settings()


def save(folder: Path, settings: Settings) -> None:
    """Write the settings whole: a new file takes the old one's place.

    Raise Trouble where the disk refuses; what was set before is then still there.
    """
    fresh = folder / f"{FILE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(settings), indent=1), encoding="utf-8")
        os.replace(fresh, folder / FILE)  # noqa: PTH105 - Path.replace reads like a change of the text
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise Trouble(NOT_KEPT) from error


def _fitting(found: dict[str, Any]) -> dict[str, Any]:
    kinds = {field.name: type(getattr(Settings(), field.name)) for field in fields(Settings)}
    return {name: value for name, value in found.items() if type(value) is kinds.get(name)}
