"""The story: chapters in order, each through the same actions the windows use; what does not hold is told."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from regdesk.actions import (
    follow_ups,
    labs,
    papers,
    people,
    plans,
    questions,
    records,
    registrations,
    reviews,
    supply,
    syncing,
)
from regdesk.actions.desk import Desk, read_case
from regdesk.demo import cast, pictures, printing, proof
from regdesk.demo.server import served
from regdesk.demo.stage import Stage, passphrase, set_stage
from regdesk.documents import specimens
from regdesk.domain import codes, package, steps
from regdesk.domain.follow_ups import FollowUp
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.membership import CaseCode
from regdesk.domain.questions import Question
from regdesk.domain.reviews import Checked, CompletenessCheck, ReviewDecision
from regdesk.domain.supply import Counted, Dispensing, Handover, Packed, Parcel, ParcelEvent
from regdesk.errors import Refused, RegDeskError
from regdesk.sync.post import Report
from regdesk.ui.pictures import has_display

LENGTH_DAYS = 49
SLOW, CUT_AFTER = 12_000, 160_000  # bytes a second; bytes of the package that get through before the cut


@dataclass
class Told:
    """What happened and what was proved; `failed` names what did not hold."""

    case: StreamId = field(default_factory=lambda: StreamId(b""))
    codes: tuple[str, ...] = ()
    port: int = 0
    report: dict[str, Any] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)
    printed: list[dict[str, Any]] = field(default_factory=list)

    def claim(self, holds: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
        """Remember a claim that does not hold."""
        if not holds:
            self.failed.append(what)


def run(out: Path, *, show: bool = True) -> int:
    """Play the story, write its results to *out*, and give 0 where everything held."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    told = Told()
    try:
        with set_stage(out, LENGTH_DAYS) as stage:
            for chapter in CHAPTERS:
                print(f"· {chapter.__doc__}", flush=True)
                chapter(stage, told, out)
            told.port = stage.server[1]
            told.report["pages"] = pictures.take(stage, told.case, out / "screens")
        told.report["secrecy"] = proof.secrecy(out, told.codes)
        told.claim(proof.kept(told.report["secrecy"]), "nothing readable at the server or on the disks")
    except RegDeskError as error:
        told.failed.append(str(error))
    return _finish(out, told, show=show)


def identify(stage: Stage, told: Told, _: Path) -> None:
    """Step 1. The host meets a person; consent first, then names, safe contact and stock."""
    host, today = stage.host, stage.days.today()
    told.case, _changes = people.open_case(host, cast.person(stage.centre.org, today))
    code = read_case(host, told.case).one(CaseCode)
    told.codes = (code.code, codes.folded(code.code)) if code else ()
    _reach(stage.host, told, 1)
    stage.exchange()


def collect(stage: Stage, told: Told, out: Path) -> None:
    """Step 2. Photos of papers, results typed from them, the package sent over a line that breaks."""
    host, case = stage.host, told.case
    stage.days.pass_by(5)
    today = stage.days.today()
    for number, sheet in enumerate(cast.sheets(today)):
        page = papers.look_at(specimens.photograph(sheet.specimen, number))
        paper, _ = papers.add(host, case, sheet.paper, [page])
        result = cast.results(today).get(getattr(sheet.paper, "type", ""))
        if result:
            labs.add_result(host, case, result, paper=paper)
    why = dict.fromkeys(
        papers.lacking(read_case(host, case), host.clock.today()), "Будет готово через неделю."
    )
    papers.submit(
        host, case, letter="Просим рассмотреть. Препаратов осталось мало.", urgency="", why_missing=why
    )
    printing.save(host, case, ("package",), out, told.printed)
    _reach(host, told, 2)
    told.report["upload"] = _interrupted(stage, told)


def _interrupted(stage: Stage, told: Told) -> dict[str, Any]:
    """Exchange over a line that breaks while scans go up; tell how much was sent twice."""
    report = Report()
    stage.line.slow_down(SLOW)
    stage.line.cut_after(CUT_AFTER)
    syncing.exchange(stage.host, report)
    stage.line.slow_down(None)
    total, tried = report.up, report.tried
    again = (tried - total) / total if total else 1.0
    told.claim(stage.line.cuts == 1 and tried > CUT_AFTER, "the upload was cut in the middle")
    told.claim(again < 0.1, "less than a tenth of the upload was sent again")  # noqa: PLR2004 - the promise
    return {
        "bytes": total,
        "sent_again": tried - total,
        "sent_again_share": round(again, 4),
        "cuts": stage.line.cuts,
    }


def review(stage: Stage, told: Told, _: Path) -> None:
    """Step 3. The Centre receives the package, checks it paper by paper, accepts and gives a number."""
    stage.days.pass_by(3)
    stage.exchange()
    centre, case, today = stage.centre, told.case, stage.days.today()
    reviews.receive(centre, case)
    found = tuple(
        Checked(type=getattr(entry.fact, "type", ""), state="ok")
        for entry in package.papers_of(read_case(centre, case))
    )
    reviews.check(centre, case, CompletenessCheck(on=today, papers=found))
    decision = ReviewDecision(decision="accept", on=today, identity_level="L2", clinician="Гульмира К.")
    reviews.decide(centre, case, decision)
    registrations.register(centre, case, "KG-30412")
    _reach(centre, told, 3)
    stage.exchange()


def prescribe(stage: Stage, told: Told, out: Path) -> None:
    """Step 4. The doctor signs the plan and the prescription."""
    centre, case = stage.centre, told.case
    stage.days.pass_by(1)
    today = stage.days.today()
    plan = cast.plan(today)
    signa = {"A": "по 1 таблетке один раз в день в 21:00"}
    plans.sign(centre, case, plan, signa=signa, valid_to=today + timedelta(days=180))
    _reach(centre, told, 4)
    printing.save(centre, case, ("treatment-plan", "prescription"), out, told.printed)
    stage.exchange()


def deliver(stage: Stage, told: Told, out: Path) -> None:
    """Step 5. Packed, on its way, received, handed over; both desks write while the line is away."""
    host, centre, case = stage.host, stage.centre, told.case
    today = stage.days.today()
    items = (Packed(item="A", units=90, packs=3, batch="B-0001", expires_on=today + timedelta(days=540)),)
    parcel = Parcel(
        number="P-0417", on=today, way="courier", expected_on=today + timedelta(days=12), seal="0001"
    )
    supply.pack(centre, case, Dispensing(on=today, days=90, items=items), parcel)
    printing.save(centre, case, ("packing-list",), out, told.printed)
    packed = supply.open_parcel(centre, case)
    if packed is None:
        raise Refused("no parcel")
    supply.report(centre, case, packed, ParcelEvent(what="dispatched", on=today))
    questions.ask(host, case, Question(text="Можно ли принимать вместе с витаминами?"))
    stage.exchange()
    questions.answer(
        centre, case, read_case(centre, case).of(Question)[0].id, "Да, но не вместе: через два часа."
    )
    stage.days.pass_by(11)
    today = stage.days.today()
    supply.report(host, case, packed, ParcelEvent(what="received", on=today, seal_intact=True))
    handover = Handover(
        on=today, days=90, items=(Counted(item="A", units=90),), receipt=True, first_dose_on=today
    )
    supply.hand_over(host, case, packed, handover)
    _reach(host, told, 5)
    printing.save(host, case, ("handout",), out, told.printed)
    stage.exchange()


def follow(stage: Stage, told: Told, _: Path) -> None:
    """Step 6. A call after two weeks and a new viral load; treatment goes on."""
    host, case = stage.host, told.case
    stage.days.pass_by(stage.days.behind)
    today = stage.days.today()
    for other in cast.others(stage.centre.org, today):
        people.open_case(host, other)
    follow_ups.add(host, case, FollowUp(on=today, how="call", missed=0, next_on=today + timedelta(days=30)))
    labs.add_result(host, case, cast.viral_load("40", today - timedelta(days=2), "<"))
    labs.add_result(host, case, cast.cd4("398", today - timedelta(days=2)))
    stage.exchange()
    at = steps.progress(read_case(host, case), today)
    told.claim(at.step == steps.FOLLOW_UP, "the case is in follow-up")
    told.steps.append({"step": 6, "name": steps.STEPS[5], "turn": at.turn})


def correct_twice(stage: Stage, told: Told, out: Path) -> None:
    """One result corrected on both desks at once: two versions stand, nothing prints until a person chose."""
    host, centre, case = stage.host, stage.centre, told.case
    wrong = next(e for e in read_case(host, case).of(LabResult) if _value(e.fact) == "3120")
    labs.correct_result(host, case, [wrong.id], cast.cd4("312", _taken(wrong.fact)))
    labs.correct_result(centre, case, [wrong.id], cast.cd4("310", _taken(wrong.fact)))
    stage.exchange()
    seen = {name: len(read_case(desk, case).undecided(LabResult)) for name, desk in _both(stage)}
    told.claim(seen == {"host": 1, "centre": 1}, "both desks see two versions")
    refused = printing.refused(centre, case)
    told.claim(refused, "the plan does not print while two versions stand")
    pictures.take_versions(stage, case, out / "screens")
    (versions,) = read_case(centre, case).undecided(LabResult) or (None,)
    if versions:
        right = cast.cd4("312", _taken(wrong.fact))
        records.choose(centre, case, [entry.id for entry in versions.entries], right)
    stage.exchange()
    printing.save(centre, case, ("treatment-plan",), out, told.printed)
    told.report["two_versions"] = {"seen": seen, "print_refused": refused, "settled_by": "centre"}


def compare(stage: Stage, told: Told, _: Path) -> None:
    """Both desks hold the same case."""
    stage.exchange(times=3)
    sums = {name: proof.standing_sum(read_case(desk, told.case)) for name, desk in _both(stage)}
    told.claim(len(set(sums.values())) == 1, "the case is equal on both desks")
    told.report["equal"] = sums
    told.report["steps"] = told.steps


CHAPTERS: tuple[Callable[[Stage, Told, Path], None], ...] = (
    identify,
    collect,
    review,
    prescribe,
    deliver,
    follow,
    correct_twice,
    compare,
)


def _reach(desk: Desk, told: Told, step: int) -> None:
    """Remember that a step is done, as the case itself says, and whose turn it is now."""
    at = steps.progress(read_case(desk, told.case), desk.clock.today())
    told.claim(at.step == step + 1 and len(told.steps) == step - 1, f"step {step} is done in its turn")
    told.steps.append({"step": step, "name": steps.STEPS[step - 1], "next_turn": at.turn})


def _both(stage: Stage) -> tuple[tuple[str, Desk], tuple[str, Desk]]:
    return ("host", stage.host), ("centre", stage.centre)


def _value(fact: object) -> str:
    return str(fact.value) if isinstance(fact, LabResult) else ""


def _taken(fact: object) -> Any:
    return fact.taken_on if isinstance(fact, LabResult) else None


def _finish(out: Path, told: Told, *, show: bool) -> int:
    told.report["documents"] = told.printed
    told.report["holds"] = not told.failed
    told.report["does_not_hold"] = told.failed
    text = json.dumps(told.report, ensure_ascii=False, indent=2)
    (out / "report.json").write_text(text + "\n", encoding="utf-8")
    for line in told.failed:
        print(f"DOES NOT HOLD: {line}", flush=True)
    print(f"{len(told.printed)} documents, {len(told.report.get('pages', []))} screens: {out}", flush=True)
    for part in ("host", "centre"):
        print(f"{out / 'desks' / part}: passphrase «{passphrase(part)}»", flush=True)
    if show and not told.failed and has_display():
        _open_both(out, told.port)
    return 1 if told.failed else 0


def _open_both(out: Path, port: int) -> None:
    """Open both desks to explore, each a program of its own, with the server they know."""
    folders = [out / "desks" / part for part in ("host", "centre")]
    with served(out / "server", port):
        commands = [[sys.executable, "-m", "regdesk", "--folder", str(folder)] for folder in folders]
        programs = [subprocess.Popen(command) for command in commands]  # noqa: S603 - our own program
        for program in programs:
            program.wait()
