"""Two workers at two windows take people through the six steps; the cable is in only while they exchange."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from pytestqt.qtbot import QtBot

from regdesk.actions import cases
from regdesk.domain.facts import Fact
from regdesk.domain.journal import CaseFile, Changes, StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper, LegalPaper
from regdesk.domain.people import IdentityPaper
from regdesk.domain.plans import Plan
from regdesk.ui.pages.case.page import CasePage
from tests import desks, make, shells
from tests.workers import Worker

FRESH: Final = make.TODAY - timedelta(days=14)
GOOD_UNTIL: Final = date(2028, 12, 31)
# The papers of a whole package: kind, type, and the result that is read from it.
PAPERS: Final[tuple[tuple[type[Fact], str, str], ...]] = (
    (IdentityPaper, "passport", ""),
    (ClinicalPaper, "hiv-screening", "positive"),
    (ClinicalPaper, "hiv-confirmation", "positive"),
    (ClinicalPaper, "cd4", "412"),
    (ClinicalPaper, "viral-load", "<40"),
    (ClinicalPaper, "biochemistry", "70"),
    (LegalPaper, "application", ""),
    (LegalPaper, "consent", ""),
)


@dataclass
class Chain:
    """A host in Moscow and a centre in Bishkek; `days` pass for both."""

    qtbot: QtBot
    folder: Path
    hands: desks.Hands = field(default_factory=desks.Hands)

    def __post_init__(self) -> None:
        self._host, self._centre = shells.pair(self.folder, self.hands)
        self.host = Worker(self.qtbot, self._host, self.folder / "host-papers")
        self.centre = Worker(self.qtbot, self._centre, self.folder / "centre-papers")
        self.numbers, self._others = 0, list[Worker]()

    def deputy(self) -> Worker:
        """Give a second person of the Centre at a computer of their own."""
        roles = "clinician registrar"
        desk = desks.second(self._centre, self.folder / "deputy", "Айбек Д.", roles, self.hands.clock())
        self._others.append(Worker(self.qtbot, desk, self.folder / "deputy-papers"))
        self.exchange()
        return self._others[-1]

    def exchange(self) -> None:
        """Put the cable in, exchange until nothing is left, and pull it out again."""
        workers = (self.host, self.centre, *self._others)
        with desks.connected(self.folder, *(one.desk for one in workers)):
            desks.exchange(*(one.desk for one in workers), times=3)
        for worker in workers:
            worker.window.background.changed.emit(_all_of(worker))

    def days(self, days: int) -> None:
        """Let days pass."""
        self.hands.later(days)

    def identify(self, family: str, given: str, born: str, **more: str) -> StreamId:
        """Take a person in: consents, name, safe contact, stock."""
        host = self.host
        host.visit("new-person")
        host.write(a="yes", b="yes", language="ky")
        host.press("Next")
        host.write(family=family, given=given, born=born)
        host.press("Next")
        host.write(citizenship="KG", region="Тверь", sex=more.get("sex", "m"))
        host.press("Next")
        host.write(phone="+7 000 000-00-02", when="после 19:00")
        host.press("Next")
        if "stock" in more:
            host.write(days=more["stock"])
        host.press("Next", "Open the case")
        page = host.window.shell.page()
        assert isinstance(page, CasePage)
        return _stream(page)

    def gather(self, stream: StreamId, *, without: tuple[str, ...] = (), **results: str) -> None:
        """Scan the papers of a package and read their results."""
        for kind, name, result in PAPERS:
            if name not in without:
                self.paper(stream, kind, name, results.get(name.replace("-", "_"), result))

    def paper(
        self, stream: StreamId, kind: type[Fact], name: str, result: str = "", on: date = FRESH
    ) -> None:
        """Scan one paper and read its result."""
        values: dict[str, Any] = {} if kind is IdentityPaper else {"dated": on}
        if kind is IdentityPaper:
            values = {"number": "AN 0000000", "country": "KG"}
        self.host.scan(stream, kind, name, **values)
        if result:
            self.host.press("Add a result from this paper")
            self.host.write(result=result)
            self.host.press("Add the result")
            if self.host.offers("I looked again"):
                self.host.write(sure=True)
                self.host.press("Add the result")

    def wanted(self, stream: StreamId, title: str) -> str:
        """Give what the list of papers says of one of them."""
        tab: Any = self.host.go(stream, "documents")
        lines = (one for one in tab.list._lines.lines if getattr(one, "do", "") == title)
        return str(next(lines).why)

    def send(self, stream: StreamId, why: Mapping[str, str] | None = None, **values: str) -> None:
        """Check the package and send it."""
        self.host.go(stream, "documents")
        self.host.press("Check and send")
        self.host.write(**{**(why or {}), **values})
        self.host.press("Send")
        if self.host.says("The package is not ready"):
            self.host.mend("Will follow")
            self.host.press("Send")
        assert self.host.says("The package is ready"), self.host.all_said()

    def accept(self, stream: StreamId, level: str = "L2") -> str:
        """Review at the Centre and accept with a number."""
        self.numbers += 1
        number = f"KG-9{self.numbers:04}"
        self.centre.go(stream, "review")
        self.centre.press("Accept and give a number")
        self.centre.write(level=level, number=number, why="Seen on the pages")
        self.centre.press("Accept")
        return number

    def sign(self, stream: StreamId, **values: Any) -> Plan:
        """Sign a plan of one tablet a day, or of what is typed instead."""
        self.centre.go(stream, "plan")
        self.centre.write(**{"ready": "TDF/3TC/DTG", **values})
        self.centre.press("Check and sign")
        self.centre.press("Sign the plan")
        plan = self.centre.case(stream).one(Plan)
        assert plan is not None, self.centre.all_said()
        return plan

    def assemble(self, stream: StreamId) -> None:
        """Pack what the prescription says, and send it on its way."""
        self.centre.go(stream, "supply")
        self.centre.press("Assemble a parcel")
        self.centre.write(batch="TEST-A1", expires=GOOD_UNTIL)
        self.centre.press("The parcel is packed")
        self.centre.press("Send the parcel", "It is on its way")

    def arrive(self, stream: StreamId) -> None:
        """Take the parcel in at the host's."""
        self.host.go(stream, "supply")
        self.host.press("The parcel has arrived", "Write it down")

    def hand_over(self, stream: StreamId) -> None:
        """Give the medicines to the person."""
        self.host.go(stream, "supply")
        self.host.press("Hand over")
        self.host.write(receipt=True)
        self.host.press("Handed over")

    def contact(self, stream: StreamId, **values: Any) -> None:
        """Write down a contact with the person."""
        self.host.go(stream, "follow-up")
        self.host.press("Write down a contact")
        self.host.write(**values)
        self.host.press("Write it down")

    def told(self, worker: Worker, stream: StreamId, card: str, **values: Any) -> None:
        """Add another medicine, a condition or an unwanted effect: *card* is its title."""
        worker.go(stream, "follow-up")
        worker.press_in(card, "Add")
        worker.write(**values)
        worker.press("Write it down")

    def correct(self, worker: Worker, stream: StreamId, test: str, value: str) -> None:
        """Correct a result in the history."""
        tab: Any = worker.go(stream, "history")
        entry = next(e for e in worker.case(stream).of(LabResult) if e.fact.test == test)
        tab.correct(entry)
        worker.write(value=value)
        worker.press("Correct")

    def choose(self, worker: Worker, stream: StreamId, which: int) -> None:
        """Of two versions of one record, take one whole."""
        worker.window.page("case", (stream, "versions"))
        worker.settle()
        worker.press_nth("Take it whole", which)
        worker.press("Save the choice")

    def on_treatment(self, family: str, given: str, born: str, **more: str) -> StreamId:
        """Take somebody from the first meeting to the first tablets."""
        stream = self.registered(family, given, born, **more)
        self.sign(stream)
        self.assemble(stream)
        self.exchange()
        self.arrive(stream)
        self.hand_over(stream)
        self.exchange()
        return stream

    def registered(self, family: str, given: str, born: str, **more: str) -> StreamId:
        """Take somebody as far as the registration number."""
        stream = self.identify(family, given, born, **more)
        self.gather(stream)
        self.send(stream)
        self.exchange()
        self.accept(stream)
        return stream

    def days_left(self, stream: StreamId) -> int:
        """Give the days of medicines left, and make sure that both desks say the same."""
        (left,) = {cases.look(one, stream).coverage.days_left for one in (self._host, self._centre)}
        return left

    def case(self, stream: StreamId) -> CaseFile:
        """Read the case, and make sure that both desks have the same."""
        ours, theirs = self.host.case(stream), self.centre.case(stream)
        assert desks.shared(ours) == desks.shared(theirs)
        return ours


def _stream(page: CasePage) -> StreamId:
    assert page.look is not None
    return page.look.case.id


def _all_of(worker: Worker) -> Changes:
    """What a window is told after an exchange: the case it shows may have changed."""
    page = worker.window.shell.page()
    return Changes(frozenset({_stream(page)})) if isinstance(page, CasePage) and page.look else Changes()
