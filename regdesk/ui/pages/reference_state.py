"""Which reference data are in use: version, day, who accepted them; two that contradict each other."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from regdesk import i18n
from regdesk.actions.reference import Standing, Taken
from regdesk.catalogue import listing
from regdesk.domain.journal import EntryId
from regdesk.i18n import N_, tr
from regdesk.ui import dates
from regdesk.ui.pieces import appear, box, column, empty, label, line
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.flow_layout import FlowLayout
from regdesk.ui.widgets.notes import Note

_SHIPPED: Final = N_("Version {version}, as it came with the program.")
_TAKEN: Final = N_("Version {version} of {day}, signed by {name}.")
_ACCEPTED: Final = N_("Accepted by {person} on {day}.")
_TWO: Final = N_(
    "Two files with one number say different things. Neither is used until a doctor or administrator chooses."
)
_OLD: Final = N_("A newer file was accepted on another computer, but this RegDesk cannot read it: {why}")
_WHOSE: Final = N_("A doctor or administrator takes newer data into use.")


class StateCard(Card):
    """Calls what it was given: *load* and *write* ask for files, *back* and *choose* act."""

    def __init__(
        self,
        load: Callable[[], object],
        write: Callable[[], object],
        back: Callable[[int], object],
        choose: Callable[[EntryId], object],
    ) -> None:
        self._back, self._choose = back, choose
        self.state, self.accepted = label("", "body.strong", wrap=True), label("", "body", wrap=True)
        self.load = Button(tr(N_("Read a file of reference data…")), icon="upload")
        self.write = Button(tr(N_("Write a file of reference data…")), icon="download")
        self.back = Button(tr(N_("Take this version back")), icon="undo-2")
        self.whose = label(tr(_WHOSE), "body", "secondary", wrap=True)
        self.old, self._rivals = Note("", "warning"), column(gap=8)
        self._version = 0
        super().__init__(
            tr(N_("In use")),
            self.state,
            self.accepted,
            self.old,
            self._rivals,
            FlowLayout(self.load, self.write, self.back),
            self.whose,
            icon="bookmark",
        )
        self.load.clicked.connect(lambda _: load())
        self.write.clicked.connect(lambda _: write())
        self.back.clicked.connect(lambda _: self._back(self._version))

    def show_state(self, at: Standing) -> None:
        """Show what is in use."""
        self._version = at.version
        self.state.setText(state(at))
        self.accepted.setText(_accepted(at.taken) if at.taken else "")
        appear(self.accepted, on=at.taken is not None)
        why = tr(at.unreadable.message).format(**at.unreadable.values) if at.unreadable else ""
        self.old.show_text(tr(_OLD).format(why=why) if why else "")
        for button in (self.load, self.write):
            appear(button, on=at.may)
        appear(self.back, on=at.may and at.taken is not None)
        appear(self.whose, on=not at.may)
        empty(self._rivals)
        if at.rivals:
            self._rivals.addWidget(Note(tr(_TWO), "warning"))
            for one in at.rivals:
                self._rivals.addWidget(self._rival(one, may=at.may))

    def _rival(self, one: Taken, *, may: bool) -> QWidget:
        title = listing.words(one.title, i18n.language()) if one.title else ""
        use = Button(tr(N_("Use this one")), height="compact")
        use.setAccessibleDescription(_accepted(one))
        use.clicked.connect(lambda _: self._choose(one.entry))
        appear(use, on=may)
        words = (label(text, "body", wrap=True) for text in (title, _taken(one), _accepted(one)) if text)
        return box(column(line(), *words, FlowLayout(use), gap=4))


def state(at: Standing) -> str:
    """Say which data are in use."""
    return _taken(at.taken) if at.taken else tr(_SHIPPED).format(version=at.version)


def _taken(one: Taken) -> str:
    name = one.signer or tr(N_("not known here"))
    return tr(_TAKEN).format(version=one.version, day=dates.digits(one.on), name=name)


def _accepted(one: Taken) -> str:
    person = one.accepted_by or tr(N_("not known here"))
    return tr(_ACCEPTED).format(person=person, day=dates.digits(one.accepted_on))
