"""The application says what is known and leaves lines for the rest; of the stay it asks for no street."""

from datetime import date

import pytest

from regdesk.documents import application
from regdesk.documents.parts import Signature, Table
from regdesk.domain.legal import Application
from regdesk.domain.people import FormerName, Identity, IdentityPaper, Stay
from regdesk.errors import Refused
from tests import make
from tests.documents import cases
from tests.documents.test_treatment_plan import inside
from tests.make import CENTRE, HOST, TODAY


def lines(journal_file):
    """Give the lines of the printed form in English: Russian stands behind each name of a line."""
    document = application.build(journal_file, cases.ABOUT, "en", str)
    return {row[0].split(" · ")[0]: row[1] for table in inside(document, Table) for row in table.rows}


def test_names_birth_and_documents_are_filled_in():
    journal = cases.full()
    journal.write(HOST, FormerName(family_name="Иманова", given_names="Айгүл"))
    journal.write(
        HOST, IdentityPaper(type="id-card", number="AN000", country="KG", expires_on=date(2030, 1, 2))
    )

    said = lines(journal.file())

    assert ("Асанова Айгүл Бакытовна", "ASANOVA AIGUL") == (said["Full name"], said["Name in Latin letters"])
    assert ("Иманова Айгүл", "14.03.1994") == (said["Former or other names"], said["Date of birth"])
    assert "Kyrgyzstan" == said["Citizenship"]
    assert "ID0000000" in said["Passport or other document"]
    assert "AN000, Kyrgyzstan, → 02.01.2030" in said["Passport or other document"]


def test_of_the_stay_country_and_region_are_printed_and_the_address_at_home_is_left_to_write():
    journal = cases.full()
    journal.write(HOST, Stay(country="RU", region="Москва", plans="until spring"))

    said = lines(journal.file())

    assert "Russian Federation, Москва" == said["Country and region of stay, no street"]
    assert "" == said["Address in the country of origin"]
    assert "until spring" not in str(said)


def test_the_first_of_two_positive_tests_and_the_reason_are_printed():
    journal = cases.full()
    for day, test in ((5, "hiv-confirmation"), (2, "hiv-screening")):
        fact = make.lab_result(
            test=test,
            value=None,
            unit="",
            outcome="positive",
            taken_on=date(2026, 10, day),
            laboratory="Sample",
        )
        journal.write(HOST, fact)
    journal.write(HOST, Application(on=TODAY, why_not_in_person="There is no money for the way."))

    said = lines(journal.file())

    assert "02.10.2026, Sample" == said["First positive test: when and where"]
    assert "There is no money for the way." == said["Why the person cannot come"]


def test_a_negative_test_is_no_first_positive_one():
    journal = cases.full()
    journal.write(HOST, make.lab_result(test="hiv-screening", value=None, unit="", outcome="negative"))

    assert "" == lines(journal.file())["First positive test: when and where"]


def test_with_nothing_known_every_line_is_there_to_write_on_and_to_sign():
    document = application.build(cases.empty(), cases.ABOUT, "ru", str)

    assert {""} == {row[1] for table in inside(document, Table) for row in table.rows}
    assert inside(document, Signature)


def test_of_two_names_neither_is_printed():
    journal = cases.full()
    wrong = journal.file().of(Identity)[0]
    journal.write(HOST, make.identity(given_names="Айгуль"), replaces=(wrong.id,))
    journal.write(CENTRE, make.identity(given_names="Айгул"), replaces=(wrong.id,))

    with pytest.raises(Refused):
        lines(journal.file())
