"""A newer program beside this one: what it adds is kept, passed on as it is, and read after the update."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from unittest.mock import patch

import pytest

from regdesk.actions import labs, syncing
from regdesk.actions.desk import Desk, read_case, roster
from regdesk.domain import codec, kinds
from regdesk.domain.facts import Fact, Section, Unknown, Writers, writers
from regdesk.domain.journal import Entry, EntryId, StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.rights import NO_KIND
from regdesk.store import arrivals, journal, peers, tray
from regdesk.sync import arriving, proving, snapshots, updates
from regdesk.sync.post import Report
from regdesk.wire import batches, clauses, encoding, rosters, signatures, statements
from tests import by_stick, desks, make
from tests.evil import forging
from tests.sync.carrying import deliver, mail, mail_to_all, results, talk

NAMES = ["holes", "absent_ids", "recalled", "again", "heads", "parts", "absent", "read", "whole", "met", "x"]


@dataclass(frozen=True, kw_only=True)
class Later(Fact):
    """A kind that this program does not know yet."""

    kind: ClassVar[str] = "later-kind"
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = writers(host="clinician", centre="clinician")
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Richer(LabResult):
    """A result with a field more than this program knows."""

    kind: ClassVar[str] = LabResult.kind
    method: str = ""


@contextmanager
def updated() -> Iterator[None]:
    """Work as a program that knows the later kind."""
    codec.decode.cache_clear()
    with patch.dict(kinds.BY_NAME, {Later.kind: Later}):
        yield
    codec.decode.cache_clear()


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk, StreamId]:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    talk(host, centre)
    return host, centre, case


def from_newer(host: Desk, case: StreamId) -> tuple[bytes, bytes]:
    """Give an entry of an unknown kind and one with an unknown field, written by a newer program."""
    with updated():
        later = forging.entry(host, case, Later(text="new"))
    journal.add(host.write, [later], syncing.post_of(host).world(), today=make.TODAY)
    fact = make.lab_result(value=77)
    richer = forging.entry(host, case, Richer(**{**vars(fact), "method": "PCR"}))
    journal.add(host.write, [richer], syncing.post_of(host).world(), today=make.TODAY)
    return later, richer


def stored(desk: Desk, case: StreamId, *signed: bytes) -> bool:
    """Say whether a desk has these entries byte for byte."""
    ids = [codec.arrived(one).id for one in signed]
    return set(journal.signed(desk.write, case, ids).values()) == set(signed)


def test_what_a_newer_program_wrote_passes_on_unchanged_by_every_way_and_is_read_after_the_update(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "MANY_ENVELOPES", 1)
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = desks.new_person(host, centre)
        signed = from_newer(host, case)
        desks.exchange(host, centre)
        colleague = desks.second(centre, tmp_path / "colleague")
        desks.exchange(centre, colleague, times=3)
    by_stick_too = desks.second(host, tmp_path / "stick", name="Вера М.")
    by_stick.to_and_fro((host, by_stick_too))

    for desk in (host, centre, colleague, by_stick_too):
        entry = next(e for e in read_case(desk, case).entries if isinstance(e.fact, Unknown))
        assert read_case(desk, case).verdicts[entry.id] == NO_KIND
        assert stored(desk, case, *signed)
        assert results(desk, case) == {77}
        with updated():
            assert read_case(desk, case).all(Later) == (Later(text="new"),)


def test_what_is_told_in_shapes_nobody_knows_yet_stops_neither_batch_nor_exchange(
    pair: tuple[Desk, Desk, StreamId], tmp_path: Path
) -> None:
    host, centre, case = pair
    colleague = desks.second(host, tmp_path / "colleague")
    odd = (7, "x", [7], [[7]], {"a": 1}, [[b"", b""]], [{"v": 2}], [[bytes(16), "case", bytes(16), 0, 0]])

    for value in odd:
        for to in (centre, colleague):
            deliver(to, [forging.envelope(host, to, caps=dict.fromkeys(NAMES, value))])
            count_as_built(host, to)
    labs.add_result(host, case, make.lab_result(value=100))
    to_all = mail_to_all(host)
    for to in (centre, colleague):
        deliver(to, to_all[to.org])

    assert results(centre, case) == results(colleague, case) == {100}


def count_as_built(sender: Desk, recipient: Desk) -> None:
    """Let a forged batch be one that its sender built."""
    made = arriving.channels.channel(recipient.write, sender.person.author)
    built = arriving.channels.Built(recipient.org, sender.person.author, made.last, made.head, b"")
    if made.last > arriving.channels.last(sender.write, recipient.org, sender.person.author)[0]:
        arriving.channels.keep(sender.write, built)


def test_mail_of_a_newer_version_says_update_and_is_opened_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = desks.new_person(host, centre)
        desks.exchange(host, centre)
        labs.add_result(host, case, make.lab_result(value=100))
        with monkeypatch.context() as newer:
            newer.setattr(batches, "VERSION", 2)
            desks.exchange(host, times=1)
        desks.exchange(centre, times=1)
        before = results(centre, case), {one.why for one in tray.items(centre.write)}

        with monkeypatch.context() as newer:
            newer.setattr(batches, "VERSION", 2)
            newer.setattr(updates, "__version__", "9.9")
            desks.exchange(centre, times=1)

    assert before == (set(), {encoding.NEWER})
    assert results(centre, case) == {100}
    assert not tray.items(centre.write)


class AlsoTwo(int):
    """A version of entries that reads the next one too."""

    def __eq__(self, other: object) -> bool:
        return other in (1, 2)

    __hash__ = int.__hash__


def test_a_record_of_a_newer_version_says_update_and_is_taken_in_after_it(
    pair: tuple[Desk, Desk, StreamId], monkeypatch: pytest.MonkeyPatch
) -> None:
    host, centre, case = pair
    deliver(centre, mail(host, centre))
    updates.try_again(syncing.post_of(centre), Report())
    with monkeypatch.context() as newer:
        newer.setattr(codec, "VERSION", 2)
        entry = Entry(
            id=EntryId(b""),
            stream=case,
            section="clinical",
            author=host.person.author,
            n=1,
            at=make.START_MS,
            fact=make.lab_result(value=100),
        )
        array = codec.encode(entry)
    signed = array + signatures.sign(host.person.secret, "regdesk/entry/v1", array)
    post, report = syncing.post_of(centre), Report()
    arrivals.take(centre.write, [signed], post.world(), today=make.TODAY, source=host.org)
    updates.try_again(post, report)
    before = {one.why: one.source for one in tray.items(centre.write)}

    with monkeypatch.context() as newer:
        newer.setattr(codec, "VERSION", AlsoTwo(2))
        newer.setattr(updates, "__version__", "9.9")
        updates.try_again(post, report)
        proving.prove_all(post)
        read = results(centre, case)

    assert before == {codec.NEWER: host.org}
    assert read == {100}
    assert not tray.items(centre.write)


@contextmanager
def knows_later_statement() -> Iterator[None]:
    """Read lists of keys as a program that knows a later kind of statement."""
    forget()
    with patch.dict(clauses._READERS, {"later": lambda *_: {}}):
        yield
    forget()


def forget() -> None:
    """Read all lists of keys anew."""
    clauses.parse.cache_clear()
    rosters._read.cache_clear()


def state_later(desk: Desk, body: dict[str, bool]) -> None:
    """Let a newer program state something in an organisation's list of keys."""
    grown = statements.state(roster(desk), desk.person.secret, "later", body, make.START_MS)
    peers.keep(desk.write, desk.org, grown.statements)


def test_a_statement_of_an_unknown_kind_is_chained_and_passed_over(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, centre, case = pair
    state_later(host, {})
    labs.add_result(host, case, make.lab_result(value=100))

    talk(host, centre)

    assert results(centre, case) == {100}
    assert roster(centre, org=host.org).statements == roster(host).statements
    assert not tray.items(centre.write)


def test_one_that_must_not_be_passed_over_says_update_and_its_mail_comes_after_it(
    pair: tuple[Desk, Desk, StreamId], tmp_path: Path
) -> None:
    host, centre, case = pair
    other = desks.desk(tmp_path / "other", "Другая опора", "host")
    desks.meet(other, centre)
    with knows_later_statement():
        state_later(host, {"critical": True})
        labs.add_result(host, case, make.lab_result(value=100))
        envelopes = mail(host, centre)
    second = desks.new_person(other, centre)

    deliver(centre, [*envelopes, *mail(other, centre)])
    before = results(centre, case), {one.why for one in tray.items(centre.write)}
    with knows_later_statement():
        arriving.try_again(syncing.post_of(centre), Report(), updates.MESSAGES)
        after = results(centre, case)

    assert before == (set(), {rosters.NEWER})
    assert read_case(centre, second).entries
    assert after == {100}
    assert not tray.items(centre.write)
