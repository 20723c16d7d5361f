"""The short name of each computer of an organisation, for numbers that are given without a line."""

from collections.abc import Mapping
from functools import lru_cache

from regdesk.wire.branches import grow, places
from regdesk.wire.rosters import Roster


def ordinals(roster: Roster) -> Mapping[bytes, str]:
    """Give each computer's ordinal by its id: the place it took among the computers when it was added.

    It rests only on what stood before it, so nothing that comes later changes it; a revoked computer keeps
    its own. Where two branches gave one ordinal, both go on with two signs of their id behind it: 3A7.
    """
    return _ordinals(roster.statements, roster.org32)


@lru_cache(maxsize=16)
def _ordinals(statements: tuple[bytes, ...], org32: bytes) -> Mapping[bytes, str]:
    tree = grow(statements, org32)
    brings = [place for place, node in enumerate(tree.nodes) if node.device]
    found: dict[bytes, int] = {}
    for place in brings:
        before = {tree.nodes[one].device16 for one in places(tree.before[place])} - {b""}
        found.setdefault(tree.nodes[place].device16, len(before) + 1)
    taken = list(found.values())
    return {
        name: str(number) if taken.count(number) == 1 else f"{number}{name.hex()[:2].upper()}"
        for name, number in found.items()
    }
