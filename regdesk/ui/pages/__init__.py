"""The pages of an open desk: one explicit list of places, and the shell around them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from regdesk.domain.book import ROLES
from regdesk.domain.membership import PARTS
from regdesk.i18n import N_, tr
from regdesk.ui.copying import Copying
from regdesk.ui.counting import Counting
from regdesk.ui.discreet import Discreet
from regdesk.ui.noting import note
from regdesk.ui.page import Identity, Page, Place
from regdesk.ui.pages.audit import AuditPage
from regdesk.ui.pages.backup import BackupPage
from regdesk.ui.pages.exchange.page import ExchangePage
from regdesk.ui.pages.keys.page import KeysPage
from regdesk.ui.pages.look_up import people_finder
from regdesk.ui.pages.new_person import NewPersonPage
from regdesk.ui.pages.people import PeoplePage
from regdesk.ui.pages.reference import ReferencePage
from regdesk.ui.pages.settings import SettingsPage
from regdesk.ui.pages.today import TodayPage
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.shell import Shell

# Where the parts of the bottom line lead: a filtered list, or the exchange.
_LISTED: Final = {"urgent", "soon"}
_NOT_BEGIN: Final = N_(
    "A case begins with a case worker or doctor of the organisation that helps on the spot."
)


@dataclass(frozen=True)
class Spot:
    """One line of the list of places: what `Place` says, and whose workspace has it.

    part  of the organisation, "" for both;  role  of the person, "" for all
    """

    id: str
    title: str
    icon: str
    build: Callable[[Workplace], Page]
    under: str = ""
    part: str = ""
    role: str = ""


def _review(place: Workplace) -> Page:
    from regdesk.ui.pages.review_inbox import ReviewInboxPage  # noqa: PLC0415 - only a centre needs it

    return ReviewInboxPage(place.desk, place.background, place.shell)


def _calendar(place: Workplace) -> Page:
    from regdesk.ui.pages.calendar import CalendarPage  # noqa: PLC0415 - first needed when it is visited

    return CalendarPage(place)


def _questions(place: Workplace) -> Page:
    from regdesk.ui.pages.questions.page import QuestionsPage  # noqa: PLC0415 - with its windows, when visited

    return QuestionsPage(place)


def _case(place: Workplace) -> Page:
    from regdesk.ui.pages.case.page import CasePage  # noqa: PLC0415 - its tabs load when a case is opened

    return CasePage(place.desk, place.background, place.shell)


def _supply(place: Workplace) -> Page:
    from regdesk.ui.pages.supply import SupplyPage  # noqa: PLC0415 - its windows load when it is opened

    return SupplyPage(place)


def _stock(place: Workplace) -> Page:
    from regdesk.ui.pages.stock import StockPage  # noqa: PLC0415 - it loads when it is opened

    return StockPage(place)


ALL: Final = (
    Spot("today", N_("Today"), "sun", TodayPage),
    Spot("review", N_("Review"), "inbox", _review, part="centre"),
    Spot("people", N_("People"), "users", PeoplePage),
    Spot("case", N_("Case"), "user", _case, under="people"),
    Spot("supply", N_("Deliveries"), "truck", _supply),
    Spot("calendar", N_("Calendar"), "calendar-days", _calendar, part="host"),
    Spot("calendar", N_("Follow-up"), "calendar-days", _calendar, part="centre"),
    Spot("stock", N_("Stock"), "package", _stock, under="supply"),
    Spot("new-person", N_("New person"), "user-plus", NewPersonPage, under="people", part="host"),
    Spot("questions", N_("Questions"), "message-square", _questions),
    Spot("exchange", N_("Exchange of data"), "refresh-cw", ExchangePage, under="settings"),
    Spot("keys", N_("Computers and keys"), "key-round", KeysPage, under="settings"),
    Spot("backup", N_("Backup copies"), "copy", BackupPage, under="settings"),
    Spot("reference", N_("Reference data"), "bookmark", ReferencePage, under="settings"),
    Spot("audit", N_("Log of reading"), "history", AuditPage, under="settings", role="admin"),
    Spot("settings", N_("Settings"), "settings", SettingsPage, under="settings"),
)


def places(workplace: Workplace) -> list[Place]:
    """Give the places of a workspace; a page is made when it is first visited."""
    return [
        Place(spot.id, spot.title, spot.icon, partial(spot.build, workplace), under=spot.under)
        for spot in ALL
        if _has(workplace, spot)
    ]


def _has(workplace: Workplace, spot: Spot) -> bool:
    """Say whether a place is of this organisation's part and of the roles of who works here."""
    me = workplace.me
    begins = spot.id != "new-person" or workplace.opens_cases
    return begins and spot.part in ("", me.part) and spot.role in ("", *me.roles)


def open_shell(workplace: Workplace, discreet: Discreet) -> Shell:
    """Make the shell of an open desk with its places, its main button and the palette's search."""
    me = workplace.me
    job = ", ".join(tr(text) for role, text in ROLES.items() if role in me.roles and role != "admin")
    identity = Identity(me.organisation, tr(PARTS.get(me.part, "")), me.person, job or tr(ROLES["admin"]))
    shell = Shell(identity, places(workplace), discreet)
    workplace.shell = shell
    Counting(workplace.desk, workplace.background, shell)
    workplace.copying = Copying(workplace.desk, workplace.background, shell)
    if workplace.opens_cases:
        begin = partial(shell.open, "new-person")
        shell.show_primary(tr(N_("New person")), begin, icon="user-plus", keys="Ctrl N")
        shell.commands["new-person"] = begin
    else:
        shell.why_not["new-person"] = _NOT_BEGIN
    shell.look_people_up_by(people_finder(workplace))
    shell.settings_asked.connect(partial(shell.open, "settings"))
    shell.line_asked.connect(
        lambda part: shell.open("people", part) if part in _LISTED else shell.open("exchange")
    )
    workplace.background.troubled.connect(shell.show_trouble)
    watch = workplace.desk, workplace.background
    discreet.changed.connect(lambda on: None if on else note(*watch, "showed-names"))
    return shell
