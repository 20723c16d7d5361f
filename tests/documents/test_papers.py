"""What holds for every kind of paper in ALL, in each of its languages, for a whole case and an empty one."""

import re

import pytest

from regdesk import documents
from regdesk.documents import disclosure, fonts, pdf, show
from regdesk.i18n import translations
from tests.documents import cases
from tests.documents.reading import fonts_without_letters

EACH = [(kind, language) for kind in documents.ALL for language in kind.languages]
IDS = [f"{kind.id}-{language}" for kind, language in EACH]
MOST_PAGES = {"consent-a": 3, "consent-b": 3}  # in two languages side by side
CASES = {"full": cases.full().file(), "empty": cases.empty(), "telling": cases.telling()}


def printed(kind, language, case):
    """Build a paper and give its bytes."""
    return pdf.render(kind.build(CASES[case], cases.ABOUT, language, translations(language).gettext))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("kind", "language"), EACH, ids=IDS)
def test_every_paper_can_be_printed(kind, language, case):
    first, second = printed(kind, language, case), printed(kind, language, case)

    assert first == second
    assert [] == fonts_without_letters(first)
    assert fonts.MISSING not in show.text(first)
    assert 1 <= show.page_count(first) <= MOST_PAGES.get(kind.id, 2)


@pytest.mark.parametrize(("kind", "language"), EACH, ids=IDS)
def test_a_paper_that_may_not_disclose_has_no_disclosing_word_anywhere(kind, language):
    may = "medicines" in kind.says
    found = [disclosure.in_pdf(printed(kind, language, case), medicines=may) for case in CASES]

    assert kind.disclosure == "C" or [()] * len(CASES) == found


@pytest.mark.parametrize(("kind", "language"), EACH, ids=IDS)
def test_only_the_papers_that_need_it_say_the_name(kind, language):
    text = show.text(printed(kind, language, "full"))

    named = [name for name in cases.NAMES if name in text]

    assert (list(cases.NAMES) if "name" in kind.says else []) == named


def test_papers_have_names_of_their_own():
    assert len(documents.ALL) == len({kind.id for kind in documents.ALL})


def test_a_file_name_tells_nothing():
    assert "RD-AAAAAAAA.pdf" == documents.file_name(bytes(5))
    assert re.fullmatch(r"RD-[A-Z2-7]{8}\.pdf", documents.file_name(b"Asanova Aigul"))
