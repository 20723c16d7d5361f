"""Way times by the desk's own parcels, and the rows of other cases that rest on them."""

import json
from datetime import timedelta

import pytest

from regdesk.catalogue import whole as catalogue
from regdesk.domain.journal import stream_id
from regdesk.domain.membership import Accepted, CaseOpened, Offer
from regdesk.domain.routes import Route, WayTime
from regdesk.domain.supply import Dispensing, Handover, Packed, Parcel
from regdesk.store import journal, view_tables, ways
from tests import make
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole

COURIER = Route("KG", "RU", "courier")


def on(days):
    """Give the day that many days from today."""
    return TODAY + timedelta(days=days)


def delivered(number, days, way="courier", host_country="RU"):
    """Give the journal of one more person, who had a parcel in their hands after some days."""
    nonce = bytes([number]) * 16
    written = make.Journal(stream=stream_id("case", HOST.id, nonce))
    grant = written.write(
        HOST, CaseOpened(org=HOST.id, nonce=nonce, part="host", origin="KG", host_country=host_country)
    )
    offer = written.write(HOST, Offer(org=CENTRE.id, part="centre"), follows=grant.id)
    written.write(CENTRE, Accepted(part="centre"), follows=offer.id)
    item = Packed(item="A", units=90, packs=3, batch="B", expires_on=on(700))
    aside = written.write(CENTRE, Dispensing(on=TODAY, days=90, items=(item,)))
    parcel = written.write(CENTRE, Parcel(number="P", on=TODAY, way=way), about=aside.id)
    written.write(HOST, Handover(on=on(days), days=90), about=parcel.id)
    return written


def keep(db, *times, way="courier", **more):
    """Keep one person for each time on a desk."""
    for number, days in enumerate(times, 1):
        whole.keep(db, delivered(number, days, way, **more))


@pytest.mark.parametrize(
    ("times", "known"),
    [
        ((), WayTime(21, 21)),
        ((3, 4, 5, 30), WayTime(21, 21)),
        ((3, 4, 5, 30, 6), WayTime(5, 30, 5)),
        ((9, 9, 9, 9, 9), WayTime(9, 9, 5)),
    ],
)
def test_a_way_is_known_by_own_parcels_once_there_are_five(times, known):
    db = whole.file()

    keep(db, *times)

    assert known == ways.time(db, COURIER)


def test_another_way_and_another_country_are_other_routes():
    db = whole.file()

    keep(db, 3, 4, 5, 6, 7)

    assert WayTime(21, 21) == ways.time(db, Route("KG", "RU", "relative"))
    assert WayTime(21, 21) == ways.time(db, Route("KG", "KZ", "courier"))


def test_until_then_the_catalogues_days_stand():
    land = catalogue.current().countries["KG"]
    text = catalogue.shipped()
    told = text["countries/KG.toml"].replace('way = "courier"\n', 'way = "courier"\ndays = 12\n')
    assert not land.way_days("RU", "courier")

    catalogue.use(catalogue.read(text | {"countries/KG.toml": told}))
    try:
        assert WayTime(12, 12) == ways.time(whole.file(), COURIER)
    finally:
        catalogue.use(None)


def test_of_a_way_only_the_newest_hundred_parcels_count():
    db = whole.file()
    keep(db, *([3] * 100))
    older = delivered(200, -1)  # handed over before it was set aside: a date mistyped
    whole.keep(db, older)

    keep_newer = [delivered(number, 40) for number in range(101, 200)]
    for written in keep_newer:
        whole.keep(db, written)

    assert WayTime(40, 40, 100) == ways.time(db, COURIER)


def rows(db):
    """Give all that the views say, without the keys of rows."""
    found = {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in view_tables.TABLES}  # noqa: S608
    return {name: sorted(row[name == "due_view" :] for row in lines) for name, lines in found.items()}


def ordering(db, written):
    """Give by when a person's next delivery is to be ordered, and the reasons of that row."""
    sql = """
        SELECT due_on, reasons FROM due_view d JOIN stream s ON s.key = d.stream
         WHERE d.verb = 'order' AND s.id = ?
    """
    by, reasons = db.execute(sql, (written.stream,)).fetchone()
    return by, json.loads(reasons)


def test_a_handover_leaves_other_cases_until_the_day_begins_and_then_they_read_as_if_made_anew():
    db = whole.file()
    watched = whole.handed_over()
    whole.keep(db, watched)
    before = ordering(db, watched)

    keep(db, 30, 31, 32, 33, 40)
    same = ordering(db, watched)
    journal.catch_up(db, make.world(), today=TODAY)
    settled = rows(db)
    journal.rebuild(db, make.world(), today=TODAY)

    assert before == same == (str(on(90 - 35)), {"run_out": str(on(90)), "usual_days": 21, "lead_days": 21})
    # The sixth parcel is the watched person's own, handed over on the day it was set aside.
    assert WayTime(31, 40, 6) == ways.time(db, COURIER)
    by, reasons = ordering(db, watched)
    assert (str(on(90 - 54)), 31, 40) == (by, reasons["usual_days"], reasons["lead_days"])
    assert settled == rows(db)


def test_a_parcel_taken_back_is_forgotten():
    db = whole.file()
    keep(db, 3, 4, 5, 6)
    fifth = delivered(5, 30)
    whole.keep(db, fifth)
    known = ways.time(db, COURIER)
    handed = next(entry for entry in fifth.entries if entry.kind == "handover")

    fifth.write(HOST, Handover(on=on(8), days=90), about=handed.about, replaces=(handed.id,))
    whole.keep(db, fifth)

    assert (WayTime(5, 30, 5), WayTime(5, 8, 5)) == (known, ways.time(db, COURIER))
