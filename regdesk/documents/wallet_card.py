"""The card for the wallet: a code, one phone, tablets by shape; no name, medicine, disease, organisation."""

from typing import Final

from regdesk.documents import signed, texts, words
from regdesk.documents.about import About
from regdesk.documents.course import CLINICAL, code_of, course, must_be_decided, origin_of
from regdesk.documents.handout import steady, times_of
from regdesk.documents.parts import Card, Document, Paragraph, Space
from regdesk.documents.texts import Texts
from regdesk.documents.words import Translate
from regdesk.domain.journal import CaseFile
from regdesk.domain.plans import Plan
from regdesk.domain.supply import Handover
from regdesk.i18n import N_

NAME: Final = "wallet-card"
TITLE: Final = N_("Wallet card")
BY_HAND: Final = "_" * 16
MOST_TIMES: Final = 3
MOST: Final = 3  # languages that a card has room for


def build(case: CaseFile, about: About, language: str, _: Translate) -> Document:
    """Lay out both sides, in the language asked for, Russian, English and that of the origin."""
    must_be_decided(case, *CLINICAL, Handover)
    said = texts.read(language)
    now = course(case, about)
    each = _languages(language, origin_of(case))
    card = Card(
        code=code_of(case),
        help=tuple(one.short["card-help"] for one in each),
        ask=tuple(one.short["card-call"] for one in each),
        phone=about.call or BY_HAND,
        times=times_of(now, said) if now and _drawn(now.plan) else (),
        doctor=" / ".join(one.short["card-doctor"] for one in each),
        lines=tuple(one.short["card-daily"] for one in each),
        until=said.short["card-until"].format(day=f"{now.plan.valid_to:%m.%Y}")
        if now and now.plan.valid_to
        else "",
        qr=signed.qr_text(now.entry) if now else "",
    )
    return Document(
        name=NAME,
        language=language,
        title="",
        disclosure="N",
        parts=(Paragraph(said.short["card-cut"], "small", quiet=True), Space(2), card),
    )


def _drawn(plan: Plan) -> bool:
    """Say whether the card has room for the picture: the same few times every day, and tablets alone."""
    times = {time for dose in plan.doses for time in dose.times}
    solid = all(dose.form in {"tablet", "capsule"} for dose in plan.doses)
    return steady(plan) and solid and len(times) <= MOST_TIMES


def _languages(first: str, origin: str) -> tuple[Texts, ...]:
    wanted = dict.fromkeys((first, "ru", "en", words.language_of(origin)))
    codes = [one for one in wanted if one in texts.languages()]
    return tuple(texts.read(one) for one in codes[:MOST])
