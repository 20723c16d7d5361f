"""Whoever adds a kind of fact is told here what it still lacks."""

import re
from dataclasses import fields
from typing import get_args, get_type_hints

import pytest

from regdesk.domain import kinds
from regdesk.domain.facts import EnteredInError, Label, Part, Role, Section

PERMANENT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def label(kind, name):
    """Find the Label of a field, or None."""
    hints = get_type_hints(kind, include_extras=True)
    return next((x for x in getattr(hints[name], "__metadata__", ()) if isinstance(x, Label)), None)


def test_every_kind_has_a_name_of_its_own():
    names = [kind.kind for kind in kinds.ALL]

    assert len(set(names)) == len(names), "Two kinds have one name; entries would be read as the wrong one"
    assert all(PERMANENT_NAME.fullmatch(name) for name in names), (
        "Names in the bytes: lower-case-with-hyphens"
    )


@pytest.mark.parametrize("kind", kinds.ALL, ids=lambda kind: kind.kind)
def test_every_kind_has_title_section_and_rights(kind):
    assert kind.title, f"Give {kind.__name__} a title: what a person calls it"
    assert kind.section in get_args(Section), f"Give {kind.__name__} one of the sections of docs/protocol.md"
    assert set(kind.writers) <= set(get_args(Part)), (
        f"{kind.__name__}.writers names a part that does not exist"
    )
    for part, roles in kind.writers.items():
        assert roles <= set(get_args(Role)), (
            f"{kind.__name__}.writers gives {part} a role that does not exist"
        )
    # What takes records back has the rights of those records.
    assert kind is EnteredInError or any(kind.writers.values()), (
        f"Say in writers who may write {kind.__name__}"
    )


@pytest.mark.parametrize("kind", kinds.ALL, ids=lambda kind: kind.kind)
def test_every_field_has_a_label(kind):
    without = [field.name for field in fields(kind) if not (label(kind, field.name) or Label("")).text]

    assert not without, f"Annotate with Label(N_(...)) in {kind.__name__}, or no form can show it: {without}"
