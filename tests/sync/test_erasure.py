"""Erasing and withdrawal between desks: each organisation answers for itself, its own computers follow."""

from contextlib import closing
from pathlib import Path

import pytest

from regdesk.actions import erasure, labs, papers, partners, people, records, supply, syncing
from regdesk.actions.desk import Desk, read_case
from regdesk.domain import package
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.domain.erasure import Erased, Erasure, Gone, Retain
from regdesk.domain.journal import CaseFile, StreamId
from regdesk.domain.labs import LabResult
from regdesk.domain.papers import ClinicalPaper
from regdesk.domain.people import Identity
from regdesk.domain.supply import Handover, Parcel, ParcelEvent
from regdesk.errors import Refused
from regdesk.store import channels, outbox, todo
from regdesk.store import papers as files
from regdesk.sync import building
from tests import desks, make


def shared_case(host: Desk, centre: Desk) -> StreamId:
    """Give a case that the centre took on, with a result and a scanned paper."""
    case = desks.new_person(host, centre)
    paper, _ = papers.add(host, case, ClinicalPaper(type="cd4"), [desks.picture(200, 200)])
    labs.add_result(host, case, make.lab_result(), paper=paper)
    desks.exchange(host, centre)
    people.accept(centre, case)
    desks.exchange(centre, host)
    return case


def erased(case: CaseFile) -> set[str]:
    """Give the kinds that were erased here."""
    return {entry.kind for entry in case.entries if isinstance(entry.fact, Gone)}


def withdraw(desk: Desk, case: StreamId, **how: str) -> None:
    """Take consent B back."""
    (consent,) = read_case(desk, case).of(TransferConsent)
    records.state(desk, case, Withdrawal(on=make.TODAY, **how), about=consent.id)


def test_own_computers_erase_too_and_partners_answer_for_themselves(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        other = desks.second(host, tmp_path / "other")
        partners.set_server(other, server.url, server.answer_key)
        case = shared_case(host, centre)
        desks.exchange(other)
        had = read_case(other, case).of(Identity)
        erasure.ask(host, case, sections=["person", "clinical"], why="as the person said")
        (request,) = erasure.requests(host, read_case(host, case))

        erasure.grant(host, case, request.id)
        desks.exchange(host, other, centre)
        (asked,) = erasure.requests(centre, read_case(centre, case))
        erasure.retain(centre, case, asked.id, "the law on medical archives")
        desks.exchange(centre, host)

    assert had
    for desk in (host, other):
        assert {"identity", "clinical-paper", "lab-result"} <= erased(read_case(desk, case))
        assert not read_case(desk, case).of(Identity)
        assert desk.write.execute("SELECT count(*) FROM blob").fetchone() == (0,)
        assert not list((desk.folder / files.FOLDER).glob("??/*"))
    assert read_case(centre, case).of(Identity)
    assert read_case(centre, case).of(LabResult)
    assert read_case(host, case).of(Retain)
    assert not erasure.requests(host, read_case(host, case))
    assert not erasure.requests(centre, read_case(centre, case))


def test_erased_records_do_not_come_back_from_a_partner_who_kept_them(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = shared_case(host, centre)
        erasure.erase(host, case, sections=["person", "clinical"])

        host.write.execute("UPDATE state SET value = x'00' WHERE name = 'cursor'")
        desks.exchange(host, centre, times=3)

    assert not read_case(host, case).of(Identity)
    assert read_case(centre, case).of(Identity)


def test_the_server_loses_the_scans_that_were_erased(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = shared_case(host, centre)
        (page,) = (page for entry in package.papers_of(read_case(host, case)) for page in entry.fact.pages)  # type: ignore[attr-defined]
        with closing(syncing.connect(host)) as remote:
            before = remote.have(page.blob).complete

        erasure.erase(host, case, sections=["clinical"])
        desks.exchange(host)

        with closing(syncing.connect(host)) as remote:
            after = remote.have(page.blob).count
    assert before
    assert after == 0


def test_only_a_clinician_or_administrator_erases(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre) as server:
        desks.exchange(host, centre)
        case = shared_case(host, centre)
        helper = desks.second(host, tmp_path / "helper", roles="caseworker")
        partners.set_server(helper, server.url, server.answer_key)
        desks.exchange(host, helper)

        with pytest.raises(Refused):
            erasure.erase(helper, case, sections=["person"])

    assert read_case(helper, case).of(Identity)


def test_erasing_twice_finds_nothing_more(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    erasure.erase(host, case, sections=["person"])

    with pytest.raises(Refused):
        erasure.erase(host, case, sections=["person"])

    assert len(read_case(host, case).of(Erased)) == 1


def test_what_was_built_and_has_not_left_does_not_leave_once_it_was_erased(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = shared_case(host, centre)
        result = read_case(host, case).of(LabResult)[0]
        labs.add_result(host, case, make.lab_result(value=77))
        building.build_all(syncing.post_of(host))
        wrong = next(e for e in read_case(host, case).of(LabResult) if e.id != result.id)

        erasure.erase(host, case, entries=[wrong.id])
        labs.add_result(host, case, make.lab_result(value=500))
        desks.exchange(host, centre)

    values = {entry.fact.value for entry in read_case(centre, case).of(LabResult)}  # type: ignore[attr-defined]
    assert values == {412, 500}
    assert not channels.to_push(host.write)
    assert not outbox.waiting(host.write, centre.org)


def test_after_a_withdrawal_the_person_is_told_what_had_gone(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = shared_case(host, centre)
        withdraw(host, case)
        labs.add_result(host, case, make.lab_result(value=77))
        desks.exchange(host, centre)

        sent = erasure.sent_before(host, case)

    assert {"identity", "lab-result", "clinical-paper", "consent-transfer"} <= {
        one.entry.kind for one in sent
    }
    assert all(one.org == centre.org and one.arrived for one in sent)
    assert not {one.entry.kind for one in sent} & {"withdrawal"}
    assert len([one for one in sent if one.entry.kind == "lab-result"]) == 1
    assert len(read_case(centre, case).of(LabResult)) == 1


@pytest.mark.parametrize(("agreed", "arrives"), [("finish", True), ("", False)])
def test_an_open_parcel_comes_to_its_end_only_if_the_person_agreed(
    tmp_path: Path,
    agreed: str,
    arrives: bool,
) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = shared_case(host, centre)
        records.state(centre, case, Parcel(number="P-1", on=make.TODAY))
        desks.exchange(centre, host)
        (parcel,) = read_case(host, case).of(Parcel)
        withdraw(host, case, parcel=agreed)
        supply.report(host, case, parcel.id, ParcelEvent(what="received", on=make.TODAY))
        supply.hand_over(host, case, parcel.id, Handover(on=make.TODAY, days=90))
        labs.add_result(host, case, make.lab_result(value=77))
        desks.exchange(host, centre)

    assert arrives == bool(read_case(centre, case).about(parcel.id, ParcelEvent))
    assert arrives == bool(read_case(centre, case).about(parcel.id, Handover))
    assert len(read_case(centre, case).of(LabResult)) == 1


def test_a_request_is_a_thing_to_do_until_it_is_answered(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre):
        case = shared_case(host, centre)
        erasure.ask(host, case, sections=["person"])
        desks.exchange(host, centre)
        open_at_both = [verbs(host), verbs(centre)]
        (request,) = read_case(centre, case).of(Erasure)

        erasure.grant(centre, case, request.id)

    assert all("answer-erasure" in found for found in open_at_both)
    assert not verbs(centre)


def verbs(desk: Desk) -> set[str]:
    """Give what is to be done."""
    return {row.verb for row in todo.today(desk.read, make.TODAY)}
