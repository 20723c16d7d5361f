"""docs/protocol.md is enough: a second reader, written from it, reads what the program writes."""

import ast
import json
from pathlib import Path

import pytest

from regdesk.crypto import chunks, sealing
from regdesk.wire import messages, signatures, snapshots, statements
from regdesk.wire.batches import WantBatches, WantEntries
from regdesk.wire.snapshots import Index, Pack
from tests import make, second_reader, trust
from tests.trust import CENTRE, OPORA, T, seed

HERE = Path(__file__).parent.parent
SAVED = {
    name: bytes.fromhex(value)
    for name, value in json.loads((HERE / "golden" / "trust.json").read_text()).items()
}
ENTRIES = json.loads((HERE / "golden" / "entries.json").read_text())
ROSTER = second_reader.roster([SAVED["genesis"], SAVED["epoch statement"]])


def parts(sealed):
    """Cut sealed chunks apart."""
    return [sealed[i : i + 8208] for i in range(0, len(sealed), 8208)]


def test_the_second_reader_is_short_and_shares_no_code():
    text = (HERE / "second_reader.py").read_text(encoding="utf-8")

    modules = {
        name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([node.module] if isinstance(node, ast.ImportFrom) else [one.name for one in node.names])
    }

    assert len(text.splitlines()) <= 250
    assert not [name for name in modules if name.split(".")[0] in ("regdesk", "tests")]


def test_it_reads_the_roster_of_long_ago():
    assert ROSTER.org32 == SAVED["org32"] == OPORA.org32
    assert list(ROSTER.authors) == [SAVED["author16"]]
    assert list(ROSTER.devices) == [SAVED["device16"]]
    assert ROSTER.epochs == {1: SAVED["hybrid public key"]}


def test_it_reads_the_introduction_and_the_digits_of_long_ago():
    said, found = second_reader.introduction(SAVED["introduction"])

    assert said[:3] == ["Опора", "UA", "host"]
    assert found.head32 == OPORA.roster.head32
    assert second_reader.digits(CENTRE.org32, OPORA.org32).encode() == SAVED["digits"]


@pytest.mark.parametrize("name", ["own envelope", "partner envelope"])
def test_it_opens_the_envelopes_of_long_ago(name):
    content, own = second_reader.envelope(SAVED[name], CENTRE.org32, CENTRE.epoch.seed)

    assert own == (name == "own envelope")
    assert content == (b"content" if own else SAVED["batch content"])


def test_it_reads_the_batches_of_long_ago():
    fields, items, c1 = second_reader.batch(SAVED["batch content"], ROSTER.authors)
    several = second_reader.batch(SAVED["compressed batch content"], ROSTER.authors)[1]

    assert fields[1] == OPORA.org32
    assert fields[9] == [[CENTRE.author, 2]]
    assert items == [trust.entry("CD4 412", OPORA.secret)]
    assert c1 == SAVED["c1"]
    assert several == [trust.entry(f"CD4 {n}", OPORA.secret) for n in range(3)]


def test_it_reads_the_void_the_seed_and_the_attachment_of_long_ago():
    blob = parts(SAVED["blob"])

    assert second_reader.void(SAVED["void"], ROSTER.authors)[3:5] == [4, seed("c4")]
    assert (
        second_reader.seed(SAVED["seed wrap"], CENTRE.computer.kem_secret, CENTRE.org32, 1)
        == CENTRE.epoch.seed
    )
    assert (
        second_reader.attachment(blob, seed("blob")[:16], seed("blob key"), SAVED["blob root"], 12)
        == b"a small scan"
    )


def test_it_reads_the_bundle_of_long_ago():
    bundle = (HERE / "golden" / "bundle").read_bytes()

    slip, roster, envelope, chunk = second_reader.bundle(bundle, CENTRE.org32, CENTRE.epoch.seed)

    said = second_reader.by_one_of(ROSTER.authors, 1, slip[1], "regdesk/bundle-slip/v1")
    assert (slip[0], said[0], said[2]) == (1, OPORA.org32, CENTRE.org32)
    assert second_reader.roster(second_reader.packed(roster[1])).head32 == OPORA.roster.head32
    assert envelope == (3, b"an envelope")
    assert (chunk[0], chunk[1][:24]) == (4, seed("blob")[:16] + bytes((0, 0, 0, 1, 0, 0, 0, 0)))


def test_it_reads_the_head_file_of_long_ago_and_finds_its_hash_in_the_revocation():
    fields = second_reader.packed(SAVED["head file"])
    body = second_reader.packed(SAVED["revocation"][:-64])[3]

    assert fields[:2] == [1, OPORA.org32]
    assert body["heads"] == [second_reader.h("regdesk/heads/v1", SAVED["head file"])]
    assert body["author"] == fields[2]


def test_it_reads_the_snapshot_and_its_index_of_long_ago():
    (found,) = second_reader.index(SAVED["index"], ROSTER.authors)[7]
    entries = second_reader.snapshot(SAVED["snapshot"], found[1])

    assert entries == [trust.entry(f"CD4 {n}", OPORA.secret) for n in range(4)]


def test_the_program_reads_the_snapshot_and_index_of_long_ago_and_writes_the_index_the_same():
    index = snapshots.read_index(SAVED["index"], OPORA.roster)
    (pack,) = index.packs
    entries = snapshots.entries_of(sealing.open_snapshot(SAVED["snapshot"], pack.key))

    assert entries == tuple(trust.entry(f"CD4 {n}", OPORA.secret) for n in range(4))
    assert snapshots.write_index(index, OPORA.secret) == SAVED["index"]
    assert index == Index(
        org32=OPORA.org32,
        by=OPORA.author,
        n=3,
        t=T,
        position=512,
        channels={CENTRE.author: (7, seed("c7"))},
        packs=(Pack(pack.id, pack.key, open=True, streams=2),),
    )


def test_it_reads_real_entries_in_a_real_batch_with_all_it_can_tell():
    items = tuple(make.opened().signed())
    unsigned = trust.batch(
        OPORA,
        CENTRE,
        items=items,
        wants=(WantBatches(CENTRE.author, 2, 3), WantEntries(make.CASE, "case", CENTRE.author, 1, 4)),
        rosters=(OPORA.roster.statements,),
        caps={"holes": [[make.CASE, "case", CENTRE.author, 1, 2]], "again": 1},
    )
    envelope = sealing.seal_to_partner(
        messages.sign(unsigned, OPORA.secret).content(), CENTRE.org32, 1, CENTRE.epoch.kem.public
    )
    content, _ = second_reader.envelope(envelope, CENTRE.org32, CENTRE.epoch.seed)

    fields, found, _ = second_reader.batch(content, ROSTER.authors)

    authors = {one.author: (signatures.public(one.secret), []) for one in (make.HOST, make.CENTRE)}
    read = [second_reader.entry(one, authors) for one in found]
    assert [name for name, _ in read] == [one.id for one in make.opened().entries]
    assert fields[11] == [[CENTRE.author, 2, 3], [make.CASE, "case", CENTRE.author, 1, 4]]
    assert second_reader.roster(fields[13]["rosters"][0]).org32 == OPORA.org32


def test_it_refuses_a_changed_byte_wherever_one_is():
    sealed, blob = SAVED["partner envelope"], parts(SAVED["blob"])

    for place in (0, 9, 30, 1300, len(sealed) - 1):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises((ValueError, second_reader.InvalidTag)):
            second_reader.envelope(bytes(changed), CENTRE.org32, CENTRE.epoch.seed)
    with pytest.raises(ValueError, match="root"):
        second_reader.attachment(blob, seed("blob")[:16], seed("blob key"), bytes(32), 12)


def test_it_reads_a_roster_that_grew_and_shrank():
    nurse = trust.someone("nurse", "caseworker")
    grown = statements.add_author(OPORA.roster, OPORA.secret, nurse, T)
    sealed, data = chunks.seal_bytes(b"x" * 20_000)

    found = second_reader.roster(grown.statements)

    assert {one[0] for one in found.authors.values()} == {signatures.public(OPORA.secret), nurse.pub}
    assert second_reader.attachment(parts(data), sealed.id, sealed.key, sealed.root, 20_000) == b"x" * 20_000
