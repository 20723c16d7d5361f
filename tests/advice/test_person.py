"""Checks of the person a plan is for."""

from datetime import date

import pytest

from regdesk.advice import checks
from regdesk.advice.advice import RESOLVE
from regdesk.catalogue import whole
from tests import make

DAY = date(2026, 11, 25)


def rules_for(*facts, plan=None):
    journal = make.opened()
    for fact in facts:
        journal.write(make.HOST, fact, replaces=[e.id for e in journal.entries if e.kind == fact.kind])
    found = checks.of_plan(journal.file(), plan or make.plan(), whole.read(whole.shipped()), DAY)
    return {one.rule: one.tier for one in found}


@pytest.mark.parametrize(
    ("born", "resolve"),
    [(date(2008, 11, 26), True), (date(2008, 11, 25), False), (date(2008, 11, 24), False)],
)
def test_a_person_under_18_has_no_ready_made_plan(born, resolve):
    found = rules_for(make.identity(born_on=born))

    assert (found.get("age.under-18") == RESOLVE) is resolve


def test_an_unknown_date_of_birth_has_to_be_resolved():
    assert rules_for(make.identity(born_on=None))["age.unknown"] == RESOLVE
