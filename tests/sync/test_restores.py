"""The server and two desks, each set back to a backup or not: what anybody still has comes back to everybody.

Between the backup and the restores each desk sends a result and writes another that never leaves it. What was
sent is lost only where all three were set back; what never left its desk only where that desk was.
"""

import itertools
import shutil

import pytest

from regdesk.actions import labs, unlocking
from regdesk.actions.desk import read_case
from regdesk.domain.labs import LabResult
from regdesk.store import channels, state, tray
from regdesk.sync.post import RESTORED
from tests import desks, make
from tests.evil import town as towns
from tests.evil.test_lies import later

NAMES = ("host", "centre")
SERVER = ("kept", "told", "silent")  # set back and its owner said so, or set back in silence


def back_up(town):
    """Take a backup of the server and of both closed desks, and open them again."""
    town.evil.copy_to(town.folder / "backup" / "server")
    for name in NAMES:
        desk = getattr(town, name)
        unlocking.close(desk)
        shutil.copytree(desk.folder, town.folder / "backup" / name)
        setattr(town, name, unlock(desk))


def unlock(desk):
    """Open a desk from its folder."""
    return unlocking.unlock(desk.folder, desks.PASSPHRASE, desk.clock, desks.os.urandom, desks.CHEAP)


def set_back(town, name):
    """Put the backup in the place of a desk and open it."""
    desk = getattr(town, name)
    unlocking.close(desk)
    shutil.rmtree(desk.folder)
    shutil.copytree(town.folder / "backup" / name, desk.folder)
    setattr(town, name, unlock(desk))


def write(desk, case, value):
    """Write a result."""
    labs.add_result(desk, case, make.lab_result(value=value))


def come_together(town):
    """Exchange until all is said, while two weeks pass."""
    for _ in range(2):
        town.exchange(town.host, town.centre, times=4)
        later(town, 8)
    town.exchange(town.host, town.centre, times=3)


def survivors(server, host, centre):
    """Give the results that somebody still had: 100 was there before the backups."""
    sent_stays = server == "kept" or not (host and centre)
    found = {100: True, 1: sent_stays, 2: sent_stays, 3: not host, 4: not centre}
    return {value for value, stays in found.items() if stays}


@pytest.mark.parametrize(
    ("server", "host", "centre"), [*itertools.product(SERVER, (False, True), (False, True))], ids=str
)
def test_what_anybody_still_has_comes_back_to_everybody(server, host, centre):
    with towns.town() as town:
        back_up(town)
        write(town.host, town.case, 1)
        write(town.centre, town.case, 2)
        town.exchange(town.host, town.centre, times=3)
        write(town.host, town.case, 3)
        write(town.centre, town.case, 4)

        if server != "kept":
            town.evil.back_to(town.folder / "backup" / "server", told=server == "told")
        for name in [one for one, is_old in zip(NAMES, (host, centre), strict=True) if is_old]:
            before = getattr(town, name).person.author
            set_back(town, name)
            assert getattr(town, name).person.author != before
        come_together(town)

        expected = survivors(server, host, centre)
        assert town.results(town.host) == town.results(town.centre) == expected
        for desk in (town.host, town.centre):
            assert not channels.waiting_for(desk.write)
            assert not channels.to_push(desk.write)
            assert not tray.items(desk.write, alarms=True)
            assert not state.get(desk.write, RESTORED, 0)


def test_after_restores_everybody_works_on_as_before():
    with towns.town() as town:
        back_up(town)
        write(town.host, town.case, 1)
        town.exchange(town.host, town.centre, times=3)
        town.evil.back_to(town.folder / "backup" / "server", told=False)
        for name in NAMES:
            set_back(town, name)
        come_together(town)

        write(town.host, town.case, 5)
        write(town.centre, town.case, 6)
        town.exchange(town.host, town.centre, times=3)

        assert town.results(town.host) == town.results(town.centre) == {100, 5, 6}
        numbers = [e.n for e in read_case(town.host, town.case).of(LabResult)]
        assert len(numbers) == 3
