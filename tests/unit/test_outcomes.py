"""How a case ends: what each outcome must say, moves to another centre, and detention."""

from dataclasses import replace
from datetime import timedelta

import pytest

from regdesk.domain import detention, outcomes
from regdesk.domain.detention import ArrivalPlan, Detention
from regdesk.domain.facts import Fact
from regdesk.domain.membership import Accepted, Offer
from regdesk.domain.outcomes import OUTCOMES, Closed, Transfer
from regdesk.domain.people import Stay
from regdesk.domain.steps import progress
from regdesk.errors import Refused
from tests import make
from tests.make import CENTRE, HOST, TODAY

ENDS = [one for one in OUTCOMES if one != outcomes.OPEN]
HELD = Detention(what="detained", on=TODAY, source="a relative called")


def test_there_are_nine_ways_for_a_case_to_end():
    assert len(ENDS) == 9


@pytest.mark.parametrize("outcome", ENDS)
def test_every_outcome_says_how_it_is_known_closes_the_case_and_can_be_opened_again(outcome):
    written = make.opened()
    fact = make.closed(outcome)
    fact.check()
    with pytest.raises(Refused):
        replace(fact, source=" ").check()

    first = written.write(HOST, fact)
    shut = progress(written.file(), TODAY)
    written.write(HOST, Closed(outcome="open", on=TODAY), follows=first.id)

    assert (shut.closed, shut.turn) == (outcome, "")
    assert progress(written.file(), TODAY).closed == ""


@pytest.mark.parametrize("lacks", [{"received_by": ""}, {"confirmed_on": None}])
def test_nobody_is_transferred_before_the_other_centre_confirmed_it(lacks):
    with pytest.raises(Refused):
        replace(make.closed("transferred"), **lacks).check()


def test_a_duplicate_keeps_both_numbers():
    with pytest.raises(Refused):
        make.closed("duplicate", other_number="").check()


def test_opening_again_needs_no_reason():
    Closed(outcome="open", on=TODAY).check()


@pytest.mark.parametrize("kind", [Closed, Transfer, Detention])
def test_what_couriers_can_read_holds_no_cause_of_death(kind: type[Fact]):
    assert kind.section == "case"
    assert "cause" not in kind.__dataclass_fields__


def test_a_move_goes_on_until_another_centre_takes_the_case_or_it_is_closed():
    written = make.opened()
    assert outcomes.moving(written.file()) is None
    move = written.write(HOST, Transfer(on=TODAY, country="KZ"))
    begun = outcomes.moving(written.file())
    grant = next(entry for entry in written.entries if entry.kind == "accepted")
    offer = written.write(
        CENTRE, Offer(org=make.STRANGER.id, part="centre"), follows=grant.id, about=grant.id
    )
    offered = outcomes.moving(written.file())
    written.write(make.STRANGER, Accepted(part="centre"), follows=offer.id)

    assert begun
    assert offered
    assert (begun.id, offered.id) == (move.id, move.id)
    assert outcomes.moving(written.file()) is None


def test_a_closed_case_moves_no_more():
    written = make.opened()
    written.write(HOST, Transfer(on=TODAY, country="KZ"))

    written.write(CENTRE, make.closed("transferred"))

    assert outcomes.moving(written.file()) is None


def test_who_is_free_again_is_not_held_and_needs_a_new_arrival_plan_next_time():
    written = make.opened()
    first = written.write(HOST, HELD)
    plan = ArrivalPlan(on=TODAY + timedelta(days=5), place="Bishkek")
    written.write(CENTRE, plan, about=first.id)
    held, arrives = detention.held(written.file()), detention.arrival(written.file())
    free = written.write(HOST, replace(HELD, what="released"), follows=first.id)
    freed = detention.held(written.file())
    written.write(HOST, replace(HELD, what="deported"), follows=free.id)

    again = written.file()

    assert held
    assert arrives
    assert freed is None
    assert detention.held(again)
    assert detention.arrival(again) is None


def test_where_the_person_lived_is_named_for_the_host_country_only():
    written = make.opened()
    there = written.write(HOST, Stay(country="RU", region="Moscow"))
    written.write(HOST, Stay(country="KG", region="Osh"))

    assert detention.host_addresses(written.file()) == (there.id,)
