"""What viral loads advise, at, below and above every edge of value and of date."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from regdesk.advice import samples, viral_load
from regdesk.advice.advice import said, sourced
from regdesk.advice.established import cd4_due, established
from regdesk.advice.treatment import first_dose
from regdesk.catalogue import whole
from regdesk.domain.follow_ups import AdverseEvent, Condition, FollowUp
from regdesk.domain.supply import Handover
from tests import treated
from tests.make import HOST
from tests.treated import DOLUTEGRAVIR, EFAVIRENZ, START, UNHEARD_OF, case, cd4
from tests.treated import viral_load as load

MONTH_6, MONTH_12, MONTH_24 = date(2026, 2, 28), date(2026, 8, 31), date(2027, 8, 31)
DAY = timedelta(days=1)


def codes(*facts, **how):
    """Give the codes of what is said of a case with these facts."""
    return [one.rule.removeprefix("viral-load.") for one in viral_load.advise(case(*facts, **how))]


def said_of(text, **how):
    """Give what one viral load of month 7 says."""
    return codes(load(date(2026, 3, 31), text), **how)


@pytest.mark.parametrize(
    ("text", "category", "step", "counts"),
    [
        ("not-detected", "undetectable", "low", True),
        ("0", "suppressed", "low", True),
        ("<20", "suppressed", "low", True),
        ("49", "suppressed", "low", True),
        ("49.9", "suppressed", "low", True),
        ("<50", "suppressed", "low", True),
        ("50", "suppressed", "middle", True),
        ("51", "suppressed", "middle", True),
        ("<51", "suppressed", "untold", True),
        ("<150", "suppressed", "untold", True),
        (">50", "untold", "untold", None),
        ("999", "suppressed", "middle", True),
        ("<1000", "suppressed", "untold", True),
        ("1000", "suppressed", "middle", False),
        ("<1001", "untold", "untold", None),
        (">999", "untold", "untold", None),
        (">1000", "unsuppressed", "high", False),
        ("1000.1", "unsuppressed", "high", False),
        ("1001", "unsuppressed", "high", False),
        (">10000000", "unsuppressed", "high", False),
    ],
)
def test_a_value_is_told_apart_at_every_edge_and_a_range_over_an_edge_is_not_told(
    text, category, step, counts
):
    (sample,) = samples.samples(case(load(MONTH_6, text)))

    assert (category, step, counts) == (sample.category, sample.step, sample.counts_as_suppressed)


@pytest.mark.parametrize(
    ("log", "step"), [("1.69", "low"), ("1.70", "middle"), ("3", "middle"), ("3.01", "high")]
)
def test_a_logarithm_is_read_as_copies_and_stays_as_it_was_written(log, step):
    written = load(MONTH_6, log, unit="{Log_copies}/mL", test="viral-load-log")

    (sample,) = samples.samples(case(written))

    assert step == sample.step
    assert (Decimal(log), "{Log_copies}/mL") == (sample.entry.fact.value, sample.entry.fact.unit)


def test_of_one_day_copies_stand_before_their_logarithm_and_the_higher_before_the_lower():
    both = load(MONTH_6, "900"), load(MONTH_6, "4", unit="{Log_copies}/mL", test="viral-load-log")
    two = load(MONTH_6, "20"), load(MONTH_6, "1200"), load(MONTH_6, "not-detected")

    assert ["middle"] == [one.step for one in samples.samples(case(*both))]
    assert ["high"] == [one.step for one in samples.samples(case(*two))]


def test_an_invalid_result_and_an_unknown_unit_are_no_sample():
    assert () == samples.samples(case(load(MONTH_6, "invalid"), load(MONTH_6, "5000", unit="IU/mL")))


@pytest.mark.parametrize(
    ("text", "dose", "said"),
    [
        ("not-detected", DOLUTEGRAVIR, []),
        ("49", DOLUTEGRAVIR, []),
        ("50", DOLUTEGRAVIR, ["repeat"]),
        ("1000", DOLUTEGRAVIR, ["repeat"]),
        ("1001", DOLUTEGRAVIR, ["counsel-repeat"]),
        ("50", EFAVIRENZ, ["repeat"]),
        ("1000", EFAVIRENZ, ["repeat"]),
        ("1001", EFAVIRENZ, ["failure.viral-load-nnrti", "switch-now"]),
        (">10000000", EFAVIRENZ, ["failure.viral-load-nnrti", "switch-now"]),
        ("1001", UNHEARD_OF, ["counsel-repeat", "nnrti-unknown"]),
        ("<400", DOLUTEGRAVIR, ["untold"]),
    ],
)
def test_one_viral_load_advises_by_its_step_and_by_the_regimen(text, dose, said):
    assert said == said_of(text, dose=dose, regimen="own choice")


def test_a_medicine_the_catalogue_does_not_know_counts_as_its_regimen_says():
    assert ["failure.viral-load-nnrti", "switch-now"] == said_of(
        "1001", dose=UNHEARD_OF, regimen="TDF/3TC/EFV400"
    )
    assert ["counsel-repeat"] == said_of("1001", dose=UNHEARD_OF, regimen="TDF/3TC/DTG")


def test_a_second_50_to_1000_is_repeated_and_on_an_nnrti_a_change_is_considered():
    two = load(MONTH_6, "50"), load(date(2026, 5, 28), "1000")
    between = load(MONTH_6, "50"), load(date(2026, 4, 28), "49"), load(date(2026, 5, 28), "1000")

    assert ["repeat-again"] == codes(*two)
    assert ["consider-switch", "repeat-again"] == codes(*two, dose=EFAVIRENZ)
    assert ["repeat"] == codes(*between)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (date(2026, 6, 15), ["counsel-repeat"]),  # 3 months from 30 March less 15 days
        (date(2026, 6, 16), ["failure.viral-load", "counsel-repeat"]),
        (date(2026, 6, 17), ["failure.viral-load", "counsel-repeat"]),
        (date(2026, 12, 30), ["failure.viral-load", "counsel-repeat"]),
    ],
)
def test_failure_needs_two_samples_above_1000_three_months_apart_less_two_weeks(second, said):
    assert said == codes(load(date(2026, 3, 30), "1001"), load(second, "1001"))


def test_a_sample_of_1000_between_two_higher_ones_ends_the_row():
    values = ("1001", "1000", "1001")
    days = date(2026, 3, 30), date(2026, 6, 30), date(2026, 9, 30)

    assert ["counsel-repeat"] == codes(*map(load, days, values))


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (MONTH_6 - 29 * DAY, ["early"]),
        (MONTH_6 - 28 * DAY, ["switch-now"]),
        (MONTH_6, ["switch-now"]),
        (MONTH_6 + DAY, ["failure.viral-load-nnrti", "switch-now"]),
    ],
)
def test_treatment_is_judged_from_month_6_and_failure_after_it(on, said):
    assert said == codes(load(on, "1001"), dose=EFAVIRENZ)


def test_without_a_first_dose_nothing_is_judged_as_failure_and_the_day_is_asked_for():
    two = load(date(2026, 3, 30), "5000"), load(date(2026, 7, 30), "5000")

    assert ["start-unknown"] == codes(*two, start=None)
    assert None is due_after(*two, start=None)


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ([(MONTH_6 + DAY, 100), (date(2026, 6, 1), 100)], ["failure.cd4"]),
        ([(MONTH_6 + DAY, 100), (date(2026, 6, 1), 101)], []),
        ([(MONTH_6 + DAY, 101), (date(2026, 6, 1), 100)], []),
        ([(MONTH_6 + DAY, 99), (date(2026, 5, 17), 99)], []),  # a day less than 3 months less 14 days
        ([(MONTH_6 + DAY, 99), (date(2026, 5, 18), 99)], ["failure.cd4"]),
        ([(MONTH_6, 99), (date(2026, 6, 1), 99)], []),  # the first is not after month 6
    ],
)
def test_cd4_of_100_or_less_counts_as_failure_when_it_lasts(counts, said):
    assert said == codes(*(cd4(on, count) for on, count in counts))


@pytest.mark.parametrize(
    ("code", "since", "count", "said"),
    [
        ("1C62.3", MONTH_6 + DAY, 250, ["failure.illness", "failure.cd4-after-illness"]),
        ("1C62.3", MONTH_6 + DAY, 251, ["failure.illness"]),
        ("A15.0", MONTH_6 + DAY, 249, ["failure.illness", "failure.cd4-after-illness"]),
        ("1C62.3", MONTH_6, 100, []),
        ("J45", MONTH_6 + DAY, 250, []),
    ],
)
def test_a_new_serious_illness_after_month_6_counts_and_then_cd4_of_250_or_less(code, since, count, said):
    illness = Condition(name="…", code=code, since=since)

    assert said == codes(illness, cd4(date(2026, 6, 1), count))


def due_after(*facts, **how):
    """Give the day of the next viral load."""
    due = viral_load.due(case(*facts, **how))
    return due and due.on


def test_the_routine_is_month_6_month_12_and_then_every_year_by_calendar_months():
    assert MONTH_6 == due_after()
    assert MONTH_12 == due_after(load(MONTH_6, "<20"))
    assert MONTH_24 == due_after(load(MONTH_12, "<20"))
    assert None is due_after(start=None)


def test_a_sample_counts_for_the_day_it_is_at_most_four_weeks_early_for():
    assert MONTH_6 == due_after(load(MONTH_6 - 29 * DAY, "<20"))
    assert MONTH_12 == due_after(load(MONTH_6 - 28 * DAY, "<20"))
    assert MONTH_6 == due_after(load(START - DAY, "90000"))


def test_a_missed_day_stays_due_and_is_late_after_28_days():
    due = viral_load.due(case())

    assert [False, False, True] == [due.overdue(MONTH_6 + n * DAY) for n in (0, 27, 28)]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("49", MONTH_12),
        ("<50", MONTH_12),
        ("50", date(2026, 6, 30)),
        (">50", date(2026, 6, 30)),
        ("1000", date(2026, 6, 30)),
        ("1001", date(2026, 6, 30)),
        ("<400", MONTH_12),
    ],
)
def test_from_50_on_it_is_repeated_after_three_calendar_months(text, on):
    assert on == due_after(load(date(2026, 3, 31), text))


def test_the_first_dose_is_the_earliest_handovers_and_its_reported_day_counts():
    later = treated.journal(start=date(2025, 9, 10))
    later.write(HOST, Handover(on=date(2025, 9, 1), days=30, first_dose_on=date(2025, 9, 3)))

    assert date(2025, 9, 3) == first_dose(later.file())
    assert date(2025, 8, 20) == first_dose(case(start=None, start_on=date(2025, 8, 20)))
    assert None is first_dose(case(start=None))


WELL = load(MONTH_6 + DAY, "1000"), FollowUp(on=MONTH_6, missed=1)


@pytest.mark.parametrize(
    ("facts", "so"),
    [
        (WELL, True),
        ((load(MONTH_6, "1001"), FollowUp(on=MONTH_6, missed=1)), False),
        ((load(MONTH_6, "<1001"),), False),
        ((load(MONTH_6, "<20"), FollowUp(on=MONTH_6, missed=2)), False),
        ((load(MONTH_6, "<20"), FollowUp(on=MONTH_6, missed=2), FollowUp(on=MONTH_6 + DAY, missed=0)), True),
        ((load(MONTH_6 - 29 * DAY, "<20"),), False),
        ((load(MONTH_6 - 28 * DAY, "<20"),), True),
        ((*WELL, Condition(name="…", code="A15", since=MONTH_6 + DAY)), False),
        ((*WELL, AdverseEvent(on=MONTH_6 + DAY, what="…", severity="severe")), False),
        ((*WELL, AdverseEvent(on=MONTH_6 + DAY, what="…", severity="moderate")), True),
        ((), False),
    ],
)
def test_established_means_six_months_suppressed_taken_and_well(facts, so):
    assert so is established(case(*facts), START)
    assert (None if so else "schedule.cd4") == ((due := cd4_due(case(*facts))) and due.rule.id)


def test_cd4_is_counted_every_six_months_until_established():
    high = load(MONTH_6, "1001")

    assert MONTH_6 == cd4_due(case()).on
    assert MONTH_12 == cd4_due(case(high, cd4(MONTH_6 - 28 * DAY, 300))).on
    assert MONTH_6 == cd4_due(case(high, cd4(MONTH_6 - 29 * DAY, 300))).on
    assert None is cd4_due(case(high, load(MONTH_12, "<20")))


def test_any_order_of_results_gives_the_same_advice():
    facts = [load(MONTH_6 + n * 30 * DAY, text) for n, text in enumerate(("5000", "5000", "<20", "70", "70"))]

    assert codes(*facts) == codes(*reversed(facts)) == ["repeat-again"]


def test_every_advice_is_a_whole_sentence_in_both_languages_with_its_days_and_source():
    found = [
        *viral_load.advise(
            case(load(date(2026, 3, 30), "70"), load(date(2026, 6, 30), "70"), dose=EFAVIRENZ)
        ),
        *viral_load.advise(case(load(date(2026, 3, 30), "5000"), load(date(2026, 7, 30), "5000"))),
    ]

    texts = [
        said(part, language) for one in found for part in (one.title, one.text) for language in ("en", "ru")
    ]

    assert {"{", "}"}.isdisjoint("".join(texts))
    assert "Пробы от 30.03.2026 и 30.06.2026. Решает врач; до этого план не меняется." in texts
    assert all("looked at on 22 Nov 2026" in sourced(one, "en") for one in found)


def test_the_program_never_asks_for_a_change_of_medicine_as_its_own_decision():
    rules = [one for name, one in whole.current().rules.items() if "failure." in name or "switch" in name]

    assert len(rules) == 7
    assert all("doctor decides" in one.text["en"] and not one.firm for one in rules)
