"""What was erased is nowhere on the disk any more, and does not come back from anywhere."""

import pytest

from regdesk.domain import codec, erasure
from regdesk.domain.erasure import Erased, Gone
from regdesk.domain.papers import ClinicalPaper
from regdesk.domain.people import Identity
from regdesk.store import arrivals, channels, erasing, heads, holes, journal, outbox, papers, state, tray
from regdesk.store.channels import Built
from tests import make
from tests.make import CASE, CENTRE, HOST, TODAY
from tests.store import whole

BLOB = whole.PAGE.blob


def erase(written, sections=("person", "clinical"), org=HOST):
    """Have an organisation erase sections."""
    found = erasure.named(written.file(org), sections=sections)
    written.write(org, Erased(on=TODAY, stubs=tuple(map(erasure.stub_of, found))))
    return [entry.id for entry in found]


def stored(db):
    """Give the ids of the entries that are in the file."""
    return {name for (name,) in db.execute("SELECT id FROM entry")}


def case(db, own=HOST):
    """Read the case."""
    return journal.read_case(db, CASE, make.world(own))


def test_bodies_scans_drafts_and_what_waits_go_and_lists_forget_the_name(tmp_path):
    db, written = whole.file(), whole.handed_over()
    whole.keep(db, written)
    papers.keep(tmp_path, db, BLOB, bytes(3 * 8208), token=b"t" * 16)
    state.keep_draft(db, f"{CASE.hex()}/lab-result", {"value": "4"}, 1)
    names = erase(written)

    whole.keep(db, written)
    removed = erasing.remove_files(tmp_path, db)

    assert not stored(db) & set(names)
    assert not {row.id for row in outbox.waiting(db, CENTRE.id)} & set(names)
    assert 1 == removed
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [(BLOB, b"t" * 16)] == erasing.on_server(db)
    assert papers.find(db, BLOB) is None
    assert not state.drafts(db)
    assert [("", False)] == db.execute("SELECT name, search LIKE '%asan%' FROM case_view").fetchall()


@pytest.mark.parametrize("way", ["add", "take"])
def test_an_erased_record_is_refused_from_anywhere(way):
    db, written = whole.file(), whole.handed_over()
    names = erase(written)
    whole.keep(db, written)
    again = [one for one in written.signed() if codec.decode(one).id in names]

    if way == "add":
        journal.add(db, again, make.world(), today=TODAY, source=CENTRE.id)
    else:
        arrivals.take(db, again, make.world(), today=TODAY, source=CENTRE.id)

    assert not stored(db) & set(names)
    assert not case(db).of(Identity)
    assert not tray.items(db)


def test_what_comes_after_its_erasing_goes_at_once():
    db, written = whole.file(), whole.handed_over()
    names = erase(written)
    late = [one for one in written.signed() if codec.decode(one).id in names]
    early = [one for one in written.signed() if codec.decode(one).id not in names]

    for part in (early, late):
        journal.add(db, part, make.world(), today=TODAY)

    assert not stored(db) & set(names)
    assert set(names) == {entry.id for entry in case(db).entries if isinstance(entry.fact, Gone)}


def test_another_organisation_keeps_what_it_has():
    db, written = whole.file(), whole.handed_over()
    names = erase(written)

    whole.keep(db, written, CENTRE)

    assert set(names) <= stored(db)
    assert case(db, CENTRE).of(Identity)


def test_numbers_of_erased_records_stay_taken_and_are_no_holes():
    db, written = whole.file(), whole.handed_over()
    before = max(
        entry.n for entry in written.entries if entry.author == HOST.author and entry.section == "person"
    )
    erase(written)
    whole.keep(db, written)
    holes.look_at(db, [CASE])

    holes.look(db)

    assert before + 1 == journal.next_n(db, CASE, "person", HOST.author)
    assert not holes.missing(db, asked_before_ms=10**15)


def test_a_forged_stub_takes_nothing_away_whenever_the_record_comes():
    written = make.opened()
    identity = next(entry for entry in written.entries if isinstance(entry.fact, Identity))
    false = erasure.stub_of(identity).__class__(**{**vars(erasure.stub_of(identity)), "n": 77})
    written.write(HOST, Erased(on=TODAY, stubs=(false,)))
    signed = written.signed()
    late = [one for one in signed if codec.decode(one).id == identity.id]
    early = [one for one in signed if codec.decode(one).id != identity.id]

    for order in ((signed,), (early, late)):
        db = whole.file()
        for part in order:
            arrivals.take(db, part, make.world(), today=TODAY, source=HOST.id)

        assert case(db).of(Identity)
        journal.refresh(db, [CASE], make.world(), today=TODAY)
        assert identity.id in stored(db)


def test_a_scan_that_another_record_still_names_stays(tmp_path):
    db, written = whole.file(), make.opened()
    first = written.write(HOST, ClinicalPaper(type="cd4", pages=(whole.PAGE,)))
    written.write(CENTRE, ClinicalPaper(type="cd4", note="read", pages=(whole.PAGE,)))
    whole.keep(db, written)
    papers.keep(tmp_path, db, BLOB, bytes(3 * 8208))
    written.write(HOST, Erased(on=TODAY, stubs=(erasure.stub_of(first),)))

    whole.keep(db, written)

    assert papers.complete(db, BLOB)
    assert not erasing.on_server(db)


def test_a_built_batch_that_holds_an_erased_record_is_to_be_called_off():
    db, written = whole.file(), make.opened()
    whole.keep(db, written)
    outbox.assign(db, [row.key for row in outbox.waiting(db, CENTRE.id)], CENTRE.id, HOST.author, 1)
    channels.keep(db, Built(CENTRE.id, HOST.author, 1, b"h" * 32, b"e"))
    erase(written)

    whole.keep(db, written)

    assert [(CENTRE.id, HOST.author, 1)] == erasing.to_call_off(db)


def test_a_revoked_authors_heads_reach_over_what_was_erased():
    db, written = whole.file(), whole.handed_over()
    whole.keep(db, written)
    before = heads.vouched(db, HOST.author)
    erase(written, ["person"])

    whole.keep(db, written)

    after = {(one.section, one.n, one.ids) for one in heads.vouched(db, HOST.author) if one.section != "case"}
    assert {(one.section, one.n, one.ids) for one in before if one.section != "case"} == after


def test_what_comes_under_a_key_given_again_was_not_here_before_a_revocation():
    db, written = whole.file(), whole.handed_over()
    names = erase(written)
    signed = written.signed()
    early = [one for one in signed if codec.decode(one).id not in names]
    journal.add(db, early, make.world(), today=TODAY)
    newest = db.execute("SELECT max(key) FROM entry").fetchone()[0]
    db.execute("INSERT INTO revocation VALUES (?, ?, ?)", (b"h" * 32, HOST.author, newest + 5))

    journal.add(db, [one for one in signed if one not in early], make.world(), today=TODAY)

    assert (newest,) == db.execute("SELECT last FROM revocation").fetchone()
