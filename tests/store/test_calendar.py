"""The calendar across cases: days, counts, what is past its day, and what the doctor has to see."""

import time
from datetime import timedelta
from decimal import Decimal

from regdesk.domain.book import Task
from regdesk.domain.follow_ups import AdverseEvent, FollowUp
from regdesk.domain.outcomes import Closed
from regdesk.domain.plans import Planned
from regdesk.store import calendar, journal, todo
from tests import make
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole
from tests.treated import viral_load

DAY = timedelta(days=1)


def kept(written, own=HOST, on=TODAY):
    """Keep a journal on a desk and give its file."""
    db = whole.file()
    journal.add(db, written.signed(), make.world(own), today=on)
    return db


def verbs(written, own=HOST, on=TODAY):
    """Give the verbs of a desk's Today, each with its group."""
    return {row.verb: row.group for row in todo.today(kept(written, own, on), on)}


def test_a_day_lists_visits_tasks_and_parcels_that_are_expected():
    written, parcel = whole.packed()
    whole.event(written, CENTRE, parcel, "dispatched")
    written.write(HOST, Task(what="позвонить в аптеку", due_on=TODAY + 21 * DAY))
    written.write(HOST, FollowUp(on=TODAY, next_on=TODAY + 21 * DAY))
    db = kept(written)

    found = calendar.of_day(db, TODAY + 21 * DAY)

    assert {("visit", "agreed"), ("due", "task"), ("parcel", "dispatched")} <= {
        (one.kind, one.what) for one in found
    }
    assert {"МТКА 482-7"} == {one.code for one in found}
    assert len(found) == calendar.counts(db, TODAY, TODAY + 30 * DAY)[TODAY + 21 * DAY]
    assert [found[1]] == calendar.of_day(db, TODAY + 21 * DAY, limit=1, skip=1)


def test_what_is_past_its_day_is_listed_newest_first_until_it_is_done():
    written = whole.handed_over()
    days = [TODAY + n * DAY for n in (1, 3)]
    visits = tuple(Planned(on=on, what="viral-load") for on in days)
    written.write(CENTRE, make.plan(follow_ups=visits, start_on=TODAY), replaces=_plan(written))
    later = kept(written, on=TODAY + 40 * DAY)
    written.write(HOST, viral_load(TODAY + 4 * DAY, "<20"))

    rows, total = calendar.overdue(later, TODAY + 6 * DAY)
    day_before, _ = calendar.overdue(later, TODAY + 3 * DAY)
    done, _ = calendar.overdue(kept(written, on=TODAY + 40 * DAY), TODAY + 6 * DAY)

    assert (days[::-1], 2) == ([one.on for one in rows], total)
    assert [days[0]] == [one.on for one in day_before]
    assert [] == done


def test_a_closed_case_has_no_days():
    written = whole.handed_over()
    written.write(HOST, Closed(outcome="returned-home", on=TODAY))

    assert {} == calendar.counts(kept(written), TODAY, TODAY + 400 * DAY)


def test_a_test_shows_a_week_before_its_day_and_is_nobodys_harm():
    written = whole.handed_over()
    month_6 = make.TODAY.replace(year=2027, month=5)

    shown = [verbs(written, on=month_6 - n * DAY).get("test-due") for n in (8, 7, 0)]

    assert [None, "week", "today"] == shown


def test_a_severe_effect_is_urgent_for_the_doctor_until_the_centre_wrote_something():
    written = whole.handed_over()
    written.write(HOST, AdverseEvent(on=TODAY, what="сыпь", severity="moderate"))
    mild = verbs(written, CENTRE)
    written.write(HOST, AdverseEvent(on=TODAY, what="сыпь с температурой", severity="severe"))
    severe, here = verbs(written, CENTRE), verbs(written)
    written.write(CENTRE, FollowUp(on=TODAY, how="video"))

    assert "see-effect" not in mild
    assert ("urgent", "urgent") == (severe["see-effect"], here["see-effect"])
    assert "see-effect" not in verbs(written, CENTRE)


def test_a_viral_load_above_1000_waits_for_the_doctor_and_1000_does_not():
    month_7 = TODAY + 215 * DAY
    for text, waits in (("1000", False), ("1001", True)):
        written = whole.handed_over()
        written.write(HOST, viral_load(month_7, text))

        assert waits == ("see-result" in verbs(written, CENTRE, month_7))

    written.write(CENTRE, FollowUp(on=month_7, how="video"))
    assert "see-result" not in verbs(written, CENTRE, month_7)


def test_a_week_of_ten_thousand_people_is_read_in_a_tenth_of_a_second():
    db = kept(whole.handed_over())
    stream = db.execute("SELECT stream FROM case_view").fetchone()[0]
    on = [(TODAY + (n % 500 - 100) * DAY).isoformat() for n in range(50_000)]
    db.executemany(
        "INSERT INTO calendar_view VALUES (?, ?, ?, '', 'call', 'host')",
        ((stream, n + 100, day) for n, day in enumerate(on)),
    )

    began = time.perf_counter()
    counted = calendar.counts(db, TODAY, TODAY + 6 * DAY)
    of_day = calendar.of_day(db, TODAY)
    _, late = calendar.overdue(db, TODAY)
    took = time.perf_counter() - began

    assert Decimal(700) <= sum(counted.values()) <= Decimal(710)
    assert (100, 10_000) == (len(of_day), late)
    assert took < 0.5  # 0.1 s on a quiet computer; a shared one gets more


def _plan(written):
    return [one.id for one in written.entries if one.kind == "plan"]
