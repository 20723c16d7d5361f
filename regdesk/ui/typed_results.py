"""What somebody typed from a laboratory's paper: `412`, `<20`, `>10 000 000`, `5,2`, `не обнаружено`."""

import re
from decimal import Decimal
from typing import Any, Final

from regdesk.actions import labs
from regdesk.domain.labs import OUTCOMES
from regdesk.errors import Refused
from regdesk.i18n import N_, tr

_WRITTEN_OUTCOMES: Final = {
    "not-detected": (
        "not detected",
        "undetected",
        "не обнаружено",
        "не обнаружена",
        "не определяется",
        "н/о",
        "не выявлено",
        "не выявлена",
    ),
    "positive": ("positive", "pos", "+", "положительно", "положительный", "пол"),
    "negative": ("negative", "neg", "-", "отрицательно", "отрицательный", "отр"),
    "indeterminate": ("indeterminate", "неопределённо", "неопределенно", "неопределённый"),
    "invalid": ("invalid", "недействительно", "недействительный"),
}
_BLANKS: Final = re.compile(r"[\s\u00a0\u2009\u202f']")
_NUMBER: Final = re.compile(r"\d+(\.\d+)?")
# 1,200 is a thousand on one laboratory's paper and a little more than one on another's.
_EITHER: Final = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_THOUSANDS: Final = re.compile(r"[1-9]\d{0,2}([.,]\d{3})(\1|[.,]\d{3})+")


def read_result(text: str, test: str, unit: str = "") -> dict[str, Any]:
    """Read a result as it is typed into fields of LabResult; without a unit it is in the test's usual one.

    Raise Refused where it is neither a number nor an outcome, or where a comma may mean two things.
    """
    plain = " ".join(text.lower().split())
    for outcome, written in _WRITTEN_OUTCOMES.items():
        if plain in written or plain == tr(OUTCOMES[outcome]).lower():
            return {"outcome": outcome}
    usual = labs.units(test)
    sign = plain[:1] if plain[:1] in ("<", ">") else ""
    digits = _BLANKS.sub("", plain.removeprefix(sign))
    if _EITHER.fullmatch(digits):
        raise Refused(N_("Write it so that it can be read in one way only: 1200, or 1.2."))
    digits = re.sub(r"[.,]", "", digits) if _THOUSANDS.fullmatch(digits) else digits.replace(",", ".")
    if not _NUMBER.fullmatch(digits) or not usual:
        raise Refused(N_("Write a number such as 412 or <20, or an outcome such as “not detected”."))
    return {"comparator": sign, "value": Decimal(digits), "unit": unit or usual[0]}
