"""What is to be done: the verbs of each step on both sides, and the groups of the day."""

from datetime import date, timedelta

import pytest

from regdesk.domain.book import Task
from regdesk.domain.erasure import DECLINED_DAYS, Erasure, Retain
from regdesk.domain.escalations import Escalation
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.links import Link
from regdesk.domain.membership import Offer
from regdesk.domain.orders import Order
from regdesk.domain.outcomes import Closed
from regdesk.domain.papers import Submission
from regdesk.domain.questions import Question
from regdesk.domain.reviews import ReviewDecision
from regdesk.domain.supply import Handover, Parcel
from regdesk.store import journal, todo
from regdesk.store.due import VERBS
from tests import make
from tests.make import CENTRE, HOST, TODAY
from tests.store import whole


def on(days):
    """Give the day that many days from today."""
    return TODAY + timedelta(days=days)


def seen(written, own=HOST, day=TODAY):
    """Give (group, verb) of all rows of a desk's Today."""
    db = whole.file()
    journal.add(db, written.signed(), make.world(own), today=day)
    rows = todo.today(db, day)
    assert {row.verb for row in rows} <= set(VERBS)
    return [(row.group, row.verb) for row in rows]


def both(written):
    """Give what is to be done on the host's and on the centre's desk."""
    return seen(written), seen(written, CENTRE)


def test_the_six_steps_name_the_next_thing_to_whoever_is_to_do_it():
    new, written = make.Journal(), make.opened()
    new.write(HOST, make.CaseOpened(org=HOST.id, nonce=make.NONCE, part="host"))
    submitted = make.opened()
    submitted.write(HOST, Submission(on=TODAY, papers=(bytes(20),)))

    assert [("today", "identify")] == seen(new)
    assert ([("today", "send-package")], [("waiting", "send-package")]) == both(written)
    assert ([("waiting", "review")], [("today", "review")]) == both(submitted)
    assert ([("waiting", "plan")], [("today", "plan")]) == both(whole.reviewed())
    assert ([("waiting", "assemble")], [("today", "assemble")]) == both(whole.prescribed())
    assert ([("week", "contact")], []) == (seen(whole.handed_over()), seen(whole.handed_over(), CENTRE)[1:])


def test_a_parcel_passes_from_hand_to_hand():
    written, parcel = whole.packed()
    packed = both(written)
    whole.event(written, CENTRE, parcel, "dispatched")
    under_way = both(written)
    late = seen(written, day=on(22))
    whole.event(written, HOST, parcel, "received")
    arrived = both(written)

    assert ([("waiting", "dispatch")], [("today", "dispatch")]) == packed
    assert ([("waiting", "carry")], [("waiting", "carry")]) == under_way
    assert ("today", "ask-parcel") in late
    assert ([("today", "hand-over")], [("waiting", "hand-over")]) == arrived


def test_stock_that_runs_out_is_urgent_on_every_desk_until_a_parcel_is_handed_over():
    written = whole.prescribed()
    written.write(HOST, whole.counted(14))
    urgent = both(written)
    written.write(HOST, Handover(on=TODAY, days=90))

    assert ([("urgent", "assemble")], [("urgent", "assemble")]) == urgent
    assert [] == [group for group, _ in seen(written) if group == "urgent"]


@pytest.mark.parametrize(
    ("left", "here", "there"),
    [
        (46, [], []),
        (45, ["week"], ["waiting"]),
        (44, ["week"], ["waiting"]),
        (36, ["week"], ["waiting"]),
        (35, ["today"], ["waiting"]),  # the order-by date of a way of 21 days
        (15, ["today"], ["waiting"]),
        (14, ["urgent"], ["urgent"]),
        (13, ["urgent"], ["urgent"]),
    ],
)
def test_an_order_shows_at_45_days_is_due_at_35_and_critical_at_14_on_both_desks(left, here, there):
    written = whole.handed_over()

    found = [
        [group for group, verb in seen(written, own, on(90 - left)) if verb == "order"]
        for own in (HOST, CENTRE)
    ]

    assert [here, there] == found


def test_an_order_is_the_centres_to_assemble_though_much_is_left_and_a_question_is_open():
    written = whole.handed_over()
    written.write(HOST, Order(on=TODAY, days=180, wanted_by=on(60)))
    written.write(CENTRE, Question(text="Куда?"))

    here, there = both(written)

    assert ("waiting", "assemble") in here
    assert "order" not in {verb for _, verb in here}
    assert {("today", "assemble"), ("waiting", "answer")} <= set(there)


def test_an_order_after_the_prescription_ended_asks_for_a_new_one():
    written = whole.handed_over()
    written.write(HOST, Order(on=on(31)))

    assert ("waiting", "prescribe") in seen(written, day=on(31))
    assert ("today", "prescribe") in seen(written, CENTRE, on(31))


def test_an_order_is_answered_by_the_next_parcel():
    written = whole.handed_over()
    written.write(HOST, Order(on=TODAY))
    written.write(CENTRE, Parcel(number="P-2", on=TODAY))

    assert ("waiting", "dispatch") in seen(written)
    assert not {verb for _, verb in seen(written)} & {"assemble", "order"}


@pytest.mark.parametrize(("age", "asked"), [(59, False), (60, False), (61, True)])
def test_what_was_last_counted_more_than_sixty_days_ago_is_counted_again(age, asked):
    written = whole.handed_over()
    written.write(HOST, whole.counted(180))

    assert asked == ("count-again" in {verb for _, verb in seen(written, day=on(age))})


def test_a_new_count_is_not_asked_for_where_an_order_begins_before():
    assert "count-again" not in {verb for _, verb in seen(whole.handed_over(), day=on(89))}


def test_medicines_from_home_that_run_out_before_registration_call_for_a_reserve():
    written = make.opened()
    written.write(HOST, whole.counted(10))

    assert ("urgent", "find-reserve") in seen(written)
    assert ("urgent", "find-reserve") not in seen(written, day=TODAY - timedelta(days=5))


def test_a_low_cd4_count_makes_a_package_urgent_though_nobody_said_so():
    written = make.opened()
    written.write(HOST, make.lab_result(value=150))
    written.write(HOST, Submission(on=TODAY, papers=(bytes(20),)))

    assert ([("waiting", "review")], [("urgent", "review")]) == both(written)


def test_a_review_is_todays_until_it_is_done_and_the_host_may_ask_the_coordinator_once_it_is_late():
    written = make.opened()
    package = written.write(HOST, Submission(on=TODAY, papers=(bytes(20),)))
    fresh = seen(written, CENTRE), seen(written, HOST)
    last, late = date(2026, 12, 7), date(2026, 12, 8)  # ten working days after a Monday
    on_time, overdue = seen(written, HOST, last), seen(written, HOST, late)
    written.write(HOST, Escalation(on=late, to="coordinator"), about=package.id)

    assert ([("today", "review")], [("waiting", "review")]) == fresh
    assert ("today", "escalate") not in on_time
    assert ("today", "escalate") in overdue
    assert [("waiting", "review")] == seen(written, HOST, late)


def test_a_late_urgent_review_is_urgent_for_the_host():
    written = make.opened()
    written.write(HOST, Submission(on=TODAY, papers=(bytes(20),), urgency="child"))

    assert ("urgent", "escalate") not in seen(written, HOST, on(2))
    assert ("urgent", "escalate") in seen(written, HOST, on(3))


def test_a_link_waits_for_a_second_person_of_the_centre():
    written = make.opened()
    written.write(CENTRE, Link(number="KG-1", evidence="same passport", on=TODAY))

    assert ("today", "confirm-link") in seen(written, CENTRE)


def test_an_urgent_package_is_urgent_for_the_centre():
    written = make.opened()
    written.write(HOST, Submission(on=TODAY, papers=(bytes(20),), urgency="pregnant"))

    assert ([("waiting", "review")], [("urgent", "review")]) == both(written)


def test_a_package_that_lacks_something_is_completed_by_the_day_it_was_asked_for():
    written = make.opened()
    package = written.write(HOST, Submission(on=TODAY, papers=(bytes(20),)))
    more = ReviewDecision(decision="more", on=TODAY, wanted=("cd4",), answer_by=on(3))
    written.write(CENTRE, more, about=package.id)

    assert ([("week", "complete-package")], [("waiting", "complete-package")]) == both(written)
    assert ("today", "complete-package") in seen(written, day=on(3))


def test_a_declined_case_is_closed_by_the_host_and_then_asks_for_nothing():
    written = make.opened()
    package = written.write(HOST, Submission(on=TODAY, papers=(bytes(20),)))
    decline = ReviewDecision(decision="decline", on=TODAY, reason="a", next_step="b")
    written.write(CENTRE, decline, about=package.id)
    declined = seen(written)
    written.write(HOST, Closed(outcome="refused", on=TODAY))

    assert [("today", "close")] == declined
    assert [] == seen(written)


def test_questions_tasks_and_two_versions_ask_for_an_answer():
    written = make.opened()
    written.write(CENTRE, Question(text="Когда?", answer_by=on(30)))
    written.write(HOST, Task(what="позвонить", due_on=on(1)))
    written.write(HOST, Task(what="готово", done=True))
    contact = next(e for e in written.entries if e.kind == "safe-contact")
    for phone in ("+7 000 000-00-02", "+7 000 000-00-03"):
        written.write(HOST, make.safe_contact(phone=phone), replaces=(contact.id,))

    here, there = both(written)

    assert {("week", "task"), ("today", "decide")} <= set(here)
    assert ("waiting", "answer") in there
    assert "task" not in {verb for _, verb in there}


def test_an_offered_part_is_all_that_an_unaccepted_case_asks():
    written = make.Journal()
    grant = written.write(HOST, make.CaseOpened(org=HOST.id, nonce=make.NONCE, part="host"))
    written.write(HOST, Offer(org=CENTRE.id, part="centre"), follows=grant.id)

    assert [("today", "accept-part")] == seen(written, CENTRE)


def test_rows_are_counted_by_group_and_listed_by_verb_beyond_any_limit():
    db, written = whole.file(), make.opened()
    for n in range(3):
        written.write(HOST, Task(what=str(n), due_on=TODAY))
    written.write(CENTRE, Question(text="Когда?"))
    whole.keep(db, written)

    shown = todo.today(db, TODAY, limit=2)

    assert 2 == len(shown)
    assert {"urgent": 0, "today": 5, "week": 0, "waiting": 0} == todo.counts(db, TODAY)
    assert ["answer"] == [row.verb for row in todo.today(db, TODAY, limit=2, verbs=("answer", "review"))]


def test_the_next_day_on_which_something_falls_due_is_said():
    db, written = whole.file(), whole.handed_over()
    written.write(HOST, FollowUp(on=on(1), next_on=on(20)))
    whole.keep(db, written)

    assert [("contact", on(20))] == [(row.verb, row.due_on) for row in todo.today(db, on(20))]
    assert on(20) == todo.next_due(db, TODAY)
    assert None is todo.next_due(db, on(2000))


def test_a_declined_case_is_to_be_erased_at_the_centre_after_ninety_days_unless_it_is_kept():
    written = make.opened()
    package = written.write(HOST, Submission(on=TODAY, papers=(bytes(20),)))
    written.write(
        CENTRE,
        ReviewDecision(decision="decline", on=TODAY, reason="not ours", next_step="ask at home"),
        about=package.id,
    )
    early = seen(written, CENTRE, on(DECLINED_DAYS - 1))
    late = seen(written, CENTRE, on(DECLINED_DAYS))
    request = written.write(HOST, Erasure(on=TODAY, sections=("person",)))
    written.write(CENTRE, Retain(on=TODAY, basis="the law on archives"), about=request.id)

    assert "erase-declined" not in {verb for _, verb in early}
    assert ("today", "erase-declined") in late
    assert "erase-declined" not in {verb for _, verb in seen(written, CENTRE, on(DECLINED_DAYS))}


def test_a_lost_parcel_asks_the_centre_for_another_and_the_host_for_a_bridge_and_the_risk():
    written, parcel = whole.packed()
    written.write(HOST, whole.counted(20))
    whole.event(written, CENTRE, parcel, "dispatched")
    whole.event(written, HOST, parcel, "lost")

    here, there = both(written)

    assert {("today", "assess-risk"), ("today", "find-reserve")} <= set(here)
    assert ("today", "assemble") in there


def test_no_bridge_is_looked_for_where_the_next_parcel_comes_in_time():
    verbs = {}
    for days in (20, 21, 22):
        written, parcel = whole.packed()
        written.write(HOST, whole.counted(days))
        whole.event(written, CENTRE, parcel, "dispatched")
        whole.event(written, HOST, parcel, "lost")
        verbs[days] = {verb for _, verb in seen(written)}

    assert [True, False, False] == ["find-reserve" in found for found in verbs.values()]


def test_two_parcels_packed_apart_for_one_person_wait_until_one_is_taken_apart():
    written, parcel = whole.packed()
    second = written.write(CENTRE, whole.packed()[1].fact, about=parcel.about)
    two = both(written)
    whole.event(written, CENTRE, second, "returned")

    assert ("waiting", "two-parcels") in two[0]
    assert ("today", "two-parcels") in two[1]
    assert [("today", "dispatch")] == seen(written, CENTRE)
