"""The server and two desks, each set back to a backup or not: what anybody still has comes back to everybody.

Between the backup and the restores each desk sends a result and writes another that never leaves it. What was
sent is lost only where all three were set back; what never left its desk only where that desk was.
"""

import itertools
import shutil

import pytest

from regdesk.actions import alarms, labs, unlocking
from regdesk.actions.desk import read_case
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import CaseCode
from regdesk.store import channels, holes, state, tray
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


def told_of_paper(desk):
    """Say whether the desk says that only paper can tell what was written in the days it lost."""
    return "only-paper" in [one.what for one in alarms.alarms(desk)]


def test_cases_with_numbers_that_nobody_has_are_named_with_what_only_paper_can_tell():
    with towns.town() as town:
        back_up(town)
        author = town.host.person.author
        set_back(town, "host")
        holes.want(town.host.write, holes.Range(town.case, "clinical", author, 7, 8))

        (told,) = [one for one in alarms.alarms(town.host) if one.what == "only-paper"]

        code = read_case(town.host, town.case).one(CaseCode).code
        assert told.values["codes"] == code
        assert "{codes}" in told.next
        later(town, alarms.PAPER_DAYS + 1)
        assert not told_of_paper(town.host)


@pytest.mark.parametrize(
    ("server", "host", "centre"), [*itertools.product(SERVER, (False, True), (False, True))], ids=str
)
def test_what_anybody_still_has_comes_back_to_everybody(server, host, centre, cluster):
    with towns.town(cluster) as town:
        back_up(town)
        write(town.host, town.case, 1)
        write(town.centre, town.case, 2)
        town.exchange(town.host, town.centre, times=3)
        write(town.host, town.case, 3)
        write(town.centre, town.case, 4)

        assert not any(told_of_paper(desk) for desk in (town.host, town.centre))
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
        assert [told_of_paper(town.host), told_of_paper(town.centre)] == [host, centre]


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
