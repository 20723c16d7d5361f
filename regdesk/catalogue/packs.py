"""A content pack over what came with the program: read strictly as a whole, or not used at all."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from regdesk.catalogue import whole
from regdesk.catalogue.rows import WrongRowError
from regdesk.catalogue.whole import Catalogue
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire.packs import Content

OLDER: Final = N_(
    "This file has version {version}; version {now} is in use here already. Nothing was changed."
)
WRONG: Final = N_(
    "This file cannot be read. Nothing was changed. Tell those who made it: {why}. If they use a "
    "newer RegDesk, update this one first."
)
_COUNTRY: Final = re.compile(r"countries/[A-Z]{2}\.toml")


def over(content: Content) -> dict[str, str]:
    """Give the files that came with the program, those of the pack in their place; raise Refused for others.

    A file this program has no reader for belongs to a newer one.
    """
    shipped = whole.shipped()
    for path in content.files:
        if path not in shipped and not _COUNTRY.fullmatch(path):
            raise Refused(WRONG, why=f"{path}: no such file")
    return shipped | dict(content.files)


def read(content: Content) -> Catalogue:
    """Read the catalogue as it is with the pack; raise Refused with file and line of a row that is wrong."""
    try:
        return replace(whole.read(over(content)), version=content.version)
    except WrongRowError as error:
        raise Refused(WRONG, why=str(error)) from error


def news(files: Mapping[str, str]) -> dict[str, str]:
    """Give those of *files* that say something else than what came with the program."""
    shipped = whole.shipped()
    return {path: text for path, text in sorted(files.items()) if shipped.get(path) != text}
