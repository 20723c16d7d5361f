"""The words of the list of papers: how each stands, what is lacking, and where the list is from."""

from collections.abc import Callable
from datetime import date
from typing import Final

from regdesk.advice.checklist import STATES, Checklist, Item
from regdesk.catalogue.countries import Paper
from regdesk.domain.package import IDENTITY, kind_of
from regdesk.domain.papers import ASKED_TYPES
from regdesk.i18n import N_, tr, trn
from regdesk.ui import words
from regdesk.ui.countries import country
from regdesk.ui.dates import digits, show_date

_WHEN: Final = {
    "can-be-pregnant": N_("only if the person can be pregnant"),
    "relative-receives": N_("only if a relative receives the medicines"),
    "centre-asks": N_("only if the Centre asks for it"),
    "on-treatment": N_("only if the person is on treatment already"),
    "tb-signs": N_("only with signs of tuberculosis"),
}
_BECAUSE: Final = {
    "can-be-pregnant": N_("because the person can be pregnant (15 to 49 years: own proposal)"),
    "relative-receives": N_("because a relative receives the medicines"),
    "on-treatment": N_("because the person is on treatment already"),
    "tb-signs": N_("because of signs of tuberculosis"),
}


def title(name: str) -> str:
    """Name a type of paper, with a capital letter."""
    text = tr(ASKED_TYPES[name]) if name in ASKED_TYPES else words.paper_type(kind_of(name), name)
    return text[:1].upper() + text[1:]


def state(item: Item, today: date) -> str:
    """Say in a few words how a paper stands: none yet · older than 6 months."""
    said: dict[str, Callable[[], str]] = {
        "missing": lambda: _join(tr(N_("none yet")), limit(item.row)),
        "expired": lambda: _join(_too_old(item), show_date(item.dated, today) if item.dated else ""),
        "undated": lambda: _join(tr(N_("enter the date")), limit(item.row)),
        "unreadable": lambda: _join(tr(N_("the Centre cannot read it")), item.note),
        "optional": lambda: tr(_WHEN.get(item.row.when, N_("helps, but is not asked for"))),
        "not-needed": lambda: _join(tr(N_("the Centre does not need it")), item.note),
    }
    return said[item.state]() if item.state in said else tr(STATES[item.state])


def limit(row: Paper) -> str:
    """Say how old a paper may be, or nothing where any age will do."""
    if row.months:
        return trn(N_("not older than {n} month"), N_("not older than {n} months"), row.months)
    return trn(N_("not older than {n} day"), N_("not older than {n} days"), row.days) if row.days else ""


def sentence(found: Checklist) -> str:
    """Say for whom the list is and what it lacks, in one sentence."""
    route = way(found)
    missing = [title(one.type) for one in found.lacking if one.state == "missing"]
    parts = [tr(N_("missing: {papers}")).format(papers=", ".join(missing))] if missing else []
    parts += [_wrong(one) for one in found.lacking if one.state != "missing"]
    said = "; ".join(parts) or tr(N_("nothing is missing"))
    return f"{route}. {said[:1].upper()}{said[1:]}." if route else f"{said[:1].upper()}{said[1:]}."


def way(found: Checklist) -> str:
    """Say for whom the list is: For a citizen of Tajikistan in Russia."""
    if not found.origin:
        return ""
    text = N_("For a citizen of {origin} in {host}") if found.host else N_("For a citizen of {origin}")
    return tr(text).format(origin=country(found.origin), host=country(found.host))


def source(row: Paper) -> str:
    """Say where the row comes from, when somebody looked, and whether it was verified."""
    said = tr(N_("Source: {source}, {day}")).format(source=tr(row.source), day=digits(row.checked))
    return said if row.verified else _join(said, tr(N_("not verified against a source")))


def sources(found: Checklist) -> str:
    """Say the different sources of a list, each once."""
    return "\n".join(dict.fromkeys(source(one.row) for one in found.items))


def reason(item: Item) -> str:
    """Say why a paper is wanted, where that depends on the person."""
    if item.asked:
        return tr(N_("the Centre asked for it"))
    wanted = item.state not in ("optional", "not-needed")
    return tr(_BECAUSE[item.row.when]) if wanted and item.row.when in _BECAUSE else ""


def form_type(name: str) -> str:
    """Give the type with which the form for a new paper begins."""
    return "passport" if name == IDENTITY else name


def _wrong(item: Item) -> str:
    """Name a paper that is there and will not do: CD4 older than 6 months."""
    texts = {
        "undated": N_("no date: {paper}"),
        "unreadable": N_("cannot be read: {paper}"),
    }
    if item.state in texts:
        return tr(texts[item.state]).format(paper=title(item.type))
    return f"{title(item.type)}: {_too_old(item)}"


def _too_old(item: Item) -> str:
    row = item.row
    if row.months:
        return trn(N_("older than {n} month"), N_("older than {n} months"), row.months)
    if row.days:
        return trn(N_("older than {n} day"), N_("older than {n} days"), row.days)
    return tr(STATES["expired"])


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
