"""The packing list and its receipt: parcel, letters, counts, batches, and nothing else."""

from regdesk.documents import packing_list, pdf, show
from regdesk.domain.supply import Parcel
from tests import make
from tests.documents import cases
from tests.make import CENTRE


def printed(journal):
    """Give the printed words in English."""
    document = packing_list.build(journal.file(), cases.ABOUT, "en", str)
    return show.text(pdf.render(document)).replace("\u00a0", " ")


def test_each_item_has_its_letter_count_batch_and_expiry_twice():
    text = printed(cases.full())

    assert 2 == text.count("TEST-A1") == text.count("TEST-B1")
    assert 2 == text.count("31 May 2028")
    assert "Total 180 6" in text.replace("\r\n", " ")


def test_the_receiver_the_code_and_the_organisations_are_not_there():
    text = printed(cases.full())

    hidden = ("Асанова", cases.CODE, cases.ABOUT.host, cases.ABOUT.centre, "dolutegravir")
    assert [] == [words for words in hidden if words in text]


def test_the_newest_parcel_on_its_way_is_printed():
    journal = cases.full()
    journal.write(CENTRE, Parcel(number="PKT 999-1", on=make.TODAY))

    assert "PKT 999-1" in printed(journal)
