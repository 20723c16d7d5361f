"""A server that lies over HTTP, with answers it signed itself: desks believe nothing it can make up."""

import tracemalloc
from contextlib import suppress
from dataclasses import replace
from itertools import count
from unittest.mock import patch

import pytest

from regdesk.actions import alarms, computers, labs, records, syncing
from regdesk.actions.desk import read_case, roster
from regdesk.domain.labs import LabResult
from regdesk.errors import RegDeskError
from regdesk.store import outbox
from regdesk.sync import http, recovering
from regdesk.wire import calls, rosters, signatures, statements
from tests import desks, make

DAY_MS = 24 * 60 * 60 * 1000


def later(town, days):
    """Let days pass for everybody."""
    town.hands.later(days)
    town.hands._ms = count(next(town.hands._ms) + days * DAY_MS)


def told(*found):
    """Give a lie that answers with these statements."""
    return lambda *_: calls.Statements(statements=found)


def try_to_exchange(town, *who):
    """Exchange as far as the lies let one."""
    for one in who:
        with suppress(RegDeskError):
            town.exchange(one)


def test_a_server_that_stands_still_is_noticed_after_two_weeks(town):
    town.lie("/v1/pull", calls.Pulled, lambda _, said: replace(said, items=(), next_after=said.head))
    labs.add_result(town.host, town.case, make.lab_result(value=1))

    for _ in range(2):
        later(town, 8)
        town.exchange()

    assert town.results(town.centre) == {100}
    assert {one.what for one in alarms.alarms(town.centre)} == {"silent-partner"}


def test_a_roster_that_only_looks_like_a_partners_is_not_taken_for_it(town):
    keys = rosters.Device(town.third.device.sign_public, town.third.device.kem.public)
    false = statements.genesis(signatures.new_secret(), ["clinician"], keys, 1)
    known = roster(town.host, org=town.centre.org)
    town.lie(f"/v1/roster/{town.centre.org.hex()}", calls.Statements, told(*false.statements))

    try_to_exchange(town, town.host)

    assert roster(town.host, org=town.centre.org) == known


def test_a_key_the_server_appends_to_a_roster_signs_for_nobody(town):
    secret, known = signatures.new_secret(), roster(town.host, org=town.centre.org)
    body = {
        "by": town.centre.person.author,
        "pub": signatures.public(secret),
        "roles": ["admin"],
        "device": None,
    }
    added = statements._sign(secret, [len(known.statements) + 1, known.head32, "add_author", body, 2])
    town.lie(f"/v1/roster/{town.centre.org.hex()}", calls.Statements, told(*known.statements, added))

    try_to_exchange(town, town.host)

    assert set(roster(town.host, org=town.centre.org).authors) == set(known.authors)


def test_a_revocation_the_server_hides_comes_with_the_next_batch(town):
    stolen = desks.second(town.host, town.folder / "stolen")
    town.exchange(town.host, stolen, town.centre)
    known = roster(town.host).statements
    town.lie(f"/v1/roster/{town.host.org.hex()}", calls.Statements, told(*known))
    computers.remove_computer(town.host, rosters.device_id(stolen.org, stolen.device.sign_public))
    labs.add_result(town.host, town.case, make.lab_result(value=1))

    try_to_exchange(town, town.host, town.host, town.centre)

    assert not roster(town.centre, org=town.host.org).authors[stolen.person.author].active


def test_two_branches_of_a_roster_shown_to_two_partners_come_together_and_are_an_alarm(town):
    whole = roster(town.host)
    keys = [rosters.Device(signatures.public(signatures.new_secret()), bytes(1216)) for _ in range(2)]
    ours, theirs = (statements.add_device(whole, town.host.person.secret, one, 3) for one in keys)
    path = f"/v1/roster/{town.host.org.hex()}"
    town.lie(path, calls.Statements, told(*ours.statements))
    town.exchange(town.centre)
    town.lie(path, calls.Statements, told(*theirs.statements))
    town.exchange(town.third)

    town.lie(path, calls.Statements, told(*ours.statements))
    town.exchange(town.third)

    assert rosters.FORK in town.alarms(town.third)
    assert set(roster(town.third, org=town.host.org).devices) >= {*ours.devices, *theirs.devices}


def test_lies_about_head_and_position_skip_nothing_for_good(town):
    far = 10**9
    town.lie("/v1/pull", calls.Pulled, lambda *_: calls.Pulled(items=(), next_after=far, head=far))
    labs.add_result(town.host, town.case, make.lab_result(value=1))
    town.exchange()
    town.evil.lies.clear()

    town.exchange()

    assert town.results(town.centre) == {1, 100}


def test_positions_told_backwards_end(town):
    town.lie("/v1/pull", calls.Pulled, lambda _, said: replace(said, next_after=0, head=said.head + 5))
    labs.add_result(town.host, town.case, make.lab_result(value=1))

    town.exchange()

    assert town.results(town.centre) == {1, 100}


def test_the_servers_time_decides_nothing(town):
    century = 100 * 365 * DAY_MS
    town.lie("/v1/hello", calls.Hello, lambda _, said: replace(said, now_ms=said.now_ms + century))
    try_to_exchange(town, town.host, town.centre)

    labs.add_result(town.host, town.case, make.lab_result(value=1))

    entry = next(e for e in read_case(town.host, town.case).of(LabResult) if e.fact.value == 1)
    assert entry.at < make.START_MS + DAY_MS
    assert town.host.clock.today() == make.TODAY


def test_a_server_that_says_again_and_again_that_it_is_new_is_an_alarm_and_not_obeyed(town):
    lives = count(1)
    labs.add_result(town.host, town.case, make.lab_result(value=1))
    town.exchange()
    with patch.object(recovering, "start_over", wraps=recovering.start_over) as obeyed:
        for _ in range(8):
            recovering.met(syncing.post_of(town.host), next(lives).to_bytes(16, "big"))

    assert obeyed.call_count <= recovering.CHANGES_A_DAY
    assert recovering.FLIPS in town.alarms(town.host)


@pytest.mark.parametrize("path", ["/v1/hello", "/v1/pull"])
def test_an_answer_without_end_is_cut_off(town, path):
    town.evil.endless = path
    tracemalloc.start()

    with pytest.raises(RegDeskError):
        town.exchange(town.host, times=1)

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 6 * http.LARGEST_ANSWER  # three of them are what the server sent
    town.evil.endless = ""
    town.exchange()


def test_what_is_dropped_before_it_was_read_is_brought_again(town):
    labs.add_result(town.host, town.case, make.lab_result(value=1))
    town.exchange(town.host, times=1)
    with town.evil._app.state.room.database.writing() as db:
        db.execute("DELETE FROM envelope", ())
        db.execute("UPDATE organisation SET floor = last", ())

    town.exchange(town.centre, town.host, times=2)
    later(town, 8)
    town.exchange(town.host, town.centre)

    assert town.results(town.centre) == {1, 100}


def test_two_computers_of_one_organisation_that_are_kept_apart_notice_it(town):
    colleague = desks.second(town.centre, town.folder / "second")
    town.exchange(town.host, town.centre, colleague, times=3)
    records.state(town.centre, town.case, make.safe_contact(when="в выходные"))
    device = rosters.device_id(colleague.org, colleague.device.sign_public).hex()
    town.lie(
        "/v1/pull",
        calls.Pulled,
        lambda asked, said: replace(said, items=()) if device in str(asked.headers) else said,
    )

    for _ in range(2):
        later(town, 8)
        town.exchange(town.host, town.centre, colleague)

    assert {one.what for one in alarms.alarms(colleague)} == {"silent-partner", "silent-colleague"}


def test_an_ack_the_server_makes_up_ticks_nothing(town):
    labs.add_result(town.host, town.case, make.lab_result(value=1))
    town.lie(
        "/v1/pull", calls.Pulled, lambda _, said: replace(said, items=(*said.items, (99, b"RD" + bytes(600))))
    )

    town.exchange(town.host)

    entry = next(e for e in read_case(town.host, town.case).of(LabResult) if e.fact.value == 1)
    assert marks(town, entry.id) == "server"


def marks(town, entry):
    """Give how far an entry got, as the host's window shows it."""
    return outbox.marks(town.host.write, town.case, town.host.org)[entry]
