"""Eleven invented people from the first parcel on, in the windows of two desks that are mostly offline."""

from datetime import timedelta

import pytest

from regdesk.actions import cases
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.detention import ArrivalPlan
from regdesk.domain.follow_ups import FollowUp, ReturnAssessed
from regdesk.domain.outcomes import CauseOfDeath, Closed
from regdesk.domain.steps import progress
from regdesk.domain.supply import Handover, Parcel, ParcelEvent
from regdesk.ui import words
from tests.chain import Chain

WEEK = timedelta(days=7)


@pytest.fixture
def chain(qtbot, light, tmp_path):
    """Give a host and a centre at their windows, without a line."""
    return Chain(qtbot, tmp_path)


def test_a_parcel_is_lost_and_another_takes_its_place(chain):
    stream = chain.registered("Турдубаев", "Эрлан", "1985", stock="20")
    chain.sign(stream)
    chain.assemble(stream)
    chain.exchange()
    chain.days(30)
    chain.host.go(stream, "supply")
    chain.host.press("Lost or damaged…", "Write it down")
    chain.exchange()

    chain.centre.go(stream, "supply")
    assert chain.centre.says("Assemble a parcel")
    chain.assemble(stream)
    chain.exchange()
    chain.arrive(stream)
    chain.hand_over(stream)
    chain.exchange()

    case = chain.case(stream)
    assert len(case.of(Parcel)) == 2
    assert len(case.of(Handover)) == 1
    assert chain.days_left(stream) == 90


def test_half_a_parcel_comes_and_only_what_is_counted_is_counted_on(chain):
    stream = chain.registered("Садыков", "Нурлан", "1979", stock="0")
    chain.sign(stream)
    chain.assemble(stream)
    chain.exchange()

    chain.host.go(stream, "supply")
    chain.host.press("The parcel has arrived")
    chain.host.write(what="partial", A="30")
    chain.host.press("Write it down")
    chain.hand_over(stream)
    chain.exchange()

    (handed,) = chain.case(stream).all(Handover)
    assert handed.days == 30
    assert chain.days_left(stream) == 30


def test_officials_take_a_parcel_away_and_what_others_may_have_learned_is_asked(chain):
    stream = chain.registered("Юсупов", "Азиз", "1993", stock="40")
    chain.sign(stream)
    chain.assemble(stream)
    chain.exchange()

    chain.host.go(stream, "supply")
    chain.host.press("Lost or damaged…")
    chain.host.write(what="seized")
    chain.host.press("Write it down", "What others may have learned")
    chain.host.write(risk="nothing")
    chain.host.press("Write it down")
    chain.exchange()

    whats = [event.what for event in chain.case(stream).all(ParcelEvent)]
    assert "seized" in whats
    assert chain.case(stream).all(ParcelEvent)[-1].risk == "nothing"


def test_a_pause_stops_the_clock_and_a_count_starts_it_anew(chain):
    stream = chain.on_treatment("Бекова", "Жылдыз", "1987", sex="f", stock="0")
    chain.days(10)
    left = chain.days_left(stream)
    chain.centre.go(stream, "summary")
    chain.centre.press("Pause the medicines…")
    chain.centre.write(until=chain.hands.day + timedelta(days=5), why="Before an operation")
    chain.centre.press("Declare the pause")
    chain.exchange()

    assert chain.days_left(stream) == left + 5
    chain.host.go(stream, "supply")
    chain.host.press("Count the stock")
    chain.host.write(days="70")
    chain.host.press("Write it down")
    chain.exchange()

    assert chain.days_left(stream) == 70 + 5


def test_who_takes_the_consent_back_is_left_alone_and_nothing_more_travels(chain):
    stream = chain.on_treatment("Исаев", "Руслан", "1996", stock="0")
    chain.host.go(stream, "summary")
    chain.host.press_in(TransferConsent.title, "Withdraw…")
    chain.host.write(why="I go home")
    chain.host.press("The person takes it back")
    chain.contact(stream, how="call", missed="0")
    chain.exchange()

    assert chain.host.case(stream).of(FollowUp)
    assert not chain.centre.case(stream).of(FollowUp)
    assert chain.centre.case(stream).of(Withdrawal)


def test_who_is_lost_and_comes_back_is_assessed_and_goes_on(chain):
    stream = chain.on_treatment("Раимова", "Гулзат", "1995", sex="f", stock="0")
    chain.days(15)
    for after in (1, 6, 7):
        chain.days(after)
        chain.contact(stream, how="no-answer", tried="call")
    chain.days(15)
    chain.host.go(stream, "summary")
    chain.host.press("Close the case…")
    chain.host.write(outcome="lost", source="three calls in vain")
    chain.host.press("Close the case")
    chain.exchange()
    assert progress(chain.case(stream), chain.hands.day).closed == "lost"

    chain.days(60)
    chain.host.go(stream, "summary")
    chain.host.press("Open again")
    chain.contact(stream, how="call", without_since=chain.hands.day - timedelta(days=20))
    chain.exchange()
    chain.centre.go(stream, "summary")
    chain.centre.press_any("Assess")
    chain.centre.write(decision="wait")
    chain.centre.press("Write it down")
    chain.exchange()

    case = chain.case(stream)
    assert progress(case, chain.hands.day).closed == ""
    assert case.one(ReturnAssessed).decision == "wait"


def test_who_moves_on_to_a_third_country_is_closed_once_the_new_centre_confirmed(chain):
    stream = chain.on_treatment("Давлатов", "Сухроб", "1983", stock="0")
    chain.host.go(stream, "summary")
    chain.host.press("The person moves…")
    chain.host.write(country="KZ", centre="Алматы")
    chain.host.press("Write it down", "Close the case…")
    chain.host.write(outcome="transferred", source="letter", received_by="Алматы")
    chain.host.press("Close the case")
    assert progress(chain.host.case(stream), chain.hands.day).closed == ""
    chain.host.write(confirmed_on=chain.hands.day)
    chain.host.press("Close the case")
    chain.exchange()

    assert chain.case(stream).one(Closed).received_by == "Алматы"


def test_a_death_closes_the_case_and_an_open_parcel_is_settled(chain):
    stream = chain.registered("Осмонов", "Кубан", "1961", stock="30")
    chain.sign(stream)
    chain.assemble(stream)
    chain.exchange()
    chain.host.go(stream, "summary")
    chain.host.press("Close the case…")
    chain.host.write(outcome="died", source="his brother called", cause="not known")
    chain.host.press("Close the case")
    chain.exchange()

    case = chain.case(stream)
    assert progress(case, chain.hands.day).closed == "died"
    assert case.one(CauseOfDeath).cause == "not known"
    todo = {one.verb for one in cases.look(chain.centre.desk, stream).todo}
    assert "settle-parcel" in todo


def test_a_detention_is_urgent_for_the_centre_and_medicines_wait_at_home(chain):
    stream = chain.on_treatment("Назаров", "Шухрат", "1992", stock="0")
    chain.host.go(stream, "summary")
    chain.host.press("Detained or deported…")
    chain.host.write(what="deported", source="a relative called", arrives_on=chain.hands.day + WEEK)
    chain.host.press("Write it down")
    chain.exchange()

    (todo,) = [one for one in cases.look(chain.centre.desk, stream).todo if one.verb == "arrange-arrival"]
    assert todo.urgent
    chain.centre.go(stream, "summary")
    chain.centre.press_any("Arrange")
    chain.centre.write(place="Центр, Бишкек")
    chain.centre.press("Write it down")
    chain.exchange()

    assert chain.case(stream).one(ArrivalPlan).place == "Центр, Бишкек"


def test_a_severe_effect_comes_before_the_doctor_at_once(chain):
    stream = chain.on_treatment("Алиева", "Зарина", "1998", sex="f", stock="0")
    chain.days(9)
    chain.told(chain.host, stream, "Unwanted effects", what="Сыпь и жар", severity="severe")
    chain.exchange()

    (todo,) = [one for one in cases.look(chain.centre.desk, stream).todo if one.verb == "see-effect"]
    assert todo.urgent
    chain.centre.visit("today")
    assert chain.centre.says(words.code_of(chain.centre.case(stream)))


def test_who_went_home_is_handed_to_the_register_in_person(chain):
    stream = chain.on_treatment("Эргешов", "Мирлан", "1975", stock="0")
    chain.host.go(stream, "summary")
    chain.host.press("Close the case…")
    chain.host.write(outcome="returned-home", source="registered in person in Osh")
    chain.host.press("Close the case")
    chain.exchange()

    assert progress(chain.case(stream), chain.hands.day).closed == "returned-home"
    assert not [one for one in cases.look(chain.host.desk, stream).todo if one.verb == "order"]
