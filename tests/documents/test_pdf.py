"""What holds for every page, whatever stands on it."""

from io import BytesIO

import pikepdf
import pytest

from regdesk.documents import pdf, show
from regdesk.documents.parts import (
    Boxes,
    Columns,
    Document,
    Fields,
    Header,
    Heading,
    NewPage,
    Paragraph,
    Points,
    Section,
    Span,
    Table,
    empty,
)
from tests.documents.reading import fonts_without_letters

MM = 72 / 25.4


def paper(*parts, **changes):
    """Give a document of these parts."""
    return Document("sample", "ru", "Проба", parts, **changes)


def test_the_same_document_gives_the_same_bytes():
    one = paper(Paragraph("Текст"), Boxes(("1", "2")))

    assert pdf.render(one) == pdf.render(one)


def test_every_font_in_the_file_brings_its_letters():
    written = pdf.render(paper(Paragraph("Текст"), Heading("ა"), Paragraph((Span("і", italic=True), "Ա ☑"))))

    assert [] == fonts_without_letters(written)


@pytest.mark.parametrize(("size", "width", "height"), [("A4", 210, 297), ("A5", 148, 210)])
def test_a_page_has_the_size_it_says(size, width, height):
    written = pdf.render(paper(Paragraph("Текст"), size=size))

    with pikepdf.open(BytesIO(written)) as file:
        box = [round(float(edge) / MM) for edge in file.pages[0].mediabox]
    assert [0, 0, width, height] == box


def test_a_long_table_has_its_head_on_every_page_and_every_page_its_number():
    rows = tuple((f"Строка {n}", "значение") for n in range(190))
    written = pdf.render(paper(Table(("Показатель", "Результат"), rows), pages="стр. {n} из {total}"))

    pages = [show.text_of_page(written, n) for n in range(show.page_count(written))]

    assert 5 <= len(pages)
    assert all("Показатель" in page for page in pages)
    assert all(f"стр. {n} из {len(pages)}" in page for n, page in enumerate(pages, start=1))
    assert 190 == sum(page.count("Строка") for page in pages)


def test_a_name_without_end_is_broken_not_cut():
    name = "Абдурахмангаджиевичбаева" * 6
    written = pdf.render(paper(Fields((("Имя", name), ("Код", "1"))), Table(("",), ((name,),), (1.0,))))

    assert 2 == "".join(show.text(written).split()).count(name)


def test_a_cell_higher_than_a_page_goes_on_on_the_next():
    written = pdf.render(paper(Table(("Вопрос", "Ответ"), (("А", "слово " * 2600),))))

    assert 2600 == show.text(written).count("слово")


def test_a_section_with_nothing_to_say_leaves_no_heading():
    silent = Section("Пустой", (Table(("a",), ()), Paragraph(""), Points(()), Fields((("Имя", ""),))))

    assert empty(silent)
    assert "Пустой" not in show.text(pdf.render(paper(silent, Paragraph("Текст"))))


def test_a_field_without_a_value_is_left_out():
    text = show.text(pdf.render(paper(Fields((("Код", "МТКА 482-7"), ("Масса", ""))))))

    assert "МТКА 482-7" in text
    assert "Масса" not in text


def test_no_page_follows_the_last_words():
    assert 1 == show.page_count(pdf.render(paper(Paragraph("Текст"))))
    assert 2 == show.page_count(pdf.render(paper(Paragraph("Текст"), NewPage(), Paragraph("Ещё"))))


@pytest.mark.parametrize(("disclosure", "title"), [("N", "RegDesk"), ("C", "Проба")])
def test_the_properties_of_a_file_say_no_more_than_it_may(disclosure, title):
    written = pdf.render(paper(Paragraph("Текст"), disclosure=disclosure))

    with pikepdf.open(BytesIO(written)) as file:
        said = {key: str(value) for key, value in file.docinfo.items()}
    assert title == said["/Title"]
    assert {"RegDesk"} == {said["/Author"], said["/Creator"], said["/Producer"]}


def test_head_and_columns_are_drawn():
    head = Header(left="Центр", under="образец", right="План № 1\n23 ноября")
    written = pdf.render(
        paper(Columns(((Paragraph("слева"),), (Paragraph("справа"),))), header=head, pages="{n}/{total}")
    )

    text = show.text(written)

    assert all(
        words in text for words in ("Центр", "образец", "План № 1", "23 ноября · 1/1", "слева", "справа")
    )


def test_text_is_never_read_as_markup():
    assert "<b>1 < 2 & 3</b>" in show.text(pdf.render(paper(Paragraph("<b>1 < 2 & 3</b>"))))


def test_ink_stays_black_and_fills_stay_light():
    full = paper(Boxes(tuple("123")), Table(("а",), (("б",),)), Fields((("Код", "1"),)))

    picture = show.picture(pdf.render(full), 0, 96).convert("L")

    assert sum(picture.histogram()[:128]) < picture.width * picture.height * 0.1
