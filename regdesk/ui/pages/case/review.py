"""The review tab: the Centre's desk for comparing papers, or the host's view of what was decided."""

from functools import cached_property

from PySide6.QtWidgets import QStackedLayout, QWidget

from regdesk.actions import people, reviews
from regdesk.actions.cases import Look
from regdesk.domain.journal import EntryId
from regdesk.domain.membership import Accepted
from regdesk.domain.papers import Submission
from regdesk.domain.reviews import CompletenessCheck, Received, ReviewDecision
from regdesk.i18n import N_, tr
from regdesk.ui.pages.case.looking import LookTab
from regdesk.ui.pages.case.review_answer import ReviewAnswer
from regdesk.ui.pages.case.review_desk import ReviewDesk
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import column, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card

_NONE_YET = N_("No package was sent for this case yet. The host organisation is collecting the papers.")


class ReviewTab(LookTab):
    """Opening it at the Centre, by somebody who may, says that the package is received."""

    id = "review"
    title = N_("Review")
    clinical = True
    crowded = True

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._none = _NoPackage()
        self._none.take.clicked.connect(lambda _: self._take_part())
        self._pages = QStackedLayout(self)
        self._pages.addWidget(self._none)
        self._look: Look | None = None
        self._receiving: EntryId | None = None
        # The main key does here what the foot of the page offers, not what the head of the case says.
        self.commands = {}
        if context.part == "centre":
            self.commands = {
                "primary": self._act,
                "back": lambda: self._step(-1),
                "forward": lambda: self._step(1),
            }

    @cached_property
    def desk(self) -> ReviewDesk:
        """The reviewer's desk; made when it is first needed."""
        made = ReviewDesk(self.context)
        self._pages.addWidget(made)
        return made

    @cached_property
    def answer(self) -> ReviewAnswer:
        """The view of those who do not review."""
        made = ReviewAnswer(self.context)
        self._pages.addWidget(made)
        return made

    def show_look(self, look: Look) -> None:
        """Show what fits the part of this organisation and the roles of this person."""
        self._look = look
        shown = self._fitting(look)
        if shown is self._none:
            self._none.take.setVisible(self._offered(look) and look.may(Accepted))
        else:
            shown.show_look(look)  # type: ignore[attr-defined]
        self._pages.setCurrentWidget(shown)
        if self.isVisible():
            self._receive()

    def leave(self) -> None:
        """Write down what was checked."""
        if self._look and self._pages.currentWidget() is not self._none and self._look.part == "centre":
            self.desk.write_checks()

    def showEvent(self, _: object) -> None:
        """Say that the package is received, now that somebody looks at it."""
        self._receive()

    def _fitting(self, look: Look) -> QWidget:
        if look.part != "centre":
            return self.answer
        if look.case.current(Submission) is None:
            return self._none
        reviewing = look.may(CompletenessCheck) or look.may(ReviewDecision)
        return self.desk if reviewing else self.answer

    def _step(self, steps: int) -> None:
        self.leave()
        self.desk.places.go(steps)

    def _act(self) -> None:
        self.desk.act()

    def _receive(self) -> None:
        look, context = self._look, self.context
        package = look.case.current(Submission) if look else None
        if look is None or package is None or look.part != "centre" or not look.may(Received):
            return
        if look.case.about(package.id, Received) or self._receiving == package.id:
            return
        self._receiving = package.id
        context.do(lambda: reviews.receive(context.desk, context.stream))

    def _offered(self, look: Look) -> bool:
        own = self.context.desk.org
        return any(getattr(offer.fact, "org", None) == own for offer in look.member.open_offers())

    def _take_part(self) -> None:
        context = self.context
        context.do(lambda: people.accept(context.desk, context.stream), tr(N_("The case is received.")))


class _NoPackage(QWidget):
    """Says that there is nothing to review yet; an offered part can be taken already."""

    def __init__(self) -> None:
        super().__init__()
        self.take = Button(tr(N_("Receive the case")), "primary", icon="inbox")
        card = Card("", label(tr(_NONE_YET), "body", "secondary", wrap=True), row(self.take, None))
        self.setLayout(column(card, None, gap=0))
