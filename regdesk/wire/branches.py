"""The tree of an organisation's statements: which of them hold on their own branch.

Each statement names the one before by hash, so two that name the same one begin two branches, and a `join`
brings branches together. All checks here look only at what a statement's own branch held when it was written
(its *ancestry*), so that every desk comes to the same end whatever else it knows. Who was revoked elsewhere,
and what that undoes, comes after (`wire.revocations`).

Sets of statements are whole numbers, one bit for each in the order of the tree: parents before children.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.wire.clauses import ADMIN, DAMAGED, Statement, founds, parse, signed_by

NOT_ADMIN = N_("Only an administrator of the organisation may change its list of keys.")
NEEDS_SHEET = N_("Only the paper recovery sheet can do this.")
OTHER = N_("This list of keys belongs to another organisation.")
FARTHEST_EPOCH: Final = 1000

Set = int


@dataclass
class Tree:
    """The statements that hold on their own branch, and what they say, by whom, in which ancestry.

    nodes     in order of number and hash                    before   the ancestry of each
    declined  why others do not hold, by their bytes         waiting  those that follow what is not here
    said, adds, admins, ends   by author: what it signed, brings it, makes it an administrator, revokes it
    device_ends                by computer: what revokes it
    line                       each statement with those before it by `prev32` alone, without what was joined
    sheet, epoch               of each statement's branch: the author16 of the paper sheet, the newest number
    """

    org32: bytes
    nodes: list[Statement] = field(default_factory=list)
    index: dict[bytes, int] = field(default_factory=dict)
    before: list[Set] = field(default_factory=list)
    declined: dict[bytes, str] = field(default_factory=dict)
    waiting: list[bytes] = field(default_factory=list)
    said: defaultdict[bytes, Set] = field(default_factory=lambda: defaultdict(int))
    adds: defaultdict[bytes, Set] = field(default_factory=lambda: defaultdict(int))
    admins: defaultdict[bytes, Set] = field(default_factory=lambda: defaultdict(int))
    ends: defaultdict[bytes, Set] = field(default_factory=lambda: defaultdict(int))
    device_ends: defaultdict[bytes, Set] = field(default_factory=lambda: defaultdict(int))
    closes: Set = 0
    line: list[Set] = field(default_factory=list)
    sheet: list[bytes] = field(default_factory=list)
    epoch: list[int] = field(default_factory=list)
    pubs: dict[bytes, bytes] = field(default_factory=dict)

    def ends_whom(self, place: int) -> bytes:
        """Give the author that a statement revokes; a new sheet revokes the one before; empty for none."""
        node = self.nodes[place]
        if node.kind == "sheet":
            return self.sheet[self.index[node.parents[0]]]
        return node.target if node.kind == "revoke_author" else b""


@dataclass(frozen=True)
class _Point:
    """Where a new statement stands: what its branch held before it."""

    tree: Tree
    seen: Set
    line: Set
    sheet: bytes
    epoch: int

    def active_admin(self, author16: bytes) -> bool:
        tree = self.tree
        return bool(tree.admins[author16] & self.seen) and not tree.ends[author16] & self.seen


def grow(statements: Iterable[bytes], org32: bytes | None = None) -> Tree:
    """Read statements given in any order, some perhaps twice or without what they follow.

    Raise Refused where they found no organisation (DAMAGED), or two, or another than *org32* (OTHER).
    """
    signed = sorted(set(statements))
    founded = {name for one in signed if (name := founds(one))}
    if not founded:
        raise Refused(DAMAGED)
    if len(founded) > 1 or (org32 and org32 not in founded):
        raise Refused(OTHER)
    tree = Tree(founded.pop())
    for one in sorted(_parsed(tree, signed), key=lambda one: (one.n, one.hash, one.signed)):
        _place(tree, one)
    if not tree.nodes:
        raise Refused(DAMAGED)
    return tree


def places(these: Set) -> Iterator[int]:
    """Give the places of the statements in a set, in order."""
    while these:
        lowest = these & -these
        yield lowest.bit_length() - 1
        these ^= lowest


def _parsed(tree: Tree, signed: Iterable[bytes]) -> Iterator[Statement]:
    for one in signed:
        try:
            yield parse(one, tree.org32)
        except Refused as refused:
            tree.declined[one] = refused.message


def _place(tree: Tree, node: Statement) -> None:
    """Put a statement into the tree, if it holds; all that it follows was placed before."""
    if node.hash in tree.index:
        return
    if not all(parent in tree.index for parent in node.parents):
        tree.waiting.append(node.signed)
        return
    try:
        point = _point(tree, node)
        _check(point, node)
    except Refused as refused:
        tree.declined[node.signed] = refused.message
        return
    _keep(tree, node, point)


def _point(tree: Tree, node: Statement) -> _Point:
    above = [tree.index[parent] for parent in node.parents]
    numbers = [tree.nodes[place].n for place in above]
    if node.n != max(numbers, default=0) + 1:
        raise Refused(DAMAGED)
    seen = 0
    for place in above:
        seen |= tree.before[place] | 1 << place
    sheet = next((tree.sheet[place] for place in above if tree.sheet[place]), b"")
    line = tree.line[above[0]] if above else 0
    return _Point(tree, seen, line, sheet, max((tree.epoch[place] for place in above), default=0))


def _check(point: _Point, node: Statement) -> None:
    """Raise Refused unless the signer may say this, here, and signed it."""
    if node.author and not node.parents:
        pub = node.author.pub
    else:
        if not point.active_admin(node.by):
            raise Refused(NOT_ADMIN)
        if point.tree.closes & point.seen:
            raise Refused(DAMAGED)
        pub = point.tree.pubs[node.by]
        _RULES.get(node.kind, _anything)(point, node)
    if not signed_by(pub, node.signed):
        raise Refused(DAMAGED)


def _anything(_: _Point, __: Statement) -> None:
    """Other kinds need an administrator and no more; a later version's are chained."""


def _no_second_life(point: _Point, node: Statement) -> None:
    """A revoked key never comes again; one that is here may be named again."""
    tree = point.tree
    if tree.ends[node.author16] & point.seen or tree.device_ends[node.device16] & point.seen:
        raise Refused(DAMAGED)


def _next_sheet(point: _Point, node: Statement) -> None:
    if point.sheet and node.by != point.sheet:
        raise Refused(NEEDS_SHEET)
    if point.tree.adds[node.author16] & point.seen:
        raise Refused(DAMAGED)


def _known_author(point: _Point, node: Statement) -> None:
    if not point.tree.adds[node.target] & point.seen:
        raise Refused(DAMAGED)


def _seniors_stay(point: _Point, node: Statement) -> None:
    """An administrator is revoked by the sheet, or while another that became one before stays.

    Whoever is unknown on this branch may be revoked on it: they are of another branch.
    """
    tree, victim = point.tree, node.target
    if not point.active_admin(victim) or node.by == point.sheet:
        return
    since = _first(tree.admins[victim] & point.line)
    others = [one for one in tree.admins if one not in (victim, point.sheet) and point.active_admin(one)]
    if victim == point.sheet or not any(_first(tree.admins[one] & point.line) < since for one in others):
        raise Refused(NEEDS_SHEET)


def _next_epoch(point: _Point, node: Statement) -> None:
    """Epochs count up; another branch may be ahead, but not so far that the numbers run out."""
    if node.epoch is None or not point.epoch < node.epoch.number <= point.epoch + FARTHEST_EPOCH:
        raise Refused(DAMAGED)


def _only_sheet(point: _Point, node: Statement) -> None:
    if not point.sheet or node.by != point.sheet:
        raise Refused(NEEDS_SHEET)


_RULES: Final[Mapping[str, Callable[[_Point, Statement], None]]] = {
    "add_author": _no_second_life,
    "add_device": _no_second_life,
    "add_roles": _known_author,
    "sheet": _next_sheet,
    "revoke_author": _seniors_stay,
    "epoch": _next_epoch,
    "close": _only_sheet,
}


def _keep(tree: Tree, node: Statement, point: _Point) -> None:
    place = len(tree.nodes)
    bit = 1 << place
    tree.index[node.hash] = place
    tree.nodes.append(node)
    tree.before.append(point.seen)
    tree.line.append(point.line | bit)
    tree.epoch.append(node.epoch.number if node.epoch else point.epoch)
    tree.sheet.append(_sheet_after(node, point.sheet))
    tree.said[node.by] |= bit
    if node.author:
        tree.adds[node.author16] |= bit
        tree.pubs[node.author16] = node.author.pub
    for author16, roles in ((node.author16, node.author and node.author.roles), (node.target, node.roles)):
        if roles and ADMIN in roles:
            tree.admins[author16] |= bit
    for author16 in _joined_admins(tree, point) if node.kind == "join" else ():
        tree.admins[author16] |= bit
    if whom := tree.ends_whom(place):
        tree.ends[whom] |= bit
    if node.kind == "revoke_device":
        tree.device_ends[node.target] |= bit
    if node.kind == "close":
        tree.closes |= bit


def _joined_admins(tree: Tree, point: _Point) -> list[bytes]:
    """Give who is an administrator on this line only from now on, or a join could bring seniors of old."""
    return [one for one, since in tree.admins.items() if since & point.seen and not since & point.line]


def _sheet_after(node: Statement, sheet: bytes) -> bytes:
    if node.kind == "sheet":
        return node.author16
    return b"" if node.kind == "revoke_author" and node.target == sheet else sheet


def _first(these: Set) -> int:
    return these & -these
