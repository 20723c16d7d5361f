"""Which medicine of the catalogue a name and strength in any of its languages mean."""

from functools import lru_cache

from regdesk.catalogue import whole
from regdesk.catalogue.medicines import Medicine
from regdesk.catalogue.whole import Catalogue
from regdesk.domain.stock import key, name


def key_of(text: str) -> str:
    """Give the catalogue's id where it knows the text, else what two spellings of it have in common."""
    plain = key(text)
    found = _by_name(_Same(whole.current())).get(plain)
    return found.id if found else plain


def medicine(text: str) -> Medicine | None:
    """Give the medicine that a text means, or None where the catalogue does not know it."""
    return _by_name(_Same(whole.current())).get(key(text))


class _Same:
    """A catalogue that equals only itself, so that its names are gathered once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        """Go by which object it is."""
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        """Go by which object it is."""
        return isinstance(other, _Same) and other.catalogue is self.catalogue


@lru_cache(maxsize=2)
def _by_name(same: _Same) -> dict[str, Medicine]:
    return {
        key(name(inn, one.strength.get(language, one.strength["en"]))): one
        for one in reversed([*same.catalogue.medicines.values()])
        for language, inn in one.inn.items()
    }
