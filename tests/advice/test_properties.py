"""What holds for every plan and case: order never matters, and nothing unsure proposes anything."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.advice.advice import IN_ORDER, said
from regdesk.advice.checks import for_host
from tests.checking import KNOWN, checked, has, number, outcome, plan, takes, tiers, weighs

MEDICINES = st.lists(st.sampled_from(sorted(KNOWN.medicines)), min_size=1, max_size=4, unique=True)
FACTS = st.lists(
    st.sampled_from(
        [
            *(takes(one.name["ru"]) for one in KNOWN.substances.by_id.values()),
            takes("Неведомицин"),
            *(has(one.name["ru"], since=date(2026, 11, 1)) for one in KNOWN.conditions.by_id.values()),
            has("аллергия на абакавир"),
            *(
                outcome(test, said)
                for test in ("hbsag", "hla-b5701", "pregnancy")
                for said in ("positive", "negative")
            ),
            *(number("creatinine", value, "umol/L") for value in ("60", "160", "300")),
            *(number("cd4", value, "{cells}/uL") for value in ("90", "200", "600")),
            number("haemoglobin", "75", "g/L"),
            number("viral-load", "250000", "{copies}/mL"),
            weighs("38"),
            weighs("55"),
        ]
    ),
    max_size=8,
    unique_by=repr,
)
MODEST = settings(max_examples=40, deadline=None)


def planned(medicines):
    return plan(*(KNOWN.medicines[name].abbr for name in medicines))


@MODEST
@given(medicines=MEDICINES, facts=FACTS, data=st.data())
def test_any_order_of_facts_gives_the_same_advice(medicines, facts, data):
    other = data.draw(st.permutations(facts))

    assert checked(planned(medicines), *facts) == checked(planned(medicines), *other)


@MODEST
@given(medicines=MEDICINES, facts=FACTS)
def test_another_medicine_never_takes_an_advice_away(medicines, facts):
    before = checked(planned(medicines), *facts)
    after = checked(planned(medicines), *facts, takes("Неведомицин второй"))

    warned = [one for one in before if one.tier != IN_ORDER and one.rule != "others.none"]
    assert all(one in after for one in warned)


@MODEST
@given(medicines=MEDICINES, facts=FACTS)
def test_flagged_rows_never_speak_and_what_nobody_saw_never_proposes(medicines, facts):
    found = checked(planned(medicines), *facts)

    flagged = {one.id for one in (*KNOWN.interactions.values(), *KNOWN.cautions.values()) if one.flag}
    assert flagged.isdisjoint(one.rule for one in found)
    assert all(one.verified for one in found if one.remedy or one.firm)


@MODEST
@given(medicines=MEDICINES, facts=FACTS)
def test_every_advice_can_be_said_in_both_languages_and_names_its_source(medicines, facts):
    for one in checked(planned(medicines), *facts):
        texts = [said(words, language) for words in (one.title, one.text) for language in ("en", "ru")]

        assert all(text.strip() and "{" not in text for text in texts)
        assert one.source.strip()


@MODEST
@given(medicines=MEDICINES, facts=FACTS)
def test_the_host_sees_only_what_it_can_act_on(medicines, facts):
    shown = for_host(checked(planned(medicines), *facts))

    assert all((one.asks or one.handout) and one.tier != IN_ORDER for one in shown)


def test_no_row_means_not_checked_with_every_combination_of_the_catalogue():
    for name in KNOWN.medicines:
        medicine = replace(planned([name]))

        assert tiers(medicine, takes("Неведомицин"))["others.unknown"] == "not-checked"
