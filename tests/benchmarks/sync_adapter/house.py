"""The one organisation of both desks: its second computer and person are on the roster from the beginning."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from regdesk.actions.desk import Clock, Desk, Person, world
from regdesk.crypto import keys
from regdesk.domain import codec
from regdesk.domain.journal import AuthorId, Entry, EntryId, OrgId
from regdesk.store import database, journal, peers
from regdesk.sync.http import clock_ms
from regdesk.wire import rosters, signatures, statements
from regdesk.wire.rosters import Device, RosterAuthor
from tests.benchmarks.sync_adapter import shapes

FILE: Final = "regdesk.data"
_CLOCK: Final = Clock(clock_ms, lambda: datetime.now(UTC).date())
_ROLES: Final = ("caseworker", "clinician")
_LUMP: Final = 200
Paper = dict[str, Any]


def found(common: Path) -> None:
    """Found the organisation; leave each desk its secrets in the *common* file."""
    now = clock_ms()
    devices = {name: keys.new_device() for name in "AB"}
    authors = {name: signatures.new_secret() for name in "AB"}
    epoch = keys.EpochKeys(1, keys.new_seed())
    public = {name: Device(one.sign_public, one.kem.public) for name, one in devices.items()}
    roster = statements.genesis(authors["A"], _ROLES, public["A"], now)
    roster = statements.add_device(roster, authors["A"], public["B"], now)
    second = rosters.device_id(roster.org32, public["B"].sign_pub)
    colleague = RosterAuthor(signatures.public(authors["B"]), frozenset(_ROLES), second)
    roster = statements.add_author(roster, authors["A"], colleague, now)
    roster = statements.add_epoch(roster, authors["A"], epoch.kem.public, codec.pack([]), now)
    paper = {
        "statements": list(roster.statements),
        "epoch": epoch.seed,
        "desks": {name: [authors[name], devices[name].pack()] for name in "AB"},
    }
    common.write_bytes(codec.pack(paper))


def open_desk(folder: Path, common: Path, name: str) -> Desk:
    """Open a desk from its raw key, made from what *common* holds the first time."""
    paper: Paper = codec.unpack(common.read_bytes())
    secret, device = paper["desks"][name]
    new = not (folder / FILE).exists()
    db = database.open_database(folder / FILE, secret, create=True)
    org = OrgId(rosters.read(paper["statements"]).org32)
    if new:
        peers.keep(db, org, paper["statements"])
    desk = Desk(
        folder=folder,
        write=db,
        read=database.reader(folder / FILE, secret),
        person=Person(AuthorId(rosters.author_id(org, signatures.public(secret))), secret, name),
        org=org,
        device=keys.unpack_device(device),
        epochs={1: keys.EpochKeys(1, paper["epoch"])},
        clock=_CLOCK,
        random=os.urandom,
        key=secret,
    )
    journal.catch_up(db, world(desk, db), today=desk.clock.today())
    return desk


def load(desk: Desk, cases: list[dict[str, Any]]) -> None:
    """Write the workload's cases as this desk's person."""
    known, today = world(desk, desk.write), desk.clock.today()
    at = desk.clock.now_ms()
    for start in range(0, len(cases), _LUMP):
        signed = list[bytes]()
        for case in cases[start : start + _LUMP]:
            signed += _signed(desk, case, at)
            at += len(case["entries"]) + 2
        journal.add(desk.write, signed, known, today=today)


def _signed(desk: Desk, case: dict[str, Any], at: int) -> Iterable[bytes]:
    stream, counts = shapes.stream_of(desk.org, case["id"]), dict[str, int]()
    for number, fact in enumerate(shapes.facts_of(desk.org, case)):
        n = counts[fact.section] = counts.get(fact.section, 0) + 1
        entry = Entry(
            id=EntryId(b""),
            stream=stream,
            section=fact.section,
            author=desk.person.author,
            n=n,
            at=at + number,
            fact=fact,
        )
        array = codec.encode(entry)
        yield array + signatures.sign(desk.person.secret, "regdesk/entry/v1", array)
