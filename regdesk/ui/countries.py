"""The countries people come from and live in, until the catalogue of countries is there: code -> msgid."""

from typing import Final

from regdesk.i18n import N_, tr

COUNTRIES: Final = {
    "AM": N_("Armenia"),
    "AZ": N_("Azerbaijan"),
    "BY": N_("Belarus"),
    "GE": N_("Georgia"),
    "KZ": N_("Kazakhstan"),
    "KG": N_("Kyrgyzstan"),
    "MD": N_("Moldova"),
    "RU": N_("Russia"),
    "TJ": N_("Tajikistan"),
    "TM": N_("Turkmenistan"),
    "UA": N_("Ukraine"),
    "UZ": N_("Uzbekistan"),
}


def country(code: str) -> str:
    """Give the name of a country, or its code where it is not in the list."""
    return tr(COUNTRIES[code]) if code in COUNTRIES else code
