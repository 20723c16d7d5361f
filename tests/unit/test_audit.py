"""The chain of the log of reading: whatever is done to its lines is found, and which line it was."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain import audit
from regdesk.domain.audit import Fault, Line
from regdesk.domain.journal import AuthorId, StreamId

ME = AuthorId(b"a" * 16)
LINES = st.builds(
    Line,
    st.just(0),
    st.integers(0, 10**13),
    st.sampled_from([ME, AuthorId(b"b" * 16)]),
    st.sampled_from(list(audit.ACTS)),
    st.sampled_from([audit.NO_CASE, StreamId(b"s" * 16)]),
    st.lists(st.integers(0, 99), max_size=2).map(tuple),
)
LOGS = st.lists(LINES, min_size=2, max_size=12)


def chained(lines):
    """Number lines and give each its hash."""
    made, before = [], audit.BEGINNING
    for n, line in enumerate(lines, 1):
        numbered = replace(line, n=n)
        made.append(replace(numbered, hash=(before := audit.link(before, numbered))))
    return made


@given(LOGS)
def test_a_log_that_nobody_touched_is_whole(lines):
    made = chained(lines)

    found = audit.faults(made)

    assert found == []


@given(LOGS, st.data())
def test_lines_that_were_removed_are_named(lines, data):
    made = chained(lines)
    first = data.draw(st.integers(1, len(made) - 1))
    last = data.draw(st.integers(first, len(made) - 1))

    found = audit.faults([*made[: first - 1], *made[last:]])

    assert found == [Fault("missing", first, last)]


@given(LOGS, st.data())
def test_a_changed_line_is_named_whatever_was_changed_in_it(lines, data):
    made = chained(lines)
    at = data.draw(st.integers(0, len(made) - 1))
    line = made[at]
    changes = {
        "at_ms": line.at_ms + 1,
        "author": AuthorId(b"c" * 16),
        "act": "x",
        "detail": (*line.detail, 7),
    }
    name = data.draw(st.sampled_from([*changes, "stream"]))
    made[at] = replace(line, **{name: changes.get(name, StreamId(b"other" + bytes(11)))})

    found = audit.faults(made)

    assert found == [Fault("changed", line.n, line.n)]


@given(LOGS, st.data())
def test_two_lines_that_changed_places_are_both_named(lines, data):
    made = chained(lines)
    one, other = data.draw(st.lists(st.integers(0, len(made) - 1), min_size=2, max_size=2, unique=True))
    first, second = made[one], made[other]
    made[one], made[other] = replace(second, n=first.n), replace(first, n=second.n)

    found = {fault.first for fault in audit.faults(made)}

    assert {first.n, second.n} <= found


@given(LOGS, st.data())
def test_a_log_written_anew_from_a_changed_line_on_has_another_end(lines, data):
    made = chained(lines)
    at = data.draw(st.integers(0, len(lines) - 1))
    changed = [*lines[:at], replace(lines[at], at_ms=lines[at].at_ms + 1), *lines[at + 1 :]]

    anew = chained(changed)

    assert audit.faults(anew) == []
    assert all(one.hash != other.hash for one, other in list(zip(made, anew, strict=True))[at:])


def test_no_two_logs_share_a_hash_by_cutting_their_parts_elsewhere():
    line = Line(1, 0, AuthorId(b"ab"), "c", StreamId(b""))

    other = Line(1, 0, AuthorId(b"a"), "c", StreamId(b"b"))

    assert audit.link(audit.BEGINNING, line) != audit.link(audit.BEGINNING, other)
