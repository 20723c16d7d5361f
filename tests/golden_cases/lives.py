"""Cases of where a person stands: steps, turns, who is lost, who left. Today is 23 November 2026."""

from typing import Final

from regdesk.domain.detention import ArrivalPlan, Detention
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.outcomes import Closed, Transfer
from regdesk.domain.people import Stay
from regdesk.domain.questions import Question
from regdesk.domain.reviews import Registration, Returned, ReviewDecision
from regdesk.domain.supply import Dispensing, Packed, Parcel, ParcelEvent
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


def _missed(*tries: str):
    """A call was agreed for 20 October and nobody answered; tries in vain on these days."""

    def tell(story: Story) -> None:
        story.begin().registered()
        story.host(FollowUp(on=day("6.10.2026"), how="call", next_on=day("20.10.2026")))
        for on in tries:
            story.host(FollowUp(on=day(on), how="no-answer", tried="call"))

    return tell


def _lost_and_back(story: Story) -> None:
    story.begin().registered().treated("1.3.2026")
    lost = story.host(make.closed("lost", on=day("1.8.2026")))
    story.host(Closed(outcome="open", on=day("21.11.2026")), follows=lost.id)
    story.host(FollowUp(on=day("21.11.2026"), how="visit", without_since=day("30.5.2026")))


def _moves(story: Story) -> None:
    story.begin().registered().treated("1.9.2026")
    story.host(Transfer(on=day("20.11.2026"), country="KZ", leaves_on=day("5.12.2026")))


def _moved(story: Story) -> None:
    _moves(story)
    story.centre(make.closed("transferred", on=day("23.11.2026")))


def _held(what: str):
    def tell(story: Story) -> None:
        story.begin().registered().treated("1.9.2026")
        story.host(Stay(country="RU", region="Moscow"))
        story.host(Detention(what=what, on=day("22.11.2026"), source="a relative called"))

    return tell


def _expected_at_home(story: Story) -> None:
    _held("deported")(story)
    held = story.journal.entries[-1]
    story.centre(ArrivalPlan(on=day("27.11.2026"), place="Osh, regional centre"), about=held.id)


def _died(story: Story) -> None:
    story.begin().registered().treated("1.9.2026")
    pack = Packed(item="A", units=90, packs=3, batch="L417", expires_on=day("1.12.2027"))
    aside = story.centre(Dispensing(on=day("1.11.2026"), days=90, items=(pack,)))
    parcel = story.centre(Parcel(number="P-1", on=day("1.11.2026")), about=aside.id)
    story.host(ParcelEvent(what="dispatched", on=day("2.11.2026")), about=parcel.id)
    story.host(make.closed("died", on=day("20.11.2026")))


def _closed(outcome: str):
    def tell(story: Story) -> None:
        story.begin().registered().treated("1.9.2026")
        story.host(make.closed(outcome, on=day("20.11.2026")))

    return tell


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
        says=(Says("two-versions", ("plan",), by.VERSIONS), Says("centre-asked", ("decide",), by.VERSIONS)),
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
        name="missed-contact-no-try",
        en="A call was agreed for 20 October; nobody tried since.",
        ru="Звонок был назначен на 20 октября; с тех пор не пробовали.",
        tell=_missed(),
        says=(
            Says("missed", (day("20.10.2026"), day("21.10.2026"), day("17.11.2026"), False), by.TRACING),
            Says("host-asked", ("trace",), by.TRACING),
        ),
    ),
    Golden(
        name="missed-contact-tried-twice",
        en="Tried in vain on 21 and 27 October: the next attempt was due on 3 November.",
        ru="Безуспешные попытки 21 и 27 октября: следующая была нужна 3 ноября.",
        tell=_missed("21.10.2026", "27.10.2026"),
        says=(Says("missed", (day("20.10.2026"), day("3.11.2026"), day("17.11.2026"), False), by.TRACING),),
    ),
    Golden(
        name="three-tries-and-28-days",
        en="Tried in vain on 21, 27 October and 3 November; 28 days are over: a person may say lost.",
        ru="Безуспешно 21, 27 октября и 3 ноября; 28 дней прошли: можно записать «связь потеряна».",
        tell=_missed("21.10.2026", "27.10.2026", "3.11.2026"),
        says=(
            Says("missed", (day("20.10.2026"), None, day("17.11.2026"), True), by.TRACING),
            Says("host-asked", ("lost",), by.TRACING),
            Says("closed", "", by.TRACING),
        ),
    ),
    Golden(
        name="lost-and-back",
        en="Lost in August, back on 21 November after 175 days without medicines.",
        ru="Связь потеряна в августе, 21 ноября человек вернулся после 175 дней без препаратов.",
        tell=_lost_and_back,
        says=(
            Says("closed", "", by.TRACING),
            Says("interrupted", 175, by.BACK),
            Says("centre-asked", ("assess-return",), by.BACK),
            Says("host-asked", ("sample",), by.BACK),
        ),
    ),
    Golden(
        name="moves-to-a-third-country",
        en="The person moves to Kazakhstan on 5 December: medicines for three months, another centre.",
        ru="Человек переезжает в Казахстан 5 декабря: препараты на три месяца, другой центр.",
        tell=_moves,
        says=(Says("centre-asked", ("bridge", "hand-on"), by.TRANSFER), Says("closed", "", by.TRANSFER)),
    ),
    Golden(
        name="moved-and-confirmed",
        en="The centre there confirmed that it took over.",
        ru="Центр там подтвердил, что принял человека.",
        tell=_moved,
        says=(Says("closed", "transferred", by.TRANSFER), Says("turn", "", by.TRANSFER)),
    ),
    Golden(
        name="detained",
        en="Detained on 22 November: the Centre prepares medicines at home, nobody calls the phone.",
        ru="Задержан(а) 22 ноября: Центр готовит препараты дома, на телефон никто не звонит.",
        tell=_held("detained"),
        says=(
            Says("centre-asked", ("arrange-arrival",), by.LEAVING),
            Says("host-asked", ("erase-addresses",), by.LEAVING),
            Says("host-not-asked", ("contact", "trace"), by.LEAVING),
        ),
    ),
    Golden(
        name="deported-and-expected",
        en="Deported; the Centre said where medicines wait on 27 November.",
        ru="Депортирован(а); Центр назвал, где 27 ноября ждут препараты.",
        tell=_expected_at_home,
        says=(
            Says("centre-asked", ("arrival",), by.LEAVING),
            Says("host-asked", ("erase-addresses",), by.LEAVING),
        ),
    ),
    Golden(
        name="died-with-a-parcel-on-its-way",
        en="Died on 20 November while a parcel is on its way: it is called back or settled.",
        ru="Умер(ла) 20 ноября, а посылка в пути: её возвращают или закрывают.",
        tell=_died,
        says=(
            Says("closed", "died", by.LEAVING),
            Says("carrier-asked", ("settle-parcel",), by.LEAVING),
            Says("host-not-asked", ("contact", "order", "trace"), by.LEAVING),
        ),
    ),
    Golden(
        name="came-home",
        en="Came home and is registered in person: refills end.",
        ru="Вернулся (вернулась) домой, на учёте лично: пополнений больше нет.",
        tell=_closed("returned-home"),
        says=(
            Says("closed", "returned-home", by.LEAVING),
            Says("host-not-asked", ("contact", "order"), by.LEAVING),
        ),
    ),
    Golden(
        name="consent-withdrawn",
        en="The person withdrew consent.",
        ru="Человек отозвал согласие.",
        tell=_closed("withdrawn"),
        says=(Says("closed", "withdrawn", by.LEAVING), Says("turn", "", by.LEAVING)),
    ),
)
