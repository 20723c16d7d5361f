"""Who gets what: three organisations, one case."""

from datetime import timedelta

from regdesk.domain.book import Note
from regdesk.domain.journal import Changes
from regdesk.domain.membership import Accepted, Ended, Offer, OfferRefused
from regdesk.store import channels, journal, outbox
from regdesk.store.channels import Built
from tests import make
from tests.make import AUTHORS, CARRIER, CASE, CENTRE, HOST, STRANGER, TODAY
from tests.store import whole


def ids(db, org, section=None):
    """Give the ids that wait for an organisation."""
    rows = outbox.waiting(db, org.id)
    return {row.id for row in rows if section in (None, row.section)}


def by(written, *orgs):
    """Give the ids of what some organisations wrote."""
    authors = {org.author for org in orgs}
    return {entry.id for entry in written.entries if entry.author in authors}


def carried():
    """Give a journal in which the centre offered the parcel's way to a carrier, which accepted."""
    written, parcel = whole.packed()
    accepted = next(e for e in written.entries if isinstance(e.fact, Accepted))
    offer = written.write(CENTRE, Offer(org=CARRIER.id, part="carrier"), follows=accepted.id)
    written.write(CARRIER, Accepted(part="carrier"), follows=offer.id)
    whole.event(written, CARRIER, parcel, "dispatched")
    return written


def build(db, recipient, k, author=HOST.author):
    """Put all that waits for an organisation into batch *k*."""
    rows = outbox.waiting(db, recipient.id)
    outbox.assign(db, [row.key for row in rows], recipient.id, author, k)
    channels.keep(db, Built(recipient.id, author, k, b"h" * 32, b"envelope"))
    return rows


def test_a_partner_gets_what_the_own_organisation_wrote_and_nobody_else_does():
    db, written = whole.file(), make.opened()

    whole.keep(db, written)

    assert [CENTRE.id] == outbox.recipients(db)
    assert by(written, HOST) == ids(db, CENTRE)
    assert set() == ids(db, STRANGER)


def test_internal_notes_never_get_a_row_for_a_partner():
    db, written = whole.file(), make.opened()
    note = written.write(HOST, Note(text="for us"))

    journal.add(db, written.signed(), make.world(colleagues=True), today=TODAY)

    assert note.id not in ids(db, CENTRE)
    assert note.id in ids(db, HOST)


def test_own_computers_get_what_was_written_here_and_not_what_they_sent():
    here, there = make.opened(), whole.file()
    journal.add(there, here.signed()[:4], make.world(colleagues=True), today=TODAY)

    journal.add(there, here.signed()[4:], make.world(colleagues=True), today=TODAY, source=HOST.id)

    assert {entry.id for entry in here.entries[:4]} == ids(there, HOST)


def test_the_answer_of_a_partner_is_not_sent_back_to_it():
    db, written = whole.file(), make.opened()

    journal.add(db, written.signed(), make.world(CENTRE), today=TODAY, source=HOST.id)

    assert set() == ids(db, HOST)


def test_a_carrier_gets_only_the_sections_case_and_supply():
    db, written = whole.file(), carried()

    whole.keep(db, written, CENTRE)

    sections = {entry.id: entry.section for entry in written.entries}
    assert {"case", "supply"} == {sections[name] for name in ids(db, CARRIER)}


def test_who_offered_the_part_passes_on_what_others_wrote_and_nobody_else_does():
    centre, host, written = whole.file(), whole.file(), carried()
    shared = {e.id for e in written.entries if e.section in ("case", "supply")}

    journal.add(centre, written.signed(), make.world(CENTRE), today=TODAY)
    journal.add(host, written.signed(), make.world(HOST), today=TODAY)

    assert shared & by(written, HOST, CENTRE) == ids(centre, CARRIER)
    assert shared & by(written, HOST) == ids(host, CARRIER)
    assert by(written, HOST, CARRIER) == ids(host, CENTRE)
    assert by(written, CENTRE) == ids(centre, HOST)


def test_only_what_counts_is_passed_on():
    db, written = whole.file(), carried()
    intruder = written.write(STRANGER, make.identity())

    whole.keep(db, written)

    assert intruder.id not in ids(db, CENTRE)
    assert by(written, HOST) <= ids(db, CENTRE)


def test_an_offer_reaches_the_offered_and_a_refusal_takes_the_rest_back():
    db, written = whole.file(), make.Journal()
    grant = written.write(HOST, make.CaseOpened(org=HOST.id, nonce=make.NONCE, part="host"))
    offer = written.write(HOST, Offer(org=CENTRE.id, part="centre"), follows=grant.id)
    whole.keep(db, written)
    offered = ids(db, CENTRE)

    written.write(CENTRE, OfferRefused(why="full"), follows=offer.id)
    whole.keep(db, written)

    assert {grant.id, offer.id} == offered
    assert set() == ids(db, CENTRE)


def test_rows_in_a_batch_stay_whatever_becomes_of_the_part():
    db, written = whole.file(), make.opened()
    whole.keep(db, written)
    sent = build(db, CENTRE, 1)
    late = written.write(HOST, make.safe_contact(phone="+7 000 000-00-02"))
    accepted = next(e for e in written.entries if isinstance(e.fact, Accepted))
    whole.keep(db, written)
    waited = ids(db, CENTRE)

    written.write(CENTRE, Ended(part="centre"), about=accepted.id)
    whole.keep(db, written)

    assert {late.id} == waited
    assert set() == ids(db, CENTRE)
    assert len(sent) == db.execute("SELECT count(*) FROM outbox WHERE k = 1").fetchone()[0]


def test_marks_follow_an_entry_to_the_server_and_the_partner():
    db, written = whole.file(), make.opened()
    whole.keep(db, written)
    seen = [(outbox.marks(db, CASE, HOST.id), outbox.unsent_count(db))]

    build(db, CENTRE, 1)
    seen.append((outbox.marks(db, CASE, HOST.id), outbox.unsent_count(db)))
    channels.pushed(db, channels.to_push(db))
    seen.append((outbox.marks(db, CASE, HOST.id), outbox.unsent_count(db)))
    touched = outbox.acknowledged(db, CENTRE.id, HOST.author, 1)
    seen.append((outbox.marks(db, CASE, HOST.id), outbox.unsent_count(db)))

    own = by(written, HOST)
    levels = [outbox.HERE, outbox.HERE, outbox.ON_SERVER, outbox.ACKNOWLEDGED]
    assert [dict.fromkeys(own, level) for level in levels] == [marks for marks, _ in seen]
    assert [6, 6, 0, 0] == [count for _, count in seen]
    assert {CASE} == touched
    assert Changes(frozenset(touched)) == Changes(frozenset({CASE}))


def test_the_slowest_partner_makes_the_mark_and_own_computers_do_not_count():
    db, written = whole.file(), carried()
    journal.add(db, written.signed(), make.world(CENTRE, colleagues=True), today=TODAY)
    build(db, HOST, 1, CENTRE.author)
    channels.pushed(db, channels.to_push(db))

    marks = outbox.marks(db, CASE, CENTRE.id)

    clinical = next(e.id for e in written.entries if e.kind == "review-decision")
    shared = next(e.id for e in written.entries if e.kind == "registration")
    assert (outbox.ON_SERVER, outbox.HERE) == (marks[clinical], marks[shared])


def test_an_acknowledgement_counts_for_its_author_and_all_batches_before():
    db, written = whole.file(), make.opened()
    whole.keep(db, written)
    first = outbox.waiting(db, CENTRE.id, limit=2)
    outbox.assign(db, [row.key for row in first], CENTRE.id, HOST.author, 1)
    second = outbox.waiting(db, CENTRE.id, after=first[-1].key, limit=1)
    outbox.assign(db, [row.key for row in second], CENTRE.id, HOST.author, 2)

    outbox.acknowledged(db, CENTRE.id, b"another's author", 9)
    nothing = outbox.ACKNOWLEDGED in outbox.marks(db, CASE, HOST.id).values()
    outbox.acknowledged(db, CENTRE.id, HOST.author, 2)

    marks = outbox.marks(db, CASE, HOST.id)
    assert not nothing
    assert [outbox.ACKNOWLEDGED] * 3 == [marks[row.id] for row in (*first, *second)]
    assert 3 == outbox.unsent_count(db)


def test_rows_give_their_signed_bytes_in_order():
    db, written = whole.file(), make.opened()
    whole.keep(db, written)

    rows = outbox.waiting(db, CENTRE.id)

    signed = dict(zip((e.id for e in written.entries), written.signed(), strict=True))
    assert [signed[row.id] for row in rows] == outbox.bodies(db, [row.key for row in rows])
    assert {CASE} == {row.stream for row in rows}


def test_a_row_waits_whatever_the_day_because_consent_is_asked_when_a_batch_is_built():
    db, written = whole.file(), make.opened()
    written.write(HOST, make.transfer_consent(until=TODAY + timedelta(days=1)))

    journal.add(db, written.signed(), make.world(), today=whole.LATER)

    assert by(written, HOST) == ids(db, CENTRE)
    assert set(AUTHORS) >= {entry.author for entry in written.entries}
