"""Texts in the person's language: `N_` marks them, `tr` translates them; gettext only."""

import gettext
from functools import lru_cache

from regdesk import resources

LANGUAGES = ("ru", "en")


def N_(text: str) -> str:  # noqa: N802 - the name every gettext tool looks for
    """Mark *text* for translation and leave it as it is."""
    return text


@lru_cache
def translations(language: str) -> gettext.NullTranslations:
    """Give the catalogue of *language*; English texts are the msgids themselves."""
    return gettext.translation("regdesk", resources.folder("locale"), languages=[language], fallback=True)


_current = ["en"]


def use(language: str) -> None:
    """Show every later text in *language* (a code of two letters)."""
    _current[0] = language


def language() -> str:
    """Give the code of the language in use."""
    return _current[0]


def tr(text: str) -> str:
    """Translate *text* into the language in use."""
    return translations(_current[0]).gettext(text) if text else ""


def trn(one: str, many: str, number: int) -> str:
    """Translate a text that depends on *number*, which is filled in as `{n}`."""
    return translations(_current[0]).ngettext(one, many, number).format(n=number)
