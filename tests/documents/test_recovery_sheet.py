"""The recovery sheet: one page, every group with its number, and no word about what it is for."""

import pytest

from regdesk.crypto import sheets
from regdesk.documents import disclosure, pdf, recovery_sheet, show
from regdesk.documents.recovery_sheet import Sheet
from regdesk.i18n import LANGUAGES, translations
from tests import make
from tests.trust import seed

GROUPS = sheets.groups(seed("sheet"))
SHEET = Sheet(
    groups=GROUPS,
    control="00000 11111 22222 33333 44444 55555",
    organisation=sheets.groups(seed("organisation")),
    server="https://mail.example.org",
    server_digits="55555 44444 33333 22222 11111 00000",
    code="REGDESK-SHEET-1",
    made_on=make.TODAY,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_is_one_neutral_page_with_every_group(language):
    file = pdf.render(recovery_sheet.build(SHEET, language, translations(language).gettext))

    text = show.text(file)
    assert 1 == show.page_count(file)
    assert [] == [group for group in GROUPS if f"{group[:3]} {group[3:]}" not in text]
    assert [] == [group for group in SHEET.organisation if f"{group[:3]} {group[3:]}" not in text]
    assert () == disclosure.in_pdf(file)
    assert not [word for word in ("Центр", "СПИД", "НКО", "AIDS", "NGO", "Centre") if word in text]
