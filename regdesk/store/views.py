"""Tables that answer questions across cases: made from the journals, dropped and made again, never migrated.

A case file is the only thing a case screen reads; here stands only what lists, counts and search ask for.
Whoever changes how a row is filled raises VIEWS in store/view_tables.py, as for a changed table.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from regdesk.advice import urgency
from regdesk.advice.calendar import Visit
from regdesk.catalogue.named import key_of
from regdesk.domain import days, gap, routes, stock, supply
from regdesk.domain.consent import ContactConsent, TransferConsent
from regdesk.domain.journal import CaseFile, Entry, accepted
from regdesk.domain.membership import CaseCode, CaseOpened, Membership
from regdesk.domain.papers import Page
from regdesk.domain.pauses import Pause
from regdesk.domain.people import FormerName, Identity, IdentityPaper, SafeContact
from regdesk.domain.plans import Prescription
from regdesk.domain.reviews import Registration
from regdesk.domain.rights import World
from regdesk.domain.steps import progress
from regdesk.store import same_numbers, search, threads, ways
from regdesk.store.agenda import agenda
from regdesk.store.agenda_follow_up import next_on, planned
from regdesk.store.database import Database
from regdesk.store.due import Due, Seen, since
from regdesk.store.view_tables import TABLES, UNKNOWN
from regdesk.wire.encoding import chunk_count


def refresh(db: Database, case: CaseFile, member: Membership, world: World, today: date) -> None:
    """Make the rows of one stream anew; a stream that is no case has none but pages and stock."""
    stream = db.execute("SELECT key FROM stream WHERE id = ?", (case.id,)).fetchone()[0]
    numbers = same_numbers.before(db, stream)
    for table in TABLES:
        db.execute(f"DELETE FROM {table} WHERE stream = ?", (stream,))  # noqa: S608 - our own names
    _insert(db, "page_view", _pages(db, stream, case, world))
    _insert(db, "stock_view", _stock_rows(stream, case, world))
    ways.learn(db, stream, case)
    if not member.grants or not case.of(CaseOpened):
        same_numbers.renew(db, stream, numbers)
        return
    seen = Seen(case, member, world, progress(case, today), ways.coverage(db, case, today))
    _insert(db, "case_view", [(stream, *_case_row(seen, today))])
    _insert(db, "due_view", ((None, stream, *_due_row(seen, one)) for one in agenda(seen)))
    _insert(db, "calendar_view", ((stream, *_visit_row(*one)) for one in enumerate(planned(seen))))
    _insert(
        db,
        "parcel_view",
        ((parcel.id, stream, *_parcel_row(case, parcel)) for parcel in case.of(supply.Parcel)),
    )
    own = same_numbers.keys(case)
    _insert(db, "number_view", ((stream, key) for key in own))
    same_numbers.renew(db, stream, numbers | own)
    _insert(db, "thread_view", threads.rows(db, stream, seen))


def list_new(db: Database, rows: Iterable[tuple[Any, ...]]) -> None:
    """List cases that have just come (`store/listed.py`); `refresh` makes their rows whole."""
    _insert(db, "case_view", rows)


def _insert(db: Database, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    rows = list(rows)
    if rows:
        places = ", ".join("?" * len(rows[0]))
        db.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608 - our own names


def _case_row(seen: Seen, today: date) -> tuple[Any, ...]:
    case, own = seen.case, seen.world.own
    opened, code = case.one(CaseOpened), case.one(CaseCode)
    identity, registered = case.one(Identity), case.one(Registration)
    clock = urgency.clock(case, seen.coverage.run_out)
    parts = seen.parts or seen.member.parts_ever(own)
    return (
        code.code if code else "",
        search.code_key(code.code) if code else "",
        f"{identity.family_name} {identity.given_names}".strip() if identity else "",
        search_text(case),
        identity.born_on.year if identity and identity.born_on else None,
        opened.origin if opened else "",
        opened.host_country if opened else "",
        registered.number if registered else "",
        next((part for part in ("host", "centre", "carrier") if part in parts), ""),
        seen.offer is not None,
        not seen.parts,
        seen.progress.closed,
        seen.progress.step,
        seen.progress.turn,
        seen.progress.turn in seen.parts,
        since(seen),
        _iso(seen.coverage.run_out) or UNKNOWN,
        seen.coverage.way.usual,
        seen.coverage.lead_days,
        routes.route(case).way,
        " ".join(clock.codes(today)) if clock and not case.of(Prescription) else "",
        _iso(next_on(seen)),
        len(case.conflicts),
        len(case.undecided()),
        len(seen.progress.lacking),
        max(entry.at for entry in case.entries),
        _iso(_stale_on(seen, today)),
    )


def search_text(case: CaseFile) -> str:
    """Give the folded names, documents, phones, number and code of a case, for LIKE."""
    names: list[str] = []
    numbers = [paper.number for paper in case.all(IdentityPaper)]
    numbers += [fact.number for fact in case.all(Registration)]
    for one in case.all(Identity):
        names += [one.family_name, one.given_names, one.patronymic, one.family_latin, one.given_latin]
    for former in case.all(FormerName):
        names += [former.family_name, former.given_names, former.patronymic]
    numbers += [contact.phone for contact in case.all(SafeContact)]
    numbers += [search.code_key(fact.code) for fact in case.all(CaseCode)]
    return search.column(names, numbers)


def _due_row(seen: Seen, one: Due) -> tuple[Any, ...]:
    days = _iso(one.due_on), _iso(one.shows_on), _iso(one.urgent_on)
    values = {name: value.hex() if isinstance(value, bytes) else value for name, value in one.values.items()}
    reasons = json.dumps(values, ensure_ascii=False, sort_keys=True)
    ours = one.whose in seen.parts or (one.whose == "person" and "host" in seen.parts) or one.verb == "task"
    return (one.verb, one.whose, ours, one.since_ms, *days, reasons)


def _parcel_row(case: CaseFile, parcel: Entry) -> tuple[Any, ...]:
    fact = parcel.fact
    if not isinstance(fact, supply.Parcel):
        raise TypeError(parcel.kind)
    days = supply.days_in(case, parcel)
    about = (*case.about(parcel.id, supply.ParcelEvent), *case.about(parcel.id, supply.Handover))
    last_at = max(entry.at for entry in (parcel, *about))
    place = fact.number, supply.parcel_state(case, parcel), fact.way
    heard = case.about(parcel.id, supply.Handover) or (supply.news(case, parcel) or parcel,)
    receipt = any(getattr(entry.fact, "receipt", False) for entry in about)
    days_of_it = _iso(fact.on), _iso(fact.expected_on), days, last_at
    return (*place, *days_of_it, _iso(getattr(heard[-1].fact, "on", None)), receipt)


def _visit_row(place: int, one: Visit) -> tuple[Any, ...]:
    return place, _iso(one.on), one.at, one.what, one.who


def _stock_rows(stream: int, case: CaseFile, world: World) -> Iterable[tuple[Any, ...]]:
    """List what a journal does to the own organisation's stock (`domain/stock.py: lines`)."""
    own = {name for name, author in world.authors.items() if author.org == world.own}
    for one in stock.lines(case, own):
        batch = key_of(one.medicine), one.medicine.strip(), one.batch.strip().upper(), _iso(one.expires_on)
        yield stream, one.entry, one.item, *batch, one.units, one.pack, one.why, one.mark


def _pages(db: Database, stream: int, case: CaseFile, world: World) -> Iterable[tuple[Any, ...]]:
    """Name the attachments of all entries that count, replaced ones too: the history shows them."""
    for entry in case.entries:
        pages = getattr(entry.fact, "pages", ())
        if not pages or not accepted(case.verdicts, entry.id):
            continue
        sql = "SELECT key FROM entry WHERE stream = ? AND id = ?"
        key = db.execute(sql, (stream, entry.id)).fetchone()[0]
        own = world.authors[entry.author].org == world.own
        for page in {page.blob: page for page in pages if isinstance(page, Page)}.values():
            yield page.blob, stream, key, page.size, chunk_count(max(page.size, 0)), own


def _stale_on(seen: Seen, today: date) -> date | None:
    """Give the next day on which the same entries read differently: a supply reopens, a consent ends.

    While a pause without an end goes on, its case is read again each day: the run-out moves with it.
    """
    run_out = seen.coverage.run_out
    found = [days.plus(run_out, -gap.REFILL_DAYS), run_out] if run_out else []
    open_pauses = (one for one in seen.case.all(Pause) if one.until is None)
    found += [days.plus(max(today, one.since), 1) for one in open_pauses]
    consents = (*seen.case.all(ContactConsent), *seen.case.all(TransferConsent))
    found += [days.plus(fact.until, 1) for fact in consents if fact.until]
    return min((day for day in found if day > today), default=None)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
