"""The report for support: a person may hand it to anybody, for nothing of what people wrote is in it."""

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regdesk.actions import diagnosis, drafts, partners, records
from regdesk.actions.desk import Desk
from regdesk.errors import Trouble
from tests import desks, make

WORDS = st.text("абвгдежзиклмнopqrstuvwxyz", min_size=8, max_size=20)
DIGITS = st.text("0123456789", min_size=9, max_size=12)


def broken(secret: str) -> diagnosis.Failure:
    """Fail while working on something nobody may learn."""

    def work_on(value: str) -> int:
        return {"": 1}[value] + int(value)

    try:
        work_on(secret)
    except KeyError as error:
        return diagnosis.failure(error)
    raise AssertionError


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    return desks.pair(tmp_path_factory.mktemp("desks"))


@settings(max_examples=15)
@given(family=WORDS, phone=DIGITS, laboratory=WORDS, typed=WORDS)
def test_no_value_of_any_fact_draft_or_failure_is_in_a_report(
    pair: tuple[Desk, Desk], family: str, phone: str, laboratory: str, typed: str
) -> None:
    host, centre = pair
    stream = desks.new_person(
        host,
        centre,
        identity=make.identity(family_name=family, given_names=typed),
        contact=make.safe_contact(phone=phone),
    )
    records.state(host, stream, make.lab_result(laboratory=laboratory))
    drafts.keep(host, f"result:{stream.hex()}", {"laboratory": typed})
    diagnosis.remember(host, broken(family))

    text = diagnosis.report(host.folder, host, [broken(phone)])

    secrets = (family, phone, laboratory, typed, stream.hex(), host.org.hex(), host.person.name, "Опора")
    assert not [one for one in secrets if one in text]
    assert "Rows of entry: " in text


def test_a_report_holds_no_addresses_and_no_folders(tmp_path: Path) -> None:
    host, _ = desks.pair(tmp_path)
    partners.set_server(host, "https://mailbox.example:8443/desk", b"k" * 32)

    text = diagnosis.report(host.folder, host)

    assert "Server: set" in text
    assert not re.search(r"https?:|mailbox|example|8443", text)
    assert str(tmp_path) not in text


def test_a_report_counts_what_support_asks_first(tmp_path: Path) -> None:
    host, centre = desks.pair(tmp_path)
    desks.new_person(host, centre)

    lines = dict(
        line.split(": ", 1) for line in diagnosis.report(host.folder, host).splitlines() if ": " in line
    )

    assert lines["Faults found"] == "0"
    assert int(lines["Rows of entry"]) > 7
    assert int(lines["Records not sent"]) > 0
    assert lines["Partners, and compared"] == "1, 1"
    done, known = lines["Migration"].split(" of ")
    assert done == known


def test_the_same_failure_has_one_code_and_says_where_it_was() -> None:
    one, other = broken("первое"), broken("второе")

    assert one.code == other.code
    assert one.kind == "KeyError"
    assert re.fullmatch(r"[\w.]*test_diagnosis:work_on:\d+", one.frames[-1])


def test_failures_outlive_a_lock_and_only_the_last_are_kept(tmp_path: Path) -> None:
    host, _ = desks.pair(tmp_path)
    for number in range(diagnosis.KEPT + 5):
        diagnosis.remember(host, diagnosis.Failure(f"CODE{number}", "ValueError", ("regdesk.cli:main:1",)))

    again = desks.reopen(host)

    kept = diagnosis.remembered(again)
    assert len(kept) == diagnosis.KEPT
    assert kept[-1].code == f"CODE{diagnosis.KEPT + 4}"
    assert "CODE24: ValueError at regdesk.cli:main:1" in diagnosis.report(again.folder, again)


def test_a_report_can_be_made_where_no_desk_opens_and_saved_without_a_telling_name(tmp_path: Path) -> None:
    text = diagnosis.report(tmp_path / "nothing here", None, [broken("x")])

    file = diagnosis.save(text, tmp_path)

    assert file.read_text(encoding="utf-8") == text
    assert re.fullmatch(r"RD-[A-Z2-7]{8}\.txt", file.name)
    with pytest.raises(Trouble):
        diagnosis.save(text, tmp_path / "gone")


def settings_said(text: str) -> list[Any]:
    return re.findall(r"^Setting (\w+)", text, re.MULTILINE)


def test_settings_are_told_without_anything_that_could_be_an_address(tmp_path: Path) -> None:
    said = settings_said(diagnosis.report(tmp_path))

    assert {"language", "theme", "text_percent", "discreet"} <= set(said)
