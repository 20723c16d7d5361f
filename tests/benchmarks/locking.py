"""From Ctrl+L to the page that asks for the passphrase, in the real program."""

import time
from collections.abc import Iterator
from pathlib import Path

from regdesk.actions import unlocking
from regdesk.crypto.vault import FLOOR
from tests import desks
from tests.app.programs import Program, wait_for_window
from tests.benchmarks.figures import Figure, Result, Took


def lock(folder: Path, times: int = 5) -> Iterator[Result]:
    """Lock a desk with something being typed; the new program's window answers once it is shown."""
    desk = desks.with_sheet(desks.desk(folder / "desk", "Опора", "host", cost=FLOOR))
    unlocking.close(desk)
    took: list[Took] = []
    for _ in range(times):
        program = Program("tests.app.driven", str(folder / "desk"), "type", "Zulmarkerin", "lock")
        program.hears("done")
        program.go_on()
        program.hears("lock")
        begun = time.perf_counter()
        program.is_anew()
        wait_for_window(folder / "desk")
        took.append(Took((time.perf_counter() - begun) * 1000, 0))
        program.end()
    yield Figure("From Ctrl+L to the passphrase page anew", took)
