"""The list of papers: what is wanted of whom, how old it may be, and what the Centre found."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.advice import checklist
from regdesk.catalogue import whole
from regdesk.catalogue.countries import Paper
from regdesk.domain.follow_ups import Condition
from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.membership import CaseOpened
from regdesk.domain.papers import ClinicalPaper, LegalPaper, Submission
from regdesk.domain.people import IdentityPaper
from regdesk.domain.reviews import Checked, CompletenessCheck, ReviewDecision
from regdesk.domain.supply import Dispensing, Packed, Parcel, StockCount
from tests import make
from tests.make import CENTRE, HOST, TODAY

CATALOGUE = whole.read(whole.shipped())


def states(journal, on=TODAY):
    """Give the state of each type of paper."""
    return {one.type: one.state for one in checklist.build(journal.file(), CATALOGUE, on).items}


def case(*facts, origin="TJ", **identity):
    """Give a case of a man from Tajikistan in Russia, with these facts by the host."""
    journal = make.Journal()
    journal.write(
        HOST, CaseOpened(org=HOST.id, nonce=make.NONCE, part="host", origin=origin, host_country="RU")
    )
    for fact in (make.identity(**({"sex": "m"} | identity)), *facts):
        journal.write(HOST, fact)
    return journal


def test_a_new_case_lacks_all_that_is_a_must_and_nothing_else():
    found = states(case())

    must = {"identity", "hiv-screening", "hiv-confirmation", "cd4", "viral-load", "biochemistry"}
    assert must | {"application", "consent"} == {name for name, state in found.items() if state == "missing"}
    assert {"optional", "missing"} == set(found.values())


# Months are calendar months; the 31st becomes the last day of a shorter month (domain.md 2.6). CD4 and viral
# load: 6 months; biochemistry: 3 months; pregnancy test: 14 days (domain.md 7.2, proposed).
@pytest.mark.parametrize(
    ("name", "dated", "sent", "state"),
    [
        ("cd4", date(2026, 5, 24), date(2026, 11, 23), "here"),
        ("cd4", date(2026, 5, 23), date(2026, 11, 23), "here"),
        ("cd4", date(2026, 5, 22), date(2026, 11, 23), "expired"),
        ("cd4", date(2026, 8, 31), date(2027, 2, 28), "here"),
        ("cd4", date(2026, 8, 31), date(2027, 3, 1), "expired"),
        ("cd4", date(2026, 2, 28), date(2026, 8, 28), "here"),
        ("cd4", date(2026, 2, 28), date(2026, 8, 29), "expired"),
        ("viral-load", date(2026, 5, 23), date(2026, 11, 23), "here"),
        ("viral-load", date(2026, 5, 22), date(2026, 11, 23), "expired"),
        ("biochemistry", date(2026, 8, 24), date(2026, 11, 23), "here"),
        ("biochemistry", date(2026, 8, 23), date(2026, 11, 23), "here"),
        ("biochemistry", date(2026, 8, 22), date(2026, 11, 23), "expired"),
        ("pregnancy-test", date(2026, 11, 10), date(2026, 11, 23), "here"),
        ("pregnancy-test", date(2026, 11, 9), date(2026, 11, 23), "here"),
        ("pregnancy-test", date(2026, 11, 8), date(2026, 11, 23), "expired"),
        ("hiv-confirmation", date(2011, 1, 1), date(2026, 11, 23), "here"),
    ],
)
def test_a_paper_may_be_as_old_as_its_row_says_on_the_day_of_sending(name, dated, sent, state):
    written = case(ClinicalPaper(type=name, dated=dated))

    assert states(written, sent)[name] == state


def test_the_day_of_the_sample_stands_before_the_day_on_the_paper():
    written = case()
    paper = written.write(HOST, ClinicalPaper(type="cd4", dated=date(2026, 11, 20)))
    written.write(HOST, make.lab_result(taken_on=date(2026, 5, 1)), about=paper.id)

    assert states(written)["cd4"] == "expired"


def test_without_a_date_nobody_knows_whether_a_paper_is_too_old():
    written = case(ClinicalPaper(type="cd4"), ClinicalPaper(type="hiv-screening"))

    found = states(written)

    assert (found["cd4"], found["hiv-screening"]) == ("undated", "here")


def test_of_two_papers_of_a_type_the_one_that_is_in_order_counts():
    old, new = date(2025, 1, 1), date(2026, 11, 1)
    written = case(ClinicalPaper(type="cd4", dated=new), ClinicalPaper(type="cd4", dated=old))

    (item,) = (one for one in checklist.build(written.file(), CATALOGUE, TODAY).items if one.type == "cd4")

    assert (item.state, item.dated, item.good_to) == ("here", new, date(2027, 5, 1))


def test_any_identity_document_will_do():
    assert states(case(IdentityPaper(type="id-card")))["identity"] == "here"


# 15 to 49 years is our own proposal: WHO's reproductive age.
@pytest.mark.parametrize(
    ("sex", "born", "state"),
    [
        ("f", date(2011, 11, 24), "optional"),
        ("f", date(2011, 11, 23), "missing"),
        ("f", date(1976, 11, 24), "missing"),
        ("f", date(1976, 11, 23), "optional"),
        ("f", None, "missing"),
        ("m", date(1994, 3, 14), "optional"),
        ("", date(1994, 3, 14), "optional"),
    ],
)
def test_a_pregnancy_test_is_wanted_of_women_of_15_to_49_years(sex, born, state):
    assert states(case(sex=sex, born_on=born))["pregnancy-test"] == state


def test_a_pregnancy_that_was_said_asks_for_a_test_at_any_age():
    said = Condition(name="Беременность, 20 недель")
    over = Condition(name="Pregnancy", until=TODAY - timedelta(days=1))

    assert states(case(said, sex=""))["pregnancy-test"] == "missing"
    assert states(case(over, sex=""))["pregnancy-test"] == "optional"


def test_a_power_of_attorney_is_wanted_where_somebody_receives_for_the_person():
    written = case(PowerOfAttorney(attorney="sister", on=TODAY))
    by_parcel = make.opened()
    packed = Packed(item="A", units=30, packs=1, batch="B1", expires_on=date(2028, 1, 1))
    dispensing = by_parcel.write(CENTRE, Dispensing(on=TODAY, days=30, items=(packed,)))
    by_parcel.write(CENTRE, Parcel(number="P-1", on=TODAY, way="relative"), about=dispensing.id)
    with_paper = case(PowerOfAttorney(attorney="sister", on=TODAY), LegalPaper(type="power-of-attorney"))

    assert states(case())["power-of-attorney"] == "optional"
    assert states(written)["power-of-attorney"] == "missing"
    assert states(by_parcel)["power-of-attorney"] == "missing"
    assert states(with_paper)["power-of-attorney"] == "here"


def test_a_summary_is_wanted_of_those_who_had_medicines_already():
    assert states(case(StockCount(on=TODAY, days=0)))["summary"] == "optional"
    assert states(case(StockCount(on=TODAY, days=1)))["summary"] == "missing"
    assert states(case(StockCount(on=TODAY + timedelta(days=1), days=1)))["summary"] == "optional"


def test_an_x_ray_is_wanted_with_signs_of_tuberculosis():
    assert states(case())["chest-xray"] == "optional"
    assert states(case(Condition(name="кашель", code="A15.0")))["chest-xray"] == "missing"
    assert states(case(Condition(name="Подозрение на туберкулёз")))["chest-xray"] == "missing"


def test_what_the_centre_asked_for_is_wanted_whatever_the_list_says():
    written = make.opened()
    package = written.write(HOST, Submission(on=TODAY, papers=(bytes(20),)))
    asked = ReviewDecision(decision="more", on=TODAY, papers=("epidemiological-card",))
    before = states(written)
    written.write(CENTRE, asked, about=package.id)

    assert before["epidemiological-card"] == "optional"
    assert states(written)["epidemiological-card"] == "missing"


def test_what_the_centre_could_not_read_is_lacking_until_better_pages_are_there():
    written = make.opened()
    paper = written.write(HOST, ClinicalPaper(type="cd4", dated=TODAY))
    package = written.write(HOST, Submission(on=TODAY, papers=(paper.id,)))
    check = CompletenessCheck(
        on=TODAY,
        papers=(
            Checked(type="cd4", state="unreadable", note="blurred"),
            Checked(type="viral-load", state="not-needed"),
        ),
    )
    written.write(CENTRE, check, about=package.id)
    found = states(written)
    written.write(HOST, ClinicalPaper(type="cd4", dated=TODAY), replaces=[paper.id])

    assert (found["cd4"], found["viral-load"]) == ("unreadable", "not-needed")
    assert states(written)["cd4"] == "here"


def test_an_origin_without_a_list_has_what_centres_usually_ask_for():
    found = checklist.build(case(origin="").file(), CATALOGUE, TODAY)

    assert [one.type for one in found.items] == [row.type for row in checklist.USUAL]
    assert len(found.lacking) == 8


def test_every_row_of_every_country_says_where_it_is_from_and_when_somebody_looked():
    rows = [
        row for one in CATALOGUE.countries.values() if "origin" in one.parts for row in one.papers_for("RU")
    ]

    assert rows
    assert all(row.source and row.checked for row in (*rows, *checklist.USUAL))


@settings(max_examples=60)
@given(
    dated=st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    months=st.integers(0, 24),
    days=st.integers(0, 60),
    later=st.integers(0, 400),
)
def test_a_younger_paper_is_never_good_for_less_long(dated, months, days, later):
    row = Paper(id="", source="", checked=TODAY, type="cd4", need="must", months=months, days=days)

    one, other = checklist.good_to(row, dated), checklist.good_to(row, dated + timedelta(days=later))

    assert (one is None) == (not (months or days)) == (other is None)
    assert one is None or other is None or dated <= one <= other
