"""The checks of a plan in their tiers; reasons and ticks stay while the plan is typed on."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from regdesk.actions import plans
from regdesk.advice.advice import CONSIDER, IN_ORDER, NOT_CHECKED, RESOLVE, Advice, said, sourced
from regdesk.domain.plans import Noted, Override, Plan
from regdesk.i18n import N_, language, trn
from regdesk.ui.pages.case import proposed
from regdesk.ui.pages.case.check_cards import ConsiderCheck, FoldedChecks, OpenCheck
from regdesk.ui.pieces import column, empty

_Key = tuple[str, tuple[str, ...]]


class PlanChecks(QWidget):
    """`remedied` gives a remedy that was pressed; `edited` tells that a reason or a tick changed."""

    remedied = Signal(object)
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Advice, ...] | None = None
        self._reasons, self._ticked = dict[_Key, str](), set[str]()
        self._remedies: dict[_Key, str] = {}
        self.open = list[OpenCheck]()
        self.consider = list[ConsiderCheck]()
        self._cards = column(gap=10)
        self.setLayout(self._cards)

    @property
    def found(self) -> tuple[Advice, ...]:
        """What the checks said last."""
        return self._shown or ()

    def show_advice(self, found: Sequence[Advice], plan: Plan) -> None:
        """Show what was found of a plan; what is shown already stays: nobody loses a word or a place."""
        remedies = {_key(one): proposed.said(one.remedy, plan) for one in found if one.remedy}
        if (tuple(found), remedies) != (self._shown, self._remedies):
            self._shown, self._remedies = tuple(found), remedies
            self._lay_out()

    def begin(self, ticked: Sequence[str]) -> None:
        """Forget reasons given for another plan; *ticked* are the rules on its handout."""
        self._reasons, self._ticked = {}, set(ticked)
        self._shown = None

    def overrides(self) -> tuple[Override, ...]:
        """Give what is set aside, with its reason, of what the checks found last."""
        given = [(one, self._reasons.get(_key(one), "").strip()) for one in self._of(RESOLVE)]
        return tuple(
            plans.set_aside(one, reason, language()) for one, reason in given if reason and not one.firm
        )

    def noted(self) -> tuple[Noted, ...]:
        """Give what the checks say besides, as it is shown now."""
        found = [*self._distinct(), *(one for tier in (NOT_CHECKED, IN_ORDER) for one in self._of(tier))]
        return tuple(dict.fromkeys(_noted(one) for one in found))

    def handout(self) -> tuple[str, ...]:
        """Give the rules ticked for the handout, of what the checks found last."""
        return tuple(
            dict.fromkeys(one.rule for one in self._of(CONSIDER) if one.handout and one.rule in self._ticked)
        )

    def unresolved(self) -> int:
        """Count what still stops signing."""
        return sum(one.firm or not self._reasons.get(_key(one), "").strip() for one in self._of(RESOLVE))

    def considered(self) -> int:
        """Count what is to be taken into account."""
        return len(self._distinct())

    def focus_first(self) -> bool:
        """Put the keyboard on the first check without an answer; say whether there is one."""
        waiting = (one for one in self.open if not self._reasons.get(_key(one.advice), "").strip())
        first = next(waiting, None)
        if first:
            first.focus()
        return first is not None

    def typed(self) -> dict[str, Any]:
        """Give reasons and ticks as they were given."""
        reasons = [[rule, list(about), text] for (rule, about), text in sorted(self._reasons.items()) if text]
        return {"reasons": reasons, "ticked": sorted(self._ticked)}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what a draft kept."""
        self._reasons = {(rule, tuple(about)): text for rule, about, text in draft["reasons"]}
        self._ticked = set(draft["ticked"])
        if self._shown is not None:
            self._lay_out()

    def _of(self, tier: str) -> list[Advice]:
        return [one for one in self.found if one.tier == tier]

    def _distinct(self) -> list[Advice]:
        """Give what is to be taken into account; what is said alike of two doses is said once."""
        alike: dict[Noted, Advice] = {}
        for one in self._of(CONSIDER):
            alike.setdefault(_noted(one), one)
        return list(alike.values())

    def _lay_out(self) -> None:
        empty(self._cards)
        self.open = [self._open(one) for one in self._of(RESOLVE)]
        self.consider = [self._considered(one) for one in self._distinct()]
        for card in (*self.open, *self.consider):
            self._cards.addWidget(card)
        if found := self._of(NOT_CHECKED):
            title = trn(N_("Not checked: {n} thing"), N_("Not checked: {n} things"), len(found))
            names = "\n".join(dict.fromkeys(_named(one) for one in found))
            self._cards.addWidget(FoldedChecks(title, found, "circle-dashed", names))
        if found := self._of(IN_ORDER):
            title = trn(N_("In order: {n} check"), N_("In order: {n} checks"), len(found))
            names = " · ".join(dict.fromkeys(_named(one) for one in found))
            self._cards.addWidget(FoldedChecks(title, found, "circle-check", names))

    def _open(self, one: Advice) -> OpenCheck:
        made = OpenCheck(one, self._reasons.get(_key(one), ""), self._remedies.get(_key(one), ""))
        made.remedied.connect(self.remedied)
        made.answered.connect(lambda text: self._answer(one, text))
        return made

    def _answer(self, one: Advice, text: str) -> None:
        self._reasons[_key(one)] = text
        self.edited.emit()

    def _considered(self, one: Advice) -> ConsiderCheck:
        made = ConsiderCheck(one, on=one.rule in self._ticked)
        made.ticked.connect(lambda on: self._tick(one, on=on))
        return made

    def _tick(self, one: Advice, *, on: bool) -> None:
        (self._ticked.add if on else self._ticked.discard)(one.rule)
        self.edited.emit()


def _named(one: Advice) -> str:
    """Name a check in a list; what was not checked says what that was."""
    return said(one.text if one.tier == NOT_CHECKED else one.title, language())


def _noted(one: Advice) -> Noted:
    title = _named(one)
    if one.tier != CONSIDER:
        return Noted(rule=one.rule, tier=one.tier, title=title)
    text, source = said(one.text, language()), sourced(one, language())
    return Noted(rule=one.rule, tier=one.tier, title=title, text=text, source=source)


def _key(one: Advice) -> _Key:
    return one.rule, one.about
