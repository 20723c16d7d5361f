"""The prescription has the name as in the passport, and neither a diagnosis nor the case's code."""

import pytest

from regdesk.documents import disclosure, pdf, prescription, show
from regdesk.errors import Refused
from tests import make
from tests.documents import cases
from tests.make import CENTRE, HOST, Journal


def printed(journal):
    """Give the printed words in English."""
    document = prescription.build(journal.file(), cases.ABOUT, "en", str)
    return show.text(pdf.render(document)).replace("\u00a0", " ")


def test_name_quantity_packs_validity_and_doctor_are_there():
    text = printed(cases.full())

    expected = (
        "ASANOVA AIGUL",
        "Асанова Айгүл Бакытовна",
        "14 March 1994",
        "90 tab.",
        "3 packs",
        "23 February 2027",
    )
    assert [] == [words for words in (*expected, "Гульмира К.", "1 tablet once a day") if words not in text]


def test_neither_the_code_nor_a_diagnosis_is_there():
    text = printed(cases.full())

    assert cases.CODE not in text
    assert not {"HIV", "ВИЧ", "=ART", "=АРТ", "CD4", "viral load", "tuberculosis"} & set(
        disclosure.in_text(text)
    )


def test_without_a_latin_name_the_original_one_stands_for_it():
    journal = Journal()
    for entry in make.opened().entries:
        fact = make.identity(family_latin="", given_latin="") if entry.kind == "identity" else entry.fact
        author = HOST if entry.author == HOST.author else make.CENTRE
        journal.write(author, fact, follows=_same_place(entry, journal))

    assert "Асанова Айгүл Бакытовна" in printed(journal)


def test_while_a_name_was_corrected_in_two_ways_there_is_no_prescription_to_print():
    journal = cases.full()
    identity = next(one for one in journal.entries if one.kind == "identity")
    for org, name in ((HOST, "ASANOVAA"), (CENTRE, "OSMONOVA")):
        journal.write(org, make.identity(family_latin=name), replaces=[identity.id])

    with pytest.raises(Refused, match="Two versions of one record"):
        printed(journal)


def _same_place(entry, journal):
    """Offers and acceptances follow the entry before them."""
    return journal.entries[-1].id if entry.follows else None
