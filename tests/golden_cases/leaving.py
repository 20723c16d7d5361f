"""Cases of who is missed, lost and back, moves, is held, dies or comes home. Today is 23 November 2026."""

from typing import Final

from regdesk.domain.detention import ArrivalPlan, Detention
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.outcomes import Closed, Transfer
from regdesk.domain.people import Stay
from regdesk.domain.supply import Dispensing, Packed, Parcel, ParcelEvent
from tests import make
from tests.golden_cases import sources as by
from tests.golden_cases.says import Golden, Says
from tests.golden_cases.story import Story, day


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


CASES: Final = (
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
