"""What must be so once everything works again and nothing moves any more."""

import itertools
from collections.abc import Iterable, Iterator

from regdesk.actions.desk import read_case, world
from regdesk.demo import proof
from regdesk.domain import consent, rights
from regdesk.domain.erasure import Erased, Gone
from regdesk.domain.journal import AuthorId, CaseFile, Entry, EntryId, OrgId, StreamId, accepted
from regdesk.domain.limits import NO_HEADS, REVOKED
from regdesk.domain.membership import Membership, membership
from regdesk.store import channels, misses, outbox, tray
from regdesk.store.outbox import recipients_of
from regdesk.sync import troubles
from regdesk.wire import calls, rosters, snapshots
from regdesk.wire.channels import missing
from tests.sim.play import Run, rounds
from tests.sim.region import ORGANISATIONS, Seat

SECRETS = (
    "Асанова",
    "Бакытовна",
    "ASANOVA",
    "+7 000 000-00-01",
    "000 000-00-01",
    "Алина С.",
    "Гульмира К.",
    "Борис Т.",
    "lab-result",
    "transfer-consent",
    "{cells}/uL",
    *(title for title, _, _ in ORGANISATIONS.values()),
)


def all_hold(run: Run) -> None:
    """Check everything; raise AssertionError that says what does not hold."""
    for stream in sorted(run.seen.entries):
        _case(run, stream)
    for seat in run.region.seats:
        _nothing_waits(run, seat)
        _nothing_is_put_aside(run, seat)
    _nobody_chatters(run)
    _the_server_is_blind(run)


def _case(run: Run, stream: StreamId) -> None:
    """Everybody has what is theirs, and reads the same from it."""
    entries = _known(run, stream)
    if not entries:
        return
    member = _membership(run, entries)
    orgs = {seat.desk.org for seat in run.region.seats}
    entitled = {org: _entitled(run, org, entries, member) for org in orgs}
    names = {one.id for one in entries}  # what was erased in the hour it was written was never seen
    for seat in run.region.seats:
        have = read_case(seat.desk, stream)
        lost = entitled[seat.desk.org] - set(have.by_id)
        assert not lost, f"{seat.name} lacks {_named(entries, lost)} of {stream.hex()[:6]}"
        too_much = set(have.by_id) & names - _ever_allowed(run, seat.desk.org, entries)
        assert not too_much, f"{seat.name} has {_named(entries, too_much)} of {stream.hex()[:6]}"
    _same_file(run, stream, member)
    _one_holder(stream, member)


def _known(run: Run, stream: StreamId) -> tuple[Entry, ...]:
    """Give all entries of a stream, without those that only a stolen or broken computer had.

    What a thief writes, or what was written after the backup that was put in its place, may never have left.
    Once any computer that is still in use has such an entry it is asked for everywhere, as any other.
    """
    here = {name for seat in run.region.seats for name in read_case(seat.desk, stream).by_id}
    gone = {*_revoked(run), run.earlier, run.thief}
    entries = run.seen.entries[stream].values()
    return tuple(one for one in entries if one.author not in gone or one.id in here)


def _membership(run: Run, entries: tuple[Entry, ...]) -> Membership:
    """Read the membership as far as everybody counts what makes it.

    A revoked author's offers and choices count up to the heads that were named, and only computers know
    those: what one of them bars is left out here. That they agree on it is `_same_file`'s business.
    """
    barred = {
        name
        for seat in run.region.seats
        for name, verdict in read_case(seat.desk, entries[0].stream).verdicts.items()
        if verdict in (REVOKED, NO_HEADS)
    }
    orgs = {name: one.org for name, one in _world(run).authors.items()}
    return membership((one for one in entries if one.id not in barred), orgs)


def _revoked(run: Run) -> set[AuthorId]:
    return {name for name, one in _world(run).authors.items() if one.revoked}


def _world(run: Run) -> rights.World:
    return world(run.region.seats[0].desk)


def _entitled(run: Run, org: OrgId, entries: tuple[Entry, ...], member: Membership) -> set[EntryId]:
    """Give what every computer of an organisation must have: its own, and what its part and consent give.

    What a stolen or broken computer wrote may be lost with it, unless a colleague has it and it counts there.
    What was erased at home may never have left, and what was erased by somebody whose part turned out to be
    none is gone though nothing stands for it. Consent is what the sender may know of: who gave a case away
    hears of no later consent, and keeps back what it kept back before.
    """
    authors, today = _world(run).authors, run.region.seats[0].desk.clock.today()
    cases = {seat.name: read_case(seat.desk, entries[0].stream) for seat in run.region.seats}
    found, doubtful = set[EntryId](), {*_revoked(run), run.thief}
    for entry in entries:
        whose = authors[entry.author].org
        known = [cases[seat.name] for seat in run.region.seats if seat.desk.org == whose]
        theirs = [cases[seat.name] for seat in run.region.seats if seat.desk.org == org]
        if entry.author in doubtful and not any(accepted(case.verdicts, entry.id) for case in known):
            continue
        if entry.id in _erased_in_vain(*known, *theirs):
            continue
        if whose == org or (
            org in recipients_of(entry, member)
            and not any(entry.id in _erased(case) for case in known)
            and any(consent.live(case, org, entry.section, today) for case in known)
        ):
            found.add(entry.id)
    return found


def _ever_allowed(run: Run, org: OrgId, entries: tuple[Entry, ...]) -> set[EntryId]:
    """Give all that could rightly have reached an organisation at some time."""
    authors = _world(run).authors
    orgs = {name: one.org for name, one in authors.items()}
    member = membership(entries, orgs)
    parts = member.parts_ever(org) | member.offered_ever(org)
    sections = {name for name, who in rights.RECEIVERS.items() if parts & who}
    return {one.id for one in entries if authors[one.author].org == org or one.section in sections}


def _same_file(run: Run, stream: StreamId, member: Membership) -> None:
    """Own computers read the same case; partners the same sections, as far as consent opens them.

    What was erased where it was written may have left to one of them and not to the other.
    """
    files = {seat.name: (seat, read_case(seat.desk, stream)) for seat in run.region.seats}
    for (name, (seat, case)), (other_name, (other, theirs)) in itertools.combinations(files.items(), 2):
        both = f"{name} and {other_name} read {stream.hex()[:6]} differently"
        if seat.kin == other.kin:
            assert not _odd(case, theirs), f"{both}: {_odd(case, theirs)}"
            continue
        gone = _by_who_left(run, case, theirs, member) | _erased(*(one for _, one in files.values()))
        for section in _shared(seat, other, case, member):
            apart = _standing(case, section) ^ _standing(theirs, section)
            assert apart <= gone, f"{both}: {section}"


def _by_who_left(run: Run, case: CaseFile, theirs: CaseFile, member: Membership) -> set[EntryId]:
    """Give the entries of organisations that receive nothing of a case any more, and so no consent."""
    authors, members = _world(run).authors, rights.receivers("case", member)
    return {one.id for one in (*case.entries, *theirs.entries) if authors[one.author].org not in members}


def _odd(case: CaseFile, theirs: CaseFile) -> str:
    """Name the entries that two computers of one organisation read differently."""
    names = {name for name, _ in case.verdicts.items() ^ theirs.verdicts.items()}
    return _named(case.entries + theirs.entries, names | (_standing(case) ^ _standing(theirs)))


def _shared(one: Seat, other: Seat, case: CaseFile, member: Membership) -> Iterator[str]:
    today = one.desk.clock.today()
    for section in rights.RECEIVERS:
        orgs = {one.desk.org, other.desk.org}
        if orgs <= rights.receivers(section, member) and all(
            consent.live(case, org, section, today) for org in orgs
        ):
            yield section


def _standing(case: CaseFile, section: str = "") -> set[EntryId]:
    return {entry.id for entry in case.standing if section in ("", entry.section)}


def _erased(*cases: CaseFile) -> set[EntryId]:
    return {entry.id for case in cases for entry in case.entries if isinstance(entry.fact, Gone)}


def _erased_in_vain(*cases: CaseFile) -> set[EntryId]:
    """Give what was taken away by an erasing that does not count any more: nobody can bring it back.

    So when the case itself was opened at a stolen computer after the last that counts of it.
    """
    return {
        EntryId(stub.id)
        for case in cases
        for entry in case.entries
        if isinstance(entry.fact, Erased) and not accepted(case.verdicts, entry.id)
        for stub in entry.fact.stubs
    }


def _one_holder(stream: StreamId, member: Membership) -> None:
    if not member.grants:
        return
    for part in ("host", "centre"):
        held = {grant.org for grant in member.holders(part)}
        ever = any(grant.part == part for grant in member.grants.values())
        assert len(held) == 1 or not ever, f"{stream.hex()[:6]} has {len(held)} holders of {part}"


def _nothing_waits(run: Run, seat: Seat) -> None:
    """Nothing is to be sent that its recipient lacks and should have, and nothing that came is unanswered.

    A row may wait for ever where consent holds it back. Own computers answer only with their next batch, or
    two of them would answer each other for ever, so their ticks are not asked for. A revoked author's missing
    batches will not come: whoever has the computer does not send them.
    """
    db = seat.desk.write
    for org in {one.desk.org for one in run.region.seats}:
        for row in outbox.waiting(db, org):
            entries = _known(run, row.stream)
            theirs = [read_case(one.desk, row.stream) for one in run.region.seats if one.desk.org == org]
            lacks = any(row.id not in case.by_id for case in theirs)
            needless = lacks and row.id in _entitled(run, org, entries, _membership(run, entries))
            what = f"{_named(entries, {row.id})} of {row.stream.hex()[:6]} for {org.hex()[:4]}"
            assert not needless, f"{seat.name} lets {what} wait"
    assert not channels.to_push(db), f"{seat.name} has batches to push"
    sql = "SELECT count(*) FROM outbox WHERE k IS NOT NULL AND acked = 0 AND recipient <> ?"
    unacked = db.execute(sql, (seat.desk.org,)).fetchone()[0]
    assert not unacked, f"{unacked} rows of {seat.name} are not acknowledged"
    authors = set(channels.waiting_for(db)) - _revoked(run)
    gaps = [gap for author in authors for gap in missing(channels.channel(db, author))]
    assert not gaps, f"{seat.name} waits for batches {gaps}"
    withheld = {one.author for one in misses.withheld(db)} - _revoked(run)
    assert not withheld, f"{seat.name} thinks something is withheld"


def _nothing_is_put_aside(run: Run, seat: Seat) -> None:
    """Raise where anything lies in the tray, unless it says what is true.

    That the server was set back may be said where it was. Two lines of statements may be told of where an
    administrator, set back to a backup, removed the stolen computer a second time: what was stated after the
    backup and before it was put in place is a branch of its own.
    """
    gone = troubles.from_refusal(calls.Refusal(reason="nothing")).message
    true = {snapshots.OLD_INDEX, gone} if run.set_back else set()
    if run.earlier and run.stolen:
        true.add(rosters.FORK)
    found = [(one.why, len(one.signed)) for one in tray.items(seat.desk.write) if one.why not in true]
    assert not found, f"{seat.name} put aside {found}"


def _nobody_chatters(run: Run) -> None:
    before = run.region.mailroom.heads()
    rounds(run, 2)
    after = run.region.mailroom.heads()
    assert before == after, f"chatter: {before} became {after}"


def _the_server_is_blind(run: Run) -> None:
    run.region.mailroom.lay_open()
    needles = {form for word in SECRETS for form in proof.forms(word)}
    for folder in (run.region.folder / "server", *run.region.folder.glob("copy-*")):
        assert not proof.found(folder, needles), f"readable at the server: {proof.found(folder, needles)}"


def _named(entries: Iterable[Entry], names: set[EntryId]) -> str:
    found = (
        f"{one.section}/{one.kind} n={one.n} {one.author.hex()[:4]}" for one in entries if one.id in names
    )
    return "; ".join(sorted(found))
