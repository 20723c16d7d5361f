"""Two desks end equal whatever the mail does: loses, repeats and shuffles envelopes, in both directions."""

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.actions import labs, people, records, syncing, unlocking
from regdesk.actions.desk import Desk, read_case
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.errors import Refused
from regdesk.store import channels, tray
from regdesk.sync import arriving, building
from regdesk.sync.post import Report
from tests import desks, make

LOSS, REPEAT, ROUNDS = 0.4, 0.5, 4
ACTS = st.lists(
    st.tuples(st.sampled_from(["host", "centre"]), st.sampled_from(["add", "correct", "take back"])),
    max_size=8,
)


@dataclass
class Mail:
    """Carries envelopes between two desks as badly as a test wants."""

    rng: random.Random
    bad: bool = True
    kept: dict[Path, list[bytes]] = field(default_factory=dict)

    def carry(self, sender: Desk, recipient: Desk) -> None:
        """Build at the sender; deliver what is in the mailbox in some order, some twice, some never."""
        post = syncing.post_of(sender)
        building.build_all(post)
        waiting = channels.to_push(sender.write)
        channels.pushed(sender.write, waiting)
        box = self.kept.setdefault(recipient.folder, [])
        box += [one.envelope for one in waiting if not (self.bad and self.rng.random() < LOSS)]
        if self.bad:
            self.rng.shuffle(box)
        arriving.receive(syncing.post_of(recipient), box, 0, Report())
        if not self.bad or self.rng.random() < REPEAT:
            box.clear()


@pytest.fixture(scope="module")
def met() -> Iterator[tuple[Path, StreamId]]:
    """Two closed desks that have met and share a case: the starting point that each example copies."""
    with TemporaryDirectory() as name:
        host, centre = desks.pair(Path(name))
        case = desks.new_person(host, centre)
        labs.add_result(host, case, make.lab_result())
        for desk in (host, centre):
            desks.put_away(desk)
        yield Path(name), case


@contextmanager
def copies(folder: Path) -> Iterator[tuple[Desk, Desk]]:
    """Open fresh copies of the two desks."""
    with TemporaryDirectory() as name:
        opened = []
        hands = desks.Hands()
        for part in ("host", "centre"):
            shutil.copytree(folder / part, Path(name) / part)
            opened.append(
                unlocking.unlock(Path(name) / part, desks.PASSPHRASE, hands.clock(), bytes, desks.CHEAP)
            )
        yield opened[0], opened[1]
        for desk in opened:
            unlocking.close(desk)


def act(desk: Desk, case: StreamId, what: str, number: int) -> None:
    """Do something with the results of a case, as far as this desk may and knows of it."""
    found = read_case(desk, case).of(LabResult)
    fact = make.lab_result(value=100 + number)
    try:
        if what == "add" or not found:
            labs.add_result(desk, case, fact)
        elif what == "correct":
            labs.correct_result(desk, case, [found[number % len(found)].id], fact)
        else:
            records.take_back(desk, case, found[number % len(found)].id)
    except Refused:
        assert not people.parts(desk, read_case(desk, case)).parts_ever(desk.org)


@settings(max_examples=12)
@given(acts=ACTS, rng=st.randoms(use_true_random=False))
def test_desks_end_equal_and_nothing_is_lost_whatever_the_mail_does(
    met: tuple[Path, StreamId], acts: list[tuple[str, str]], rng: random.Random
) -> None:
    folder, case = met
    with copies(folder) as (host, centre):
        mail = Mail(rng)
        for number, (who, what) in enumerate(acts):
            act(host if who == "host" else centre, case, what, number)
            mail.carry(host, centre)
            mail.carry(centre, host)

        mail.bad = False
        for desk in (host, centre):
            channels.push_again(desk.write)
        for _ in range(ROUNDS):
            mail.carry(host, centre)
            mail.carry(centre, host)

        assert desks.shared(read_case(host, case)) == desks.shared(read_case(centre, case))
        assert len(read_case(host, case).entries) == len(read_case(centre, case).entries)
        assert not tray.count(host.write)
        assert not tray.count(centre.write)
