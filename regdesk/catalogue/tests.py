"""Laboratory tests of the catalogue: LOINC, UCUM, what can be true and what deserves a look."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from regdesk.catalogue import rows
from regdesk.catalogue.rows import Row, Sourced, Texts

FILE: Final = "tests.toml"
KINDS: Final = ("coded", "quantity")


@dataclass(frozen=True, kw_only=True)
class Test(Sourced):
    """One laboratory test.

    id         a code of `domain/labs.py: TESTS`;  kind  "coded" (an outcome) or "quantity"
    loinc      empty where none was seen;  ucum  the unit in which it is kept
    least, most  outside them a value cannot be true;  low, high  outside them it deserves a second look
    units      other units a laboratory may write -> by what to multiply to get `ucum`
    """

    __test__ = False  # a row, not a test of pytest

    name: Texts
    kind: str
    loinc: str = ""
    also: tuple[str, ...] = ()
    ucum: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    dak: str = ""
    units: tuple["OtherUnit", ...] = ()


@dataclass(frozen=True, kw_only=True)
class OtherUnit(Sourced):
    """Another unit of a test, and the factor that turns its number into the test's own unit."""

    test: str
    unit: str
    factor: Decimal


def read(text: str, file: str = FILE) -> dict[str, Test]:
    """Read the tests by id; raise WrongRowError at the first row that is not exactly as it must be."""
    found = rows.read(text, file, ("test", "unit"))
    units = [rows.make(OtherUnit, row) for row in found["unit"]]
    known = rows.by_id((_test(row, units) for row in found["test"]), file)
    for row in found["unit"]:
        if row.values["test"] not in known:
            raise row.wrong("a test of this file")
    return known


def _test(row: Row, units: list[OtherUnit]) -> Test:
    one = rows.make(Test, row, units=tuple(unit for unit in units if unit.test == row.values.get("id")))
    if one.kind not in KINDS or (one.kind == "quantity") != bool(one.ucum):
        raise row.wrong("a kind of coded or quantity, and a unit where it is a quantity")
    if one.least is not None and one.most is not None and one.least >= one.most:
        raise row.wrong("least below most")
    return one


def in_own_unit(test: Test, value: Decimal, unit: str) -> Decimal | None:
    """Give a number in the test's own unit; None where the catalogue does not know its unit.

    A view only: the record keeps number and unit as the laboratory wrote them.
    """
    if unit == test.ucum:
        return value
    return next((value * one.factor for one in test.units if one.unit == unit), None)


def impossible(test: Test, value: Decimal, unit: str) -> bool:
    """Say whether no person can have this value, or the unit is none of the test's."""
    own = in_own_unit(test, value, unit)
    return own is None or _outside(own, test.least, test.most)


def unusual(test: Test, value: Decimal, unit: str) -> bool:
    """Say whether a value is so far from what is usual that the paper deserves a second look."""
    own = in_own_unit(test, value, unit)
    return own is not None and _outside(own, test.low, test.high)


def _outside(value: Decimal, least: Decimal | None, most: Decimal | None) -> bool:
    return (least is not None and value < least) or (most is not None and value > most)
