"""The table of everything the program knows: what, its kind, source, day, and whether the source was seen."""

from typing import Final

from regdesk import i18n
from regdesk.advice.sources import spoken
from regdesk.catalogue.listing import Known
from regdesk.domain.papers import CLINICAL_TYPES, LEGAL_TYPES
from regdesk.domain.people import PAPER_TYPES, IdentityPaper
from regdesk.domain.supply import WAYS
from regdesk.i18n import N_, tr
from regdesk.ui import dates
from regdesk.ui.tables import Column

# What rows of the catalogue's tables are called; a table without a word here shows its own name.
TABLES: Final = {
    "medicine": N_("medicine"),
    "regimen": N_("combination"),
    "standing": N_("what a guideline says"),
    "interaction": N_("two medicines together"),
    "substance": N_("other medicine or food"),
    "caution": N_("caution"),
    "test": N_("laboratory test"),
    "unit": N_("unit of a test"),
    "country": N_("country"),
    "paper": N_("paper that is asked for"),
    "way": N_("way of a parcel"),
    "note": N_("note on a country"),
}


_CODES: Final = {"identity": IdentityPaper.title, **PAPER_TYPES, **CLINICAL_TYPES, **LEGAL_TYPES, **WAYS}


def table(name: str) -> str:
    """Say what rows of a table are."""
    return tr(TABLES[name]) if name in TABLES else name


def mark(one: Known) -> str:
    """Say whether a row was seen in its source, or why it is not used."""
    if one.values.get("flag"):
        return tr(N_("not used"))
    return tr(N_("seen in the source")) if one.verified else tr(N_("not verified"))


def matches(one: Known, wanted: str) -> bool:
    """Say whether every word of a search stands in a row."""
    said = " ".join(map(str, (one.file, one.id, *one.values.values()))).casefold()
    return all(word in said for word in wanted.casefold().split())


def name(one: Known) -> str:
    """Say what a row is called; papers and ways of a country go by their kind, with the country's letters."""
    code = str(one.values.get("type") or one.values.get("way") or "")
    found = tr(_CODES[code]) if code in _CODES else one.name(i18n.language())
    return f"{found} · {one.file[-7:-5]}" if one.file.startswith("countries/") else found


def _day(one: Known) -> str:
    return dates.digits(one.checked) if one.checked else ""


COLUMNS: Final = (
    Column[Known](N_("What it is called"), name, strong=True),
    Column[Known](N_("What it is"), lambda one: table(one.table), width=180, drop=2),
    Column[Known](N_("Source"), lambda one: spoken(one.source, i18n.language())),
    Column[Known](N_("Looked up on"), _day, width=120, drop=3),
    Column[Known](N_("Verified"), mark, width=190, drop=1),
)
