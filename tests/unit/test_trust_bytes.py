"""Bytes that are final: what was once written is written the same, and opened, by every later version."""

import json
import re
from datetime import date
from itertools import count
from pathlib import Path

import pytest

from regdesk.crypto import chunks, sealing, vault
from regdesk.crypto import enrolment as joining
from regdesk.crypto.chunks import Blob
from regdesk.crypto.keys import EpochKeys
from regdesk.crypto.slots import Cost
from regdesk.wire import (
    cards,
    encoding,
    enrolment,
    heads,
    introductions,
    invites,
    messages,
    packs,
    renewals,
    rosters,
    signatures,
    statements,
)
from regdesk.wire.heads import Head, HeadFile
from regdesk.wire.introductions import Introduction
from regdesk.wire.invites import Invite
from regdesk.wire.renewals import Renewal
from regdesk.wire.voids import Void, read_void, write_void
from tests import trust
from tests.trust import CENTRE, OPORA, seed

TESTS = Path(__file__).parent.parent
GOLDEN = TESTS / "golden"
SAVED = {
    name: bytes.fromhex(value) for name, value in json.loads((GOLDEN / "trust.json").read_text()).items()
}
CARD = Introduction("Опора", "UA", "host", OPORA.roster, "https://desk.example/", seed("server key"))
VOID = Void(OPORA.author, CENTRE.org32, 4, seed("c4"), "this desk was restored from a copy")
PACK = packs.Content(7, date(2026, 11, 20), {"en": "Autumn", "ru": "Осень"}, {"tests.toml": "# nothing\n"})
NURSE = trust.id_of("nurse")
HEADS = HeadFile(OPORA.org32, NURSE, CENTRE.org32, (Head(seed("case")[:16], "clinical", 2, seed("ids")),))
STAFF = statements.add_author(OPORA.roster, OPORA.secret, trust.someone("nurse", "caseworker"), trust.T)
REVOKED = statements.revoke_author(
    STAFF, OPORA.secret, NURSE, [heads.hash_of(heads.write(HEADS, seed("salt")))], trust.T
)
FORKED = trust.both(REVOKED, statements.add_device(STAFF, OPORA.secret, trust.paper("tablet"), trust.T))
HELLO = enrolment.hello(OPORA.org32)
ASKED = enrolment.Request(
    trust.paper("tablet"), signatures.public(seed("new")), "Вера", frozenset({"viewer"})
)
TALK = enrolment.talk(HELLO, ASKED.pack())
JOINED = statements.merge(FORKED, OPORA.secret, trust.T)


def fixed(size, numbers):
    """Give bytes that count up, where sealing draws random ones."""
    return (seed("fresh", str(next(numbers))) * 2)[:size]


def first_batch():
    """Give the batch whose bytes are kept."""
    acks = {CENTRE.author: 2}
    items = (trust.entry("CD4 412", OPORA.secret),)
    return messages.sign(trust.batch(OPORA, CENTRE, acks=acks, items=items), OPORA.secret)


def written_now():
    """Give everything whose bytes follow from what goes in."""
    genesis, epoch = OPORA.roster.statements
    signed = first_batch()
    numbers = count()
    return {
        "genesis": genesis,
        "org32": OPORA.org32,
        "author16": OPORA.author,
        "device16": rosters.device_id(OPORA.org32, OPORA.computer.sign_public),
        "to16": encoding.mailbox_id(OPORA.org32),
        "epoch statement": epoch,
        "hybrid public key": OPORA.epoch.kem.public,
        "own key": OPORA.epoch.own,
        "digits": introductions.digits(OPORA.org32, CENTRE.org32).encode(),
        "introduction": introductions.introduction(CARD, OPORA.secret),
        "batch array": signed.array,
        "batch marks": signed.marks,
        "batch signature": signed.signature,
        "batch content": signed.content(),
        "c1": signed.link.head,
        "void": write_void(VOID, OPORA.secret),
        "head file": heads.write(HEADS, seed("salt")),
        "revocation": REVOKED.statements[-1],
        "join": JOINED.statements[-1],
        "joining talk": TALK,
        "joining answer": enrolment.answer({"epochs": [[1, seed("e")]]}, TALK, OPORA.org32, OPORA.secret),
        "joining box": joining.box(seed("code")[:16], joining.Message.ANSWER, 1),
        "joining words": joining.words(TALK, "en").encode(),
        "own digits": introductions.own_digits(OPORA.org32).encode(),
        "renewal": renewals.renewal(Renewal(OPORA.author, signatures.public(seed("new"))), OPORA.secret),
        "invite": Invite("https://desk.example", seed("server key"), "CODE").pack(),
        "directory card": cards.card(
            introductions.introduction(CARD, OPORA.secret), CENTRE.roster, CENTRE.secret
        ),
        "header": encoding.Header(encoding.Wrap.PARTNER, 1, encoding.mailbox_id(CENTRE.org32)).pack(),
        "own envelope": sealing.seal_to_own(
            b"content", CENTRE.org32, CENTRE.epoch, lambda size: fixed(size, numbers)
        ),
    }


@pytest.mark.parametrize("name", sorted(written_now()))
def test_what_was_once_written_is_written_the_same(name):
    assert SAVED[name] == written_now()[name]


def test_an_envelope_sealed_to_a_partner_long_ago_still_opens():
    opened = sealing.open_envelope(SAVED["partner envelope"], CENTRE.org32, {1: CENTRE.epoch})

    assert messages.read(opened.content, CENTRE.org32, own=False) == first_batch()


def test_a_compressed_batch_of_long_ago_is_still_read():
    items = tuple(trust.entry(f"CD4 {n}", OPORA.secret) for n in range(3))

    again = messages.read(SAVED["compressed batch content"], CENTRE.org32, own=False)

    assert items == again.batch.items
    messages.check(again, OPORA.roster)


def test_a_content_pack_of_long_ago_is_still_read_and_believed():
    found = packs.read(SAVED["content pack"])

    assert PACK == found.content
    assert (OPORA.org32, OPORA.author) == packs.signer(found, [CENTRE.roster, OPORA.roster])


def test_a_seed_wrapped_long_ago_still_opens():
    assert CENTRE.epoch == sealing.open_seed(CENTRE.computer.kem, SAVED["seed wrap"], 1, CENTRE.org32)


def test_what_was_sealed_for_a_new_computer_long_ago_still_opens():
    code, talk = seed("code")[:16], SAVED["joining talk"]

    assert b"handed over" == joining.open_answer(code, OPORA.computer.kem, talk, SAVED["joining sealed"])
    assert {1: OPORA.epoch} == sealing.open_old_seeds(
        EpochKeys(2, seed("e2")), SAVED["old seeds"], OPORA.org32
    )


def test_messages_of_joining_and_cards_of_long_ago_are_read():
    answer = enrolment.read_answer(SAVED["joining answer"])

    enrolment.check_answer(answer, TALK, OPORA.roster)
    assert ASKED == enrolment.read_request(ASKED.pack())
    assert CARD == cards.read(SAVED["directory card"], CENTRE.roster).about
    assert OPORA.author == renewals.read(SAVED["renewal"], OPORA.roster).earlier
    assert "CODE" == invites.read(SAVED["invite"]).code


def test_an_attachment_sealed_long_ago_still_opens():
    blob = Blob(seed("blob")[:16], seed("blob key"), SAVED["blob root"], 12)

    assert b"a small scan" == chunks.open_bytes(blob, SAVED["blob"])


def test_a_vault_of_long_ago_still_opens(tmp_path):
    path = tmp_path / "vault"
    path.write_bytes((GOLDEN / "vault").read_bytes())

    opened = vault.unlock(path, "one two three", Cost(32, 1, 1))

    assert {"database_key": seed("database"), "person": "Айзада Т."} == opened.secrets
    assert ["Айзада Т."] == list(opened.people.values())


def test_an_introduction_and_a_void_of_long_ago_are_read():
    assert CARD == introductions.read_introduction(SAVED["introduction"])
    assert VOID == read_void(SAVED["void"], OPORA.roster)


def test_a_revocation_a_join_and_a_head_file_of_long_ago_are_read():
    added = STAFF.statements[-1], FORKED.statements[-1], FORKED.statements[-2]
    roster = rosters.read([*OPORA.roster.statements, *added, SAVED["revocation"], SAVED["join"]])

    assert roster == JOINED
    assert heads.read(SAVED["head file"], roster) == HEADS


def test_the_label_of_a_signature_is_part_of_it():
    signed = signatures.sign(OPORA.secret, messages.LABEL, b"x")

    assert not signatures.valid(signatures.public(OPORA.secret), signed, rosters.LABEL, b"x")


def test_the_examples_of_the_protocol_are_real_bytes():
    said = (TESTS.parent / "docs" / "protocol.md").read_text(encoding="utf-8")
    nurse = trust.someone("nurse", "caseworker")
    statement = statements.add_author(OPORA.roster, OPORA.secret, nurse, trust.T).statements[-1]

    assert statement.hex() == "".join(re.findall(r"^[0-9a-f]{28,}", said, re.MULTILINE))
    assert SAVED["header"].hex() in said.replace(" ", "")
