"""Every rule is on the list that a clinician signs off, and the page says just what the catalogue does."""

from regdesk.catalogue import listed
from tests import rules_page
from tests.checking import KNOWN


def test_the_page_says_what_the_catalogue_does():
    written = rules_page.PAGE.read_text("utf-8")

    assert written == rules_page.page(KNOWN), "Run: python3 dev.py rules"


def test_every_row_that_advises_is_listed_once():
    names = [one.id for one in listed.every(KNOWN)]

    assert sorted(names) == sorted([*KNOWN.rules, *KNOWN.interactions, *KNOWN.cautions])


def test_what_nobody_saw_and_what_is_flagged_waits_for_a_clinician():
    waiting = {one.id for one in listed.to_sign_off(KNOWN)}

    assert {"HIV.D21.2.DT.42", "HIV.D21.2.DT.58", "renal_egfr_lt_50_avoid", "RD.X.22"} <= waiting
    assert "HIV.D21.2.DT.41" not in waiting
