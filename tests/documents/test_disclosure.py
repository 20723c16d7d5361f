"""Disclosing words are found wherever a casual reader could find them, and innocent words are not."""

from io import BytesIO

import pikepdf
import pytest

from regdesk.documents import disclosure, pdf
from regdesk.documents.parts import Document, Paragraph


@pytest.mark.parametrize(
    "text",
    [
        "Анализ на ВИЧ",
        "ВИЧ-инфекция",
        "центр СПИД",
        "антиретровирусная",
        "Antiretroviral therapy",
        "living with hiv",
        "тенофовир 300",
        "TLD",
        "вирусная\nнагрузка",
        "ՄԻԱՎ",
        "აივ",
        "OIV",
        "антиретровирустук дары",
        "иммундук жетишсиздик",
        "адамның иммун тапшылығы",
        "ВНМО",
        "сарбории вирусӣ",
        "immunitet tanqisligi",
        "иммунитет танқислиги",
        "հակառետրովիրուսային",
        "տուբերկուլոզ",
        "იმუნოდეფიციტის ვირუსი",
        "დოლუტეგრავირი",
        "HİV",
        "İİV",
        "QİÇS",
        "vərəm",
        "SIDA",
        "încărcătura virală",
        "hepatită",
    ],
)
def test_a_disclosing_word_is_found(text):
    assert disclosure.in_text(text)


@pytest.mark.parametrize(
    "text", ["Иванович", "the art of waiting", "first aids", "старт", "the abc", "спидометр"]
)
def test_an_innocent_word_is_not(text):
    assert () == disclosure.in_text(text)


def test_text_properties_and_outline_are_read():
    neutral = pdf.render(Document("sample", "en", "Reminder", (Paragraph("Every day"),), disclosure="N"))

    assert () == disclosure.in_pdf(neutral)
    assert disclosure.in_pdf(pdf.render(Document("sample", "en", "", (Paragraph("HIV"),), disclosure="N")))
    assert disclosure.in_pdf(changed(neutral, title="HIV"))
    assert disclosure.in_pdf(changed(neutral, bookmark="HIV"))
    assert disclosure.in_pdf(changed(neutral, below="HIV"))


def test_an_official_may_read_of_medicines_on_the_page_and_nowhere_else():
    named = pdf.render(Document("sample", "en", "", (Paragraph("tenofovir"),), disclosure="N"))

    assert disclosure.in_pdf(named)
    assert () == disclosure.in_pdf(named, medicines=True)
    assert disclosure.in_pdf(changed(named, title="tenofovir"), medicines=True)
    assert disclosure.in_text("HIV", medicines=True)


def changed(data, *, title="", bookmark="", below=""):
    """Give the file with another title or a bookmark."""
    out = BytesIO()
    with pikepdf.open(BytesIO(data)) as file:
        file.docinfo["/Title"] = title or "RegDesk"
        with file.open_outline() as outline:
            outline.root.extend([pikepdf.OutlineItem(bookmark, 0)] if bookmark else [])
            if below:
                outline.root.append(pikepdf.OutlineItem("Page", 0))
                outline.root[0].children.append(pikepdf.OutlineItem(below, 0))
        file.save(out)
    return out.getvalue()
