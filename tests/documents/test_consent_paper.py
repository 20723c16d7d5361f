"""Consents on paper: what must be in them, the same in each language, and nothing that is not known."""

import re

import pytest

from regdesk import documents, resources
from regdesk.documents import consent_a, consent_b, consent_texts, pdf, show
from regdesk.documents.parts import Note, Signature, Table
from regdesk.domain.consent import TEXT_VERSION
from regdesk.domain.people import Identity
from regdesk.errors import Refused
from regdesk.i18n import translations
from tests import make
from tests.documents import cases
from tests.documents.test_treatment_plan import inside
from tests.make import CENTRE, HOST

PAPERS = {"consent-a": consent_a, "consent-b": consent_b}
LANGUAGES = consent_texts.languages()
# The least that a consent says (our own proposal of 22 Nov 2026, for a lawyer to check).
LEAST = {
    "consent-a": {
        "who",
        "what",
        "why",
        "sees",
        "border",
        "server",
        "risks",
        "contact",
        "term",
        "right",
        "child",
    },
    "consent-b": {
        *("who", "why", "what", "recipients", "countries", "server", "remote"),
        *("risks", "contact", "term", "right", "child"),
    },
}


def built(paper, language="en", case=None):
    """Build a consent of a whole case."""
    said = translations(language).gettext
    return PAPERS[paper].build(case or cases.full().file(), cases.ABOUT, language, said)


def text(document):
    """Give the letters of the printed paper in one line."""
    return " ".join(show.text(pdf.render(document)).split())


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_section_in_the_same_order_with_the_same_places(paper, language):
    russian, other = consent_texts.read(paper, "ru"), consent_texts.read(paper, language)

    assert LEAST[paper] == set(other)
    assert list(russian) == list(other)
    for key in russian:
        assert places(russian[key]) == places(other[key])


def places(said):
    """Give the places that a section has filled in."""
    return set(re.findall(r"{(\w+)}", said.text))


def test_both_organisations_and_both_countries_are_named_and_the_tests_too():
    said = text(built("consent-b"))

    wanted = (cases.ABOUT.host, cases.ABOUT.centre, "Kyrgyzstan", "Russia", "HIV tests", "CD4", "viral load")
    assert [] == [one for one in wanted if one not in said]


def test_a_consent_in_english_has_russian_beside_it_and_a_russian_one_is_alone():
    both, alone = (inside(built("consent-a", one), Table) for one in ("en", "ru"))

    assert ("English", "Русский") in [one.head for one in both]
    assert {1} == {len(one.rows[0]) for one in alone if not one.ruled}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_consent_says_its_version_and_that_no_lawyer_read_it(paper):
    document = built(paper)

    assert TEXT_VERSION in document.footer
    assert "A lawyer has not reviewed this text yet." in str(inside(document, Note))
    assert (resources.folder("consents") / TEXT_VERSION).is_dir()


@pytest.mark.parametrize("paper", PAPERS)
def test_a_consent_is_signed_by_hand_by_four(paper):
    captions = [one for part in inside(built(paper), Signature) for one in part.captions]

    assert 4 == len(captions)


def test_with_nothing_known_there_are_lines_to_write_on():
    said = text(built("consent-b", case=cases.empty()))

    assert "_____" in said
    assert "{" not in said


def test_the_safe_contact_stands_on_consent_a_alone():
    phone = make.safe_contact().phone

    assert phone in text(built("consent-a"))
    assert phone not in text(built("consent-b"))


@pytest.mark.parametrize("paper", PAPERS)
def test_of_two_names_neither_is_printed(paper):
    journal = cases.full()
    wrong = journal.file().of(Identity)[0]
    journal.write(HOST, make.identity(given_names="Айгуль"), replaces=(wrong.id,))
    journal.write(CENTRE, make.identity(given_names="Айгул"), replaces=(wrong.id,))

    with pytest.raises(Refused):
        built(paper, case=journal.file())


def test_both_consents_are_offered_in_the_languages_that_have_a_text():
    kinds = [one for one in documents.ALL if one.id in PAPERS]

    assert {LANGUAGES} == {one.languages for one in kinds}
    assert {"C"} == {one.disclosure for one in kinds}
