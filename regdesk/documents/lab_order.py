"""What a laboratory is asked for: the tests that are due, each with a code that says nothing outside."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from regdesk.advice import calendar
from regdesk.catalogue import rows, whole
from regdesk.documents.about import About
from regdesk.domain.journal import CaseFile
from regdesk.domain.labs import TESTS, LabResult

BLANK: Final = 2  # lines for what the program does not know of
# Days that are planned close to each other are one visit to the laboratory: our own choice.
TOGETHER: Final = timedelta(days=28)
_OF_VISIT: Final = {
    "creatinine-alt": ("creatinine", "alt"),
    "viral-load-cd4": ("viral-load", "cd4"),
    "viral-load": ("viral-load",),
    "viral-load-again": ("viral-load",),
    "cd4": ("cd4",),
}
# Before there is a plan: what the lists of papers want of everybody (catalogue/countries; our own proposal).
_FIRST: Final = (
    "hiv-screening",
    "hiv-confirmation",
    "cd4",
    "viral-load",
    "creatinine",
    "alt",
    "haemoglobin",
    "hbsag",
    "anti-hcv",
    "syphilis",
)


def ordered(case: CaseFile, about: About) -> Mapping[str, str]:
    """Give the tests to order by their codes on this request: T1, T2 and so on.

    With dates of follow-up, those of the next visit; without, what was not tested yet.
    """
    return {f"T{n}": name for n, name in enumerate(_tests(case, about), start=1)}


def codes(case: CaseFile, about: About) -> tuple[str, ...]:
    """Give the codes of the tests, and those of the lines to write on by hand."""
    return tuple(f"T{n}" for n in range(1, len(ordered(case, about)) + BLANK + 1))


def name(test: str, language: str) -> str:
    """Give the name of a test as laboratories know it."""
    known = whole.current().tests
    return rows.in_language(known[test].name, language) if test in known else TESTS[test]


def _tests(case: CaseFile, about: About) -> tuple[str, ...]:
    visits = [one for one in calendar.open_visits(case) if one.is_test]
    if not visits:
        done = {one.test for one in case.all(LabResult)}
        return tuple(one for one in _FIRST if one not in done)
    last = max(about.today, min(one.on for one in visits)) + TOGETHER
    wanted = (test for one in visits if one.on <= last for test in _OF_VISIT[one.what])
    return tuple(dict.fromkeys(wanted))
