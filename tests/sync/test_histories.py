"""Whatever happens to four desks, nothing leaves what stands unless somebody entitled named it.

The two histories that earlier rules lost are plain tests: in `tests/unit/test_journal.py` a regimen that was
replaced long ago does not come back, and what one desk does not have is not thereby removed on another.
"""

import random
from contextlib import suppress

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from regdesk.actions import computers, erasure
from regdesk.actions.desk import read_case
from regdesk.domain.erasure import Gone
from regdesk.errors import Refused
from regdesk.store import channels, journal
from regdesk.wire import rosters
from tests import desks
from tests.sim import acts, region
from tests.sync import histories

SEATS = st.sampled_from(["host", "host-2", "centre", "third"])
CHANCE = st.integers(0, 2**32)
ROUNDS = 8


class Histories(RuleBasedStateMachine):
    """People work, mail is lost, doubled and shuffled, snapshots are taken in, keys and parts come and go."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = region.region(0)
        self.region = self.opened.__enter__()
        self.region.seats = [
            one for one in self.region.seats if one.name in ("host", "host-2", "centre", "third")
        ]
        self.mail, self.revoked, self.old = histories.Mail(), False, set[str]()
        desks.new_person(self.region.seat("host").desk, self.region.seat("centre").desk)

    @rule(name=SEATS, chance=CHANCE)
    def work(self, name, chance):
        self._at(name, chance, lambda seat: acts.act(self.region, seat))

    @rule(name=SEATS)
    def send(self, name):
        self._at(name, 0, lambda seat: self.mail.send(self.region, seat))

    @rule(name=SEATS, chance=CHANCE, lose=st.sampled_from([0.0, 0.4, 1.0]), again=st.sampled_from([0.0, 0.5]))
    def deliver(self, name, chance, lose, again):
        rng = chance_of(chance)
        self._at(name, chance, lambda seat: self.mail.deliver(seat, rng, lose=lose, again=again))

    @rule(chance=CHANCE, back=st.booleans())
    def take_a_snapshot(self, chance, back):
        giver, taker = ("host-2", "host") if back else ("host", "host-2")
        desk = self.region.seat(giver).desk
        self._at(taker, chance, lambda seat: histories.pack_for(desk, seat.desk, chance_of(chance)))

    @rule(name=SEATS, section=st.sampled_from(["clinical", "person", "internal"]))
    def erase(self, name, section):
        def erase(seat):
            for stream in acts.cases(seat.desk):
                erasure.erase(seat.desk, stream, sections=[section])

        self._at(name, 0, erase)

    @rule(name=st.sampled_from(["host-2", "third"]))
    def an_old_program_for_a_while(self, name):
        self.old ^= {name}

    @precondition(lambda self: not self.revoked)
    @rule()
    def take_a_computer_away(self):
        stolen = self.region.seat("host-2").desk
        device = rosters.device_id(stolen.org, stolen.device.sign_public)
        self._at("host", 0, lambda seat: computers.remove_computer(seat.desk, device))
        self.revoked = True

    def teardown(self):
        try:
            self._come_together()
            self._compare()
        finally:
            self.opened.__exit__(None, None, None)

    def _at(self, name, chance, what):
        """Do something at a desk, on its program; nothing may leave what stands there without a reason."""
        seat = self.region.seat(name)
        self.region.rng = chance_of(chance)
        with histories.program(name in self.old):
            before = histories.standing(seat.desk)
            with suppress(Refused):
                what(seat)
            assert not histories.taken_away(seat.desk, before)

    def _come_together(self):
        """Let everybody be up to date, and all mail arrive."""
        self.old.clear()
        for seat in self.region.seats:
            channels.push_again(seat.desk.write)
        for _ in range(ROUNDS):
            for seat in self.region.seats:
                self.mail.send(self.region, seat)
            for seat in self.region.seats:
                self.mail.deliver(seat, chance_of(0))

    def _compare(self):
        """Own computers read the same; a partner what the sections both get say."""
        host = self.region.seat("host").desk
        for stream in journal.streams(host.write):
            case = read_case(host, stream)
            if not self.revoked:
                other = read_case(self.region.seat("host-2").desk, stream)
                assert standing(case) == standing(other)
            for name in ("centre", "third"):
                seat = self.region.seat(name)
                theirs = read_case(seat.desk, stream)
                if theirs.entries:
                    assert standing(case, "case") == standing(theirs, "case")


def chance_of(number):
    """Give chance that is the same each time."""
    return random.Random(number)  # noqa: S311


def standing(case, section=""):
    """Give the ids that stand, without what erasing left."""
    return {
        one.id for one in case.standing if section in ("", one.section) and not isinstance(one.fact, Gone)
    }


TestHistories = Histories.TestCase
# Making a failing example smaller would take minutes: each step works on real files.
TestHistories.settings = settings(max_examples=12, stateful_step_count=16, phases=(Phase.generate,))
