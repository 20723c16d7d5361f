"""What the program advises about a case, for the clinician: words, source, day, whether it was verified."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from regdesk.advice.advice import RESOLVE, Advice, said, sourced
from regdesk.i18n import N_, language, tr
from regdesk.ui.pieces import box, column, empty, label, picture, row
from regdesk.ui.widgets.card import Card

_SIGNS = {RESOLVE: ("triangle-alert", "warning.text")}


class AdviceCard(Card):
    """One paragraph for each advice; hidden where there is none."""

    def __init__(self, title: str = N_("For the doctor to consider"), icon: str = "stethoscope") -> None:
        super().__init__(tr(title), icon=icon)

    def show_advice(self, advice: Sequence[Advice]) -> None:
        """Show this advice, the gravest first."""
        empty(self.body)
        for one in advice:
            self.body.addWidget(_paragraph(one))
        self.setVisible(bool(advice))


def _paragraph(one: Advice) -> QWidget:
    sign, colour = _SIGNS.get(one.tier, ("info", "text.secondary"))
    text = column(
        label(said(one.title, language()), "body.strong", wrap=True),
        label(said(one.text, language()), wrap=True),
        label(f"{one.rule}. {sourced(one, language())}.", "caption", "tertiary", wrap=True),
        gap=2,
    )
    line = row(column(picture(sign, colour), None, gap=0), text, gap=10)
    line.setStretch(1, 1)
    made = box(line)
    made.setAccessibleName(f"{said(one.title, language())}. {said(one.text, language())}")
    return made
