"""Head files: one way to write them, and none that a revocation does not name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain.codec import pack, unpack
from regdesk.errors import Refused
from regdesk.wire import heads, statements
from regdesk.wire.heads import Head, HeadFile
from tests.trust import CENTRE, OPORA, T, id_of, seed, someone

ROWS = (Head(b"s" * 16, "case", 2, b"i" * 32), Head(b"s" * 16, "clinical", 1, b"j" * 32))
FILE = HeadFile(OPORA.org32, id_of("nurse"), CENTRE.org32, ROWS)
DATA = heads.write(FILE, bytes(32))


def revoked(*files):
    """Give a roster that revokes the nurse and names these files."""
    start = statements.add_author(OPORA.roster, OPORA.secret, someone("nurse"), T)
    return statements.revoke_author(start, OPORA.secret, id_of("nurse"), map(heads.hash_of, files), T)


def test_a_head_file_that_a_revocation_names_is_read():
    assert heads.read(DATA, revoked(DATA, b"another")) == FILE


@pytest.mark.parametrize("roster", [None, OPORA.roster, CENTRE.roster, revoked(b"another")])
def test_a_head_file_that_no_revocation_names_is_refused(roster):
    with pytest.raises(Refused) as refused:
        heads.read(DATA, roster)

    assert refused.value.message == heads.NOT_STATED


def test_a_file_about_one_author_says_nothing_about_another():
    other = heads.write(HeadFile(OPORA.org32, OPORA.author, CENTRE.org32, ROWS), bytes(32))

    with pytest.raises(Refused):
        heads.read(other, revoked(other))


def test_the_same_heads_have_another_hash_for_every_salt():
    assert heads.hash_of(DATA) != heads.hash_of(heads.write(FILE, seed("salt")))


def test_rows_stand_in_one_order():
    parts = unpack(DATA)
    parts[-1].reverse()

    with pytest.raises(Refused):
        heads.parse(pack(parts))
    assert heads.write(HeadFile(FILE.org, FILE.author, FILE.recipient, ROWS[::-1]), bytes(32)) == DATA


@given(st.binary(max_size=200))
def test_no_other_bytes_are_a_head_file(data):
    with pytest.raises(Refused):
        heads.parse(data)
