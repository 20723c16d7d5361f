"""Every rule by which RegDesk advises: what it says, on what it rests, whether anybody saw that."""

from dataclasses import dataclass
from datetime import date

from regdesk.catalogue.cautions import Caution
from regdesk.catalogue.interactions import Interaction
from regdesk.catalogue.rows import Sourced, Texts
from regdesk.catalogue.rules import Rule
from regdesk.catalogue.whole import Catalogue


@dataclass(frozen=True, kw_only=True)
class Listed:
    """One rule as a clinician reads it.

    kind   "rule", "interaction" or "caution";  tier  "" where it is told and no check says it
    limit  the number at which it changes its mind, "" where there is none
    """

    id: str
    kind: str
    tier: str
    title: Texts
    says: Texts
    limit: str
    source: str
    checked: date
    verified: bool
    flag: str


def every(known: Catalogue) -> tuple[Listed, ...]:
    """List every rule, interaction and caution of a catalogue, in its order."""
    return (
        *(_rule(one) for one in known.rules.values()),
        *(_interaction(one, known) for one in known.interactions.values()),
        *(_caution(one) for one in known.cautions.values()),
    )


def to_sign_off(known: Catalogue) -> tuple[Listed, ...]:
    """List those whose source nobody saw, or that are set aside until a clinician decides."""
    return tuple(one for one in every(known) if one.flag or not one.verified)


def _rule(one: Rule) -> Listed:
    limit = "" if one.limit is None else str(one.limit)
    return _listed(one, ("rule", one.tier, limit), one.title, one.text)


def _interaction(one: Interaction, known: Catalogue) -> Listed:
    names = [known.substances.by_id[name].name for name in (one.arv, *one.other)]
    title = one.title or {language: " + ".join(name[language] for name in names) for language in ("en", "ru")}
    note = one.note or {}
    says = {language: f"{text} {note.get(language, '')}".strip() for language, text in one.text.items()}
    ages = f"≥ {one.from_age}" if one.from_age else f"< {one.below_age}" if one.below_age else ""
    return _listed(one, ("interaction", one.tier, ages), title, says)


def _caution(one: Caution) -> Listed:
    limit = "" if one.limit is None else str(one.limit)
    return _listed(one, ("caution", one.tier, limit), one.text, one.more or one.text)


def _listed(one: Sourced, what: tuple[str, str, str], title: Texts, says: Texts) -> Listed:
    kind, tier, limit = what
    return Listed(
        id=one.id,
        kind=kind,
        tier=tier,
        title=title,
        says=says,
        limit=limit,
        source=one.source,
        checked=one.checked,
        verified=one.verified,
        flag=one.flag,
    )
