"""What a passphrase costs: one guess at each size of memory, unlocking, and the paper sheet."""

from collections.abc import Iterator
from pathlib import Path

from regdesk.crypto import calibration, vault
from regdesk.crypto.calibration import CEILING, FLOOR
from regdesk.crypto.keys import HybridKey
from regdesk.crypto.slots import Cost
from tests.benchmarks.figures import Figure, Note, Result, each

TIMES = 7
_STEP_KIB = 64 * 1024
_WORDS = "birch wagon notebook cloud key"
_SECRETS = {vault.DATABASE_KEY: bytes(32), "author_secret": bytes(32), "name": "Айзада Т."}


def measure(folder: Path) -> Iterator[Result]:
    """Measure guesses from the floor to the ceiling, and what people do with a vault."""
    folder.mkdir(parents=True)
    for memory in range(FLOOR.memory_kib, CEILING.memory_kib + 1, _STEP_KIB):
        yield _guess(Cost(memory, FLOOR.passes, FLOOR.lanes))
    fitted = calibration.fitting()
    yield Note(
        "Cost that a vault made here now gets", f"{fitted.memory_kib // 1024} MiB, {fitted.passes} passes"
    )
    path, sheet = folder / "vault", HybridKey(bytes(32))
    opened = vault.create(path, _WORDS, "Айзада Т.", _SECRETS)
    vault.add(path, opened, "another of five words", "Бек О.", _SECRETS)
    vault.keep_sheet(path, bytes(32), sheet.public)
    yield each("Opening it with a passphrase", lambda _: vault.unlock(path, _WORDS), range(TIMES))
    yield each("Opening it with the paper sheet", lambda _: vault.by_sheet(path, sheet), range(TIMES))


def _guess(cost: Cost) -> Figure:
    what = f"One guess, Argon2id over {_said(cost)}"
    return each(what, lambda _: calibration.seconds(cost), range(TIMES))


def _said(cost: Cost) -> str:
    return f"{cost.memory_kib // 1024} MiB, {cost.passes} passes"
