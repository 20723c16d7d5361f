"""The epidemiological card asks for no partner and no name, and has no box ticked."""

from regdesk.documents import epidemiological_card, pdf, show
from regdesk.documents.parts import Fields, Table, Ticks
from tests.documents import cases
from tests.documents.test_treatment_plan import inside

CARD = epidemiological_card.build(cases.full().file(), cases.ABOUT, "en", str)


def test_code_year_and_sex_are_filled_in_and_the_rest_is_written_by_hand():
    values = [value for grid in inside(CARD, Fields) for _, value in grid.pairs]

    assert [cases.CODE, "1994"] == values[:2]
    assert {""} == {row[1] for table in inside(CARD, Table) for row in table.rows}


def test_the_way_is_ticked_by_hand_and_not_saying_is_one_of_the_answers():
    (ways,) = inside(CARD, Ticks)

    assert 6 == len(ways.lines)
    assert "does not want to say" in ways.lines[-1]


def test_partners_are_named_only_to_forbid_their_names():
    text = " ".join(show.text(pdf.render(CARD)).split())

    assert "Write no names of partners or relatives" in text
    assert 1 == text.lower().count("partner")
