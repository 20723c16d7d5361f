"""Roles on the screen: what a person may not do is not offered, and tried by a key it is refused in words."""

import os
import shutil

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication

from regdesk.actions import partners, people, staff, syncing, unlocking
from regdesk.actions.desk import Desk, record
from regdesk.actions.may import WRITES, may_do
from regdesk.actions.staff import NewUser
from regdesk.domain import kinds, rights
from regdesk.domain.book import ROLES
from regdesk.errors import Refused
from regdesk.ui.pages.case.page import ALL
from tests import case_pages, desks, make, shells

_THEIRS = "another phrase, for tests only"
_PARTS = ("host", "centre")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Make a host and a centre that have met, and a case that both hold, with papers."""
    folder = tmp_path_factory.mktemp("roles")
    host, centre = shells.pair(folder)
    stream = desks.new_person(host, centre)
    case_pages.usual(host, stream)
    with desks.connected(folder, host, centre):
        desks.exchange(host, centre)
        people.accept(centre, stream)
        desks.exchange(centre, host)
    for desk in (host, centre):
        desks.put_away(desk)
    return folder, stream


@pytest.fixture
def pair(made, tmp_path):
    """Give copies of the two desks by their part, and the case."""
    folder, stream = made
    clock = desks.Hands().clock()
    for part in _PARTS:
        shutil.copytree(folder / part, tmp_path / part)
    both = {
        part: unlocking.unlock(tmp_path / part, desks.PASSPHRASE, clock, os.urandom, desks.CHEAP)
        for part in _PARTS
    }
    return both, stream


def working_as(desk: Desk, role: str) -> Desk:
    """Give the desk as a colleague with this one role opens it."""
    new = NewUser(name="Тест Т.", roles=frozenset({role}), passphrase=_THEIRS)
    staff.add(desk, desks.PASSPHRASE, new, desks.CHEAP)
    unlocking.close(desk)
    return unlocking.unlock(desk.folder, _THEIRS, desk.clock, os.urandom, desks.CHEAP)


def offered(page) -> set[str]:
    """Give the words of all buttons in sight; what was just put into a layout is shown first."""
    QApplication.processEvents()
    return {b.text() for b in page.findChildren(QAbstractButton) if b.isVisibleTo(page) and b.isEnabled()}


# What each button of a case writes, and which only show, print, close or lead elsewhere.
_BOTH = {
    "Add a result": ("lab-result",),
    "Remove this paper": ("identity-paper", "clinical-paper", "legal-paper"),
    "Leave the case…": ("ended",),
    "Add": ("adverse-event", "condition", "medicine-taken"),
    "Write down a contact": ("follow-up",),
    "The person asks to erase…": ("erasure",),
    "Close the case…": ("closed",),
    "The person moves…": ("transfer",),
    "Detained or deported…": ("detention",),
    "Another person's papers…": ("freeze",),
    "Withdraw…": ("withdrawal",),
}
_WRITE = {
    "host": {
        **_BOTH,
        "Check and send": ("submission",),
        "Check and send the package": ("submission",),
        "Count the stock": ("stock-count",),
        "Write a power of attorney…": ("power-of-attorney",),
        "Ask": ("question",),
        "Ask the Centre": ("question",),
    },
    "centre": {
        **_BOTH,
        "Ask the host": ("question",),
        "Assemble a parcel": ("dispensing",),
        "Add a medicine": ("plan",),
        "Add a date": ("plan",),
        "Not every day…": ("plan",),
        "Check and sign": ("plan",),
        "Pause the medicines…": ("pause",),
    },
}
_ONLY_SHOW = {
    *("", "Name hidden", "Whole history", "Open the calendar", "Look at the history"),
    *("Print consent A", "Print consent B"),
    *("Request to the laboratory, inside", "Request to the laboratory, outside"),
}


@pytest.mark.parametrize("part", _PARTS)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "admin"])
def test_a_case_offers_what_the_role_may_write_and_nothing_else(qtbot, light, pair, role, part):
    both, stream = pair
    page = case_pages.opened(qtbot, working_as(both[part], role), stream)

    seen = set[str]()
    for tab in ALL:
        page.open_tab(tab.id)
        seen |= offered(page)

    writes = {
        button
        for button, names in _WRITE[part].items()
        if any(role in kinds.BY_NAME[name].writers.get(part, ()) for name in names)
    }
    assert seen - _ONLY_SHOW == writes


@pytest.mark.parametrize(
    ("part", "role"), [("host", "viewer"), ("centre", "viewer"), ("centre", "pharmacist")]
)
def test_a_tab_where_the_person_only_reads_says_who_writes(qtbot, light, pair, part, role):
    both, stream = pair
    page = case_pages.opened(qtbot, working_as(both[part], role), stream, "plan")

    said = case_pages.words(page)

    assert "A doctor of the Centre writes plan and prescription." in said


@pytest.mark.parametrize("part", _PARTS)
@pytest.mark.parametrize("role", list(ROLES))
def test_the_queue_leads_only_to_what_the_role_may_write(part, role):
    for verb, kind in WRITES.items():
        assert may_do(verb, part, {role}) == (role in kind.writers.get(part, ()))


def test_who_may_begin_no_case_learns_who_does(qtbot, light, pair):
    both, _ = pair
    opened = shells.Opened(qtbot, working_as(both["host"], "viewer"))

    meant = opened.shell.do("new-person")

    assert not meant
    assert "new-person" not in opened.shell.places
    assert "A case begins with a case worker or doctor" in case_pages.words(opened.shell)


def test_a_key_that_adds_a_paper_is_answered_with_a_reason(qtbot, light, pair):
    both, stream = pair
    page = case_pages.opened(qtbot, working_as(both["host"], "viewer"), stream)

    page.add_paper()

    assert "add papers" in case_pages.words(page.opened.shell)


def test_only_an_administrator_is_offered_partners_and_server(qtbot, light, pair):
    both, _ = pair
    theirs = {"Ask this server", "Read a partner's file…", "Invite a new organisation…"}

    admin = offered(shells.Opened(qtbot, both["host"]).page("settings"))
    reader = offered(shells.Opened(qtbot, working_as(both["host"], "caseworker")).page("settings"))

    assert theirs <= admin
    assert not theirs & reader


def test_partners_and_server_are_refused_to_others(pair):
    both, _ = pair
    file = partners.introduce(both["centre"])
    desk = working_as(both["host"], "clinician")

    for tried in (
        lambda: partners.meet(desk, file),
        lambda: partners.confirm(desk, both["centre"].org),
        lambda: syncing.use_server(desk, syncing.Server("http://127.0.0.1:1", b"\0" * 32)),
    ):
        with pytest.raises(Refused):
            tried()


def test_what_is_not_offered_is_refused_with_the_role_as_reason(pair):
    both, stream = pair
    desk = working_as(both["host"], "viewer")

    for fact in (make.lab_result(), make.safe_contact(), make.identity()):
        with pytest.raises(Refused) as refused:
            record(desk, stream, fact)
        assert refused.value.message == rights.NO_ROLE.why
