"""A case through all six steps, and desks to keep it on: what the tests of the store stand on."""

import os
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.membership import CaseCode
from regdesk.domain.papers import Page, Submission
from regdesk.domain.people import IdentityPaper
from regdesk.domain.plans import Prescribed, Prescription
from regdesk.domain.reviews import Registration, ReviewDecision
from regdesk.domain.supply import Dispensing, Handover, Packed, Parcel, ParcelEvent, StockCount
from regdesk.store import database, journal
from tests import make
from tests.make import CENTRE, HOST, TODAY

KEY = bytes(range(32))
PAGE = Page(blob=b"b" * 16, key=b"k" * 32, root=b"r" * 32, size=20_000)


def file(path=database.MEMORY, key=KEY):
    """Open a fresh encrypted file, in memory unless a path is given."""
    return database.open_database(path, key, create=True)


def keep(db, written, own=HOST, **how):
    """Add what is new in a journal to a desk of *own*, as written there."""
    return journal.add(db, written.signed(), make.world(own), today=TODAY, **how)


def reviewed():
    """Give a journal up to step 4: package, decision, registration."""
    written = make.opened()
    paper = IdentityPaper(type="passport", number="AN 0123456", pages=(PAGE,))
    passport = written.write(HOST, paper)
    written.write(HOST, CaseCode(code="МТКА 482-7"))
    package = written.write(HOST, Submission(on=TODAY, papers=(passport.id,)))
    accept = ReviewDecision(decision="accept", on=TODAY, identity_level="L3")
    written.write(CENTRE, accept, about=package.id)
    written.write(CENTRE, Registration(number="KG-417", on=TODAY), about=package.id)
    return written


def prescribed():
    """Give a journal up to step 5: plan and prescription."""
    written = reviewed()
    plan = written.write(CENTRE, make.plan())
    line = Prescribed(item="A", inn="x", strength="1", form="tablet", quantity=90, packs=3, signa="1")
    paper = Prescription(number="1", medicines=(line,), on=TODAY, valid_to=TODAY + timedelta(days=30))
    written.write(CENTRE, paper, about=plan.id)
    return written


def packed():
    """Give a journal with a parcel for 90 days that is packed and expected in three weeks."""
    written = prescribed()
    item = Packed(item="A", units=90, packs=3, batch="B1", expires_on=TODAY + timedelta(days=700))
    dispensing = written.write(CENTRE, Dispensing(on=TODAY, days=90, items=(item,)))
    parcel = Parcel(number="P-1", on=TODAY, expected_on=TODAY + timedelta(days=21))
    return written, written.write(CENTRE, parcel, about=dispensing.id)


def event(written, org, parcel, what, on=TODAY):
    """Add news of a parcel."""
    return written.write(org, ParcelEvent(what=what, on=on), about=parcel.id)


def handed_over():
    """Give a journal at step 6: 90 days in the person's hands and a contact in a week."""
    written, parcel = packed()
    event(written, CENTRE, parcel, "dispatched")
    event(written, HOST, parcel, "received")
    written.write(HOST, Handover(on=TODAY, days=90), about=parcel.id)
    written.write(HOST, FollowUp(on=TODAY, weight=Decimal(60), next_on=TODAY + timedelta(days=7)))
    return written


def counted(days, on=TODAY):
    """Give a stock count."""
    return StockCount(on=on, days=days)


random_key = partial(os.urandom, 32)
LATER = date(2027, 6, 1)
FILES = Path(__file__).parent / "files"


def keep_for_later():
    """Write the file that later versions must still open: `python -m tests.store.whole`, once a schema."""
    path = FILES / f"schema-{len(database.migrations())}.db"
    db = file(path)
    keep(db, handed_over())
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


if __name__ == "__main__":
    keep_for_later()
