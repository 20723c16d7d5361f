"""The organisation's epoch seeds on this computer: read fresh, learned from wraps, handed on as wraps.

The wraps of an epoch hold its seed sealed to every computer in use and to the paper sheet, and under OLD the
seeds before it, sealed under its own key: who can open the newest epoch can read all that was ever written.
A seed is believed because its public half stands in the roster.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from regdesk.crypto import sealing
from regdesk.crypto.keys import DeviceKeys, EpochKeys, new_seed
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import state
from regdesk.store.database import Database, transaction
from regdesk.sync.post import Post
from regdesk.wire import rosters, statements
from regdesk.wire.rosters import Device, Roster

SEEDS: Final = "epochs"
WRAPS: Final = "epoch_wraps"
OLD: Final = bytes(16)
NOT_CURRENT = N_("This computer lacks the organisation's newest key. Exchange first, then do it again.")
_NOT_OURS: Final = "epochs_not_ours"


class Epochs(Mapping[int, EpochKeys]):
    """The epoch keys a file holds now, by number; newer ones appear as soon as they were learned."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._made: dict[int, EpochKeys] = {}

    def __getitem__(self, number: int) -> EpochKeys:
        """Give the keys of an epoch."""
        seed = dict(self._seeds())[number]
        if number not in self._made or self._made[number].seed != seed:
            self._made[number] = EpochKeys(number, seed)
        return self._made[number]

    def __iter__(self) -> Iterator[int]:
        """List the numbers of the epochs."""
        return iter([number for number, _ in self._seeds()])

    def __len__(self) -> int:
        """Count the epochs."""
        return len(self._seeds())

    def _seeds(self) -> list[tuple[int, bytes]]:
        return state.get(self._db, SEEDS, [])


def keep(db: Database, found: Iterable[EpochKeys]) -> None:
    """Keep epoch seeds beside those that are here."""
    with transaction(db):
        held: dict[int, bytes] = dict(state.get(db, SEEDS, []))
        fresh = {epoch.number: epoch.seed for epoch in found}
        state.put(db, SEEDS, [list(pair) for pair in sorted({**fresh, **held}.items())])


def forget_after(db: Database, number: int) -> None:
    """Let go of seeds and wraps after an epoch: they were made here, and nobody has seen them."""
    with transaction(db):
        seeds: list[Any] = state.get(db, SEEDS, [])
        state.put(db, SEEDS, [pair for pair in seeds if pair[0] <= number])
        state.put(db, WRAPS, [[n, wraps] for n, wraps in kept(db).items() if n <= number])


def make(own: Roster, older: Mapping[int, EpochKeys]) -> tuple[EpochKeys, bytes]:
    """Make the epoch that follows an organisation's roster, and its wraps for all who are to have it."""
    epoch = EpochKeys(own.next_epoch, new_seed())
    wraps = {
        name: sealing.wrap_seed(device.kem_pub, epoch.seed, epoch.number, own.org32)
        for name, device in recipients(own).items()
    }
    if older:
        wraps[OLD] = sealing.seal_old_seeds(epoch, older, own.org32)
    return epoch, statements.pack_wraps(wraps)


def recipients(own: Roster) -> dict[bytes, Device]:
    """Give who gets the seed of an epoch: the computers in use, and the newest paper sheet."""
    sheet = own.authors[own.sheet].device if own.sheet else None
    papers = {rosters.device_id(own.org32, author.pub) for author in own.authors.values()} - {sheet}
    return {name: one for name, one in own.devices.items() if one.active and name not in papers}


def opened(own: Roster, number: int, wraps: bytes, device: DeviceKeys) -> dict[int, EpochKeys]:
    """Give the seeds that wraps hold for a computer or sheet; none where it is not among them.

    Raise Refused where they are not what the roster states, or a seed does not fit its public half.
    """
    found = statements.unpack_wraps(wraps, own.wraps.get(number, b""))
    wrap = found.get(rosters.device_id(own.org32, device.sign_public))
    if wrap is None:
        return {}
    epoch = sealing.open_seed(device.kem, wrap, number, own.org32)
    older = sealing.open_old_seeds(epoch, found[OLD], own.org32) if OLD in found else {}
    seeds = {**older, number: epoch}
    if any(one.kem.public not in own.epoch_keys(one.number) for one in seeds.values()):
        raise Refused(rosters.DAMAGED)
    return seeds


def learn(post: Post, number: int, wraps: bytes) -> bool:
    """Take the seeds meant for this computer out of wraps that came; say whether there was a new one.

    The wraps are kept for those who ask this computer for them (`kept`). Raise Refused where they are false.
    """
    own = post.roster(post.org)
    if own is None or number not in own.epochs:
        return False
    fresh = {n: one for n, one in opened(own, number, wraps, post.device).items() if n not in post.epochs}
    with transaction(post.db):
        keep_wraps(post.db, number, wraps)
        keep(post.db, fresh.values())
        if number not in post.epochs:
            state.put(post.db, _NOT_OURS, sorted({*state.get(post.db, _NOT_OURS, []), number}))
    return bool(fresh)


def lacking(post: Post) -> list[int]:
    """List the epochs whose seeds this computer lacks and may yet get, the newest first: it opens most."""
    own = post.roster(post.org)
    vain: list[int] = state.get(post.db, _NOT_OURS, [])
    return (
        [n for n in sorted(own.epochs, reverse=True) if n not in post.epochs and n not in vain] if own else []
    )


def check_current(own: Roster, held: Mapping[int, EpochKeys]) -> None:
    """Raise Refused where the newest seed is not here: who hands keys on, or begins an epoch, needs all."""
    if own.epoch and own.epoch not in held:
        raise Refused(NOT_CURRENT)


def kept(db: Database) -> dict[int, bytes]:
    """Give the packed wraps this desk has, by epoch; the newest is enough for who gets them."""
    found: list[Any] = state.get(db, WRAPS, [])
    return dict(found)


def keep_wraps(db: Database, number: int, wraps: bytes) -> None:
    """Keep the packed wraps of an epoch."""
    held = kept(db) | {number: wraps}
    state.put(db, WRAPS, [[n, held[n]] for n in sorted(held)])
