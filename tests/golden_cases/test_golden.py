"""Every invented case is answered as worked out by hand, and the clinician's table says just that."""

from pathlib import Path

import pytest

from tests.golden_cases import table
from tests.golden_cases.every import EVERY, GROUPS
from tests.golden_cases.says import ANSWERS, Asked, agrees
from tests.golden_cases.words import ASPECTS

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "golden.md"


@pytest.mark.parametrize("golden", EVERY, ids=lambda golden: golden.name)
def test_a_case_is_answered_as_the_sources_say(golden):
    asked = Asked(golden)

    answers = [(says, ANSWERS[says.aspect](asked)) for says in golden.says]

    wrong = [
        f"{says.aspect}: {answer}, not {says.value}" for says, answer in answers if not agrees(says, answer)
    ]
    assert not wrong, f"{golden.name} ({golden.en}): {'; '.join(wrong)}"


@pytest.mark.parametrize("golden", EVERY, ids=lambda golden: golden.name)
def test_a_case_is_answered_the_same_in_whatever_order_its_records_came(golden):
    told, mixed = Asked(golden), Asked(golden)
    for journal in (mixed.story.journal, *mixed.story.beside):
        journal.entries.sort(key=lambda entry: entry.id)  # a hash: as mixed as can be

    answers = [(ANSWERS[says.aspect](told), ANSWERS[says.aspect](mixed)) for says in golden.says]

    assert [first for first, _ in answers] == [second for _, second in answers]


def test_there_are_forty_cases_and_each_cites_its_source():
    names = [golden.name for golden in EVERY]

    assert len(names) >= 40
    assert len(names) == len(set(names))
    assert all(says.why and says.aspect in ASPECTS for golden in EVERY for says in golden.says)
    assert all(golden.says and golden.en and golden.ru for golden in EVERY)


def test_the_clinicians_table_says_what_the_cases_say():
    written = PAGE.read_text("utf-8")

    assert written == table.page(GROUPS), "Write it anew: python3 dev.py golden"
