"""Sources as a person reads them: references stay, words of our own are in the person's language."""

from typing import Final

from regdesk.i18n import N_, translations

# Parts of the catalogue's sources that are words, not references; "; " stands between the parts of a source.
SPOKEN: Final = frozenset(
    {
        N_("general knowledge"),
        N_("RegDesk's own proposal"),
        N_("RegDesk's own proposal: no ready-made plan under 18"),
        N_("RegDesk's own proposal: no ready-made plan under 30 kg"),
        N_("30 kg is the label of tenofovir, lamivudine and dolutegravir (WHO-PQ HA688)"),
        N_("RegDesk's own proposal: no row is not in order"),
        N_("RegDesk's own proposal: what is not known is never in order"),
        N_("RegDesk's own proposal: asked of women of 15 to 49 years"),
        N_("RegDesk's own proposal: biochemistry no older than 3 months, or as the country wants it"),
        N_("the 14 days are RegDesk's own proposal"),
        N_("the 48 hours are RegDesk's own proposal"),
        N_("that 2 hours more or less will do is RegDesk's own proposal"),
        N_("decide within 48 hours: RegDesk's own proposal"),
        N_("older age has no number there, 60 is RegDesk's own proposal"),
        N_("WHO, as summed up by i-base"),
        N_("WHO page on advanced HIV disease"),
        N_("DAK, reasons for delay HIV.D.DE375-378"),
        N_("table in BMJ Open after the WHO"),
        N_("label: once daily (WHO-PQ HA688)"),
        N_("labels: WHO-PQ HA688 from 30 kg"),
        N_("Acriptega (MIMS Thailand) from 40 kg"),
        N_("EU SmPC Triumeq: test for HLA-B*57:01 before abacavir"),
        N_("3 months apart is read as 3 calendar months less 14 days"),
        N_("what established means in detail: general knowledge"),
    }
)


def spoken(source: str, language: str) -> str:
    """Give a source with its words in a language."""
    translate = translations(language).gettext
    return "; ".join(translate(part) if part in SPOKEN else part for part in source.split("; "))
