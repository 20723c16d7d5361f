"""Cases of where a person stands: steps, turns, two versions. Today is 23 November 2026."""

from typing import Final

from regdesk.domain.questions import Question
from regdesk.domain.reviews import Registration, Returned, ReviewDecision
from tests import make
from tests.golden_cases import sources as by
from tests.golden_cases.says import Golden, Says
from tests.golden_cases.story import Story, day


def _no_consent(story: Story) -> None:
    story.begin(consent=False)
    story.paper("passport", "1.2.2020")


def _consent_ended(story: Story) -> None:
    story.begin(consent=False)
    story.host(make.transfer_consent(on=day("1.11.2025"), until=day("22.11.2026")))


def _sent(story: Story) -> None:
    story.begin().paper("passport", "1.2.2020")
    story.paper("hiv-confirmation", "2.11.2026")
    story.sent("20.11.2026")


def _not_confirmed(story: Story) -> None:
    _sent(story)
    story.lab("hiv-confirmation", "indeterminate", "2.11.2026")


def _found_not_confirmed(story: Story) -> None:
    _not_confirmed(story)
    story.centre(make.closed("not-confirmed", on=day("23.11.2026")))


def _more_is_asked(story: Story) -> None:
    story.begin().paper("passport", "1.2.2020")
    sent = story.sent("10.11.2026")
    asked = ReviewDecision(
        decision="more", on=day("12.11.2026"), papers=("hiv-confirmation",), answer_by=day("26.11.2026")
    )
    story.centre(asked, about=sent.id)


def _returned(story: Story) -> None:
    story.begin().paper("passport", "1.2.2020")
    sent = story.sent("10.11.2026")
    story.centre(
        Returned(on=day("12.11.2026"), reasons=("unreadable",), answer_by=day("26.11.2026")), about=sent.id
    )


def _accepted(story: Story) -> None:
    _sent(story)
    story.lab("hiv-confirmation", "positive", "2.11.2026")
    sent = story.journal.entries[-2]
    story.centre(ReviewDecision(decision="accept", on=day("23.11.2026"), identity_level="L2"), about=sent.id)


def _question(story: Story) -> None:
    _sent(story)
    story.centre(Question(text="Which medicines before?", wanted="history"))


def _two_numbers(story: Story) -> None:
    story.begin().registered(number="KG-30412")
    story.centre(Registration(number="KG-29987", on=day("25.5.2026")))


def _another_case(story: Story) -> None:
    story.begin().registered()
    story.centre(make.closed("duplicate", on=day("23.11.2026")))


def _two_plans(story: Story) -> None:
    story.begin().registered().planned(on="1.11.2026")
    story.centre(make.plan(number="KG-2026-0418", on=day("2.11.2026"), days=30))


def _two_decisions(story: Story) -> None:
    story.begin().paper("passport", "1.2.2020")
    sent = story.sent("10.11.2026")
    for decision in (
        ReviewDecision(decision="accept", on=day("12.11.2026"), identity_level="L1"),
        ReviewDecision(decision="decline", on=day("12.11.2026"), reason="no blot", next_step="repeat it"),
    ):
        story.centre(decision, about=sent.id)


def _two_names(story: Story) -> None:
    identity = next(one for one in story.begin().journal.entries if one.kind == "identity")
    story.host(make.identity(family_name="Асанова", given_names="Айгуль"), replaces=[identity.id])
    story.centre(make.identity(family_name="Осмонова"), replaces=[identity.id])


def _two_names_on_a_prescription(story: Story) -> None:
    story.begin().registered().planned(on="1.11.2026")
    identity = next(one for one in story.journal.entries if one.kind == "identity")
    story.host(make.identity(family_latin="ASANOVAA"), replaces=[identity.id])
    story.centre(make.identity(family_latin="OSMONOVA"), replaces=[identity.id])


CONSENT_B: Final = "Consent B (transfer) is missing."
UNPROVED: Final = "A positive confirmation test is missing."
UNDECIDED: Final = "The clinician has not accepted the package yet."

CASES: Final = (
    Golden(
        name="no-consent-to-send",
        en="Consent A only: nothing about the person leaves the NGO.",
        ru="Только согласие А: ничего о человеке из НКО не уходит.",
        tell=_no_consent,
        says=(
            Says("step", 1, by.STATES),
            Says("turn", "host", by.STATES),
            Says("lacks", (CONSENT_B,), by.STATES),
            Says("may-not-send", (CONSENT_B,), by.STATES),
        ),
    ),
    Golden(
        name="consent-ended-yesterday",
        en="Consent B was valid until yesterday.",
        ru="Согласие Б действовало до вчерашнего дня.",
        tell=_consent_ended,
        says=(Says("lacks", (CONSENT_B,), by.STATES),),
    ),
    Golden(
        name="package-sent-three-days-ago",
        en="The package is with the Centre; nobody decided yet.",
        ru="Пакет у Центра, решения ещё нет.",
        tell=_sent,
        says=(
            Says("step", 3, by.STATES),
            Says("turn", "centre", by.STATES),
            Says("centre-asked", ("review",), by.STATES),
            Says("may-not-register", (UNDECIDED, UNPROVED), by.STATES),
        ),
    ),
    Golden(
        name="hiv-not-confirmed",
        en="The immunoblot is indeterminate: no registration, the test is repeated.",
        ru="Иммуноблот неопределённый: на учёт не ставят, анализ повторяют.",
        tell=_not_confirmed,
        says=(Says("may-not-register", (UNDECIDED, UNPROVED), by.STATES),),
    ),
    Golden(
        name="hiv-not-confirmed-and-closed",
        en="The Centre closed the case: diagnosis not confirmed.",
        ru="Центр закрыл карточку: диагноз не подтверждён.",
        tell=_found_not_confirmed,
        says=(Says("closed", "not-confirmed", by.STATES), Says("turn", "", by.STATES)),
    ),
    Golden(
        name="more-is-asked-for",
        en="The doctor asked for the immunoblot by 26 November.",
        ru="Врач запросил иммуноблот до 26 ноября.",
        tell=_more_is_asked,
        says=(
            Says("step", 2, by.STATES),
            Says("turn", "host", by.STATES),
            Says("host-asked", ("complete-package",), by.STATES),
        ),
    ),
    Golden(
        name="package-returned",
        en="The registrar returned the package: a page cannot be read.",
        ru="Регистратор вернул пакет: страница не читается.",
        tell=_returned,
        says=(Says("step", 2, by.STATES), Says("host-asked", ("complete-package",), by.STATES)),
    ),
    Golden(
        name="accepted-no-number-yet",
        en="The doctor accepted, identity L2, immunoblot positive.",
        ru="Врач принял, личность L2, иммуноблот положительный.",
        tell=_accepted,
        says=(
            Says("step", 3, by.STATES),
            Says("centre-asked", ("register",), by.STATES),
            Says("may-not-register", (), by.STATES),
        ),
    ),
    Golden(
        name="question-to-the-ngo",
        en="The Centre asked which medicines were taken before: the turn is the NGO's.",
        ru="Центр спросил, какие препараты были раньше: ход НКО.",
        tell=_question,
        says=(Says("turn", "host", by.STATES), Says("host-asked", ("answer",), by.STATES)),
    ),
    Golden(
        name="already-registered-two-numbers",
        en="Two registrars gave two numbers offline: both are kept, a person decides.",
        ru="Два регистратора без связи дали два номера: оба сохранены, решает человек.",
        tell=_two_numbers,
        says=(
            Says("two-versions", ("registration",), by.VERSIONS),
            Says("centre-asked", ("decide",), by.VERSIONS),
        ),
    ),
    Golden(
        name="already-registered-under-another-spelling",
        en="The person is on the register under another spelling: this case is closed, both numbers stay.",
        ru="Человек уже на учёте под другим написанием: эта карточка закрыта, оба номера остаются.",
        tell=_another_case,
        says=(Says("closed", "duplicate", by.LEAVING), Says("turn", "", by.LEAVING)),
    ),
    Golden(
        name="two-plans-offline",
        en="Two doctors wrote a plan each without a line.",
        ru="Два врача без связи написали по плану.",
        tell=_two_plans,
        says=(
            Says("two-versions", ("plan",), by.VERSIONS),
            Says("centre-asked", ("decide",), by.VERSIONS),
            Says("prints", False, by.VERSIONS),
        ),
    ),
    Golden(
        name="two-decisions-offline",
        en="One doctor accepted, another declined, without a line.",
        ru="Без связи один врач принял, другой отказал.",
        tell=_two_decisions,
        says=(Says("two-versions", ("review-decision",), by.VERSIONS),),
    ),
    Golden(
        name="two-corrections-of-a-name",
        en="The NGO and the Centre corrected the name differently: both are kept until a person chooses.",
        ru="НКО и Центр исправили имя по-разному: обе версии сохранены, пока человек не выберет.",
        tell=_two_names,
        says=(Says("two-versions-kept", ("identity",), by.VERSIONS),),
    ),
    Golden(
        name="one-plan-one-prescription",
        en="Registered, one plan, one name.",
        ru="На учёте, один план, одно имя.",
        tell=lambda story: story.begin().registered().planned(on="1.11.2026"),
        says=(Says("prints", True, by.STATES), Says("step", 5, by.STATES), Says("turn", "centre", by.STATES)),
    ),
    Golden(
        name="two-names-no-prescription",
        en="The Latin name was corrected in two ways: no prescription is printed until a person chooses.",
        ru="Имя латиницей исправили по-разному: рецепт не печатается, пока человек не выберет.",
        tell=_two_names_on_a_prescription,
        says=(Says("prints", False, by.VERSIONS),),
    ),
)
