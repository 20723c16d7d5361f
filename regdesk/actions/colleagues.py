"""What was written before there were colleagues is for them too, once there are some."""

from typing import Final

from regdesk.actions.desk import Desk, world
from regdesk.store import journal, outbox, state
from regdesk.store.database import transaction

SLICE: Final = 20
_DONE: Final = "for_colleagues"


def arm(desk: Desk) -> tuple[int, int] | None:
    """Put the next few cases on the way to the own other computers; give how many of how many are.

    None once all are, or where there is no other computer: then nothing waits for one. It goes on where it
    stopped, and begins again where the last other computer was taken away and another one came. Fifty ms at
    most.
    """
    known, done = world(desk, desk.write), state.get(desk.write, _DONE, 0)
    if not known.colleagues:
        with transaction(desk.write):
            state.put(desk.write, _DONE, 0)
            outbox.wait_no_more(desk.write, desk.org)
        return None
    names = journal.streams(desk.write)
    if done >= len(names):
        return None
    part = names[done : done + SLICE]
    with transaction(desk.write):
        journal.refresh(desk.write, part, known, today=desk.clock.today())
        state.put(desk.write, _DONE, done + len(part))
    return done + len(part), len(names)
