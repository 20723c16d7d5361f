"""A person on treatment, as tests of monitoring need them: first dose, regimen, results."""

from datetime import date
from decimal import Decimal

from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Dose
from regdesk.domain.supply import Handover
from tests import make
from tests.make import CENTRE, HOST

START = date(2025, 8, 31)
DOLUTEGRAVIR = Dose(item="A", inn="dolutegravir", strength="50 mg", times=("21:00",))
EFAVIRENZ = Dose(item="A", inn="efavirenz", strength="600 mg", times=("21:00",))
UNHEARD_OF = Dose(item="A", inn="something new", strength="1 mg", times=("21:00",))


def journal(dose=DOLUTEGRAVIR, start=START, **plan):
    """Give a journal with a plan of one medicine and its first dose; no dose is taken where start is None."""
    written = make.opened()
    written.write(CENTRE, make.plan(doses=(dose,), on=date(2025, 8, 1), **plan))
    if start:
        written.write(HOST, Handover(on=start, days=90))
    return written


def viral_load(on, text, unit="{copies}/mL", test="viral-load"):
    """Give a viral load as it is typed: `412`, `<20`, `>1000`, `not-detected`."""
    sign = text[0] if text[0] in "<>" else ""
    if not text.removeprefix(sign)[0].isdigit():
        return LabResult(test=test, taken_on=on, outcome=text)
    return LabResult(
        test=test, taken_on=on, comparator=sign, value=Decimal(text.removeprefix(sign)), unit=unit
    )


def cd4(on, count, sign=""):
    """Give a CD4 count."""
    return make.lab_result(taken_on=on, value=count, comparator=sign)


def case(*facts, dose=DOLUTEGRAVIR, start=START, **plan):
    """Give the case file of a person on treatment with these facts."""
    written = journal(dose, start, **plan)
    for fact in facts:
        written.write(HOST, fact)
    return written.file()
