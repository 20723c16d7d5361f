"""One run: people work while everything breaks; then nothing breaks, until nothing moves any more."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from regdesk.actions import computers, sticks
from regdesk.domain.journal import OrgId
from regdesk.errors import Refused, RegDeskError
from regdesk.wire import rosters
from tests.postgres import Cluster
from tests.sim import acts
from tests.sim.crashes import Crash
from tests.sim.region import Region, Seat, region
from tests.sim.seen import Seen

STEPS, QUIET_ROUNDS = 40, 14
MINUTE_MS, DAY_MS = 60_000, 24 * 60 * 60 * 1000
YEARS_MS = 3650 * DAY_MS
WEEK_AND_A_DAY_MS = 8 * DAY_MS
WEEKS = (1, 3)  # after these quiet rounds more than a week passes


@dataclass
class Run:
    """A run as it goes: the region, what was ever written, the server's copies, and what was done."""

    region: Region
    seen: Seen = field(default_factory=Seen)
    copies: int = 0
    lives: int = 0
    sticks: list[tuple[OrgId, Path]] = field(default_factory=list)
    set_back: bool = False
    stolen: str = ""
    thief: bytes = b""
    backup: str = ""
    earlier: bytes = b""
    trace: list[str] = field(default_factory=list)

    def say(self, *words: object) -> None:
        """Write down a step."""
        self.trace.append(" ".join(str(word) for word in words))


def play(
    seed: int, check: Callable[[Run], None], steps: int = STEPS, cluster: Cluster | None = None
) -> list[str]:
    """Play a seed to its end and *check* it; give the trace, or raise what failed with it."""
    with region(seed, cluster) as made:
        run = Run(made)
        try:
            for _ in range(steps):
                _step(run)
            come_to_rest(run)
            check(run)
        except BaseException as error:
            error.add_note("\n".join([f"seed {seed}:", *run.trace]))
            raise
        return run.trace


def _step(run: Run) -> None:
    made = run.region
    made.now_ms += made.rng.choice((MINUTE_MS, 60 * MINUTE_MS, DAY_MS // 2, 2 * DAY_MS))
    made.weather.bad = made.rng.choice((0.0, 0.0, 0.05, 0.2, 1.0))
    seat = made.rng.choice(made.seats)
    happening = made.rng.choices(list(HAPPENINGS), list(HAPPENINGS.values()))[0]
    happening(run, seat)
    run.seen.look(made.seats)


def _works(run: Run, seat: Seat) -> None:
    """Somebody does one to three things."""
    for _ in range(run.region.rng.randint(1, 3)):
        run.say(seat.name, acts.act(run.region, seat))


def _works_and_crashes(run: Run, seat: Seat) -> None:
    """The program dies at a commit of what somebody does."""
    _light(run, seat, 3)
    survive(run, seat, lambda: _works(run, seat))


def _exchanges(run: Run, seat: Seat) -> None:
    """A computer exchanges, as far as the weather lets it."""
    survive(run, seat, lambda: _exchange(run, seat))


def _exchanges_and_crashes(run: Run, seat: Seat) -> None:
    """The program dies at a commit of an exchange."""
    _light(run, seat, 40)
    _exchanges(run, seat)


def _all_exchange(run: Run, _: Seat) -> None:
    """Every computer exchanges, as far as the weather lets it."""
    for seat in list(run.region.seats):
        _exchanges(run, run.region.seat(seat.name))


def _light(run: Run, seat: Seat, most: int) -> None:
    seat.fuse.left, seat.fuse.before = run.region.rng.randint(1, most), run.region.rng.random() < 0.5
    run.say(seat.name, "dies", "before" if seat.fuse.before else "after", "commit", seat.fuse.left)


def survive(run: Run, seat: Seat, job: Callable[[], None]) -> None:
    """Do something; where the program dies of it, start it again."""
    try:
        job()
    except Crash:
        run.say(seat.name, "died")
        run.region.reopen(seat)
    seat.fuse.left = None


def _exchange(run: Run, seat: Seat) -> None:
    try:
        done = run.region.exchange(seat)
        run.say(seat.name, f"exchanged: {done.received} in, {done.sent} out, {done.put_aside} aside")
    except RegDeskError as error:
        run.say(seat.name, f"exchange stopped: {error.message[:70]}")


def _clock_jumps(run: Run, seat: Seat) -> None:
    """A clock is set wrong, up to ten years either way, or right again."""
    rng = run.region.rng
    seat.wrong_ms = rng.choice((0, rng.randint(-YEARS_MS, YEARS_MS), rng.randint(-DAY_MS, DAY_MS)))
    run.say(seat.name, f"clock wrong by {seat.wrong_ms / DAY_MS:.1f} days")


def _server_copied(run: Run, _: Seat) -> None:
    """The server's owner takes a backup."""
    run.copies += 1
    run.region.mailroom.copy_to(run.region.folder / f"copy-{run.copies}")
    run.say("server copied", run.copies)


def _server_set_back(run: Run, _: Seat) -> None:
    """The server goes on from a backup; its owner may forget to say so."""
    if not run.copies:
        return
    number, told = run.region.rng.randint(1, run.copies), run.lives < 2 and run.region.rng.random() < 0.5
    run.lives += told
    run.set_back = True
    run.region.mailroom.back_to(run.region.folder / f"copy-{number}", told=told)
    run.say("server set back to", number, "told" if told else "silently")


def _writes_a_stick(run: Run, seat: Seat) -> None:
    """A computer writes a stick for an organisation, perhaps its own; sometimes the program dies of it."""
    rng = run.region.rng
    org = rng.choice(sorted({one.desk.org for one in run.region.seats}))
    if rng.random() < 0.2:
        _light(run, seat, 10)
    survive(run, seat, lambda: _write(run, seat, org))


def _write(run: Run, seat: Seat, org: OrgId) -> None:
    try:
        written = sticks.out(seat.desk, org, run.region.folder)
        run.sticks.append((org, written.path))
        run.say(seat.name, f"writes stick {len(run.sticks)}: {written.records} for {org.hex()[:6]}")
    except Refused as refused:
        run.say(seat.name, f"writes no stick: {refused.message[:60]}")


def _reads_a_stick(run: Run, _: Seat) -> None:
    """Some stick gets to one of the computers it is for, late, twice or never."""
    rng = run.region.rng
    if run.sticks:
        number = rng.randrange(len(run.sticks))
        org, path = run.sticks[number]
        seat = rng.choice([one for one in run.region.seats if one.desk.org == org])
        if rng.random() < 0.2:
            _light(run, seat, 20)
        survive(run, seat, lambda: _read(run, seat, number + 1, path))


def _read(run: Run, seat: Seat, number: int, path: Path) -> None:
    try:
        new = sticks.take_in(seat.desk, path).new
        run.say(seat.name, f"reads stick {number}: {'news' if new else 'nothing new'}")
    except Refused as refused:
        run.say(seat.name, f"reads stick {number}: {refused.message[:60]}")


def _computer_is_stolen(run: Run, seat: Seat) -> None:
    """A second computer is taken away, once; whoever has it goes on with it for a while."""
    if run.stolen:
        return
    first, run.stolen = run.region.seat(seat.kin), f"{seat.kin}-2"
    stolen = run.region.seat(run.stolen).desk
    device = rosters.device_id(stolen.org, stolen.device.sign_public)
    run.thief = stolen.person.author
    run.say(first.name, "takes away", run.stolen)
    survive(run, first, lambda: computers.remove_computer(first.desk, device))


def _desk_is_copied(run: Run, seat: Seat) -> None:
    """An administrator takes a backup of their computer, once."""
    if not run.backup:
        run.backup = seat.kin
        run.region.back_up(run.region.seat(seat.kin), run.region.folder / "backup")
        run.say(seat.kin, "takes a backup")


def _desk_is_set_back(run: Run, _: Seat) -> None:
    """That computer's disk breaks, and the backup is put in its place: once, too."""
    if run.backup and not run.earlier:
        seat = run.region.seat(run.backup)
        run.earlier = seat.desk.person.author
        run.seen.rows.pop(seat.name, None)
        run.region.restore(seat, run.region.folder / "backup")
        run.say(seat.name, "is set back")


HAPPENINGS: dict[Callable[[Run, Seat], None], int] = {
    _works: 16,
    _works_and_crashes: 3,
    _exchanges: 10,
    _exchanges_and_crashes: 5,
    _all_exchange: 4,
    _clock_jumps: 2,
    _server_copied: 2,
    _server_set_back: 2,
    _writes_a_stick: 4,
    _reads_a_stick: 6,
    _computer_is_stolen: 1,
    _desk_is_copied: 1,
    _desk_is_set_back: 1,
}


def come_to_rest(run: Run) -> None:
    """Let everything work, people decide what only they can, and time pass, until nothing moves."""
    made = run.region
    made.weather.bad = 0.0
    if run.stolen:
        made.leave(run.stolen)
    for seat in made.seats:
        seat.wrong_ms = 0
    run.say("-- everything works")
    before: dict[int, int] = {}
    for number in range(QUIET_ROUNDS):
        for seat in made.seats:
            done = made.exchange(seat)
            run.say(seat.name, f"{number}: {done.received} in, {done.sent} out, {done.put_aside} aside")
        decided = [seat.name for seat in made.seats if acts.decide(seat.desk)]
        run.say(number, made.mailroom.heads(), *decided)
        run.seen.look(made.seats)
        if number in WEEKS:
            made.now_ms += WEEK_AND_A_DAY_MS
        elif number > WEEKS[-1] + 1 and before == made.mailroom.heads() and not decided:
            return
        before = made.mailroom.heads()
    msg = f"after {QUIET_ROUNDS} rounds desks still write"
    raise AssertionError(msg)


def rounds(run: Run, times: int) -> None:
    """Let everybody exchange over a good line."""
    for _, seat in itertools.product(range(times), run.region.seats):
        run.region.exchange(seat)
