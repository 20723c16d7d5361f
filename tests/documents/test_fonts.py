"""Every letter of every language is printed, or visibly replaced; never an empty box."""

import pytest

from regdesk.documents import fonts, pdf, show
from regdesk.documents.parts import Document, Paragraph

ALPHABETS = {
    "ru": "АаБбВвГгДдЕеЁёЖжЗзИиЙйКкЛлМмНнОоПпРрСсТтУуФфХхЦцЧчШшЩщЪъЫыЬьЭэЮюЯя №«»—₽",
    "ky": "Аа Бб Вв Гг Дд Ее Ёё Жж Зз Ии Йй Кк Лл Мм Нн Ңң Оо Өө "
    "Пп Рр Сс Тт Уу Үү Фф Хх Цц Чч Шш Щщ Ъъ Ыы Ьь Ээ Юю Яя",
    "tg": "Аа Бб Вв Гг Ғғ Дд Ее Ёё Жж Зз Ии Ӣӣ Йй Кк Ққ Лл Мм "
    "Нн Оо Пп Рр Сс Тт Уу Ӯӯ Фф Хх Ҳҳ Чч Ҷҷ Шш Ъъ Ээ Юю Яя",
    "kk": "Аа Әә Бб Вв Гг Ғғ Дд Ее Ёё Жж Зз Ии Йй Кк Ққ Лл Мм Нн Ңң Оо Өө "
    "Пп Рр Сс Тт Уу Ұұ Үү Фф Хх Һһ Цц Чч Шш Щщ Ъъ Ыы Іі Ьь Ээ Юю Яя ₸",
    "uz": "Aa Bb Dd Ee Ff Gg Hh Ii Jj Kk Ll Mm Nn Oo Pp Qq Rr Ss Tt Uu Vv Xx Yy Zz OʻoʻGʻgʻ SHsh CHch ʼ",
    "uz-Cyrl": "Аа Бб Вв Гг Дд Ее Ёё Жж Зз Ии Йй Кк Лл Мм Нн Оо Пп "
    "Рр Сс Тт Уу Фф Хх Цц Чч Шш Ъъ Ьь Ээ Юю Яя Ўў Ққ Ғғ Ҳҳ",
    "hy": "Աա Բբ Գգ Դդ Եե Զզ Էէ Ըը Թթ Ժժ Իի Լլ Խխ Ծծ Կկ Հհ Ձձ Ղղ Ճճ Մմ Յյ Նն Շշ "
    "Ոո Չչ Պպ Ջջ Ռռ Սս Վվ Տտ Րր Ցց Ււ Փփ Քք Օօ Ֆֆ և ու ։ ՞ ՛ ՝ ֊ ֏",
    "ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ ᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰ „“ ₾",
    "az": "AaBbCcÇçDdEeƏəFfGgĞğHhXxIıİiJjKkQqLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZz ₼",
    "ro": "Aa Ăă Ââ Bb Cc Dd Ee Ff Gg Hh Ii Îî Jj Kk Ll Mm "
    "Nn Oo Pp Qq Rr Ss Șș Tt Țț Uu Vv Ww Xx Yy Zz Ştefan Ţurcanu",
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
