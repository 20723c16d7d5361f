"""The catalogue of regimens is read strictly, and holds only what has a source."""

import pytest

from regdesk.catalogue import regimens

GOOD = """
[[medicine]]
id = "X"
inn.en = "exampline"
strength.en = "5 mg"
atc = "Z00"
form = "tablet"
source = "an invented label"
checked = 2026-11-22
[[regimen]]
id = "X alone"
line = 1
status = "preferred"
medicines = ["X"]
source = "an invented guideline"
checked = 2026-11-22
"""


def read(tmp_path, text):
    file = tmp_path / "regimens.toml"
    file.write_text(text, encoding="utf-8")
    return regimens.read(file)


def test_every_row_that_comes_with_the_program_names_its_source_and_the_day_it_was_checked():
    rows = regimens.regimens()
    medicines = [medicine for row in rows for medicine in row.medicines]

    assert [row.id for row in rows] == ["TDF/3TC/DTG", "TDF/3TC/EFV600"]
    assert all(one.source and one.checked.year >= 2026 for one in (*rows, *medicines))
    assert all(medicine.inn["ru"] and medicine.strength["ru"] for medicine in medicines)


def test_times_are_proposed_only_where_a_label_says_once_a_day():
    proposed = [m.id for row in regimens.regimens() for m in row.medicines if m.once_daily]

    assert proposed == ["TLD"]


def test_a_good_file_is_read(tmp_path):
    (row,) = read(tmp_path, GOOD)

    assert row.medicines[0].inn["en"] == "exampline"
    assert row.medicines[0].in_language(row.medicines[0].inn, "ky") == "exampline"
    assert not row.medicines[0].once_daily


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('form = "tablet"', 'form = "powder"'),
        ('inn.en = "exampline"', 'inn.ru = "примерин"'),
        ('atc = "Z00"', ""),
        ('atc = "Z00"', 'atc = "Z00"\ndose = 2'),
        ('source = "an invented label"', 'source = " "'),
        ("checked = 2026-11-22", 'checked = "yesterday"'),
        ('status = "preferred"', 'status = "best"'),
        ("line = 1", "line = 3"),
        ('medicines = ["X"]', 'medicines = ["Y"]'),
        ('medicines = ["X"]', "medicines = []"),
        ("[[regimen]]", "[[cure]]"),
    ],
)
def test_a_row_that_is_not_exactly_right_is_not_read_at_all(tmp_path, right, wrong):
    text = GOOD.replace(right, wrong, 1)

    with pytest.raises(ValueError, match=r"must have|argument"):
        read(tmp_path, text)
