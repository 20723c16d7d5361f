"""Three desks and their sticks: lost, read twice, late and in any order, they end with the same case."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.actions import labs, papers, people, records, sticks, syncing, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.errors import Refused
from regdesk.store import channels, outbox, relay
from regdesk.sync import arriving, building, proving
from regdesk.sync.post import Report
from regdesk.wire.encoding import mailbox_id, read_header
from tests import desks, make
from tests.by_stick import carry, equal, pages, to_and_fro, write

WORK = ["add", "correct", "take back", "paper"]
ACTS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from([*WORK, "write", "write", "read", "read", "lose", "line"]),
        st.integers(0, 20),
    ),
    max_size=16,
)


@dataclass
class Region:
    """Three desks, the sticks under way between them, and a mailbox that some reach at times."""

    desks: tuple[Desk, ...]
    folder: Path
    sticks: list[tuple[Desk, Path]] = field(default_factory=list)
    mailbox: list[tuple[Path, bytes]] = field(default_factory=list)
    read: dict[Path, int] = field(default_factory=dict)

    def write(self, desk: Desk, number: int) -> None:
        others = [one for one in self.desks if one is not desk]
        recipient = others[number % 2]
        path = write(desk, recipient, self.folder)
        self.sticks += [(recipient, path)] if path else []

    def take_in(self, number: int) -> None:
        if self.sticks:
            recipient, path = self.sticks[number % len(self.sticks)]
            sticks.take_in(recipient, path)

    def lose(self, number: int) -> None:
        if self.sticks:
            self.sticks.pop(number % len(self.sticks))

    def line(self, desk: Desk) -> None:
        """Let a desk push what it has and pull what others pushed, records alone."""
        post = syncing.post_of(desk)
        building.build_all(post)
        built, passed = channels.to_push(desk.write), relay.to_push(desk.write)
        self.mailbox += [(desk.folder, one.envelope) for one in (*built, *passed)]
        channels.pushed(desk.write, built)
        relay.pushed(desk.write, passed)
        start = self.read.get(desk.folder, 0)
        for position, (by, envelope) in enumerate(self.mailbox[start:], start + 1):
            if by != desk.folder and read_header(envelope).to16 == mailbox_id(desk.org):
                arriving.receive(post, [envelope], position, Report())
        self.read[desk.folder] = len(self.mailbox)
        proving.prove_all(post)


@pytest.fixture(scope="module")
def met() -> Iterator[tuple[Path, StreamId]]:
    """A host and a centre with two computers, closed, that share a case: each example copies them."""
    with TemporaryDirectory() as name:
        host, centre = desks.pair(Path(name))
        colleague = desks.second(centre, Path(name) / "colleague")
        case = desks.new_person(host, centre)
        carry(host, centre)
        people.accept(centre, case)
        to_and_fro((host, centre), (centre, colleague))
        for desk in (host, centre, colleague):
            desks.put_away(desk)
        yield Path(name), case


@contextmanager
def copies(folder: Path) -> Iterator[tuple[Desk, ...]]:
    """Open fresh copies of the three desks."""
    with TemporaryDirectory() as name:
        hands = desks.Hands()
        opened = []
        for part in ("host", "centre", "colleague"):
            shutil.copytree(folder / part, Path(name) / part)
            desk = unlocking.unlock(
                Path(name) / part, desks.PASSPHRASE, hands.clock(), os.urandom, desks.CHEAP
            )
            opened.append(desk)
        yield tuple(opened)
        for desk in opened:
            unlocking.close(desk)


def work(desk: Desk, case: StreamId, what: str, number: int) -> None:
    """Do something with the results or papers of a case."""
    found = read_case(desk, case).of(LabResult)
    fact = make.lab_result(value=100 + number)
    if what == "paper":
        papers.add(desk, case, ClinicalPaper(type="cd4"), [desks.picture(60, 60)])
    elif what == "add" or not found:
        labs.add_result(desk, case, fact)
    elif what == "correct":
        labs.correct_result(desk, case, [found[number % len(found)].id], fact)
    else:
        records.take_back(desk, case, found[number % len(found)].id)


def step(region: Region, case: StreamId, act: tuple[int, str, int]) -> None:
    """Let one thing happen; a result that is there already is not added again."""
    who, what, number = act
    desk = region.desks[who]
    if what == "write":
        region.write(desk, number)
    elif what == "read":
        region.take_in(number)
    elif what == "lose":
        region.lose(number)
    elif what == "line":
        region.line(desk)
    else:
        with suppress(Refused):
            work(desk, case, what, number)


@settings(max_examples=12)
@given(acts=ACTS)
def test_desks_end_equal_whatever_becomes_of_their_sticks(
    met: tuple[Path, StreamId], acts: list[tuple[int, str, int]]
) -> None:
    folder, case = met
    with copies(folder) as all_desks, TemporaryDirectory() as stick:
        region = Region(all_desks, Path(stick))
        for one in acts:
            step(region, case, one)

        host, centre, colleague = all_desks
        for _ in range(4):
            carry(host, centre)
            carry(centre, colleague)
            carry(colleague, centre)
            carry(colleague, host)
            carry(centre, host)

        assert equal(case, *all_desks)
        assert pages(host, case) == pages(centre, case) == pages(colleague, case)
        assert outbox.unsent_count(host.write) == 0
