"""The catalogue is read strictly, names its sources, and offers only what was verified."""

import re
from datetime import date

import pytest

from regdesk.catalogue import countries, medicines, regimens, whole
from regdesk.catalogue import tests as laboratory
from regdesk.catalogue.rows import WrongRowError

DAY = date(2026, 11, 25)
SOURCED = 'source = "an invented label"\nchecked = 2026-11-22\nverified = true\n'
MEDICINE = f"""
[[medicine]]
id = "X"
inn.en = "exampline"
strength.en = "5 mg"
abbr = "EXA"
parts = ["EXA"]
atc = "Z00"
arv = true
group = "invented"
form = "tablet"
units = 1
times = 1
{SOURCED}"""
REGIMENS = f"""
[[regimen]]
id = "X alone"
components = ["EXA"]
options = [["X"]]
{SOURCED}
[[standing]]
id = "first"
regimen = "X alone"
line = 1
status = "preferred"
guideline = "invented"
since = 2021-07-01
until = 2024-12-31
{SOURCED}
[[standing]]
id = "second"
regimen = "X alone"
line = 1
status = "alternative"
guideline = "invented, later"
since = 2025-01-01
{SOURCED}
[[standing]]
id = "own"
regimen = "X alone"
line = 2
status = "special"
guideline = "a country's own"
country = "KG"
since = 2023-01-01
{SOURCED}"""
TESTS = f"""
[[test]]
id = "viral-load"
name.en = "Viral load"
kind = "quantity"
ucum = "x"
least = 0
most = 5.5
{SOURCED}
[[unit]]
id = "other"
test = "viral-load"
unit = "y"
factor = 88.4
{SOURCED}"""
COUNTRY = f"""
[[country]]
id = "ZZ"
name.en = "Nowhere"
languages = ["en"]
handouts = ["en"]
parts = ["origin"]
centre.en = "Centre"
status.en = "invented"
phone = "+000"
utc = 0
number = "[0-9]{{4}}"
example = "0417"
{SOURCED}
[[paper]]
id = "any"
type = "cd4"
need = "must"
months = 6
{SOURCED}
[[paper]]
id = "ru"
type = "cd4"
host = "RU"
need = "may"
{SOURCED}
[[way]]
id = "courier"
way = "courier"
days = 12
{SOURCED}
[[way]]
id = "courier to RU"
way = "courier"
host = "RU"
days = 9
{SOURCED}"""


def known_medicines():
    return medicines.read(MEDICINE)


READERS = {
    "medicines": (medicines.read, MEDICINE),
    "regimens": (lambda text: regimens.read(text, known_medicines()), REGIMENS),
    "tests": (laboratory.read, TESTS),
    "countries": (lambda text: countries.read(text, "countries/ZZ.toml"), COUNTRY),
}


def test_every_row_that_comes_with_the_program_names_its_source_and_the_day_it_was_checked():
    known = whole.read(whole.shipped())
    lands = known.countries.values()
    listed = [*known.medicines.values(), *known.regimens, *known.tests.values(), *lands]
    listed += [row for one in known.regimens for row in one.standings]
    listed += [row for land in lands for row in (*land.papers, *land.ways, *land.notes)]

    assert len(listed) > 200
    assert all(row.source.strip() and row.checked.year >= 2026 for row in listed)


def test_only_verified_regimens_of_verified_medicines_are_offered_ready_made():
    offered = regimens.offered(whole.read(whole.shipped()).regimens, DAY)

    assert [one.id for one in offered] == ["TDF/3TC/DTG", "TDF/3TC/EFV600"]
    assert [m.id for one in offered for m in one.medicines if m.once_daily] == ["TLD"]


@pytest.mark.parametrize(
    ("on", "country", "status"),
    [
        (date(2021, 6, 30), "", None),
        (date(2021, 7, 1), "", "preferred"),
        (date(2024, 12, 31), "", "preferred"),
        (date(2025, 1, 1), "", "alternative"),
        (DAY, "TJ", "alternative"),
        (date(2022, 12, 31), "KG", "preferred"),
        (date(2023, 1, 1), "KG", "special"),
        (DAY, "KG", "special"),
    ],
)
def test_the_countrys_own_protocol_stands_before_the_whos_from_its_day_on(on, country, status):
    (one,) = regimens.read(REGIMENS, known_medicines())

    says = one.standing(on, country)

    assert (says.status if says else None) == status


def test_a_row_for_one_host_stands_before_the_row_for_any():
    land = countries.read(COUNTRY, "countries/ZZ.toml")

    assert [(one.need, one.months) for one in land.papers_for("KZ")] == [("must", 6)]
    assert [(one.need, one.months) for one in land.papers_for("RU")] == [("may", 0)]
    assert [land.way_days(host, "courier") for host in ("KZ", "RU")] == [12, 9]
    assert land.way_days("RU", "post") == 0


@pytest.mark.parametrize(
    ("which", "right", "wrong"),
    [
        ("medicines", 'form = "tablet"', 'form = "powder"'),
        ("medicines", 'inn.en = "exampline"', 'inn.ru = "примерин"'),
        ("medicines", 'inn.en = "exampline"', 'inn.en = " "'),
        ("medicines", 'atc = "Z00"', ""),
        ("medicines", 'atc = "Z00"', 'atc = "Z00"\nonce = 2'),
        ("medicines", "checked = 2026-11-22", 'checked = "yesterday"'),
        ("medicines", 'source = "an invented label"', 'source = " "'),
        ("medicines", "times = 1", 'times = "1"'),
        ("medicines", "times = 1", "times = true"),
        ("medicines", 'parts = ["EXA"]', 'parts = "EXA"'),
        ("medicines", "[[medicine]]", "[[cure]]"),
        ("medicines", "units = 1", 'units = 1\nunverified = ["taste"]'),
        ("regimens", 'options = [["X"]]', 'options = [["Y"]]'),
        ("regimens", 'options = [["X"]]', "options = []"),
        ("regimens", 'status = "preferred"', 'status = "best"'),
        ("regimens", "line = 1", "line = 3"),
        ("regimens", "until = 2024-12-31", "until = 2020-12-31"),
        ("regimens", 'regimen = "X alone"', 'regimen = "Y alone"'),
        ("tests", 'ucum = "x"', ""),
        ("tests", "most = 5.5", "most = -1"),
        ("tests", "factor = 88.4", 'factor = "many"'),
        ("tests", 'test = "viral-load"', 'test = "mood"'),
        ("countries", 'example = "0417"', 'example = "417"'),
        ("countries", 'number = "[0-9]{4}"', 'number = "["'),
        ("countries", 'need = "must"', 'need = "if"'),
        ("countries", 'type = "cd4"', 'type = "essay"'),
        ("countries", 'way = "courier"', 'way = "pigeon"'),
        ("countries", "[[country]]", "[[land]]"),
    ],
)
def test_a_row_that_is_not_exactly_right_is_not_read_and_the_error_names_file_and_line(which, right, wrong):
    read, good = READERS[which]
    read(good)
    assert right in good

    with pytest.raises(WrongRowError) as error:
        read(good.replace(right, wrong, 1))

    assert re.search(r"\.toml, line \d+|countries/ZZ\.toml", str(error.value))


def test_the_error_names_the_line_where_the_wrong_row_begins():
    text = MEDICINE + MEDICINE.replace('"X"', '"Y"').replace("tablet", "powder")
    wanted = text[: text.index('id = "Y"')].count("\n")

    with pytest.raises(WrongRowError, match=rf"medicines\.toml, line {wanted}: Y must have a form"):
        medicines.read(text)


def test_two_rows_of_one_name_are_refused():
    with pytest.raises(WrongRowError, match="X stands there twice"):
        medicines.read(MEDICINE + MEDICINE)
