"""One key for every script, spelling and keyboard layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regdesk.domain.people import FormerName
from regdesk.store import queries, search
from tests import make
from tests.make import HOST
from tests.store import whole

SAME = [
    ("Шарипов", "Sharipov", "ШАРИПОВ"),
    ("Ғафуров", "Гафуров", "Gafurov"),
    ("Өмүрзаков", "Омурзаков", "Omurzakov"),
    ("Қодиров", "Кодиров", "Kodirov"),
    ("Ҳасанов", "Хасанов", "Khasanov", "Hasanov"),
    ("Ҷумаев", "Джумаев", "Zhumaev", "Жумаев"),
    ("Ёлкин", "Елкин", "Elkin"),
    ("Əliyev", "Aliyev", "Алийев"),
    ("Oʻzbekov", "O'zbekov", "O‘zbekov", "Ozbekov"),
    ("Айгүл", "Aigul", "Aygul", "Айгуль"),
    ("Нодирӣ", "Нодири", "Nodiri"),
    ("Дӯстов", "Дустов", "Dustov"),
    ("Юлия", "Yuliya", "Iuliia"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda one: one[0])
def test_spellings_of_one_name_have_one_key(spellings):
    keys = {search.key(one) for one in spellings}

    assert 1 == len(keys), keys


@pytest.mark.parametrize(
    "typed", ["МТКА 482-7", "MTKA4827", "мтка", "mtka-482", "vnrf", "ьелф 482", "М Т К А 4"]
)
def test_a_code_is_found_in_either_alphabet_and_layout(typed):
    found = search.codes(typed)

    assert any("MTKA4827".startswith(one) for one in found), found


def test_zero_and_o_in_a_code_are_told_apart_by_their_place():
    assert ("MOOA", "MTKA4007") == (search.code_key("м00а"), search.code_key("MTKA 4OO-7"))


@given(st.text())
def test_any_text_has_a_key_that_is_its_own_key(text):
    key = search.key(text)

    assert key == search.key(key)
    assert key.isascii()
    assert "%" not in key


FINDS = [
    *("Асанова", "асан", "ASANOVA", "Asanova Aigul", "айгүл асанова", "Aygul", "fcfyjdf", "ФЫФТЩМФ"),
    *("МТКА", "mtka4827", "482-7", "vnrf", "KG-417", "kg 417"),
    *("AN 0123456", "an0123456", "0123456", "+7 000 000-00-01", "80000000001", "000 00 01"),
    "Бегимова",
]


def desk_with_people():
    """Give a desk with one case and its whole life, among two cases of others."""
    db, written = whole.file(), whole.handed_over()
    written.write(HOST, FormerName(family_name="Бегимова", reason="marriage"))
    whole.keep(db, written)
    for n, name in enumerate(("Шарипов", "Каримова"), start=1):
        other = make.Journal(make.stream_id("case", HOST.id, bytes([n]) * 16))
        other.write(HOST, make.CaseOpened(org=HOST.id, nonce=bytes([n]) * 16, part="host"))
        other.write(HOST, make.identity(family_name=name, given_names="Икс", family_latin="", given_latin=""))
        whole.keep(db, other)
    return db


def test_a_person_is_found_by_whatever_one_has_at_hand():
    db = desk_with_people()

    missed = [typed for typed in FINDS if make.CASE not in {row.stream for row in queries.find(db, typed)}]

    assert not missed
    assert ["Шарипов Икс"] == [row.name for row in queries.find(db, "ifhbgjd")]


@pytest.mark.parametrize("typed", ["", "   ", "%", "_", "Зззз", "-"])
def test_what_fits_nobody_finds_nobody(typed):
    assert [] == queries.find(desk_with_people(), typed)


def test_a_code_comes_before_a_name_and_the_beginning_of_a_word_before_its_middle():
    db = whole.file()
    names = [("НОВАС", ""), ("АСЕНОВ", ""), ("КАРИМОВ", "АСТТ 100-1")]
    for n, (name, code) in enumerate(names):
        written = make.Journal(make.stream_id("case", HOST.id, bytes([n]) * 16))
        written.write(HOST, make.CaseOpened(org=HOST.id, nonce=bytes([n]) * 16, part="host"))
        written.write(HOST, make.identity(family_name=name, given_names="", patronymic="", family_latin=""))
        if code:
            written.write(HOST, whole.CaseCode(code=code))
        whole.keep(db, written)

    found = [row.name.split()[0] for row in queries.find(db, "ас")]

    assert ["КАРИМОВ", "АСЕНОВ", "НОВАС"] == found
