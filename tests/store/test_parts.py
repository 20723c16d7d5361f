"""Who has an attachment whole is what they said in a signed batch, told once and again where it got lost."""

from regdesk.store import channels, outbox, papers, parts
from regdesk.store.channels import Built
from tests.make import CENTRE, HOST
from tests.store import whole

BLOB = whole.PAGE.blob


def sent_paper(tmp_path):
    """Give a host whose paper is in a batch that the centre acknowledged, and its entry."""
    db, written = whole.file(), whole.reviewed()
    whole.keep(db, written)
    papers.keep(tmp_path, db, BLOB, bytes(3 * 8208))
    outbox.assign(db, [row.key for row in outbox.waiting(db, CENTRE.id)], CENTRE.id, HOST.author, 1)
    channels.keep(db, Built(CENTRE.id, HOST.author, 1, b"h" * 32, b"e"))
    (entry,) = (one for one in written.entries if getattr(one.fact, "pages", ()))
    return db, entry


def mark(db, entry):
    """Give the mark of an entry."""
    return outbox.marks(db, entry.stream, HOST.id)[entry.id]


def test_a_paper_has_its_ticks_only_when_its_pages_have_theirs(tmp_path):
    db, entry = sent_paper(tmp_path)
    channels.pushed(db, channels.to_push(db))
    before = mark(db, entry), outbox.unsent_count(db)

    papers.uploaded(db, BLOB, range(3))
    on_server = mark(db, entry), outbox.unsent_count(db)
    outbox.acknowledged(db, CENTRE.id, HOST.author, 1)
    without_pages = mark(db, entry)
    streams = parts.arrived(db, CENTRE.id, [BLOB])

    assert ((outbox.HERE, 1), (outbox.ON_SERVER, 0)) == (before, on_server)
    assert (outbox.ON_SERVER, outbox.ACKNOWLEDGED) == (without_pages, mark(db, entry))
    assert {entry.stream} == streams
    assert not parts.arrived(db, CENTRE.id, [BLOB])


def test_an_attachment_nobody_named_is_not_remembered():
    db = whole.file()

    assert not parts.arrived(db, CENTRE.id, [b"x" * 16])


def test_what_was_told_is_told_again_only_where_its_batch_is_given_up():
    db = whole.file()
    parts.owe(db, BLOB, [CENTRE.id])
    parts.said(db, CENTRE.id, [(BLOB, True)], (HOST.author, 4, "2026-11-25"))
    told = parts.owes(db, CENTRE.id)

    parts.say_again(db, CENTRE.id, HOST.author, 3)
    earlier = parts.owes(db, CENTRE.id)
    parts.say_again(db, CENTRE.id, HOST.author, 4)

    assert (False, False) == (told, earlier)
    assert [BLOB] == parts.to_say(db, CENTRE.id, whole=True, limit=9)


def test_nobody_is_asked_any_more_for_what_has_come():
    db = whole.file()
    parts.owe(db, BLOB, [CENTRE.id, HOST.id], whole=False)

    parts.owe(db, BLOB, [CENTRE.id])

    assert [] == parts.to_say(db, HOST.id, whole=False, limit=9)
    assert [BLOB] == parts.to_say(db, CENTRE.id, whole=True, limit=9)


def test_only_who_was_sent_the_record_may_have_its_pages_again(tmp_path):
    db, _ = sent_paper(tmp_path)

    may = [parts.may_have(db, BLOB, org, HOST.id) for org in (CENTRE.id, HOST.id, b"s" * 32)]

    assert [True, True, False] == may
