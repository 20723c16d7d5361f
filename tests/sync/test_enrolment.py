"""A new computer of an organisation: by a one-time code and files on a stick, or through the server."""

from dataclasses import replace
from pathlib import Path

import pytest

from regdesk.actions import enrolment, joining, labs, may, partners, people, sticks, unlocking
from regdesk.actions.desk import my_roles, read_case, roster, world
from regdesk.actions.joining import NewComputer
from regdesk.crypto import enrolment as codes
from regdesk.domain.labs import LabResult
from regdesk.domain.people import Identity
from regdesk.errors import Refused
from regdesk.store import state
from regdesk.sync import troubles
from regdesk.wire import rosters
from tests import desks, make


def asking(code: bytes, hello: bytes) -> NewComputer:
    """Give what a new computer asks."""
    return NewComputer(
        code=code,
        hello=hello,
        person="Борис Т.",
        roles=frozenset({"caseworker"}),
        passphrase=desks.PASSPHRASE,
    )


def with_the_code_of(one, other):
    """Give a desk that learned another one's code, as a thief of the paper it is on."""
    code = state.get(one.write, "inviting", [])
    state.put(other.write, "inviting", code)
    return other


def waiting(first, folder):
    """Let a new computer ask an administrator's."""
    code = joining.read_code(enrolment.invite(first).text)
    return joining.begin(folder, asking(code.secret, code.hello), first.clock, first.random, desks.CHEAP)


def test_a_new_computer_reads_what_was_written_before_it_came_and_its_work_comes_back(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)
        people.accept(centre, case)
        desks.exchange(centre, host)

        colleague = desks.second(host, tmp_path / "colleague")
        desks.exchange(host, colleague)
        labs.add_result(colleague, case, make.lab_result())
        desks.exchange(colleague, host, centre)

    for desk in (host, colleague, centre):
        assert read_case(desk, case).one(Identity) == make.identity()
        assert len(read_case(desk, case).of(LabResult)) == 1
    assert partners.organisations(colleague).keys() == partners.organisations(host).keys()


def test_a_new_computer_knows_its_colleagues_by_name_before_its_first_exchange(tmp_path: Path) -> None:
    host, _ = desks.pair(tmp_path)

    colleague = desks.second(host, tmp_path / "colleague", "Борис Т.")

    names = partners.names(colleague, world(colleague))
    assert names.of(host.person.author) == "Алина С."
    assert names.of(colleague.person.author) == "Борис Т."
    assert my_roles(colleague) == {"caseworker", "clinician"}


def test_the_words_differ_where_somebody_else_answered_to_the_code(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    real = waiting(host, tmp_path / "new")
    code = codes.code_of(enrolment.invitation(host).groups)
    false = joining.begin(tmp_path / "false", asking(code, real.hello), host.clock, host.random, desks.CHEAP)

    asked = enrolment.asked(host, false.file)

    assert asked.words("ru") != real.words("ru")
    assert len(real.words("ru").split()) == 6


def test_what_is_handed_over_opens_only_on_the_computer_that_asked(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    real = waiting(host, tmp_path / "new")
    code = codes.code_of(enrolment.invitation(host).groups)
    thief = joining.begin(tmp_path / "thief", asking(code, real.hello), host.clock, host.random, desks.CHEAP)
    asked = enrolment.asked(host, real.file)

    answer, _ = enrolment.hand_over(host, asked, {"caseworker"})

    with pytest.raises(Refused):
        joining.finish(thief, answer)
    assert joining.finish(real, answer).org == host.org


def test_an_answer_of_another_organisation_is_refused_though_it_knows_the_code(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    other = desks.desk(tmp_path / "other", "Чужие", "host")
    real = waiting(host, tmp_path / "new")
    asked = enrolment.asked(host, real.file)
    false, _ = enrolment.hand_over(with_the_code_of(host, other), asked, {"admin"})

    with pytest.raises(Refused) as refused:
        joining.finish(real, false)

    assert refused.value.message == rosters.OTHER


def test_a_code_is_good_once_and_for_two_days(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    asked = enrolment.asked(host, waiting(host, tmp_path / "new").file)
    enrolment.hand_over(host, asked, {"caseworker"})
    with pytest.raises(Refused) as used:
        enrolment.hand_over(host, asked, {"caseworker"})

    enrolment.invite(host)
    now_ms = host.clock.now_ms() + enrolment.GOOD_FOR_MS
    later = replace(host, clock=replace(host.clock, now_ms=lambda: now_ms + 1))
    with pytest.raises(Refused) as late:
        enrolment.invitation(later)

    assert used.value.message == enrolment.NO_CODE
    assert late.value.message == enrolment.TOO_LATE


def test_only_an_administrator_lets_a_computer_in(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    colleague = desks.second(host, tmp_path / "colleague")

    with pytest.raises(Refused) as refused:
        enrolment.invite(colleague)

    assert refused.value.message == may.NOT_ADMIN


def test_a_waiting_computer_can_be_closed_and_goes_on_with_its_passphrase(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    before = waiting(host, tmp_path / "new")
    with pytest.raises(unlocking.StillJoining):
        unlocking.unlock(tmp_path / "new", desks.PASSPHRASE, host.clock, host.random, desks.CHEAP)

    again = joining.resume(tmp_path / "new", desks.PASSPHRASE, host.clock, host.random, desks.CHEAP)
    answer, _ = enrolment.hand_over(host, enrolment.asked(host, before.file), {"caseworker"})
    desk = joining.finish(again, answer)

    assert again.words("en") == before.words("en")
    assert roster(desk).authors[desk.person.author].device in roster(desk).devices


def test_joining_can_be_given_up_and_begun_with_another_code(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    joining.forget(waiting(host, tmp_path / "new"))

    desk = desks.second(host, tmp_path / "new")

    assert desk.org == host.org


def test_two_computers_join_through_the_server_alone(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        groups = enrolment.invite(host).groups
        enrolment.leave_hello(host)
        code = joining.read_code(" ".join(groups)).secret

        new = replace(asking(code, joining.fetch_hello(code, server.url)), server_url=server.url)
        real = joining.begin(tmp_path / "new", new, host.clock, host.random, desks.CHEAP)
        with pytest.raises(troubles.NotThere):
            enrolment.fetch_request(host)
        joining.send_request(real)
        asked = enrolment.asked(host, enrolment.fetch_request(host))
        with pytest.raises(troubles.NotThere):
            joining.fetch_answer(real)
        enrolment.hand_over(host, asked, {"caseworker"})
        enrolment.send_answer(host)
        desk = joining.finish(real, joining.fetch_answer(real))
        desks.exchange(host, desk)

    assert asked.words("ru") == real.words("ru")
    assert read_case(desk, case).one(Identity) == make.identity()


def test_a_large_answer_needs_several_boxes_and_arrives_whole(tmp_path: Path) -> None:
    sealed = bytes(range(256)) * 200

    parts = codes.parts(sealed)

    assert len(parts) == 4
    assert codes.joined(parts) == sealed


def test_a_partner_met_by_one_computer_is_met_for_all(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    colleague = desks.second(host, tmp_path / "colleague")
    centre = desks.desk(tmp_path / "centre", "Центр", "centre", country="KG")
    with desks.connected(tmp_path, host, colleague, centre):
        desks.exchange(host, colleague)
        desks.meet(host, centre)
        desks.exchange(host, colleague, centre)

        case = desks.new_person(colleague, centre)
        desks.exchange(colleague, centre)

    assert read_case(centre, case).one(Identity) == make.identity()


def test_what_was_written_before_there_were_colleagues_comes_by_stick_as_well(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    colleague = desks.second(host, tmp_path / "colleague")

    written = sticks.out(host, host.org, tmp_path)
    sticks.take_in(colleague, written.path)

    assert read_case(colleague, case).one(Identity) == make.identity()
