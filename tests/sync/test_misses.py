"""A missing batch is asked for and comes, or its number is given up and its entries come in another."""

from pathlib import Path

import pytest

from regdesk.actions import labs, records, syncing
from regdesk.actions.desk import Desk, read_case, record
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.journal import StreamId
from regdesk.errors import Refused
from regdesk.store import channels, misses, outbox, tray
from regdesk.sync import building
from regdesk.sync import misses as made
from tests import desks, make
from tests.sync.carrying import deliver, mail, results, talk


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk, StreamId]:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    talk(host, centre)
    return host, centre, case


def test_a_batch_lost_on_the_way_is_asked_for_and_sent_again_byte_for_byte(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    (lost,) = mail(host, centre)
    labs.add_result(host, case, make.lab_result(value=200))
    deliver(centre, mail(host, centre))
    assert not results(centre, case)

    deliver(host, mail(centre, host))
    again = mail(host, centre)

    assert lost in again
    deliver(centre, again)
    assert results(centre, case) == {100, 200}


def test_what_was_let_go_and_is_asked_for_again_is_given_up_and_its_entries_come_anew(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    lost = mail(host, centre)
    k = channels.last(host.write, centre.org, host.person.author)[0]
    outbox.acknowledged(host.write, centre.org, host.person.author, k)
    labs.add_result(host, case, make.lab_result(value=200))
    deliver(centre, mail(host, centre))

    talk(host, centre)

    assert results(centre, case) == {100, 200}
    assert not misses.voids(host.write, centre.org)
    deliver(centre, lost)
    assert results(centre, case) == {100, 200}
    assert not tray.items(centre.write, alarms=True)


def test_a_void_never_makes_a_lower_batch_that_is_lost_look_as_if_it_had_come(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    mail(host, centre)
    labs.add_result(host, case, make.lab_result(value=200))
    mail(host, centre)
    labs.add_result(host, case, make.lab_result(value=300))
    building.build_all(syncing.post_of(host))
    k = channels.last(host.write, centre.org, host.person.author)[0]
    made.give_up(syncing.post_of(host), centre.org, host.person.author, k)

    talk(host, centre, times=4)

    assert results(centre, case) == {100, 200, 300}
    assert not outbox.unsent_count(host.write)


def test_two_desks_that_both_miss_a_batch_of_the_other_do_not_wait_for_each_other(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    labs.add_result(centre, case, make.lab_result(value=300))
    mail(host, centre)
    mail(centre, host)
    labs.add_result(host, case, make.lab_result(value=200))
    labs.add_result(centre, case, make.lab_result(value=400))

    talk(host, centre, times=4)

    assert results(host, case) == results(centre, case) == {100, 200, 300, 400}


def test_a_batch_only_a_colleague_saw_is_noticed_named_and_brought(
    pair: tuple[Desk, Desk, StreamId], tmp_path: Path
) -> None:
    host, centre, case = pair
    colleague = desks.second(centre, tmp_path / "second")
    talk(centre, colleague)
    deliver(host, mail(centre, host))
    labs.add_result(host, case, make.lab_result(value=100))
    seen_by_one = mail(host, centre)
    deliver(centre, seen_by_one)
    labs.add_result(centre, case, make.lab_result(value=300))
    to_both = mail(centre, colleague)

    deliver(colleague, to_both)

    assert [one.author for one in misses.withheld(colleague.write)] == [host.person.author]
    deliver(host, mail(colleague, host))
    deliver(colleague, mail(host, colleague))
    assert 100 in results(colleague, case)
    assert not misses.withheld(colleague.write)


def test_more_than_was_ever_built_is_not_believed_and_stops_the_key(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    old = channels.last(host.write, centre.org, host.person.author)[0]
    channels_k = channels.channel(centre.write, host.person.author)
    centre.write.execute(
        "UPDATE channel SET k = ? WHERE author = ?", (channels_k.last + 5, host.person.author)
    )
    labs.add_result(centre, case, make.lab_result(value=300))

    deliver(host, mail(centre, host))

    assert channels.last(host.write, centre.org, host.person.author)[0] == old
    with pytest.raises(Refused):
        labs.add_result(host, case, make.lab_result(value=100))
    assert not mail(host, centre)


def test_a_built_batch_that_has_not_left_is_called_off_when_consent_is_withdrawn(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result(value=100))
    building.build_all(syncing.post_of(host))
    (built,) = channels.to_push(host.write)
    given = read_case(host, case).current(TransferConsent)
    records.state(host, case, Withdrawal(on=make.TODAY), about=given.id)

    talk(host, centre)

    assert built.envelope not in mail(host, centre)
    assert not results(centre, case)
    assert read_case(centre, case).of(Withdrawal)
    assert [row.section for row in outbox.waiting(host.write, centre.org)] == ["clinical"]
    assert not tray.items(centre.write)


def lost_by_one_only(host: Desk, centre: Desk, colleague: Desk, case: StreamId) -> None:
    """Let a batch of the host reach the centre's first computer only; both heard the one after it."""
    talk(centre, colleague)
    deliver(host, mail(centre, host))
    deliver(host, mail(colleague, host))
    labs.add_result(host, case, make.lab_result(value=100))
    first = mail(host, centre)
    records.state(host, case, make.safe_contact(when="в выходные"))
    second = mail(host, centre)
    deliver(centre, [*first, *second])
    deliver(colleague, second)
    deliver(host, mail(centre, host))


def test_a_void_is_told_until_the_computer_that_asked_went_on_whatever_another_says(
    pair: tuple[Desk, Desk, StreamId], tmp_path: Path
) -> None:
    host, centre, case = pair
    colleague = desks.second(centre, tmp_path / "second")
    lost_by_one_only(host, centre, colleague, case)
    asked = mail(colleague, host)
    labs.add_result(centre, case, make.lab_result(value=300))

    deliver(host, [*asked, *mail(centre, host)])
    anew = mail(host, centre)
    deliver(colleague, anew)

    assert not channels.waiting_for(colleague.write)
    assert results(colleague, case) == {100}


def test_what_a_partner_may_not_send_again_comes_from_the_colleague_who_has_it(
    pair: tuple[Desk, Desk, StreamId], tmp_path: Path
) -> None:
    host, centre, case = pair
    colleague = desks.second(centre, tmp_path / "second")
    lost_by_one_only(host, centre, colleague, case)
    consent = read_case(host, case).of(TransferConsent)[0]
    record(host, case, Withdrawal(on=make.TODAY), about=consent.id)
    deliver(host, mail(colleague, host))
    told = mail(host, centre)
    deliver(centre, told)
    deliver(colleague, told)
    assert 100 not in results(colleague, case)

    talk(centre, colleague)

    assert 100 in results(colleague, case)
