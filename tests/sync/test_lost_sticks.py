"""Three desks and their sticks: lost, read twice, late and in any order, they end with the same case."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.actions import labs, people, records, sticks, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.errors import Refused
from regdesk.store import outbox
from tests import desks, make
from tests.by_stick import carry, equal, to_and_fro, write

ACTS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(["add", "correct", "take back", "write", "write", "read", "read", "lose"]),
        st.integers(0, 20),
    ),
    max_size=14,
)


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


def act(desk: Desk, case: StreamId, what: str, number: int) -> None:
    """Do something with the results of a case."""
    found = read_case(desk, case).of(LabResult)
    fact = make.lab_result(value=100 + number)
    if what == "add" or not found:
        labs.add_result(desk, case, fact)
    elif what == "correct":
        labs.correct_result(desk, case, [found[number % len(found)].id], fact)
    else:
        records.take_back(desk, case, found[number % len(found)].id)


@settings(max_examples=10)
@given(acts=ACTS)
def test_desks_end_equal_whatever_becomes_of_their_sticks(
    met: tuple[Path, StreamId], acts: list[tuple[int, str, int]]
) -> None:
    folder, case = met
    with copies(folder) as all_desks, TemporaryDirectory() as stick:
        written: list[tuple[Desk, Path]] = []
        for who, what, number in acts:
            desk = all_desks[who]
            if what == "write":
                recipient = all_desks[(who + 1 + number % 2) % 3]
                path = write(desk, recipient, Path(stick))
                written += [(recipient, path)] if path else []
            elif what == "read" and written:
                recipient, path = written[number % len(written)]
                sticks.take_in(recipient, path)
            elif what == "lose" and written:
                written.pop(number % len(written))
            elif what not in ("read", "lose"):
                try_to(desk, case, what, number)

        host, centre, colleague = all_desks
        to_and_fro((host, centre), (host, colleague), (centre, colleague), times=4)

        assert equal(case, *all_desks)
        assert outbox.unsent_count(host.write) == 0


def try_to(desk: Desk, case: StreamId, what: str, number: int) -> None:
    """Act as far as rules allow: a result that is there already is not added again."""
    try:
        act(desk, case, what, number)
    except Refused:
        assert read_case(desk, case).of(LabResult)
