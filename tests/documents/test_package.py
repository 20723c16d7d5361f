"""The package: letter, index and scans in one small file that opens with a bookmark for each paper."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from regdesk.documents import package, pdf, scans, show
from regdesk.domain.papers import ClinicalPaper
from tests import make
from tests.documents import cases, pictures
from tests.documents.reading import fonts_without_letters, outline
from tests.make import HOST

CASE = cases.full().file()
SCAN = scans.prepare(pictures.photo(angle=1.5)).jpeg


def build(case=CASE, picture=SCAN):
    """Build the package with the same picture for every page."""
    papers = package.listed(case, str)
    return package.build(
        case, cases.ABOUT, "en", str, {one.entry.id: [picture] * one.count for one in papers}
    )


def test_every_paper_has_its_bookmark_on_its_first_page():
    titles = outline(build())

    assert [("Cover letter", 0), ("List of papers", 1), ("1. Passport", 2)] == titles[:3]
    assert ("2. Application for remote registration", 4) == titles[3]
    assert ("9. Discharge summary or extract", 11) == titles[-1]
    assert 14 == show.page_count(build())


def test_the_same_papers_give_the_same_bytes():
    assert build() == build()


def test_twelve_scans_stay_under_five_megabytes_even_if_each_is_large():
    grain = Image.effect_noise((900, 1270), 120).convert("RGB")
    noise = scans.prepare(pictures.saved(grain)).jpeg

    assert 12 * len(noise) > 5_000_000
    assert len(build(picture=SCAN)) < 5_000_000
    assert len(build(picture=noise)) < 5_000_000


def test_missing_papers_are_listed_with_the_reason():
    text = show.text(build()).replace("\r\n", " ")

    assert "Chest X-ray, TB screening" in text
    assert "The person moved; it will be there on 20 November" in text


def test_the_file_says_nothing_of_itself_and_relies_on_no_font():
    with pikepdf.open(BytesIO(build())) as file:
        said = {str(value) for value in file.docinfo.values()}

    assert {"RegDesk"} == said
    assert [] == fonts_without_letters(build())


def test_a_paper_corrected_after_it_was_sent_takes_its_old_place():
    journal = cases.full()
    old = journal.file().of(ClinicalPaper)[0]
    new = journal.write(HOST, ClinicalPaper(type="cd4", pages=cases.pages(1)), replaces=(old.id,))

    papers = package.listed(journal.file(), str)

    assert (2, 9) == ([one.entry.id for one in papers].index(new.id), len(papers))


def test_before_it_is_sent_the_package_holds_every_paper():
    journal = make.opened()
    journal.write(HOST, ClinicalPaper(type="cd4", pages=cases.pages(2)))

    papers = package.listed(journal.file(), str)

    assert [("CD4 count", 2)] == [(one.title, one.count) for one in papers]
    assert 2 + 2 == show.page_count(build(journal.file()))


def test_a_package_without_papers_is_a_letter_and_a_list_that_says_so():
    written = build(cases.empty())

    assert 2 == show.page_count(written)
    assert "No paper is in this case yet." in show.text(written)


@pytest.mark.parametrize(("turns", "wide"), [(0, False), (1, True)])
def test_a_sheet_lies_or_stands_as_its_picture_does(turns, wide):
    scan = scans.prepare(pictures.saved(pictures.form()), turns=turns)

    drawn = pdf.pictures([package.Picture(scan.jpeg, scan.width, scan.height, "caption")], "en")

    with pikepdf.open(BytesIO(drawn)) as file:
        _, _, width, height = map(float, file.pages[0].mediabox)
    assert wide is (width > height)
    assert "caption" in show.text(drawn)
