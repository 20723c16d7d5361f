"""Two versions of one record: finding them, and the joined view of everyday ones."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from regdesk.domain.facts import EnteredInError, Fact, Unknown
from regdesk.domain.journal import CaseFile, Entry, EntryId, Versions, accepted, order


def conflicts(case: CaseFile) -> tuple[Versions, ...]:
    """Give every record of which two versions stand, in order of their newest version.

    An entry that continues one that was put aside counts as two versions: those two.
    """
    found: list[Versions] = []
    for kind in dict.fromkeys(type(entry.fact) for entry in case.standing):
        if kind is not EnteredInError and kind is not Unknown:
            if len(case.of(kind)) > 1:
                found += (Versions(kind, group) for group in _groups(case, kind) if len(group) > 1)
            found += (Versions(kind, pair) for pair in _after_put_aside(case, kind))
    return tuple(sorted(found, key=lambda versions: order(versions.entries[-1])))


def joined(case: CaseFile, entry: Entry) -> Fact:
    """Give the fact of *entry*, with fields that only a sibling version changed taken over.

    Kinds on which a person decides are never joined: their newest version is returned as it is.
    """
    kind = type(entry.fact)
    if len(case.of(kind)) == 1:
        return entry.fact
    group = next((g for g in _groups(case, kind) if entry in g), (entry,))
    base = _base(case, group)
    if kind.decides or len(group) == 1 or base is None:
        return entry.fact
    facts = [one.fact for one in group]
    return replace(entry.fact, **{f.name: _pick(f.name, base, facts) for f in fields(kind)})


def differing(versions: Versions) -> tuple[str, ...]:
    """Give the names of the fields in which the versions differ."""
    first, *others = (entry.fact for entry in versions.entries)
    return tuple(
        name
        for name in (field.name for field in fields(versions.kind))
        if any(getattr(other, name) != getattr(first, name) for other in others)
    )


def _groups(case: CaseFile, kind: type[Fact]) -> tuple[tuple[Entry, ...], ...]:
    """Part the standing entries of a kind into records; a group of two or more is in conflict."""
    entries = case.of(kind)
    if kind.single:
        return (entries,)
    lines = _lines(case, kind)
    groups: dict[object, list[Entry]] = {}
    for entry in entries:
        key = _continued(case, entry, lines) if kind.follows else lines[entry.id]
        groups.setdefault(key, []).append(entry)
    return tuple(tuple(group) for group in groups.values())


def _lines(case: CaseFile, kind: type[Fact]) -> Mapping[EntryId, EntryId]:
    """Give for each accepted entry of a kind the entry that names its line.

    What an entry replaced, or is about and of the same kind, is of its line.
    """
    parent: dict[EntryId, EntryId] = {}

    def root(name: EntryId) -> EntryId:
        while (above := parent.setdefault(name, name)) != name:
            name = above
        return name

    for entry in case.entries:
        if type(entry.fact) is kind and accepted(case.verdicts, entry.id):
            for name in _links(case, entry, kind):
                parent[root(name)] = root(entry.id)
            root(entry.id)
    return {name: root(name) for name in tuple(parent)}


def _links(case: CaseFile, entry: Entry, kind: type[Fact]) -> Iterable[EntryId]:
    yield from (name for name in entry.replaces if name in case.replaced)
    if entry.about and entry.about in case.by_id and type(case.by_id[entry.about].fact) is kind:
        yield entry.about


def _continued(case: CaseFile, entry: Entry, lines: Mapping[EntryId, EntryId]) -> object:
    """Give the line that *entry* continues; a correction continues what the corrected entry continued."""
    first = min((entry, *(case.by_id[n] for n in entry.replaces if n in case.by_id)), key=order)
    follows = entry.follows or first.follows
    if follows is None or follows in _aside(case):
        return None
    return lines.get(follows, follows)


def _aside(case: CaseFile) -> frozenset[EntryId]:
    return frozenset(name for name, verdict in case.verdicts.items() if verdict.state == "aside")


def _after_put_aside(case: CaseFile, kind: type[Fact]) -> Iterable[tuple[Entry, Entry]]:
    aside = _aside(case)
    for entry in case.of(kind):
        if kind.follows and entry.follows in aside and entry.follows in case.by_id:
            yield case.by_id[entry.follows], entry


def _base(case: CaseFile, group: tuple[Entry, ...]) -> Fact | None:
    common = set.intersection(*(set(entry.replaces) for entry in group)) if group else set()
    known = [case.by_id[name] for name in common if name in case.by_id]
    return max(known, key=order).fact if known else None


def _pick(name: str, base: Fact, facts: list[Fact]) -> Any:
    """Take the one changed value; if several sides changed it differently, the newest side's."""
    before = getattr(base, name)
    changed = [value for fact in facts if (value := getattr(fact, name)) != before]
    return changed[-1] if changed else before
