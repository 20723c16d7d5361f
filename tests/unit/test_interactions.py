"""Interactions and cautions are complete, name only what is known, and say no more than their source."""

import pytest

from regdesk.catalogue import cautions, interactions, substances, whole
from regdesk.catalogue.rows import WrongRowError

KNOWN = whole.read(whole.shipped())
SOURCED = 'source = "an invented label"\nchecked = 2026-11-22\n'
ROW = f"""
[[interaction]]
id = "x"
arv = "DTG"
other = ["metformin"]
action = "caution"
severity = "major"
text.en = "invented"
{SOURCED}"""
CAUTION = f"""
[[caution]]
id = "x"
text.en = "invented"
when = "egfr-below"
tier = "resolve"
limit = 50
more.en = "invented"
{SOURCED}"""
SUBSTANCE = f"""
[[substance]]
id = "x"
name.en = "examplin"
{SOURCED}"""


def test_all_rows_of_the_guideline_and_our_own_are_there():
    guideline = {f"HIV.D21.2.DT.{number:02}" for number in range(1, 64)}
    own = {f"RD.X.{number:02}" for number in range(1, 24)}

    assert set(KNOWN.interactions) == guideline | own


def test_every_caution_of_a_medicine_exists_and_every_component_has_a_substance():
    cautions_named = {name for one in KNOWN.medicines.values() for name in one.cautions}
    parts = {part for one in KNOWN.medicines.values() for part in one.parts}

    assert cautions_named <= set(KNOWN.cautions)
    assert parts <= set(KNOWN.substances.by_part)


def test_every_text_is_in_english_and_russian():
    texts = [
        text
        for one in (*KNOWN.interactions.values(), *KNOWN.cautions.values(), *KNOWN.rules.values())
        for text in (one.text, getattr(one, "note", None), getattr(one, "more", None))
        if text is not None
    ]

    assert all({"en", "ru"} <= set(text) for text in texts)


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ('severity = "major"', 'severity = "grave"', "a severity of"),
        ('severity = "major"', 'severity = "review"', "a flag"),
        ('other = ["metformin"]', 'other = ["nothing"]', "substances that are known"),
        ('other = ["metformin"]', "", "either other substances"),
        (
            'text.en = "invented"',
            'text.en = "invented"\nadds = "DTG50"\nhours = 12',
            "a source that was seen",
        ),
    ],
)
def test_an_interaction_that_is_not_exactly_right_names_its_file_and_line(before, after, wanted):
    wrong = ROW.replace(before, after)

    with pytest.raises(WrongRowError, match=rf"interactions.toml, line 2: x must have .*{wanted}"):
        interactions.read(wrong, KNOWN.substances.by_id, KNOWN.medicines)


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ('when = "egfr-below"', 'when = "someday"', "a when of"),
        ("limit = 50", "", "a limit"),
        ('more.en = "invented"', "", "more to say"),
        ("limit = 50", 'limit = 50\nof = ["DTG"]', "nothing where it looks for nothing"),
        (
            'when = "egfr-below"\ntier = "resolve"\nlimit = 50',
            'when = "with"\ntier = "resolve"\narv = ["DTG"]',
            "in `of`",
        ),
    ],
)
def test_a_caution_that_is_not_exactly_right_names_its_file_and_line(before, after, wanted):
    wrong = CAUTION.replace(before, after)

    with pytest.raises(WrongRowError, match=rf"cautions.toml, line 2: x must have .*{wanted}"):
        cautions.read(wrong, KNOWN.substances.by_id, KNOWN.conditions.by_id)


def test_a_substance_of_an_unknown_group_is_refused():
    with pytest.raises(WrongRowError, match="line 2: x must have in `of` only"):
        substances.read(SUBSTANCE + 'of = ["nothing"]\n')


def test_an_abbreviation_means_one_substance():
    twice = SUBSTANCE + SUBSTANCE.replace('"x"', '"y"') + 'part = "x"\n'

    with pytest.raises(WrongRowError, match="one abbreviation stands there twice"):
        substances.read(twice)
