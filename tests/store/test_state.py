"""Small things remembered by name, drafts, and organisations."""

from datetime import date

import pytest

from regdesk.errors import Refused
from regdesk.store import peers, state
from regdesk.store.peers import Peer
from tests.store import whole
from tests.trust import CENTRE, OPORA


def test_a_value_is_remembered_through_a_restart(tmp_path):
    db = whole.file(tmp_path / "desk.db")
    values = {"cursor": 7, "server": "http://x", "key": b"\x00", "list": [1, ["a", None]], "map": {"a": True}}
    for name, value in values.items():
        state.put(db, name, value)
    state.put(db, "cursor", 8)
    db.close()

    db = whole.file(tmp_path / "desk.db")

    assert {**values, "cursor": 8} == {name: state.get(db, name, None) for name in values}
    assert 5 == state.get(db, "never put", 5)


def test_a_draft_is_kept_until_it_is_dropped():
    db = whole.file()
    state.keep_draft(db, "case/1", {"family_name": "Ас"}, 10)
    state.keep_draft(db, "case/1", {"family_name": "Асан"}, 30)
    state.keep_draft(db, "case/2", {}, 20)

    listed, value = state.drafts(db, "case/"), state.draft(db, "case/1")
    state.drop_draft(db, "case/1")

    assert [("case/1", 30), ("case/2", 20)] == listed
    assert {"family_name": "Асан"} == value
    assert None is state.draft(db, "case/1")


def test_a_peer_keeps_its_roster_its_introduction_and_the_day_digits_were_compared():
    db = whole.file()
    peers.keep(db, OPORA.org32, OPORA.roster.statements)
    peers.keep(db, CENTRE.org32, CENTRE.founded.statements)
    peers.introduce(db, CENTRE.org32, b"card")
    peers.compared(db, CENTRE.org32, date(2026, 11, 23))

    peers.keep(db, CENTRE.org32, CENTRE.roster.statements)

    centre = Peer(CENTRE.org32, CENTRE.roster.statements, b"card", date(2026, 11, 23))
    assert [Peer(OPORA.org32, OPORA.roster.statements), centre] == peers.peers(db)
    assert (centre, None) == (peers.peer(db, CENTRE.org32), peers.peer(db, b"?" * 32))


def test_an_older_roster_takes_nothing_from_the_one_kept():
    db = whole.file()
    peers.keep(db, OPORA.org32, OPORA.roster.statements)

    peers.keep(db, OPORA.org32, [*OPORA.founded.statements, b"no statement"])

    assert [Peer(OPORA.org32, OPORA.roster.statements)] == peers.peers(db)
    with pytest.raises(Refused):
        peers.keep(db, OPORA.org32, CENTRE.roster.statements)
