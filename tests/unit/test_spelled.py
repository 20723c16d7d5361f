"""What a person typed for a medicine or a condition is found however it is written, and the rest is named."""

import pytest

from regdesk.catalogue import whole

KNOWN = whole.read(whole.shipped())


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Рифампицин 600", ("rifampicin",)),
        ("рифампицином", ("rifampicin",)),
        ("RIFAMPIN 600 mg daily", ("rifampicin",)),
        ("антацид (Mg, Al)", ("antacids",)),
        ("Омепразол", ("omeprazole",)),
        ("Эзомепразол", ("esomeprazole",)),
        ("препарат железа", ("iron",)),
        ("3HP", ("3HP",)),
        ("3НР", ("3HP",)),  # the last two letters are Cyrillic
        ("тенофовира алафенамид", ("TAF",)),
        ("тенофовир", ("TDF",)),
        ("DRV/r", ("DRV/r",)),
        ("витамин B6 и изониазид", ("pyridoxine", "isoniazid")),
        ("TDF/3TC/DTG", ("TDF", "3TC", "DTG")),
        ("неведомицин", ()),
    ],
)
def test_a_substance_is_found_however_it_is_written(typed, names):
    assert KNOWN.substances.named(typed) == names


@pytest.mark.parametrize(
    ("typed", "unknown"),
    [
        ("Рифампицин 600 мг в день", ()),
        ("Рифампицин + неведомицин", ("неведомицин",)),
        ("рифампицин кларитромицин", ("рифампицин кларитромицин",)),
        ("кальций с витамином Д", ()),
        ("антацид (Mg, Al)", ()),
        ("Зелье", ("Зелье",)),
    ],
)
def test_what_is_not_known_is_named_as_it_was_typed(typed, unknown):
    assert KNOWN.substances.unknown(typed) == unknown


def test_a_substance_comes_with_all_its_groups():
    groups = KNOWN.substances.with_groups(("3HR",))

    assert {"rifampicin", "isoniazid", "rifamycins"} <= groups


@pytest.mark.parametrize(
    ("name", "code", "meant"),
    [
        ("Беременность, 12 недель", "", {"pregnancy"}),
        ("не беременна", "", set()),
        ("Аллергии нет", "", set()),
        ("лёгкие", "A15.0", {"tuberculosis"}),
        ("туберкулезный менингит", "", {"tb-meningitis", "tuberculosis"}),
        ("Гепатит В", "", {"hepatitis-b"}),  # the last letter is Cyrillic
        ("стадия ВОЗ 3", "", {"who-stage-3", "advanced-disease"}),
        ("стадия 4А", "", set()),  # the Russian classification is another one
        ("насморк", "", set()),
        ("упадок сил", "", set()),  # "сил" alone is tuberculosis in Tajik and Uzbek
        ("бемории сил", "", {"tuberculosis"}),
    ],
)
def test_a_condition_is_found_by_name_or_code_and_a_denial_is_none(name, code, meant):
    assert KNOWN.conditions.named(name, code) == meant
