"""Which revocations hold where branches contradict one another, and what they undo.

A revocation keeps what its victim stated in the revocation's own ancestry and undoes the victim's other
statements on every branch, additions and revocations alike; what an undone statement brought (a key, and what
that key signed) is undone too. So revocations can undo revocations, and circles exist. They are settled as
arguments are: one counts once everything against it is undone, and is undone once something that counts is
against it (grounded semantics; Dung, Artificial Intelligence 77, 1995). What stays open lies on a circle or
hangs on one, like two administrators who revoke each other: there all revocations hold and nothing else
counts, since one key too few can be mended and one too many cannot.
"""

from dataclasses import dataclass

from regdesk.wire.branches import Set, Tree


@dataclass(frozen=True)
class Judged:
    """Which statements count, and which revocations hold only because a circle leaves them open."""

    counting: Set
    disputed: Set

    @property
    def live(self) -> Set:
        """All statements that say something."""
        return self.counting | self.disputed


def judge(tree: Tree) -> Judged:
    """Decide which statements count: a pure function of the tree."""
    against = _against(tree)
    counting, undone = 1, 0
    open_ones = list(range(1, len(tree.nodes)))
    while True:
        left = []
        for place in open_ones:
            keys = tree.adds[tree.nodes[place].by] & tree.before[place]
            if against[place] & counting or not keys & ~undone:
                undone |= 1 << place
            elif keys & counting and not against[place] & ~undone:
                counting |= 1 << place
            else:
                left.append(place)
        if len(left) == len(open_ones):
            break
        open_ones = left
    disputed = sum(1 << place for place in open_ones if tree.ends_whom(place))
    return Judged(counting, disputed)


def _against(tree: Tree) -> list[Set]:
    """Give for each statement the revocations of its signer that do not have it in their ancestry."""
    after = [0] * len(tree.nodes)
    for place in reversed(range(len(tree.nodes))):
        for parent in tree.nodes[place].parents:
            after[tree.index[parent]] |= after[place] | 1 << place
    return [tree.ends[node.by] & ~after[place] & ~(1 << place) for place, node in enumerate(tree.nodes)]
