"""Colleagues' computers remember how a log of reading ended: cutting it, or writing it anew, is found out."""

from dataclasses import replace

import pytest

from regdesk.actions import audit, labs, syncing
from regdesk.actions.desk import Desk
from regdesk.domain.audit import BEGINNING, Fault, link
from regdesk.store import audit as log
from regdesk.store import state
from regdesk.store.audit import HERE, Wanted
from regdesk.store.database import transaction
from regdesk.sync import audits
from tests import desks, make


@pytest.fixture
def two(tmp_path):
    """Give two computers of one organisation, a case, and a server that knows both."""
    host, centre = desks.pair(tmp_path)
    colleague = desks.second(host, tmp_path / "colleague", "Борис Т.")
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre, colleague):
        desks.exchange(host, colleague, host)
        yield host, colleague, centre, case


def work(desk: Desk, case: bytes, lines: int = 4) -> None:
    """Read a case some times, and write a record so that something is sent."""
    for _ in range(lines):
        audit.note(desk, "opened", stream=case)
    labs.add_result(desk, case, make.lab_result(value=100 + log.end(desk.write)[0]))


def meddle(desk: Desk, sql: str, *values: object) -> None:
    """Do what only somebody with the key could, with another program; the end kept beside goes too."""
    with transaction(desk.write):
        for name in ("changed", "removed"):
            desk.write.execute(f"DROP TRIGGER IF EXISTS audit_line_is_not_{name}")
        desk.write.execute(sql, values)
        state.put(desk.write, "audit_end", [0, BEGINNING])


def rewrite(desk: Desk) -> None:
    """Give every line the hash that fits what stands in it now."""
    before = BEGINNING
    for line, _ in reversed(log.page(desk.write, Wanted(), limit=10_000)):
        before = link(before, line)
        desk.write.execute("UPDATE audit SET hash = ? WHERE n = ?", (before, line.n))


def at(desk: Desk, author: bytes) -> set[Fault]:
    """Give what a desk knows to be wrong with somebody's log."""
    return {one.fault for one in log.faults(desk.read) if one.author == author}


def test_colleagues_remember_how_long_a_log_is_and_partners_hear_nothing(two):
    host, colleague, centre, case = two
    work(host, case)

    desks.exchange(host, colleague, centre)

    said = {one.author: (one.count, one.head) for one in log.heads(colleague.read)}
    assert said[host.person.author] == log.end(host.write)
    assert not log.heads(centre.read)
    assert not log.faults(host.read)
    assert not log.faults(colleague.read)


def test_a_log_that_was_cut_is_noticed_at_a_colleagues_and_here(two):
    host, colleague, _, case = two
    work(host, case)
    desks.exchange(host, colleague)
    count = log.end(host.write)[0]
    meddle(host, "DELETE FROM audit WHERE n > ?", count - 3)

    labs.add_result(host, case, make.lab_result(value=900))
    desks.exchange(host, colleague, host)

    gap = Fault("missing", count - 2, count)
    assert at(colleague, host.person.author) == {gap}
    assert at(host, HERE) == {gap}


def test_a_log_that_was_written_anew_is_noticed_even_when_it_grew_since(two):
    host, colleague, _, case = two
    work(host, case)
    desks.exchange(host, colleague, host, colleague, host)
    count = log.end(host.write)[0]
    meddle(host, "UPDATE audit SET act = 'searched' WHERE n = ?", count)
    rewrite(host)
    assert log.check(host.write) == []

    work(host, case)
    labs.add_result(colleague, case, make.lab_result(value=901))
    desks.exchange(host, colleague, host, colleague)

    assert any(one.what == "rewritten" and one.first <= count <= one.last for one in at(host, HERE))
    assert any(one.what == "rewritten" for one in at(colleague, host.person.author))


def test_a_changed_line_is_found_at_the_next_exchange_and_told_with_since_when(two):
    host, colleague, _, case = two
    work(host, case)
    desks.exchange(host, colleague, host)
    count = log.end(host.write)[0]
    with transaction(host.write):
        host.write.execute("DROP TRIGGER audit_line_is_not_changed")
        host.write.execute("UPDATE audit SET at = at + 1 WHERE n = ?", (count - 1,))
    state.put(host.write, "audit_walked", 0)

    desks.exchange(host, colleague)

    (here,) = [one for one in log.faults(host.read) if one.author == HERE]
    (there,) = [one for one in log.faults(colleague.read) if one.author == host.person.author]
    assert here.fault == there.fault == Fault("changed", count - 1, count - 1)
    assert 0 < here.whole_ms < here.noticed_ms
    assert (here.whole_ms, here.noticed_ms) == (there.whole_ms, there.noticed_ms)


def test_many_lines_are_worth_a_batch_of_their_own_and_then_all_is_said(two):
    host, colleague, _, case = two
    for _ in range(60):
        audit.note(host, "opened", stream=case)

    desks.exchange(host, colleague)
    known = {one.author: one.count for one in log.heads(colleague.read)}
    sent = host.write.execute("SELECT count(*) FROM batch").fetchone()
    desks.exchange(host, colleague, host, colleague)

    assert known[host.person.author] == log.end(host.write)[0]
    assert sent == host.write.execute("SELECT count(*) FROM batch").fetchone()


def test_an_older_batch_that_comes_late_accuses_nobody(two):
    host, colleague, _, case = two
    work(host, case)
    desks.exchange(host, colleague)
    (known,) = [one for one in log.heads(colleague.read) if one.author == host.person.author]

    audits._hear_head(syncing.post_of(colleague), replace(known, count=1, said_ms=known.said_ms - 1))

    assert not log.faults(colleague.read)
