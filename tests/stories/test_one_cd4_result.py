"""The path of one CD4 result: from the form on one desk to the plan's PDF on the other."""

from datetime import date, timedelta
from pathlib import Path

from regdesk.actions import documents, labs, papers, people, plans, registrations, reviews
from regdesk.actions.desk import Desk, read_case
from regdesk.documents import show
from regdesk.domain.journal import StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.domain.people import IdentityPaper
from regdesk.domain.reviews import ReviewDecision
from regdesk.ui.background import LANES, AtOnce, Background
from regdesk.ui.forms import FactForm
from tests import desks, make


def ready_for_a_plan(host: Desk, centre: Desk) -> StreamId:
    """Take a case to the moment where the doctor may write the plan."""
    case = desks.new_person(host, centre)
    papers.add(host, case, IdentityPaper(type="passport"), [desks.picture(300, 400)])
    papers.add(host, case, ClinicalPaper(type="hiv-confirmation"), [desks.picture(300, 400)])
    blot = make.lab_result(test="hiv-confirmation", value=None, unit="", outcome="positive")
    labs.add_result(host, case, blot)
    why = dict.fromkeys(papers.lacking(read_case(host, case), host.clock.today()), "later")
    papers.submit(host, case, letter="", urgency="", why_missing=why)
    desks.exchange(host, centre)
    reviews.receive(centre, case)
    reviews.decide(centre, case, ReviewDecision(decision="accept", on=make.TODAY, identity_level="L2"))
    registrations.register(centre, case, "KG-30412")
    return case


def type_result(desk: Desk, case: StreamId, background: Background, typed: dict[str, str]) -> None:
    """Fill the form as a nurse would, and save it through the lane that writes."""
    form = FactForm(LabResult, today=lambda: make.TODAY)
    for name, text in typed.items():
        form.fields[name].editor.set_raw(text)
    result = form.fact()
    assert result is not None
    background.run(lambda: labs.add_result(desk, case, result), lane="write")


def test_a_cd4_result_typed_at_the_host_is_in_the_centres_plan(tmp_path: Path, qtbot: object) -> None:
    del qtbot
    host, centre = desks.pair(tmp_path)
    background = Background({lane: AtOnce() for lane in LANES})
    touched: list[StreamId] = []
    background.changed.connect(lambda changes: touched.extend(changes.cases))
    with desks.connected(tmp_path, host, centre):
        desks.exchange(centre)
        case = ready_for_a_plan(host, centre)

        type_result(
            host,
            case,
            background,
            {"test": "cd4", "taken_on": "09.11.2026", "value": "412", "unit": "{cells}/uL"},
        )
        desks.exchange(host, centre)
        signa = {"A": "1 tablet at 21:00"}
        plans.sign(centre, case, make.plan(), signa=signa, valid_to=make.TODAY + timedelta(days=180))

    assert touched == [case]
    assert LabResult(
        test="cd4", taken_on=date(2026, 11, 9), value=make.lab_result().value, unit="{cells}/uL"
    ) in read_case(centre, case).all(LabResult)
    name, body = documents.build(centre, case, "treatment-plan", "en")
    text = " ".join(show.text(body).split())
    assert name.startswith("RD-")
    assert "412" in text
    assert "CD4" in text
    assert "Асанова" not in text
    assert people.my_part(centre, read_case(centre, case)) == "centre"
