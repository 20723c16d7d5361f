"""The handout repeats the signed plan in the person's language and tells nobody else anything."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from regdesk.catalogue import whole
from regdesk.documents import handout, pdf, show, texts
from regdesk.documents.parts import Boxes, Doses, Points, Table
from regdesk.documents.pictograms import SIGNS, sign_of
from regdesk.domain.plans import Dose
from tests.documents import cases

LANGUAGES = texts.languages()


def built(language="en", **changes):
    """Build the handout of a whole case; *changes* are for its plan."""
    return handout.build(cases.full(**changes).file(), cases.ABOUT, language, str)


def parts(document, kind):
    """Give the parts of a kind."""
    return [one for one in document.parts if isinstance(one, kind)]


def pills(**dose):
    """Give the tablets of one time as (shape, count, words)."""
    given = Dose(**({"item": "A", "inn": "x", "strength": "", "times": ("08:00",)} | dose))
    picture = parts(built(doses=(given,)), Doses)[0].times[0]
    return [(pill.shape, pill.count, pill.words) for pill in picture.pills]


def test_the_times_of_the_day_are_the_plans_in_their_order():
    times = parts(built(), Doses)[0].times

    assert [("09:00", "sunrise"), ("21:00", "moon")] == [(one.time, one.sign) for one in times]
    assert ["1 round tablet", "1 long tablet"] == [one.pills[0].words for one in times]


@pytest.mark.parametrize(
    ("dose", "expected"),
    [
        ({"units": Decimal(2), "shape": "round"}, [("round", 2, "2 round tablets")]),
        ({"units": Decimal("0.5")}, [("half", 1, "half a tablet")]),
        (
            {"units": Decimal("1.5"), "shape": "oval"},
            [("oval", 1, "1 long tablet"), ("half", 1, "half a tablet")],
        ),
        ({"form": "capsule"}, [("capsule", 1, "1 capsule")]),
        ({"form": "solution", "units": Decimal("7.5")}, [("round", 0, "7.5 ml")]),
        ({}, [("round", 1, "1 tablet")]),
    ],
)
def test_tablets_are_drawn_and_counted_in_words(dose, expected):
    assert expected == pills(**dose)


@pytest.mark.parametrize(("count", "words"), [(1, "1 таблетка"), (3, "3 таблетки"), (5, "5 таблеток")])
def test_russian_counts_in_three_forms(count, words):
    assert words == texts.read("ru").counted("tablet", count)


def test_lasts_until_and_ask_again_by_are_worked_out_from_the_plan():
    words = show.text(pdf.render(built("ky"))).replace("\u00a0", " ")

    assert "23-февралга чейин жетет" in words
    assert "20-январга чейин" in words


def test_thirty_boxes_begin_with_the_first_day():
    labels = parts(built(), Boxes)[0].labels

    assert 30 == len(labels)
    assert ("26", "27", "25") == (*labels[:2], labels[-1])


def test_a_start_on_receipt_leaves_room_to_write():
    document = built(start_on=None)

    assert "______" in str(parts(document, Points))
    assert "1" == parts(document, Boxes)[0].labels[0]


@pytest.mark.parametrize("call", ["", "Alina: +0 000 000-00-00"])
def test_whom_to_call_is_printed_or_left_to_write_by_hand(call):
    document = handout.build(cases.full().file(), replace(cases.ABOUT, call=call), "en", str)

    last = parts(document, Points)[0].points[-1]

    assert ("phone", call or handout.BY_HAND) == (last.sign, last.text)


def test_the_rule_of_two_and_six_hours_stands_only_where_it_applies():
    other = Dose(item="A", inn="efavirenz", strength="600 mg", times=("22:00",))

    assert "6 hours" in str(built().parts)
    assert "6 hours" not in str(built(doses=(other,)).parts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_doctor_ticked_is_on_the_handout_in_plain_words_and_once(language):
    one = built(language, handout=("HIV.D21.2.DT.45", "HIV.D21.2.DT.50", "RD.X.15"))

    titles = [point.title for point in parts(one, Points)[0].points]
    said = texts.read(language)

    assert titles.count(said.section("contraception")[0]) == 1
    assert titles.count(said.section("stomach")[0]) == 1
    assert 1 == show.page_count(pdf.render(one))


def test_every_check_that_may_go_on_the_handout_has_words_there():
    ticked = {one.id for one in whole.current().interactions.values() if one.handout and not one.flag}
    ticked |= {one.id for one in whole.current().rules.values() if one.handout}

    assert ticked == set(handout.TICKED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("times", [("21:00",), ("08:00", "20:00"), ("08:00", "14:00", "20:00")])
def test_a_handout_is_one_page(language, times):
    dose = Dose(item="A", inn="dolutegravir", strength="50 mg", times=times, shape="round")

    written = pdf.render(built(language, doses=(dose,)))

    assert 1 == show.page_count(written)
    assert all(time in show.text(written) for time in times)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_texts_of_all_languages_have_the_same_parts(language):
    one, russian = texts.read(language), texts.read("ru")

    assert russian.sections.keys() == one.sections.keys()
    assert russian.short.keys() == one.short.keys()
    assert 12 == len(one.short["months"].split())
    assert all(one.day(date(2027, month, 3)) for month in range(1, 13))
    assert one.short["title"] not in {
        texts.read(other).short["title"] for other in LANGUAGES if other != language
    }


def test_all_languages_of_the_persons_have_a_handout():
    assert {"ru", "en", "ky", "tg", "uz", "uz-Cyrl", "kk", "hy", "ka", "az", "ro"} == set(LANGUAGES)


def test_a_language_that_no_native_speaker_read_is_marked():
    assert set(LANGUAGES) - {"ru", "en"} == set(texts.unread())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_handout_comes_out_of_its_pdf_again(language):
    one = built(language, handout=("HIV.D21.2.DT.50",))
    said = texts.read(language)
    last, order = said.day(date(2027, 2, 23)), said.day(date(2027, 1, 20))

    read = bare(show.text(pdf.render(one)))

    shown = [said.short[key] for key in ("title", "every-day", "marks", "footer")]
    shown += [said.counted("oval", 1), said.counted("round", 1)]
    for key in ("forgotten", "stomach", "contraception", "lasts", "ask"):
        shown += said.section(key, last=last, order=order, call=cases.ABOUT.call)
    assert [] == [words for words in shown if bare(words) not in read]


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_and_six_hours_are_said_in_every_language(language):
    text = texts.read(language).section("stomach")[1]

    assert (["2", "6"]) == [sign for sign in text if sign.isdigit()]


def bare(text):
    """Give the letters alone: where a line breaks is not asked."""
    return "".join(text.split()).replace("\u00ad", "").replace("\ufffe", "")


def test_every_hour_has_a_sign_that_is_drawn():
    assert {"sunrise", "sun", "sunset", "moon"} == {sign_of(hour) for hour in range(24)} <= SIGNS.keys()


@pytest.mark.parametrize(
    "change", [{"every": 7}, {"first_day": 15}, {"last_day": 14}, {"until": date(2027, 1, 1)}]
)
def test_where_days_differ_no_picture_says_every_day_and_the_times_are_written_by_hand(change):
    document = built(doses=(replace(cases.DOSES[0], **change),))

    assert [Doses(())] == parts(document, Doses)
    assert "Every day" not in show.text(pdf.render(document))
    assert 1 == len(parts(document, Table))
    assert 1 == show.page_count(pdf.render(document))
