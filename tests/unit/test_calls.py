"""Bodies of requests and answers: the same shape at both ends, strict about types, open to later fields."""

from dataclasses import fields
from typing import get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain import codec
from regdesk.errors import Refused
from regdesk.wire import calls

NUMBER = st.integers(0, 2**63 - 1)
VALUES = {
    int: NUMBER,
    str: st.text(max_size=20),
    bytes: st.binary(max_size=40),
    tuple[int, ...]: st.lists(NUMBER, max_size=3).map(tuple),
    tuple[bytes, ...]: st.lists(st.binary(max_size=9), max_size=3).map(tuple),
    tuple[tuple[int, bytes], ...]: st.lists(st.tuples(NUMBER, st.binary(max_size=9)), max_size=3).map(tuple),
}
ALL = calls.Body.__subclasses__()


def bodies(kind):
    """Make bodies of one kind."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{field.name: VALUES[hints[field.name]] for field in fields(kind)})


@given(st.sampled_from(ALL).flatmap(bodies))
def test_every_body_reads_back_as_it_was_packed(body):
    assert type(body).read(body.pack()) == body


def test_a_field_of_a_later_version_is_skipped():
    later = codec.pack({"added": 3, "something_new": [1, 2]})

    assert calls.Pushed.read(later) == calls.Pushed(added=3)


def test_a_field_with_a_default_may_be_missing():
    assert calls.Refusal.read(codec.pack({"reason": "busy"})) == calls.Refusal(reason="busy")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc1",
        codec.pack([1]),
        codec.pack({}),
        codec.pack({"items": [], "next_after": True, "head": 0}),
        codec.pack({"items": {}, "next_after": 0, "head": 0}),
        codec.pack({"items": [[1]], "next_after": 0, "head": 0}),
        codec.pack({"items": [[1, "text"]], "next_after": 0, "head": 0}),
        codec.pack({"items": [], "next_after": 0, "head": 0}) + b"\0",
    ],
)
def test_other_bytes_are_refused(data):
    with pytest.raises(Refused, match="cannot be read"):
        calls.Pulled.read(data)


def test_every_refusal_has_a_status():
    assert set(calls.STATUS.values()) <= {400, 401, 403, 404, 409, 410, 412, 413, 426, 429, 503, 507}
