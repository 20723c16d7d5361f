"""The label of a parcel says where it goes and whom to call, neither who the person is nor what is inside."""

import pytest

from regdesk.documents import parcel_label, pdf, show
from regdesk.domain.supply import Parcel
from tests import make
from tests.documents import cases
from tests.make import CENTRE


def printed(receiver):
    """Give the printed words in English of a parcel for a receiver."""
    journal = cases.full()
    journal.write(CENTRE, Parcel(number="PKT 999-1", on=make.TODAY, receiver=receiver, seal="000999"))
    return show.text(pdf.render(parcel_label.build(journal.file(), cases.ABOUT, "en", str)))


def test_receiver_number_seal_and_phone_are_there():
    text = printed("Салон «Лето», Ирина")

    expected = ("Салон «Лето», Ирина", "PKT 999-1", "000999", cases.ABOUT.call)
    assert [] == [words for words in expected if words not in text]


@pytest.mark.parametrize("receiver", ["Асанова", "АСАНОВА А.", "Aigul, shop", "центр СПИД", "HIV clinic"])
def test_a_receiver_that_names_the_person_or_tells_is_left_to_be_written_by_hand(receiver):
    assert receiver not in printed(receiver)


def test_no_organisation_code_or_medicine_is_there():
    text = printed("Ирина")

    hidden = (cases.CODE, cases.ABOUT.host, cases.ABOUT.centre, "dolutegravir", "medicine")
    assert [] == [words for words in hidden if words in text]
