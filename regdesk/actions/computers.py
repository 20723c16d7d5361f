"""Computers and keys of the own organisation: who may sign, since when, and taking a computer or key away."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from regdesk.actions import audit, heads, renewal, syncing
from regdesk.actions.desk import Desk, roster, world
from regdesk.actions.may import check_admin
from regdesk.actions.partners import names
from regdesk.crypto import sheets
from regdesk.domain.codec import unpack
from regdesk.domain.journal import AuthorId, Changes
from regdesk.errors import Refused
from regdesk.i18n import N_
from regdesk.store import journal, peers, state
from regdesk.store.database import transaction
from regdesk.sync import epochs, heartbeat
from regdesk.wire import introductions, rosters, signatures, statements
from regdesk.wire.rosters import Roster

NOT_THIS = N_("You are working on this computer with this key. Remove it from another computer.")
STILL_USED = N_(
    "This computer was restored and still exchanges with these keys. Exchange once, lock RegDesk and open it "
    "again; then remove them."
)
GONE = N_("This was removed already.")


@dataclass(frozen=True)
class Key:
    """A person's key on one computer; `name` is empty where no card of it came yet.

    heard_ms  when something of this key last came (ms of this desk's clock; 0: never)
    """

    author: AuthorId
    name: str
    roles: frozenset[str]
    active: bool
    mine: bool
    added_on: date
    removed_on: date | None
    heard_ms: int


@dataclass(frozen=True)
class Computer:
    """A computer of the organisation and whose keys are on it; `here` is this one."""

    device: bytes
    active: bool
    here: bool
    added_on: date
    removed_on: date | None
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class Epoch:
    """A key epoch: when it began, and whether this computer has its seed."""

    number: int
    begun_on: date
    here: bool


@dataclass(frozen=True)
class Overview:
    """What the page of computers and keys shows.

    digits    30 digits for the list of keys as this computer has it: all computers must show the same
    sheet_on  the day of the newest paper recovery sheet; None where there is none
    admin     whether the person here may change anything
    removed   whether this computer or the person's key here was taken away
    """

    computers: tuple[Computer, ...]
    epochs: tuple[Epoch, ...]
    digits: str
    sheet_on: date | None
    admin: bool
    removed: bool


@dataclass(frozen=True)
class _Said:
    """One statement of a roster, read for its day."""

    kind: str
    body: dict[str, Any]
    on: date


def overview(desk: Desk) -> Overview:
    """Give everything the page of computers and keys shows."""
    own, said = roster(desk), _said(roster(desk))
    me = own.authors.get(desk.person.author)
    begun = {one.body["e"]: one.on for one in said if one.kind == "epoch"}
    sheets = [one.on for one in said if one.kind == "sheet"]
    return Overview(
        computers=tuple(_computers(desk, own, said)),
        epochs=tuple(Epoch(number, begun[number], number in desk.epochs) for number in sorted(own.epochs)),
        digits=introductions.own_digits(own.head32),
        sheet_on=sheets[-1] if sheets else None,
        admin=me is not None and me.active and rosters.ADMIN in me.roles,
        removed=removed(desk),
    )


def removed(desk: Desk) -> bool:
    """Say whether this computer, or the key of the person here, was taken out of the organisation.

    Either the list of keys says so, or the server, which refuses its mail; what was not sent stays here and
    can be written to a stick for the own organisation (`sticks.out`), where somebody may let it in.
    """
    if state.get(desk.read, syncing.REFUSED, 0):
        return True
    own = roster(desk)
    me = own.authors.get(desk.person.author)
    here = own.devices.get(rosters.device_id(desk.org, desk.device.sign_public))
    return me is None or not me.active or here is None or not here.active


def remove_computer(desk: Desk, device: bytes, sheet: bytes | None = None) -> Changes:
    """Take a computer and all keys on it away, and begin a key epoch it knows nothing of, in one go.

    All statements are written here or none; the next exchange brings them to the server. *sheet* is the
    secret of the paper sheet, where only that may do it. Raise Refused for the computer one works on.
    """
    own = roster(desk, desk.write)
    found = own.devices.get(device)
    if device == renewal.home(desk):
        raise Refused(NOT_THIS)
    if device == rosters.device_id(desk.org, desk.device.sign_public):
        raise Refused(STILL_USED)
    if found is None or not found.active:
        raise Refused(GONE)
    there = [name for name, one in own.authors.items() if one.device == device and one.active]
    return _remove(desk, there, [device], sheet)


def remove_key(desk: Desk, author: AuthorId, sheet: bytes | None = None) -> Changes:
    """Take one person's key on one computer away; the computer stays. A new key epoch begins."""
    found = roster(desk, desk.write).authors.get(author)
    if author == desk.person.author:
        raise Refused(NOT_THIS)
    if found is None or not found.active:
        raise Refused(GONE)
    return _remove(desk, [author], [], sheet)


def turn(desk: Desk, own: Roster, secret: bytes) -> Roster:
    """Begin the next key epoch for the computers in *own* and the sheet; call it in a transaction."""
    epochs.check_current(own, desk.epochs)
    epoch, wraps = epochs.make(own, desk.epochs)
    epochs.keep(desk.write, [epoch])
    epochs.keep_wraps(desk.write, epoch.number, wraps)
    return statements.add_epoch(own, secret, epoch.kem.public, wraps, desk.clock.now_ms())


def _remove(desk: Desk, authors: Iterable[bytes], devices: Iterable[bytes], sheet: bytes | None) -> Changes:
    if sheet is None:
        check_admin(desk)
    gone, now_ms = [AuthorId(one) for one in authors], desk.clock.now_ms()
    secret = sheets.sheet_keys(sheet).sign_secret if sheet else desk.person.secret
    with transaction(desk.write):
        audit.note(desk, "removed")
        own = roster(desk, desk.write)
        for author in gone:
            files = heads.keep(desk, heads.write(desk, author))
            own = statements.revoke_author(own, secret, author, files, now_ms)
        for device in devices:
            own = statements.revoke_device(own, secret, device, now_ms)
        own = turn(desk, own, secret)
        peers.keep(desk.write, desk.org, own.statements)
    touched = journal.streams(desk.write, gone)
    return journal.refresh(desk.write, touched, world(desk, desk.write), today=desk.clock.today())


def _computers(desk: Desk, own: Roster, said: Iterable[_Said]) -> Iterable[Computer]:
    added, taken = dict[bytes, date](), dict[bytes, date]()
    for one in said:
        added |= dict.fromkeys(_brought(own, one), one.on)
        taken |= {one.body[what]: one.on for what in ("author", "device") if one.kind == f"revoke_{what}"}
    called = names(desk, world(desk))
    heard = {one.author: one.at_ms for one in _heard(desk, own)}
    here = renewal.home(desk)
    for device, found in own.devices.items():
        if any(rosters.device_id(own.org32, one.pub) == device for one in own.authors.values()):
            continue  # a paper sheet
        keys = tuple(
            Key(
                author=AuthorId(name),
                name=called.of(AuthorId(name)),
                roles=one.roles,
                active=one.active,
                mine=name == desk.person.author,
                added_on=added[name],
                removed_on=taken.get(name),
                heard_ms=heard[AuthorId(name)],
            )
            for name, one in own.authors.items()
            if one.device == device
        )
        yield Computer(device, found.active, device == here, added[device], taken.get(device), keys)


def _heard(desk: Desk, own: Roster) -> list[heartbeat.Heard]:
    return heartbeat.last_heard(desk.read, desk.org, [AuthorId(name) for name in own.authors])


def _said(own: Roster) -> list[_Said]:
    parts = (unpack(signed[: -signatures.SIZE]) for signed in own.statements)
    return [_Said(kind, body, datetime.fromtimestamp(t / 1000, UTC).date()) for _, _, kind, body, t in parts]


def _brought(own: Roster, one: _Said) -> Iterable[bytes]:
    """Give the ids of the key and computer that a statement brought."""
    if "sign_pub" in one.body:
        yield rosters.device_id(own.org32, one.body["sign_pub"])
    if pub := one.body.get("pub" if one.kind != "sheet" else "sign_pub"):
        yield rosters.author_id(own.org32, pub)
