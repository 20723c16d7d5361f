"""Cases of medicines at hand and on their way. Unless said otherwise today is Monday, 23 November 2026."""

from datetime import date
from typing import Final

from regdesk.domain.journal import book_id
from regdesk.domain.pauses import Pause
from regdesk.domain.routes import way_time
from regdesk.domain.stock import StockMovement, name
from regdesk.domain.supply import Counted, Dispensing, Packed, Parcel, ParcelEvent
from tests.golden_cases import sources as by
from tests.golden_cases.says import Golden, Says
from tests.golden_cases.story import TLD, Story, day
from tests.make import CENTRE, Journal

TLD_NAME: Final = name(TLD.inn, TLD.strength)


def _set_aside(story: Story, on: str, days: int, expires: str = "1.12.2027") -> Dispensing:
    batch = Packed(item="A", units=days, packs=-(-days // 30), batch="L417", expires_on=day(expires))
    return Dispensing(on=day(on), days=days, items=(batch,))


def _parcel(story: Story, on: str, *news: tuple[str, str], days: int = 90, expected: str = "") -> None:
    """Set medicines aside on a day, pack them, and tell what was heard of the parcel since."""
    aside = story.centre(_set_aside(story, on, days))
    expected_on = day(expected) if expected else None
    parcel = story.centre(Parcel(number="P-1", on=day(on), expected_on=expected_on), about=aside.id)
    for what, when in news:
        items = (Counted(item="A", units=60),) if what == "partial" else ()
        story.host(ParcelEvent(what=what, on=day(when), items=items), about=parcel.id)


def _counted(days: int):
    return lambda story: story.begin().counted("23.11.2026", days)


def _lost(what: str):
    def tell(story: Story) -> None:
        story.begin().registered().treated("1.9.2026")
        _parcel(story, "1.11.2026", ("dispatched", "2.11.2026"), (what, "22.11.2026"), expected="20.11.2026")

    return tell


def _partial(story: Story) -> None:
    story.begin().registered().treated("1.9.2026")
    _parcel(story, "1.11.2026", ("dispatched", "2.11.2026"), ("partial", "22.11.2026"))


def _same_day(story: Story) -> None:
    story.begin().counted("23.11.2026", 5)
    story.handed("23.11.2026", 90)


def _saw_it(story: Story) -> None:
    story.begin().handed("23.11.2026", 90)
    story.counted("23.11.2026", 93)


def _paused(until: str = ""):
    def tell(story: Story) -> None:
        story.begin().counted("1.11.2026", 30)
        end = day(until) if until else None
        story.centre(Pause(since=day("10.11.2026"), until=end, why="operation"))

    return tell


def _five(story: Story) -> None:
    story.way = way_time([40, 10, 14, 12, 20])
    story.begin().counted("23.11.2026", 60)


def _four(story: Story) -> None:
    story.way = way_time([40, 10, 14, 12])
    story.begin().counted("23.11.2026", 60)


def _told(story: Story) -> None:
    story.begin().handed("1.11.2026", 90)
    story.counted("20.11.2026", 30, how="told")


def _second_count(story: Story) -> None:
    story.begin().counted("1.11.2026", 60)
    story.counted("20.11.2026", 10)


def _late_start(story: Story) -> None:
    story.begin().handed("10.11.2026", 30, first="20.11.2026")


def _two_handovers(story: Story) -> None:
    story.begin().handed("1.10.2026", 30)
    story.handed("20.10.2026", 90)


def _expiry(expires: str):
    def tell(story: Story) -> None:
        story.begin()
        story.pack = _set_aside(story, "23.11.2026", 90, expires)

    return tell


def _two_hands_one_pack(story: Story) -> None:
    came = StockMovement(medicine=TLD_NAME, batch="L417", units=30, why="received", on=day("2.11.2026"))
    book = Journal(stream=book_id(CENTRE.id))
    book.write(CENTRE, came)
    other = Story().begin().registered()
    for one in (story.begin().registered(), other):
        one.planned()
        one.centre(_set_aside(one, "20.11.2026", 30))
    story.beside += [book, other.journal]


_REFILL: Final = tuple(
    Golden(
        name=f"{days}-days-left",
        en=f"Medicines for {days} days, nothing ordered.",
        ru=f"Препаратов на {days} дн., ничего не заказано.",
        tell=_counted(days),
        says=(Says("days-left", days, by.COUNT), Says("refill", state, by.REFILL)),
    )
    for days, state in (
        (46, "not-yet"),
        (45, "open"),
        (31, "open"),
        (30, "urgent"),
        (15, "urgent"),
        (14, "critical"),
    )
)

CASES: Final = (
    *_REFILL,
    Golden(
        name="twenty-days-and-an-unknown-way",
        en="Twenty days of medicine counted together today; nobody knows yet how long a parcel takes.",
        ru="Сегодня вместе пересчитали: препаратов на 20 дней; сколько идёт посылка, пока неизвестно.",
        tell=_counted(20),
        says=(
            Says("days-left", 20, by.COUNT),
            Says("run-out", day("13.12.2026"), by.COUNT),
            Says("order-by", day("8.11.2026"), by.ORDER),
            Says("gap", 1, by.WAY),
        ),
    ),
    Golden(
        name="ran-out-a-week-ago",
        en="Five days were counted on 10 November; since 15 November there is nothing.",
        ru="10 ноября препаратов было на 5 дней; с 15 ноября нет ничего.",
        tell=lambda story: story.begin().counted("10.11.2026", 5),
        says=(
            Says("days-left", 0, by.COUNT),
            Says("run-out", day("15.11.2026"), by.COUNT),
            Says("gap", 29, by.WAY),
            Says("refill", "critical", by.REFILL),
        ),
    ),
    Golden(
        name="second-count-shows-less",
        en="Sixty days on 1 November, but on 20 November only ten are left: pills were shared.",
        ru="1 ноября было на 60 дней, а 20 ноября осталось на 10: препаратами делились.",
        tell=_second_count,
        says=(Says("run-out", day("30.11.2026"), by.COUNT), Says("days-left", 7, by.COUNT)),
    ),
    Golden(
        name="count-told-by-phone",
        en="Ninety days handed over on 1 November; on 20 November the person says by phone: thirty days.",
        ru="1 ноября передано на 90 дней; 20 ноября человек говорит по телефону: осталось на 30.",
        tell=_told,
        says=(Says("run-out", day("20.12.2026"), by.COUNT), Says("days-left", 27, by.COUNT)),
    ),
    Golden(
        name="count-before-handover-same-day",
        en="Today five days were left, then ninety were handed over.",
        ru="Сегодня оставалось на 5 дней, затем передано на 90.",
        tell=_same_day,
        says=(Says("days-left", 95, by.COUNT), Says("run-out", day("26.2.2027"), by.COUNT)),
    ),
    Golden(
        name="count-after-handover-same-day",
        en="Today ninety days were handed over, then all was counted together: ninety-three.",
        ru="Сегодня передано на 90 дней, затем пересчитали всё вместе: на 93.",
        tell=_saw_it,
        says=(Says("days-left", 93, by.COUNT), Says("run-out", day("24.2.2027"), by.COUNT)),
    ),
    Golden(
        name="first-dose-ten-days-later",
        en="Thirty days handed over on 10 November, the first dose on the 20th.",
        ru="10 ноября передано на 30 дней, первый приём 20-го.",
        tell=_late_start,
        says=(Says("run-out", day("20.12.2026"), by.FIRST), Says("days-left", 27, by.FIRST)),
    ),
    Golden(
        name="refill-came-before-the-end",
        en="Thirty days on 1 October, ninety more on 20 October: the second supply begins after the first.",
        ru="1 октября на 30 дней, 20 октября ещё на 90: второй запас начинается после первого.",
        tell=_two_handovers,
        says=(Says("run-out", day("29.1.2027"), by.COUNT), Says("days-left", 67, by.COUNT)),
    ),
    Golden(
        name="pause-that-ended",
        en="Thirty days on 1 November; the doctor paused treatment from the 10th, doses again from the 20th.",
        ru="1 ноября на 30 дней; врач приостановил приём с 10-го, снова с 20-го.",
        tell=_paused("20.11.2026"),
        says=(
            Says("run-out", day("11.12.2026"), by.PAUSE),
            Says("days-left", 18, by.PAUSE),
            Says("paused", False, by.PAUSE),
        ),
    ),
    Golden(
        name="pause-that-goes-on",
        en="The same, and the pause has no end yet.",
        ru="То же, и конца паузы пока нет.",
        tell=_paused(),
        says=(
            Says("run-out", day("14.12.2026"), by.PAUSE),
            Says("days-left", 21, by.PAUSE),
            Says("paused", True, by.PAUSE),
        ),
    ),
    Golden(
        name="way-with-five-parcels",
        en="Sixty days left; five parcels took 10, 12, 14, 20 and 40 days.",
        ru="Препаратов на 60 дней; пять посылок шли 10, 12, 14, 20 и 40 дней.",
        tell=_five,
        says=(
            Says("order-by", day("29.11.2026"), by.WAY),
            Says("opens-on", day("29.11.2026"), by.ORDER),
            Says("gap", 0, by.WAY),
        ),
    ),
    Golden(
        name="way-with-four-parcels",
        en="Sixty days left; four parcels only, so 21 days are reckoned with.",
        ru="Препаратов на 60 дней; посылок было только четыре, поэтому считаем 21 день.",
        tell=_four,
        says=(Says("order-by", day("18.12.2026"), by.WAY), Says("opens-on", day("8.12.2026"), by.REFILL)),
    ),
    Golden(
        name="parcel-lost",
        en="Ninety days from 1 September; the next parcel was lost on 22 November. Seven days are left.",
        ru="Препараты на 90 дней с 1 сентября; новая посылка потеряна 22 ноября. Осталось 7 дней.",
        tell=_lost("lost"),
        says=(
            Says("days-left", 7, by.COUNT),
            Says("refill", "critical", by.REFILL),
            Says("gap", 14, by.WAY),
            Says("turn", "centre", by.LOST),
            Says("host-asked", ("assess-risk", "find-reserve"), by.LOST),
            Says("centre-asked", ("assemble",), by.LOST),
        ),
    ),
    Golden(
        name="parcel-seized",
        en="The same, but officials took the parcel away.",
        ru="То же, но посылку забрали официальные лица.",
        tell=_lost("seized"),
        says=(
            Says("turn", "centre", by.LOST),
            Says("host-asked", ("assess-risk", "find-reserve"), by.LOST),
            Says("centre-asked", ("assemble",), by.LOST),
        ),
    ),
    Golden(
        name="parcel-came-back",
        en="The same, but the parcel came back unopened: nobody learned anything.",
        ru="То же, но посылка вернулась невскрытой: никто ничего не узнал.",
        tell=_lost("returned"),
        says=(
            Says("host-asked", ("find-reserve",), by.LOST),
            Says("centre-asked", ("assemble",), by.LOST),
        ),
    ),
    Golden(
        name="parcel-came-in-part",
        en="Ninety tablets were packed, sixty arrived.",
        ru="Упаковано 90 таблеток, пришло 60.",
        tell=_partial,
        says=(Says("in-transit", 60, by.COUNT), Says("turn", "host", by.STATES)),
    ),
    Golden(
        name="pack-good-long-enough",
        en="Ninety days set aside today, the pack is good until 23 March 2027: the supply ends 21 February.",
        ru="Сегодня отложено на 90 дней, годно до 23 марта 2027; запас кончается 21 февраля.",
        tell=_expiry("23.3.2027"),
        says=(Says("accepted", True, by.PACK),),
    ),
    Golden(
        name="pack-expires-a-day-too-early",
        en="The same, but good until 22 March 2027.",
        ru="То же, но годно до 22 марта 2027.",
        tell=_expiry("22.3.2027"),
        says=(Says("accepted", False, by.PACK),),
    ),
    Golden(
        name="two-hands-on-the-last-pack",
        en="Two computers of the Centre set the last pack of 30 aside for two people: both records stay.",
        ru="Два компьютера Центра без связи отложили последнюю упаковку двум людям: обе записи остаются.",
        tell=_two_hands_one_pack,
        says=(Says("shelf", -30, by.SHELF), Says("in-transit", 0, by.SHELF)),
    ),
    Golden(
        name="clock-behind-a-record",
        en="The computer says 10 November, but a record was written on 18 November.",
        ru="На компьютере 10 ноября, а запись сделана 18 ноября.",
        tell=lambda story: story.begin().counted("1.11.2026", 30),
        says=(Says("clock-unsure", True, by.CLOCK), Says("days-left", 13, by.CLOCK)),
        today=date(2026, 11, 10),
    ),
)
