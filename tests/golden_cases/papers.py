"""Cases of what the package lacks. Unless said otherwise it is sent on Monday, 23 November 2026."""

from collections.abc import Callable
from typing import Final

from regdesk.domain.legal import PowerOfAttorney
from regdesk.domain.reviews import Checked, CompletenessCheck
from regdesk.domain.supply import StockCount
from tests.golden_cases import sources as by
from tests.golden_cases.says import Golden, Says
from tests.golden_cases.story import Story, day

MAN: Final = {"sex": "m", "given_names": "Азамат", "given_latin": "AZAMAT"}
GOOD: Final = {
    "passport": "1.2.2020",
    "hiv-screening": "1.10.2026",
    "hiv-confirmation": "2.10.2026",
    "cd4": "9.11.2026",
    "viral-load": "9.11.2026",
    "biochemistry": "9.11.2026",
    "application": "20.11.2026",
    "consent": "20.11.2026",
}


def _sends(origin: str = "TJ", *, woman: bool = False, **changed: str) -> Callable[[Story], None]:
    """Send a whole package from Moscow with papers of other days, or (empty day) without them."""

    def tell(story: Story) -> None:
        story.begin(origin=origin, **({} if woman else MAN))
        for kind, on in (GOOD | {name.replace("_", "-"): on for name, on in changed.items()}).items():
            if on:
                story.paper(kind, on)

    return tell


def _unreadable(story: Story) -> None:
    _sends()(story)
    sent = story.sent("23.11.2026")
    story.centre(
        CompletenessCheck(on=day("23.11.2026"), papers=(Checked(type="cd4", state="unreadable"),)),
        about=sent.id,
    )


def _relative(story: Story) -> None:
    _sends()(story)
    story.host(PowerOfAttorney(attorney="Асанов Бакыт", scope="a sealed parcel", on=day("20.11.2026")))


def _treated(story: Story) -> None:
    _sends()(story)
    story.host(StockCount(on=day("20.11.2026"), days=12, how="told"))


def _case(name: str, en: str, ru: str, tell: Callable[[Story], object], *lacking: str) -> Golden:
    return Golden(name=name, en=en, ru=ru, tell=tell, says=(Says("lacking", lacking, by.PAPERS),))


def _package(*, urgency: str = "", cd4: str = "", pregnant: bool = False, **identity: object):
    """A package is sent on Friday, 20 November."""

    def tell(story: Story) -> None:
        story.begin(**({} if pregnant else MAN), **identity).paper("passport", "1.2.2020")
        if cd4:
            story.lab("cd4", cd4, "9.11.2026")
        if pregnant:
            story.lab("pregnancy", "positive", "9.11.2026")
        story.sent("20.11.2026", urgency)

    return tell


def _urgent(name: str, en: str, ru: str, tell: Callable[[Story], object], *says: object) -> Golden:
    return Golden(name=name, en=en, ru=ru, tell=tell, says=(Says("urgency", says, by.URGENT),))


_USUAL: Final = (day("24.11.2026"), day("4.12.2026"))
_AT_ONCE: Final = (day("22.11.2026"), day("22.11.2026"))

CASES: Final = (
    _urgent(
        "package-usual",
        "Sent on Friday, 20 November; nothing makes it urgent.",
        "Отправлен в пятницу 20 ноября; срочного ничего нет.",
        _package(cd4="200"),
        *_USUAL,
    ),
    _urgent(
        "package-cd4-199",
        "The same, CD4 199.",
        "То же, CD4 199.",
        _package(cd4="199"),
        "low-cd4",
        *_AT_ONCE,
    ),
    _urgent(
        "package-pregnant",
        "The same, a pregnant woman.",
        "То же, беременная женщина.",
        _package(pregnant=True),
        "pregnant",
        *_AT_ONCE,
    ),
    _urgent(
        "package-of-a-child",
        "The same, a boy of 17.",
        "То же, юноша 17 лет.",
        _package(born_on=day("21.11.2008")),
        "child",
        *_AT_ONCE,
    ),
    _urgent(
        "package-medicines-stopped",
        "The same; the NGO says that medicines have run out.",
        "То же; НКО сообщает, что препараты кончились.",
        _package(urgency="art-stopped"),
        "art-stopped",
        *_AT_ONCE,
    ),
    _case(
        "whole-package-from-tajikistan",
        "A man, citizen of Tajikistan in Moscow, with every paper that is wanted.",
        "Мужчина, гражданин Таджикистана в Москве, все нужные документы есть.",
        _sends(),
    ),
    _case(
        "tajikistan-no-blot-old-cd4",
        "The same without an immunoblot, and the CD4 sample is of 22 May 2026: six months and a day.",
        "То же без иммуноблота, а проба CD4 от 22 мая 2026: шесть месяцев и день.",
        _sends(hiv_confirmation="", cd4="22.5.2026"),
        "cd4 expired",
        "hiv-confirmation missing",
    ),
    _case(
        "cd4-six-months-old-to-the-day",
        "The CD4 sample is of 23 May 2026: six months to the day.",
        "Проба CD4 от 23 мая 2026: ровно шесть месяцев.",
        _sends(cd4="23.5.2026"),
    ),
    _case(
        "biochemistry-three-months-and-a-day",
        "Biochemistry of 22 August 2026.",
        "Биохимия от 22 августа 2026.",
        _sends(biochemistry="22.8.2026"),
        "biochemistry expired",
    ),
    _case(
        "biochemistry-three-months",
        "Biochemistry of 23 August 2026.",
        "Биохимия от 23 августа 2026.",
        _sends(biochemistry="23.8.2026"),
    ),
    _case(
        "woman-without-pregnancy-test",
        "A woman of 32 from Kyrgyzstan, no pregnancy test.",
        "Женщина 32 лет из Кыргызстана, теста на беременность нет.",
        _sends("KG", woman=True),
        "pregnancy-test missing",
    ),
    _case(
        "pregnancy-test-fourteen-days-old",
        "The same with a test of 9 November.",
        "То же, тест от 9 ноября.",
        _sends("KG", woman=True, pregnancy_test="9.11.2026"),
    ),
    _case(
        "pregnancy-test-fifteen-days-old",
        "The same with a test of 8 November.",
        "То же, тест от 8 ноября.",
        _sends("KG", woman=True, pregnancy_test="8.11.2026"),
        "pregnancy-test expired",
    ),
    _case(
        "paper-nobody-can-read",
        "The registrar found the CD4 page unreadable.",
        "Регистратор не смог прочитать страницу с CD4.",
        _unreadable,
        "cd4 unreadable",
    ),
    _case(
        "relative-receives-the-parcel",
        "A relative is to receive the parcel: a signed power of attorney is wanted.",
        "Посылку получит родственник: нужна подписанная доверенность.",
        _relative,
        "power-of-attorney missing",
    ),
    _case(
        "already-on-medicines",
        "The person has medicines already: an extract about treatment so far is wanted.",
        "Человек уже принимает препараты: нужна выписка о прежнем лечении.",
        _treated,
        "summary missing",
    ),
)
