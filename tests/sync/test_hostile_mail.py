"""Mail that lies: nothing false is taken in, everything false is put aside where a person sees it."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.actions import labs, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.crypto import sealing
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.store import channels, journal, outbox, state, tray
from regdesk.sync import arriving, building, proving
from regdesk.sync.post import Report
from regdesk.wire import messages
from regdesk.wire.batches import Batch
from tests import desks, make


def mail(sender: Desk) -> list[bytes]:
    """Build what waits at the sender and give the envelopes."""
    building.build_all(syncing.post_of(sender))
    return [one.envelope for one in channels.to_push(sender.write)]


def deliver(recipient: Desk, envelopes: list[bytes]) -> Report:
    """Let envelopes arrive, as a server or a stick would bring them."""
    report = Report()
    arriving.receive(syncing.post_of(recipient), envelopes, 7, report)
    return report


def forged(sender: Desk, recipient: Desk, **changes: object) -> bytes:
    """Seal a batch signed by the sender's key with what a test wants it to say."""
    post = syncing.post_of(sender)
    own, partner = post.roster(sender.org), post.roster(recipient.org)
    assert own is not None
    assert partner is not None
    k, prev = channels.last(sender.write, recipient.org, sender.person.author)
    batch = Batch(
        sender=own.mark,
        author=sender.person.author,
        recipient=recipient.org,
        k=k + 1,
        prev=prev,
        t=make.START_MS,
        **changes,  # type: ignore[arg-type]
    )
    content = messages.sign(batch, sender.person.secret).content()
    return sealing.seal_to_partner(content, recipient.org, partner.epoch, partner.epochs[partner.epoch])


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Desk, Desk, StreamId]:
    host, centre = desks.pair(tmp_path)
    return host, centre, desks.new_person(host, centre)


def test_a_changed_bit_anywhere_in_an_envelope_is_put_aside_and_stops_nothing(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    (envelope,) = mail(host)

    @settings(max_examples=15)
    @given(st.integers(0, len(envelope) - 1), st.integers(1, 255))
    def put_aside(place: int, change: int) -> None:
        bad = bytearray(envelope)
        bad[place] ^= change
        assert deliver(centre, [bytes(bad)]).put_aside == 1

    put_aside()
    assert not read_case(centre, case).entries

    assert deliver(centre, [envelope[:-9], envelope]).received == 1
    assert read_case(centre, case).standing


def test_mail_of_an_organisation_that_was_never_met_is_not_read(
    pair: tuple[Desk, Desk, StreamId], tmp_path: Path
) -> None:
    _, centre, _ = pair
    stranger = desks.desk(tmp_path / "stranger", "Nobody", "host")
    desks.partners.meet(stranger, desks.partners.introduce(centre))
    desks.partners.confirm(stranger, centre.org)
    case = desks.new_person(stranger, centre)

    report = deliver(centre, mail(stranger))

    assert report.put_aside == 1
    assert [one.why for one in tray.items(centre.read, alarms=True)] == [arriving.STRANGER]
    assert not read_case(centre, case).entries


def test_an_entry_with_a_false_signature_is_put_aside_and_its_neighbours_arrive(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    labs.add_result(host, case, make.lab_result())
    rows = outbox.waiting(host.write, centre.org)
    items = outbox.bodies(host.write, [row.key for row in rows])
    false = items[-1][:-1] + bytes([items[-1][-1] ^ 1])

    deliver(centre, [forged(host, centre, items=(*items[:-1], false))])
    proving.prove_all(syncing.post_of(centre))

    assert not read_case(centre, case).of(LabResult)
    assert len(read_case(centre, case).entries) == len(items) - 1
    assert [one.why for one in tray.items(centre.read, alarms=True)] == [tray.FALSE_SIGNATURE]


def test_a_partner_cannot_sign_with_the_key_of_another(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, centre, case = pair
    deliver(centre, mail(host))
    before = read_case(centre, case).standing
    thief = replace(host, person=replace(host.person, author=centre.person.author))

    report = deliver(centre, [forged(thief, centre)])

    assert report.put_aside == 1
    assert read_case(centre, case).standing == before


def test_two_different_batches_with_one_number_raise_an_alarm(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, centre, _ = pair
    first, second = forged(host, centre), forged(host, centre, acks={centre.person.author: 1})

    deliver(centre, [first, second])

    assert [one.why for one in tray.items(centre.read, alarms=True)] == [arriving.EQUIVOCATION]


def test_the_cursor_moves_with_what_was_taken_in_and_not_before(pair: tuple[Desk, Desk, StreamId]) -> None:
    host, centre, case = pair
    envelopes = mail(host)
    with pytest.raises(ZeroDivisionError):
        deliver(centre, iter([envelopes[0], *(1 // 0 for _ in range(1))]))  # type: ignore[arg-type]

    assert state.get(centre.write, "cursor", 0) == 0
    assert not journal.read_case(centre.write, case, syncing.post_of(centre).world()).entries

    deliver(centre, envelopes)
    assert state.get(centre.write, "cursor", 0) == 7


def test_an_entry_of_an_author_not_known_yet_is_taken_in_when_the_roster_comes(
    pair: tuple[Desk, Desk, StreamId],
) -> None:
    host, centre, case = pair
    post = syncing.post_of(host)
    own = post.roster(host.org)
    assert own is not None
    items = tuple(outbox.bodies(host.write, [row.key for row in outbox.waiting(host.write, centre.org)]))
    foreign = make.opened().signed()[0]

    deliver(centre, [forged(host, centre, items=(*items, foreign))])

    assert [one.why for one in tray.items(centre.read)] == [tray.NO_AUTHOR]
    assert read_case(centre, case).standing
