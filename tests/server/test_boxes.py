"""One-time boxes: for two people who share a code, one of whom the server does not know yet."""

import os
from contextlib import closing

import pytest

from regdesk.server import boxes
from regdesk.server.exchange import now_ms
from regdesk.sync import troubles
from regdesk.sync.http import Remote, stranger
from regdesk.wire import calls

HOUR_MS = 60 * 60 * 1000


@pytest.fixture
def newcomer(server):
    """The line of a computer the server never heard of."""
    with closing(Remote(stranger(server.url, server.answer_key))) as line:
        yield line


@pytest.fixture
def box():
    """The id of a fresh box."""
    return os.urandom(32)


def test_a_computer_without_keys_and_one_with_leave_things_for_each_other(ngo, newcomer, box):
    answer = os.urandom(32)

    ngo.line.put_box(box, b"come in")
    newcomer.put_box(answer, b"here is my key")

    assert newcomer.box(box) == b"come in"
    assert newcomer.box(box) == b"come in"
    assert ngo.line.box(answer) == b"here is my key"


def test_an_empty_box_is_not_there(newcomer, box):
    with pytest.raises(troubles.NotThere):
        newcomer.box(box)


def test_a_box_is_written_once(newcomer, box):
    newcomer.put_box(box, b"first")
    newcomer.put_box(box, b"first")

    with pytest.raises(troubles.BoxTaken):
        newcomer.put_box(box, b"second")

    assert newcomer.box(box) == b"first"


def test_a_box_holds_sixteen_kibibytes(newcomer, box):
    with pytest.raises(troubles.TooLarge):
        newcomer.put_box(box, bytes(calls.LARGEST_BOX + 1))

    newcomer.put_box(box, bytes(calls.LARGEST_BOX))


def test_a_box_is_gone_after_two_days_whether_swept_or_not(server, newcomer, box):
    database = server.room.database
    newcomer.put_box(box, b"sealed")

    assert boxes.get(database, box, now_ms() + 47 * HOUR_MS) == b"sealed"
    with pytest.raises(boxes.Declined):
        boxes.get(database, box, now_ms() + 49 * HOUR_MS)
    boxes.sweep(database, now_ms() + 49 * HOUR_MS)

    with pytest.raises(troubles.NotThere):
        newcomer.box(box)


def test_strangers_cannot_fill_the_server_or_ask_without_end(tmp_path, serve):
    with (
        serve(tmp_path, boxes=2, boxes_a_minute=6) as server,
        closing(Remote(stranger(server.url, server.answer_key))) as line,
    ):
        line.put_box(bytes(32), b"one")
        line.put_box(bytes([1] * 32), b"two")
        with pytest.raises(troubles.QuotaFull):
            line.put_box(bytes([2] * 32), b"three")
        line.put_box(bytes(32), b"one")
        with pytest.raises(troubles.Busy):  # noqa: PT012 - how many get through is not the claim
            for _ in range(5):
                line.box(bytes(32))


def test_what_answers_a_stranger_is_signed_by_the_pinned_key(server, box):
    with closing(Remote(stranger(server.url, bytes(32)))) as line, pytest.raises(troubles.ForeignAnswer):
        line.box(box)
