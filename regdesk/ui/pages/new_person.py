"""New person: six short steps; a draft is kept while typing, and the last step opens the case."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from regdesk.actions import documents, drafts, lists, partners, people
from regdesk.actions.partners import Organisation
from regdesk.actions.people import NewPerson
from regdesk.domain.audit import NO_CASE
from regdesk.domain.journal import Changes, StreamId
from regdesk.errors import RegDeskError
from regdesk.i18n import N_, tr
from regdesk.ui.dialogs.document import DocumentDialog
from regdesk.ui.page import Page
from regdesk.ui.pages.new_person_check import CheckStep
from regdesk.ui.pages.new_person_frame import StepFrame
from regdesk.ui.pages.new_person_known import KnownStep
from regdesk.ui.pages.new_person_steps import BasicsStep, ConsentStep, ContactStep, Step, StockStep
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.pieces import column

DRAFT: Final = "new-person"
_DRAFT_AFTER_MS: Final = 800
_SIDE: Final = (
    N_("Consent"),
    N_("Known already?"),
    N_("Basics"),
    N_("Safe contact"),
    N_("Stock today"),
    N_("Check"),
)
_KNOWN, _CHECK = 1, 5


class NewPersonPage(Page):
    """Only consents, a name and a contact are needed; everything else can wait. Works without a line."""

    def __init__(self, place: Workplace) -> None:
        super().__init__()
        self._place, today = place, place.desk.clock.today
        self.consent, self.known = ConsentStep(today), KnownStep(place)
        self.basics = BasicsStep(today, place.me.country or "RU")
        self.contact, self.stock, self.check = ContactStep(today), StockStep(today), CheckStep()
        self.steps: tuple[Step, ...] = (
            self.consent, self.known, self.basics, self.contact, self.stock, self.check,
        )  # fmt: skip
        note = tr(N_("The draft is kept by itself. Without consent nothing is sent anywhere."))
        self.frame = StepFrame(self.steps, [tr(text) for text in _SIDE], note)
        self.setLayout(column(self.frame, gap=0))
        self._drafting = QTimer(self)
        self._drafting.setSingleShot(True)
        self._drafting.setInterval(_DRAFT_AFTER_MS)
        self._listen()

    def arrive(self, target: Any = None) -> None:
        """Show the draft where it was left; *target* is a name to begin with."""
        desk = self._place.desk

        def read() -> tuple[list[Organisation], Any]:
            known = partners.organisations(desk).values()
            return [one for one in known if one.part == "centre" and one.compared_on], drafts.restore(
                desk, DRAFT
            )

        self._place.background.run(read, lambda found: self._begin(*found, target), "write")

    def leave(self) -> None:
        """Keep what was typed; the person goes elsewhere."""
        self.known.rest()
        if self._drafting.isActive():
            self._keep()

    def advance(self) -> None:
        """Go on if this step is complete; the last step opens the case."""
        at = self.frame.at()
        if at == _KNOWN and self.known.stream is not None:
            self._place.shell.open("case", self.known.stream)
        elif not self.steps[at].ready():
            return
        elif at == _CHECK:
            self._open_case()
        else:
            self.go_to(at + 1)

    def go_to(self, at: int) -> None:
        """Show a step, ready to type."""
        if at == _KNOWN + 1 and not self.known.errors():
            self.basics.carry(*self.known.name(), *self.known.born())
            centre = self.consent.centre()
            self.basics.suggest(centre.country if centre else "")
        if at == _CHECK:
            asked = [n for n in range(_CHECK) if n != _KNOWN]
            self.check.show_answers([(n, _SIDE[n], self.steps[n].answers()) for n in asked])
        self.frame.show_step(at)
        self._name_button()
        self.steps[at].begin()
        if at == _CHECK:
            self.frame.next.setFocus()
        self._drafting.start()

    def print_consent(self, number: int) -> DocumentDialog:
        """Show a consent (0: A, 1: B) with the organisations' names and lines for the rest."""
        place, centre = self._place, self.consent.centre()
        paper = documents.to_sign(centre.name if centre else "")[number]
        dialog = DocumentDialog(place.shell, place.desk, place.background, NO_CASE, paper)
        dialog.open()
        return dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, from any field of one line."""
        focused = QApplication.focusWidget()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or isinstance(focused, QPlainTextEdit):
            super().keyPressEvent(event)
        elif isinstance(focused, QPushButton):
            focused.click()
        else:
            self.advance()

    def _begin(self, centres: list[Organisation], draft: Any, name: Any) -> None:
        self.consent.show_centres(centres)
        typed = draft if isinstance(draft, dict) else {}
        for key, step in zip(_KEYS, self.steps, strict=False):
            step.restore(typed.get(key, {}))
        if isinstance(name, str) and name and not typed:
            self.known.fields["family"].editor.set_raw(name)
        self.frame.again.setVisible(bool(typed))
        for at in range(min(int(typed.get("at", 0)), _CHECK) + 1):
            self.go_to(at)
        self._drafting.stop()

    def _typed(self) -> dict[str, Any]:
        found: dict[str, Any] = {key: step.typed() for key, step in zip(_KEYS, self.steps, strict=False)}
        return found | {"at": self.frame.at()}

    def _keep(self) -> None:
        self._drafting.stop()
        desk, typed = self._place.desk, self._typed()
        self._place.background.run(lambda: drafts.keep(desk, DRAFT, typed), lane="write")

    def _open_case(self) -> None:
        """Open the case from what was typed; a step that is not complete after all is shown."""
        new = self._new_person()
        if new is None:
            return
        desk = self._place.desk

        def job() -> tuple[StreamId, Changes]:
            opened = people.open_case(desk, new)
            drafts.drop(desk, DRAFT)
            return opened

        self._drafting.stop()
        self._place.background.run(job, lambda done: self._opened(*done), "write", self._on_refused)

    def _new_person(self) -> NewPerson | None:
        identity, contact, consents = self.basics.identity(), self.contact.contact(), self.consent.consents()
        centre = self.consent.centre()
        for at, there in ((0, consents and centre), (2, identity), (3, contact)):
            if not there:
                self.go_to(at)
                self.steps[at].ready()
                return None
        if not (identity and contact and consents and centre):
            return None
        return NewPerson(
            identity=identity,
            contact=contact,
            contact_consent=consents[0],
            transfer_consent=consents[1],
            centre=centre.org,
            stay=self.basics.stay(),
            former_names=self.basics.former(),
            stock=self.stock.stock(),
            host_country=self._place.me.country or "RU",
        )

    def _opened(self, stream: StreamId, changes: Changes) -> None:
        """Show the case; what was typed is in it now."""
        desk, shell = self._place.desk, self._place.shell
        self._place.background.changed.emit(changes)
        shell.open("case", stream)
        self._place.background.run(partial(lists.case_row, desk, stream), self._say_opened)

    def _say_opened(self, person: lists.CaseRow | None) -> None:
        if person:
            sentence = tr(N_("Case {code} is open. Everything in it can still be corrected."))
            self._place.shell.say(sentence.format(code=person.code))

    def _on_refused(self, error: RegDeskError) -> None:
        sentence = tr(error.message).format(**error.values)
        self.check.summary.show_sentence(sentence)

    def _start_again(self) -> None:
        """Forget the draft; for a few seconds it can be brought back."""
        typed, desk, run = self._typed(), self._place.desk, self._place.background.run
        run(lambda: drafts.drop(desk, DRAFT), lambda _: self.arrive(), "write")

        def back() -> None:
            run(lambda: drafts.keep(desk, DRAFT, typed), lambda _: self.arrive(), "write")

        self._place.shell.say(tr(N_("The draft was put away")), back)

    def _name_button(self) -> None:
        at, stream = self.frame.at(), self.known.stream
        known = next((one.row.code for one in self.known.found if one.row.stream == stream), "")
        if at == _KNOWN and known:
            self.frame.next.show_text(tr(N_("Yes, open {code}")).format(code=known), keys="Enter")
        else:
            text = tr(N_("Open the case") if at == _CHECK else N_("Next"))
            self.frame.next.show_text(text, keys="Ctrl Enter" if at == _CHECK else "Enter")

    def _on_edited(self) -> None:
        self.frame.again.show()
        self._drafting.start()

    def _on_escape(self) -> None:
        at = self.frame.at()
        if at:
            self.go_to(at - 1)
        else:
            self._place.shell.back()

    def _listen(self) -> None:
        self.frame.side.asked.connect(self.go_to)
        self.frame.back.clicked.connect(lambda _: self.go_to(self.frame.at() - 1))
        self.frame.next.clicked.connect(lambda _: self.advance())
        self.frame.again.clicked.connect(lambda _: self._start_again())
        self._drafting.timeout.connect(self._keep)
        self.known.chosen.connect(self._name_button)
        self.check.asked.connect(self.go_to)
        self.consent.print_asked.connect(self.print_consent)
        for step in self.steps:
            step.edited.connect(self._on_edited)
        self.commands: dict[str, Callable[[], object]] = {"primary": self.advance, "close": self._on_escape}


_KEYS: Final = ("consent", "known", "basics", "contact", "stock")
