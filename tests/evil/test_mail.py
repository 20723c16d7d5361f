"""A server that changes, repeats, reorders or misdirects envelopes gets nothing in and hides nothing."""

from unittest.mock import patch

import pytest

from regdesk.actions import labs
from regdesk.actions.desk import read_case
from regdesk.store import channels, tray
from regdesk.sync import arriving
from regdesk.wire import encoding, messages
from tests import make
from tests.evil import forging

HEADER, WRAP = encoding.HEADER, 1200


def three(town):
    """Let the host write three envelopes to the centre."""
    found = []
    for value in (1, 2, 3):
        labs.add_result(town.host, town.case, make.lab_result(value=value))
        found += forging.mail(town.host, town.centre)
    assert len(found) == 3
    return found


def test_envelopes_in_any_order_and_again_and_again_come_to_the_same(town):
    one, two, last = three(town)

    forging.deliver(town.centre, last, two, one, last, one)
    forging.deliver(town.centre, two)

    assert town.results(town.centre) == {1, 2, 3, 100}
    assert not tray.count(town.centre.write)


@pytest.mark.parametrize("from_body", [True, False], ids=["bodies", "wraps"])
def test_parts_of_two_envelopes_make_no_third(town, from_body):
    one, two, _ = three(town)
    cut = HEADER + (WRAP if from_body else 0)
    spliced = (
        one[:cut] + two[cut:]
        if from_body
        else one[:HEADER] + two[HEADER : HEADER + WRAP] + one[HEADER + WRAP :]
    )

    report = forging.deliver(town.centre, spliced)

    assert report.put_aside == 1
    assert town.results(town.centre) == {100}
    forging.deliver(town.centre, one, two)
    assert town.results(town.centre) == {1, 2, 100}


def test_an_envelope_sent_to_somebody_else_is_read_by_nobody_else(town):
    one, *_ = three(town)
    redirected = one[: HEADER - 16] + encoding.mailbox_id(town.third.org) + one[HEADER:]

    first, second = (forging.deliver(town.third, it) for it in (one, redirected))

    assert first.put_aside == second.put_aside == 1
    assert not read_case(town.third, town.case).entries


@pytest.mark.parametrize("place", [2, 3], ids=["version", "wrap"])
def test_an_older_version_or_weaker_wrap_is_not_accepted(town, place):
    one, *_ = three(town)
    lower = one[:place] + bytes([one[place] - 1]) + one[place + 1 :]

    report = forging.deliver(town.centre, lower)

    assert report.put_aside == 1
    assert town.results(town.centre) == {100}


def test_an_envelope_of_another_epoch_opens_under_no_key(town):
    one, *_ = three(town)
    other = one[:4] + (2).to_bytes(4, "big") + one[8:]

    report = forging.deliver(town.centre, other)

    assert report.put_aside == 1
    assert town.results(town.centre) == {100}


def test_a_chain_that_forks_later_is_an_alarm_and_the_first_branch_stays(town):
    one, *_ = three(town)
    forging.deliver(town.centre, one)
    k = channels.channel(town.centre.write, town.host.person.author).last
    other = forging.envelope(town.host, town.centre, k=k + 1, prev=bytes(32), items=())

    forging.deliver(town.centre, other)

    assert town.alarms(town.centre) == [arriving.FORK]
    assert town.results(town.centre) == {1, 100}


def test_a_partner_cannot_pass_a_batch_on_as_if_it_was_for_another(town):
    content = forging.content(town.host, town.centre)

    report = forging.deliver(town.third, forging.seal(town.centre, town.third, content))

    assert report.put_aside == 1
    assert not channels.received(town.third.write).get(town.host.person.author)


def test_one_batch_of_very_many_entries_is_refused_as_a_whole(town):
    one = forging.entry(town.host, town.case, make.lab_result(value=1))
    with patch.object(messages, "MOST_ITEMS", 10**6):
        flood = forging.envelope(town.host, town.centre, items=(one,) * 2_001)

    report = forging.deliver(town.centre, flood)

    assert report.put_aside == 1
    assert town.results(town.centre) == {100}
