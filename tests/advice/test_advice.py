"""An advice is said in each language, with its source, and says when nobody saw that source."""

import re
from datetime import date
from decimal import Decimal

from regdesk.advice.advice import CONSIDER, Advice, Words, said, sourced
from regdesk.advice.sources import SPOKEN, spoken
from tests.checking import KNOWN

TEXTS = {"en": "{name}: {value} on {day}", "ru": "{name}: {value}, {day}"}
WORDS = Words(
    TEXTS,
    {"name": {"en": "weight", "ru": "вес"}, "value": Decimal("49.50"), "day": date(2026, 11, 5)},
)


def advice(**changes):
    values = {"rule": "r", "tier": CONSIDER, "title": WORDS, "text": WORDS, "about": (), "verified": True}
    return Advice(source="a label", checked=date(2026, 11, 22), **values | changes)


def test_a_sentence_is_filled_in_as_its_language_writes_days_and_numbers():
    english, russian = said(WORDS, "en"), said(WORDS, "ru")

    assert english == "weight: 49.5 on 5 Nov 2026"
    assert russian == "вес: 49,5, 05.11.2026"


def test_a_language_without_a_text_gets_the_english_one():
    assert said(Words({"en": "Take care."}), "ky") == "Take care."


def test_where_nobody_saw_the_source_it_is_said():
    seen, unseen = advice(), advice(verified=False)

    assert sourced(seen, "en") == "a label; looked at on 22 Nov 2026"
    assert sourced(unseen, "en") == "a label; looked at on 22 Nov 2026; not verified against a source"


def test_a_reference_stays_and_words_of_our_own_are_in_the_persons_language():
    assert spoken("DAK, D12.DT.09; general knowledge", "ru") == "DAK, D12.DT.09; общие знания"


def test_every_source_that_is_words_can_be_said():
    rows = (*KNOWN.rules.values(), *KNOWN.interactions.values(), *KNOWN.cautions.values())
    parts = {part for one in rows for part in one.source.split("; ")}

    ours = {part for part in parts if re.search(r"proposal|knowledge|summed|is read as|no ready", part)}
    assert ours <= SPOKEN
    assert parts >= SPOKEN
