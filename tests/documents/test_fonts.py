"""Every letter of every language is printed, or visibly replaced; never an empty box."""

import pytest

from regdesk.documents import fonts, pdf, show
from regdesk.documents.parts import Document, Paragraph

ALPHABETS = {
    "ru": "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя №«»—₽",
    "ky": "АаБбГгҢңОоӨөҮүЫыЭэ Үмүтбек Өмүрзаков жетишсиз",
    "tg": "ҒғӢӣҚқӮӯҲҳҶҷ Ғафуров Ҷамшед Ҳақназар",
    "kk": "ӘәҒғҚқҢңӨөҰұҮүҺһІі Қасымжомарт ₸",
    "uz": "OʻoʻGʻgʻ SHsh CHch ʼ Oʻzbekiston ЎўҚқҒғҲҳ",
    "hy": "ԱաԲբԳգԴդԵեԶզԷէԸըԹթԺժԻիԼլԽխԾծԿկՀհՁձՂղՃճՄմՅյՆնՇշՈոՉչՊպՋջՌռՍսՎվՏտՐրՑցՒւՓփՔքՕօՖֆև ։ ՞ ֏",
    "ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ ᲐᲑᲒ ₾",
    "az": "AaBbCcÇçDdEeƏəFfGgĞğHhXxIıİiJjKkQqLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZz ₼",
    "ro": "ĂăÂâÎîȘșȚț Ştefan Ţurcanu",
    "en": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 ’“”–",
    "signs": "☐ ☑ ✓ → ≥ ≤ × ½ µ °",
}


@pytest.mark.parametrize("language", ALPHABETS)
def test_every_letter_of_an_alphabet_has_a_font(language):
    assert "" == fonts.missing(ALPHABETS[language])


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("language", ALPHABETS)
def test_the_text_read_out_of_a_pdf_is_the_text_put_in(language, bold):
    lines = tuple(Paragraph(word, bold=bold) for word in ALPHABETS[language].split())

    read = show.text(pdf.render(Document("sample", "ru", "", lines)))

    assert "".join(ALPHABETS[language].split()) == "".join(read.split())


def test_a_letter_no_font_has_is_replaced_by_a_visible_sign():
    runs = fonts.runs("a漢b")

    assert ["a", "\ufffd", "b"] == [letters for _, letters in runs]
    assert fonts.SIGNS == runs[1][0]


def test_letters_in_two_pieces_are_put_together():
    assert "Өмүр й" == fonts.printable("Өмүр и\u0306")


def test_what_has_no_shape_is_not_printed():
    assert "ab c" == fonts.printable("a\u200bb\x07\tc")


def test_one_line_may_hold_four_scripts():
    names = [font for font, _ in fonts.runs("Анна Աննա ანა ☑")]

    assert ["RegDesk-Plain", "RegDesk-Armenian", "RegDesk-Georgian", "RegDesk-Signs"] == list(
        dict.fromkeys(name for name in names)
    )


def test_bold_letters_are_bold_in_every_script():
    assert {"RegDesk-Bold", "RegDesk-Armenian-Bold", "RegDesk-Georgian-Bold"} == {
        font for font, _ in fonts.runs("Анна Աննա ანა", fonts.BOLD)
    }
