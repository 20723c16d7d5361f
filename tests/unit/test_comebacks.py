"""Rosters under attack: nothing that a revoked administrator signs, on any branch, gives a key back to it."""

import random
import time
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.domain.codec import pack
from regdesk.wire import clauses, rosters, signatures, statements
from regdesk.wire.rosters import Roster
from tests.trust import OPORA, T, id_of, paper, seed, someone

NAMES = ("a", "b", "c", "d", "e", "f")
SECRETS = {OPORA.author: OPORA.secret} | {id_of(name): seed(name) for name in (*NAMES, "sheet", "fake sheet")}
STEPS = st.lists(st.tuples(*[st.integers(0, 1000)] * 4), max_size=14)


@dataclass
class History:
    """Statements on any branches, whether they hold or not; everybody signs whatever they like."""

    signed: list[bytes] = field(default_factory=list)

    def write(self, secret, parents, kind, body):
        """Sign one statement after the given ones."""
        first, *tips = parents
        if kind == "join":
            body = {"tips": sorted({clauses.statement_hash(one) for one in tips})}
        n = max(clauses.parse(one, OPORA.org32).n for one in parents) + 1
        by = rosters.author_id(OPORA.org32, signatures.public(secret))
        array = pack([n, clauses.statement_hash(first), kind, {**body, "by": by}, T])
        self.signed.append(array + signatures.sign(secret, clauses.LABEL, array))

    def attack(self, steps, signers):
        """Let *signers* state what the numbers say, after any statements there are."""
        for who, where, what, whom in steps:
            name = NAMES[whom % len(NAMES)]
            key = someone(name, "admin")
            kind, body = (
                ("add_author", {"pub": key.pub, "roles": ["admin"], "device": None}),
                ("revoke_author", {"author": (id_of(name), OPORA.author)[whom % 7 == 6], "heads": []}),
                ("add_roles", {"author": id_of(name), "roles": ["admin"]}),
                ("sheet", {"sign_pub": paper("fake sheet").sign_pub, "kem_pub": OPORA.device.kem_pub}),
                ("join", {}),
                ("moon", {}),
            )[(0, 0, 1, 1, 1, 2, 3, 4, 5)[what % 9]]
            parents = [self.signed[where % len(self.signed)], self.signed[whom % len(self.signed)]]
            secret = SECRETS[signers[who % len(signers)]]
            self.write(secret, parents if kind == "join" else parents[:1], kind, body)

    def read(self) -> Roster:
        """Read all there is."""
        return rosters.read(self.signed)


def founded() -> History:
    """Give an organisation whose founder named the sheet first and then two more administrators."""
    roster = statements.add_sheet(OPORA.founded, OPORA.secret, paper("sheet"), T)
    for name in ("a", "b"):
        roster = statements.add_author(roster, OPORA.secret, someone(name, "admin"), T)
    return History(list(roster.statements))


def active(roster):
    """Give who may sign."""
    return {name for name, author in roster.authors.items() if author.active}


def end_all(history, secret, honest):
    """Let somebody revoke everybody else they see, until nobody else is left."""
    while others := sorted(active(history.read()) - honest):
        roster = statements.revoke_author(history.read(), secret, others[0], [], T)
        history.signed = list({*history.signed, *roster.statements})


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_order_and_repetition_never_matter(steps, rng):
    history = founded()
    history.attack(steps, [OPORA.author, id_of("a"), id_of("b"), id_of("fake sheet")])
    shuffled = history.signed + rng.choices(history.signed, k=5)
    rng.shuffle(shuffled)

    assert rosters.read(shuffled) == history.read()


@given(STEPS, STEPS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_nobody_comes_back_while_the_founder_is_honest(before, after, rng):
    history = founded()
    keys = [id_of(name) for name in (*NAMES, "fake sheet")]
    history.attack(before, keys)
    honest = {OPORA.author, id_of("sheet")}
    roster = statements.add_author(history.read(), OPORA.secret, someone("nurse"), T)
    history.signed = list({*history.signed, *roster.statements})
    end_all(history, OPORA.secret, honest | {id_of("nurse")})

    rng.shuffle(history.signed)
    history.attack(after, keys)

    assert active(history.read()) == honest | {id_of("nurse")}


@given(STEPS, STEPS, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_no_founder_comes_back_while_the_sheet_is_honest(before, after, rng):
    history = founded()
    keys = [OPORA.author, *(id_of(name) for name in (*NAMES, "fake sheet"))]
    history.attack(before, keys)
    if id_of("sheet") not in active(history.read()):
        return  # its founder was faster: undone with everything, so nobody is left to come back for
    end_all(history, seed("sheet"), {id_of("sheet")})

    rng.shuffle(history.signed)
    history.attack(after, keys)

    assert active(history.read()) <= {id_of("sheet")}


@given(STEPS, STEPS)
@settings(max_examples=60, deadline=None)
def test_a_statement_that_comes_later_never_gives_a_revoked_key_back_by_itself(before, after):
    history = founded()
    history.attack(before, [id_of("a"), id_of("b")])
    roster = history.read()
    if id_of("a") not in active(roster):
        return
    ended = statements.revoke_author(roster, OPORA.secret, id_of("a"), [], T)
    history.signed = list({*history.signed, *ended.statements})

    history.attack(after, [id_of("a")])

    assert id_of("a") not in active(history.read())


def test_a_thousand_statements_are_read_in_a_moment():
    history = History(list(OPORA.roster.statements))
    for number in range(1000):
        body = {"pub": seed(str(number)), "roles": ["caseworker"], "device": None}
        history.write(OPORA.secret, history.signed[-1:], "add_author", body)
    history.read()
    history.write(OPORA.secret, history.signed[-1:], "moon", {})

    start = time.perf_counter()
    roster = history.read()

    assert time.perf_counter() - start < 0.5
    assert len(roster.authors) == 1001
    assert random.choice(list(roster.authors.values())).active  # noqa: S311 - any of them
