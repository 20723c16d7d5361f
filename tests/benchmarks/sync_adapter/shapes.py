"""The workload's cases as facts: kinds of this benchmark alone, beside RegDesk's own.

A case is a real case stream: it is opened (`CaseOpened`, whose nonce is the workload's number), described on
one sheet of 24 fields, and has twelve events. A field that changes later is stated by itself, so that an edit
is one small entry as RegDesk's facts are; two desks that state one field apart make two versions of it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, make_dataclass
from typing import Annotated, Any, ClassVar

from regdesk.domain import kinds
from regdesk.domain.facts import Fact, Label, Section, Writers, writers
from regdesk.domain.journal import CaseFile, OrgId, StreamId, stream_id
from regdesk.domain.membership import CaseOpened

_HOST = writers(host="caseworker clinician")
_NUMBERS = ("cd4", "vl")
_TEXTS = (
    *("reg_no", "name_cyr", "name_lat", "dob", "sex", "origin", "origin_city", "host", "host_city", "phone"),
    *("lang", "doc_type", "doc_no", "dx_date", "stage", "regimen", "art_start", "status", "centre", "ngo"),
    *("consent", "note"),
)


@dataclass(frozen=True, kw_only=True)
class Event(Fact):
    """What the workload calls an entry of a case; its number in the case is the signed entry's own."""

    title: ClassVar[str] = "Event"
    section: ClassVar[Section] = "clinical"
    writers: ClassVar[Writers] = _HOST
    date: Annotated[str, Label("Date")]
    place: Annotated[str, Label("Place")]
    value: Annotated[str, Label("Value")]
    unit: Annotated[str, Label("Unit")]
    by: Annotated[str, Label("By")]
    remark: Annotated[str, Label("Remark")]


def _fact(name: str, values: Iterable[tuple[str, type]], **said: Any) -> type[Fact]:
    common = {"title": name, "section": "person", "writers": _HOST, "single": True, "kind": name, **said}
    labelled = [(field, Annotated[kind, Label(field)]) for field, kind in values]
    return make_dataclass(name, labelled, bases=(Fact,), namespace=common, frozen=True, kw_only=True)


FIELDS: Mapping[str, type] = {**dict.fromkeys(_TEXTS, str), **dict.fromkeys(_NUMBERS, int)}
Sheet = _fact("sheet", FIELDS.items())
STATED = {name: _fact(f"sheet-{name}", [("value", kind)]) for name, kind in FIELDS.items()}
EVENTS = {
    name: dataclass(frozen=True, kw_only=True)(type(name, (Event,), {"kind": name}))
    for name in ("lab_cd4", "lab_vl", "visit", "shipment")
}


def know() -> None:
    """Let the codec read these kinds."""
    kinds.BY_NAME.update({kind.kind: kind for kind in (Sheet, *STATED.values(), *EVENTS.values())})


def stream_of(org: OrgId, number: str) -> StreamId:
    """Give the stream of the case that the workload calls *number*."""
    return stream_id("case", org, _nonce(number))


def facts_of(org: OrgId, case: Mapping[str, Any]) -> Iterable[Fact]:
    """Give the facts that make up a case of the workload."""
    yield CaseOpened(org=org, nonce=_nonce(case["id"]), part="host")
    yield Sheet(**{name: case[name] for name in FIELDS})
    for event in case["entries"]:
        kind = EVENTS[event["kind"]]
        yield kind(**{field.name: event[field.name] for field in fields(kind)})


def value_of(case: CaseFile, name: str) -> Any:
    """Give what a field of a case is now."""
    stated, sheet = case.one(STATED[name]), case.one(Sheet)
    return getattr(stated, "value", getattr(sheet, name, None))


def clashes(case: CaseFile, name: str) -> list[Any]:
    """Give the values of a field of which two versions stand, as the case's list of conflicts shows them."""
    found = (both for both in case.conflicts if both.kind is STATED[name])
    return [getattr(entry.fact, "value", None) for both in found for entry in both.entries]


def case_of(case: CaseFile) -> dict[str, Any]:
    """Give a case as the workload writes it."""
    (opened,) = case.all(CaseOpened)
    number = opened.nonce.rstrip(b"\0").decode()
    events = [entry for kind in EVENTS.values() for entry in case.of(kind)]
    return {
        "id": number,
        **{name: value_of(case, name) for name in FIELDS},
        "entries": [
            {
                "id": f"{number}-{entry.n - 1:02d}",
                "kind": entry.kind,
                **{field.name: getattr(entry.fact, field.name) for field in fields(entry.fact)},
            }
            for entry in events
        ],
    }


def _nonce(number: str) -> bytes:
    return number.encode().ljust(16, b"\0")
