"""Push and pull over real HTTP."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta

import pytest

from regdesk.server import app
from regdesk.server.answers import today
from regdesk.sync import troubles
from regdesk.sync.http import Remote
from regdesk.wire import calls
from tests.bad_line import bad_line
from tests.served import envelope, joined, office, second_computer, served


def test_what_is_pushed_to_an_organisation_is_pulled_by_it_byte_for_byte(ngo, centre):
    sent = [envelope(centre.org, b"one", 600), envelope(centre.org, b"two", 5000)]

    added = ngo.line.push(sent)

    found = centre.line.pull(0)
    assert added == 2
    assert sorted(sent) == sorted(body for _, body in found.items)
    assert [1, 2] == [position for position, _ in found.items]
    assert (found.next_after, found.head) == (2, 2)
    assert centre.line.pull(2).items == ()


def test_one_push_may_go_to_several_organisations(ngo, centre):
    ngo.line.push([envelope(centre.org, b"theirs"), envelope(ngo.org, b"ours")])

    assert [1] == [position for position, _ in centre.line.pull(0).items]
    assert [1] == [position for position, _ in ngo.line.pull(0, own=True).items]


def test_pushing_again_adds_nothing_and_moves_nothing(ngo, centre):
    sent = [envelope(centre.org, b"one"), envelope(centre.org, b"one"), envelope(centre.org, b"two")]
    ngo.line.push(sent)
    before = centre.line.pull(0)

    added = ngo.line.push([*sent, envelope(centre.org, b"three")])

    assert added == 1
    after = centre.line.pull(0)
    assert after.items[:2] == before.items
    assert after.head == 3


def test_what_was_dropped_and_is_pushed_again_comes_again(ngo, centre):
    sent = [envelope(centre.org, b"one", 600), envelope(centre.org, b"two", 600)]
    ngo.line.push(sent)
    index = envelope(centre.org, b"index")
    centre.line.compact(calls.Compact(index=index, old=b"", snapshots=(), upto=2))

    added = ngo.line.push(sent[:1])

    assert added == 1
    assert centre.line.pull(2).items == ((3, sent[0]),)
    assert ngo.line.push(sent[:1]) == 0


def test_an_organisation_that_is_not_here_refuses_the_whole_push_and_is_named(ngo, centre):
    stranger = office()

    with pytest.raises(troubles.NoMailbox) as refused:
        ngo.line.push([envelope(centre.org, b"fine"), envelope(stranger.org, b"lost")])

    assert refused.value.said.address == envelope(stranger.org, b"")[8:24]
    assert centre.line.pull(0).head == 0


def test_bytes_that_are_no_envelope_are_refused(ngo):
    with pytest.raises(troubles.ServerTrouble):
        ngo.line.push([b"not an envelope at all, whatever it says"])


def test_an_envelope_of_a_later_version_asks_for_an_update(ngo):
    later = bytearray(envelope(ngo.org, b""))
    later[2] = 9

    with pytest.raises(troubles.NeedsUpdate):
        ngo.line.push([bytes(later)])


def test_eight_threads_pushing_at_once_leave_no_gap(server, centre):
    def push_twenty(name):
        it = office()
        with joined(server, it) as line:
            for i in range(20):
                line.push([envelope(centre.org, f"{name}/{i}".encode())])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(push_twenty, range(8)))

    positions = [position for position, _ in read_all(centre.line)]
    assert list(range(1, 161)) == positions


def test_a_page_holds_as_much_as_asked_for_and_one_envelope_at_least(ngo, centre):
    ngo.line.push([envelope(centre.org, bytes([i]), 20_000) for i in range(5)])
    centre.line.down.size = 45_000

    page = centre.line.pull(0)
    centre.line.down.size = 8_000
    small = centre.line.pull(page.next_after)

    assert len(page.items) == 2
    assert len(small.items) == 1
    assert small.next_after == 3


def test_what_this_computer_pushed_is_passed_over_but_its_colleague_gets_it(server, ngo):
    colleague = second_computer(ngo.office)
    ngo.line.extend_roster(ngo.org, extension(ngo.office, colleague))
    ngo.line.push([envelope(ngo.org, b"from the first")])

    own = ngo.line.pull(0)

    assert own.items == ()
    assert own.next_after == 1
    with closing(Remote(colleague.access(server))) as line:
        assert len(line.pull(0).items) == 1
    assert len(ngo.line.pull(0, own=True).items) == 1


def test_a_waiting_pull_wakes_as_soon_as_something_comes(server, ngo, centre):
    threading.Timer(0.3, lambda: ngo.line.push([envelope(centre.org, b"wake up")])).start()
    began = time.monotonic()

    found = centre.line.pull(0, wait_s=10)

    assert len(found.items) == 1
    assert 0.2 < time.monotonic() - began < 5
    assert found.waited_ms >= 200


def test_a_waiting_pull_does_not_wake_for_its_own_push(server, ngo):
    with closing(Remote(ngo.office.access(server))) as other:
        threading.Timer(0.2, lambda: other.push([envelope(ngo.org, b"mine")])).start()

        found = ngo.line.pull(0, wait_s=1)

    assert found.items == ()
    assert found.waited_ms >= 900
    assert found.next_after == 1


def test_a_line_cut_in_the_middle_of_a_push_leaves_nothing_and_the_next_push_all(server, ngo, centre):
    sent = [envelope(centre.org, bytes([i]), 30_000) for i in range(4)]
    with (
        bad_line(server.settings.port) as line,
        closing(Remote(ngo.office.access(server, url=line.url))) as far,
    ):
        far.hello()
        line.cut_up = 40_000

        with pytest.raises(troubles.NoConnection):
            far.push(sent)

        assert line.cuts == 1
        assert centre.line.pull(0).head == 0
        assert far.push(sent) == 4
    assert centre.line.pull(0).head == 4


def test_a_receipt_lost_on_the_way_back_costs_only_a_repeat(server, ngo, centre):
    sent = [envelope(centre.org, b"x", 2000)]
    with (
        bad_line(server.settings.port) as line,
        closing(Remote(ngo.office.access(server, url=line.url))) as far,
    ):
        far.hello()
        line.cut_down = 10

        with pytest.raises(troubles.NoConnection):
            far.push(sent)

        assert far.push(sent) == 0
    assert centre.line.pull(0).head == 1


def test_a_full_mailbox_takes_nothing_more(tmp_path, serve):
    it = office()
    with serve(tmp_path, quota=10_000) as server, joined(server, it) as line:
        line.push([envelope(it.org, b"a", 6000)])

        with pytest.raises(troubles.QuotaFull):
            line.push([envelope(it.org, b"b", 6000)])

        assert line.push([envelope(it.org, b"c", 3000)]) == 1


def test_a_disk_with_too_little_room_takes_nothing(tmp_path):
    it = office()
    with served(tmp_path, spare=1 << 60) as server, joined(server, it) as line:
        with pytest.raises(troubles.QuotaFull):
            line.push([envelope(it.org, b"a")])

        assert line.pull(0, own=True).head == 0


def test_an_envelope_or_a_request_that_is_too_large_is_refused_with_the_limit(tmp_path, serve):
    it = office()
    with serve(tmp_path, envelope_limit=10_000, request_limit=50_000) as server, joined(server, it) as line:
        with pytest.raises(troubles.TooLarge) as one:
            line.push([envelope(it.org, b"", 12_000)])
        with pytest.raises(troubles.TooLarge) as many:
            line.push([envelope(it.org, bytes([i]), 9_000) for i in range(8)])

    assert (one.value.said.limit, many.value.said.limit) == (10_000, 50_000)


def test_what_is_older_than_the_server_keeps_is_dropped_and_said_so(server, ngo, centre):
    ngo.line.push([envelope(centre.org, b"old", 1000)])
    app.sweep(server.room, today() + timedelta(days=401))
    ngo.line.push([envelope(centre.org, b"new")])

    with pytest.raises(troubles.BelowFloor) as refused:
        centre.line.pull(0)

    assert refused.value.said.floor == 1
    assert [2] == [position for position, _ in centre.line.pull(1).items]


def test_the_mailbox_keeps_no_sender_and_no_time_of_day(server, ngo, centre):
    ngo.line.push([envelope(centre.org, b"sealed")])

    with server.room.database.reading() as db:
        columns = [one[0] for one in db.execute("SELECT * FROM envelope").description]
        stored_on = db.execute("SELECT stored_on FROM envelope").fetchone()[0]
    assert columns == ["organisation", "position", "hash", "stored_on", "body"]
    assert len(stored_on) == len("2026-11-22")


def read_all(line):
    """Pull until the head is reached."""
    items, after = [], 0
    while (page := line.pull(after)).items:
        items += page.items
        after = page.next_after
    return items


def extension(old, new):
    """Give what brings the server from one roster to a longer one."""
    known = len(old.roster.statements)
    return calls.Extend(length=known, head=old.roster.head32, statements=new.roster.statements[known:])
