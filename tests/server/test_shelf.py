"""Directory cards and content packs: files the server's owner lays out, given as they are."""

import hashlib
import os

import pytest

from regdesk.sync import troubles


def test_the_cards_of_a_country_are_given_as_they_lie_there(server, ngo):
    folder = server.folder / "cards" / "KG"
    folder.mkdir(parents=True, exist_ok=True)
    laid = {f"{i}.card": os.urandom(5000) for i in range(9)}
    for name, card in laid.items():
        (folder / name).write_bytes(card)
    (folder / "notes.txt").write_text("no card")
    ngo.line.down.size = 12_000

    assert ngo.line.cards("KG") == tuple(laid.values())
    assert ngo.line.cards("GE") == ()


def test_a_pack_is_fetched_in_parts_and_its_hash_shows_a_change(server, ngo):
    packs = server.folder / "packs"
    packs.mkdir(exist_ok=True)
    content = os.urandom(50_000)
    (packs / "catalogue-1.pack").write_bytes(content)

    first = ngo.line.pack("catalogue-1.pack")
    rest = ngo.line.pack("catalogue-1.pack", len(first.data))

    assert len(first.data) < first.size == len(content)
    assert first.data + rest.data == content
    assert first.hash == hashlib.sha256(content).digest()


@pytest.mark.parametrize("name", ["answer.key", "..%2Fanswer.key", "..", ".hidden", "nothing", "mailbox.db"])
def test_nothing_but_packs_can_be_asked_for(server, ngo, name):
    (server.folder / "packs").mkdir(exist_ok=True)
    (server.folder / "packs" / ".hidden").write_bytes(b"x")

    with pytest.raises(troubles.RegDeskError):
        ngo.line.pack(name)


@pytest.mark.parametrize("country", ["", "kg", "..", "KGZ", "K%2F"])
def test_a_country_is_two_letters(ngo, country):
    with pytest.raises(troubles.NotThere):
        ngo.line.cards(country)
