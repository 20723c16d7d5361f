"""Cases on two desks for tests of the clinical pages; entries and pages are carried over without a line."""

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from PySide6.QtWidgets import QApplication, QWidget

from regdesk.actions import cases, labs, papers, plans, records, reviews, supply, unlocking
from regdesk.actions.cases import Look
from regdesk.actions.desk import Desk, read_case, world
from regdesk.advice.calendar import propose
from regdesk.domain import package
from regdesk.domain.journal import CaseFile, StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper, LegalPaper
from regdesk.domain.people import IdentityPaper
from regdesk.domain.plans import Dose, Plan
from regdesk.domain.reviews import ReviewDecision
from regdesk.domain.supply import Dispensing, Packed, Parcel, ParcelEvent
from regdesk.store import journal
from regdesk.store import papers as files
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.discreet import Discreet
from regdesk.ui.page import Identity
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.shell import Shell
from tests import desks, make
from tests.documents import pictures

PAPERS = (
    IdentityPaper(type="passport", number="ID0000000", country="KG", issued_on=date(2020, 2, 1)),
    ClinicalPaper(type="hiv-confirmation", dated=date(2026, 11, 2), laboratory="Laboratory “Sample”"),
    ClinicalPaper(type="cd4", dated=date(2026, 11, 9), laboratory="Laboratory “Sample”"),
    ClinicalPaper(type="viral-load", dated=date(2026, 11, 9), laboratory="Laboratory “Sample”"),
    LegalPaper(type="application", dated=make.TODAY),
    LegalPaper(type="consent", dated=make.TODAY),
)
RESULTS = {
    "hiv-confirmation": make.lab_result(
        test="hiv-confirmation", value=None, unit="", outcome="positive", taken_on=date(2026, 11, 2)
    ),
    "cd4": make.lab_result(),
    "viral-load": make.lab_result(test="viral-load", comparator="<", value=40, unit="{copies}/mL"),
}
WHY = "Promised for the end of the month"
DOSE = Dose(
    item="A",
    inn="tenofovir + lamivudine + dolutegravir",
    strength="300 mg + 300 mg + 50 mg",
    times=("21:00",),
    shape="oval",
)


@dataclass(frozen=True)
class Clinic:
    """A host and a centre that share one case; `hands` move their clock."""

    host: Desk
    centre: Desk
    stream: StreamId
    hands: desks.Hands

    def carry(self) -> None:
        """Bring what either desk has written, and all pages, to the other."""
        for one, other in ((self.host, self.centre), (self.centre, self.host)):
            case = read_case(one, self.stream)
            ids = [entry.id for entry in case.entries if entry.section != "internal"]
            signed = journal.signed(one.write, self.stream, ids).values()
            journal.add(
                other.write, signed, world(other, other.write), today=other.clock.today(), source=one.org
            )
            for page in (p for entry in package.papers_of(case) for p in entry.fact.pages):
                if files.complete(one.write, page.blob) and not files.complete(other.write, page.blob):
                    sealed = files.read(one.folder, one.write, page.blob)
                    files.keep(other.folder, other.write, page.blob, sealed)

    def case(self, desk: Desk) -> CaseFile:
        """Read the case as a desk has it."""
        return read_case(desk, self.stream)

    def look(self, desk: Desk) -> Look:
        """Read the case as a desk's screens do."""
        return cases.look(desk, self.stream)

    def submit(self, *, urgency: str = "") -> None:
        """Add six papers with three results, and hand the package in."""
        for paper in PAPERS:
            name, _ = papers.add(self.host, self.stream, paper, [page(paper.type)])
            if paper.type in RESULTS:
                labs.add_result(self.host, self.stream, RESULTS[paper.type], paper=name)
        why = {"hiv-screening": WHY, "biochemistry": WHY, "pregnancy-test": WHY}
        papers.submit(
            self.host, self.stream, letter="Twelve days are left.", urgency=urgency, why_missing=why
        )
        self.carry()

    def accept(self) -> None:
        """Receive and accept the package, with a number."""
        reviews.receive(self.centre, self.stream)
        decision = ReviewDecision(decision="accept", on=make.TODAY, identity_level="L2", clinician="Г. К.")
        reviews.accept(self.centre, self.stream, decision, "KG-30412")
        self.carry()

    def prescribe(self, **changes: object) -> None:
        """Sign a plan of one tablet a day, from the 26th, for 90 days."""
        start = make.TODAY + timedelta(days=3)
        values = {
            "number": "",
            "regimen": "TDF/3TC/DTG",
            "doses": (DOSE,),
            "on": self.hands.day,
            "start_on": start,
            "follow_ups": propose(start),
            "clinician": "Г. К.",
        }
        plan = Plan(**(values | changes))
        signa = {"A": "1 tablet at 21:00"}
        plans.sign(self.centre, self.stream, plan, signa=signa, valid_to=date(2027, 5, 23))
        self.carry()

    def pack(self) -> None:
        """Pack ninety days, expected in three weeks."""
        item = Packed(item="A", units=90, packs=3, batch="TEST-A1", expires_on=date(2028, 5, 31))
        day = self.hands.day
        parcel = Parcel(
            number=supply.number(self.centre, self.case(self.centre)),
            on=day,
            expected_on=day + timedelta(days=21),
            seal="000417",
        )
        supply.pack(self.centre, self.stream, Dispensing(on=day, days=90, items=(item,)), parcel)
        self.carry()

    def report(self, desk: Desk, what: str) -> None:
        """Say what happened to the open parcel."""
        parcel = supply.open_parcel(desk, self.stream)
        event = ParcelEvent(what=what, on=self.hands.day, seal_intact=True if what == "received" else None)
        supply.report(desk, self.stream, parcel, event)
        self.carry()

    def two_results(self) -> None:
        """Correct one result on both desks before either hears of it."""
        for desk, value in ((self.host, 388), (self.centre, 399)):
            entry = next(e for e in self.case(desk).of(LabResult) if e.fact.test == "cd4")
            records.correct(desk, self.stream, [entry.id], make.lab_result(value=Decimal(value)))
        self.carry()


def clinic(folder: Path, stage: str = "opened") -> Clinic:
    """Give two desks that met, and a case that is opened, submitted or accepted; made once and copied."""
    template, stream = _template(stage)
    hands, found = desks.Hands(), []
    for name in ("host", "centre"):
        part = folder / name
        shutil.copytree(template / name, part)
        found.append(unlocking.unlock(part, desks.PASSPHRASE, hands.clock(), os.urandom, desks.CHEAP))
    return Clinic(*found, stream, hands)


@cache
def _template(stage: str) -> tuple[Path, StreamId]:
    folder = Path(tempfile.mkdtemp(prefix="regdesk-clinic-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    if stage == "opened":
        hands = desks.Hands()
        host, centre = desks.pair(folder, hands)
        made = Clinic(host, centre, desks.new_person(host, centre), hands)
        made.carry()
    else:
        made = clinic(folder, {"submitted": "opened", "accepted": "submitted"}[stage])
        {"submitted": made.submit, "accepted": made.accept}[stage]()
    for desk in (made.host, made.centre):
        desks.put_away(desk)
    return folder, made.stream


def context(made: Clinic, desk: Desk, *, discreet: bool = False) -> Context:
    """Give what a tab needs on a desk; jobs are done at once, and changes are not listened to."""
    background = Background({lane: AtOnce() for lane in LANES})
    part = "host" if desk is made.host else "centre"
    shell = Shell(Identity("Opora", part, "Alina S.", ""), (), Discreet(on=discreet))
    background.troubled.connect(shell.show_trouble)
    return Context(desk, background, shell, made.stream, part)


@cache
def page(name: str, width: int = 420) -> papers.Scan:
    """Draw a page of a plainly invented form."""
    picture = Image.new("L", (width, width * 7 // 5), 246)
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(pictures.FONT, width // 26)
    draw.text(
        (width // 12, width // 10),
        f"Laboratory (sample)\n\n{name}\n\nResult   sample\nDate   09.11.2026",
        30,
        font,
    )
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return papers.Scan(out.getvalue(), *picture.size)


def open_tab(kind: type[LookTab], made: Clinic, desk: Desk, qtbot: object) -> LookTab:
    """Show one tab of the case on a desk, as on a small screen; it reads again after each change."""
    of = context(made, desk)
    tab = kind(of)
    qtbot.addWidget(of.shell)
    qtbot.addWidget(tab)
    of.background.changed.connect(lambda _: tab.show_look(made.look(desk)))
    tab.resize(1114, 430)
    tab.show()
    tab.show_look(made.look(desk))
    return tab


def dialogs(tab: LookTab, kind: type) -> list:
    """Give the windows of a kind that are open above a tab's shell."""
    return [one for one in tab.context.shell.findChildren(kind) if one.isVisible()]


def shown(widget: object) -> list[str]:
    """Give the visible words of labels, tags and buttons inside a widget."""
    QApplication.processEvents()
    found = [child for child in widget.findChildren(QWidget) if child.isVisible()]
    return [
        child.text() if callable(getattr(child, "text", "")) else child.accessibleName() for child in found
    ]


def says(widget: object, words: str) -> bool:
    """Tell whether words can be seen in a widget."""
    return any(words in text for text in shown(widget))
