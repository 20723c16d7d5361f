"""The first row of a plan: a regimen of the catalogue with standing and source, or one by hand."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from regdesk.advice.choices import Choice, Offer
from regdesk.catalogue.regimens import STATUSES
from regdesk.i18n import N_, tr
from regdesk.ui.dates import digits
from regdesk.ui.editors import ChoiceEditor, TextEditor
from regdesk.ui.field import Field
from regdesk.ui.pieces import appear, column, empty, label, row

_BY_HAND = "by-hand"
_LINES = {
    0: N_("simpler regimen for people who are well"),
    1: N_("first line"),
    2: N_("second line"),
}
_NOT_VERIFIED = N_("not verified")
_EMPTY = N_("Not verified against a source: the medicines are named, and you write every dose.")


class RegimenChoice(QWidget):
    """`chosen` tells that another regimen was picked, or none; nothing is picked to begin with."""

    chosen = Signal()
    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._offer = Offer()
        self._choices: dict[str, Choice] = {}
        self._list = column(gap=0)
        self.name = Field("name", TextEditor(), text=N_("Name of the regimen"))
        self.name.edited.connect(self.edited)
        self.standing = label("", "small", "secondary", wrap=True)
        self._source = label("", "caption", "secondary", wrap=True)
        both = row(self._list, self.name, gap=10)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        self.setLayout(column(both, self.standing, self._source, gap=4))
        self._make({})

    def show_offer(self, offer: Offer, before: str | None) -> None:
        """List these; *before* is the regimen of the plan before, None where there is none."""
        self._offer = offer
        self._choices = {one.name: one for one in offer.choices}
        listed = {name: _said(one) for name, one in self._choices.items()}
        self._make({**listed, _BY_HAND: tr(N_("another, written by hand"))})
        if offer.why_none and before is None:
            self.ready.editor.set_value(_BY_HAND)
        elif before is not None:
            self.ready.editor.set_value(before if before in self._choices else _BY_HAND)
            self.name.editor.set_value("" if before in self._choices else before)
        self._tell()

    @property
    def current(self) -> Choice | None:
        """The regimen picked, None where it is written by hand or nothing is picked yet."""
        return self._choices.get(str(self.ready.editor.raw()))

    def regimen(self) -> str:
        """Give the name of the regimen, empty where nothing is picked or written."""
        return self.current.name if self.current else str(self.name.editor.raw())

    def typed(self) -> dict[str, Any]:
        """Give what was picked and written."""
        return {"ready": self.ready.editor.raw(), "name": self.name.editor.raw()}

    def restore(self, draft: dict[str, Any]) -> None:
        """Show again what a draft kept."""
        self.ready.editor.set_raw(draft["ready"])
        self.name.editor.set_raw(draft["name"])
        self._tell()

    def _make(self, choices: dict[str, str]) -> None:
        empty(self._list)
        self.ready = Field("ready", ChoiceEditor(choices, optional=False), text=N_("Ready-made regimen"))
        self.ready.edited.connect(self._on_ready)
        self._list.addWidget(self.ready)

    def _on_ready(self) -> None:
        self._tell()
        self.chosen.emit()
        self.edited.emit()

    def _tell(self) -> None:
        """Say the standing above, source and day below; that it was not verified, if so."""
        one = self.current
        appear(self.name, on=one is None and self.ready.editor.raw() == _BY_HAND)
        self.standing.setText(_standing(one) if one else "")
        appear(self.standing, on=one is not None)
        said = [tr(self._offer.why_none)] if self._offer.why_none else []
        if one:
            seen = one.standing or one.regimen
            said += [] if one.ready else [tr(_EMPTY)]
            source = tr(N_("Source: {source}; checked on {day}"))
            said.append(source.format(source=seen.source, day=digits(seen.checked)))
        self._source.setText("\n".join(said))
        appear(self._source, on=bool(said))


def _said(one: Choice) -> str:
    """Say a regimen in the list: its name and status, or that it was not verified."""
    says = one.standing
    status = tr(STATUSES[says.status]) if says else ""
    unseen = "" if one.ready else tr(_NOT_VERIFIED)
    words = ", ".join(word for word in (status, unseen) if word)
    return f"{one.name} ({words})" if words else one.name


def _standing(one: Choice) -> str:
    """Say what a guideline makes of it: first line, preferred, WHO 2021; after what, where it says so."""
    says = one.standing
    if says is None:
        return tr(N_("no guideline in force names it"))
    after = tr(N_("after {regimen}")).format(regimen=says.after) if says.after else ""
    words = (tr(_LINES[says.line]), after, tr(STATUSES[says.status]), says.guideline)
    return ", ".join(word for word in words if word)
