"""What the rules of monitoring say: rows of monitoring.toml, with source and day.

Everything is for the clinician, who decides: no rule changes a plan, none begins or stops a medicine.
"""

from datetime import date

from regdesk.advice.advice import Advice, by_rule
from regdesk.catalogue import whole
from regdesk.catalogue.rules import Rule


def rule(name: str) -> Rule:
    """Give a rule of the catalogue by its id."""
    return whole.current().rules[name]


def say(name: str, day: date, before: date | None = None) -> Advice:
    """Say a rule of the sample of a day, and of an earlier one where it rests on two."""
    return by_rule(rule(name), day=day, before=before or day)
