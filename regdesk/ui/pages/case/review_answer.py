"""What the host organisation sees of the review: where it stands, what is asked, what was found."""

from PySide6.QtWidgets import QWidget

from regdesk.actions.cases import Look
from regdesk.domain import package
from regdesk.domain.papers import Submission
from regdesk.domain.reviews import RETURN_REASONS, Received, Registration, Returned, ReviewDecision
from regdesk.i18n import N_, tr
from regdesk.ui.dates import long_date
from regdesk.ui.pages.case import checklist_words, review_clock
from regdesk.ui.pages.case.question_thread import QuestionThread
from regdesk.ui.pages.case.review_lists import state_tag
from regdesk.ui.pages.case.review_notes import ReviewNotes
from regdesk.ui.pages.case.review_rows import paper_title
from regdesk.ui.pages.case.sides import Sides
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import Item, box, column, empty, label, row, scrolled
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.notes import Note
from regdesk.ui.widgets.tags import Tag

_NOT_SENT = N_("The package was not sent yet. Collect the papers, then check and send.")


class ReviewAnswer(QWidget):
    """Decision and papers at the left, questions at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._state, self._found = Card(tr(N_("Decision"))), Card(tr(N_("Papers, as the Centre found them")))
        self.questions = QuestionThread(context)
        self.notes = ReviewNotes(context)
        found = box(column(self.notes, self._state, self._found, None, gap=12))
        self.setLayout(column(scrolled(Sides(found, self.questions, (1, 1))), gap=0))

    def show_look(self, look: Look) -> None:
        """Show the review as it stands."""
        self.notes.show_look(look)
        empty(self._state.body)
        for item in _state(look):
            _add(self._state, item)
        empty(self._found.body)
        found = package.found(look.case)
        for key, one in found.items():
            value = state_tag(one.state)
            tag = Tag(value.text, value.tone, value.icon)
            self._found.body.addLayout(row(label(paper_title(key), wrap=True), None, tag, gap=10))
        self._found.setVisible(bool(found))
        self.questions.show_look(look)


def _add(card: Card, item: Item) -> None:
    if isinstance(item, QWidget):
        card.body.addWidget(item)


def _state(look: Look) -> list[QWidget]:
    """Say where the review stands, newest first."""
    case, package = look.case, look.case.current(Submission)
    if package is None or not isinstance(package.fact, Submission):
        return [label(tr(_NOT_SENT), "body", "secondary", wrap=True)]
    lines: list[QWidget] = [*_decision(look), *_returned(look)]
    received = case.about(package.id, Received)
    sent = tr(N_("Sent on {day}")).format(day=long_date(package.fact.on, look.today))
    lines.append(label(sent, "body"))
    if received:
        day = getattr(received[-1].fact, "on", look.today)
        text = tr(N_("Received by the Centre on {day}")).format(day=long_date(day, look.today))
    else:
        text = tr(N_("The Centre has not said yet that it has the package."))
    lines.append(label(text, "body", "primary" if received else "secondary", wrap=True))
    if by := review_clock.tag(look)[0]:
        lines.append(label(by, "body", "secondary"))
    return lines


def _decision(look: Look) -> list[QWidget]:
    decision, number = look.case.one(ReviewDecision), look.case.one(Registration)
    if number:
        text = tr(N_("Accepted. Registration number {number}.")).format(number=number.number)
        return [Note(text, "success")]
    if decision is None:
        return []
    if decision.decision == "accept":
        return [Note(tr(N_("Accepted. The registration number comes next.")), "success")]
    if decision.decision == "more":
        named = (checklist_words.title(one) for one in decision.papers)
        wanted = "\n".join(f"• {one}" for one in (*named, *decision.wanted))
        lines = [wanted, decision.reason, _by(decision.answer_by, look)]
        said = "\n".join(line for line in lines if line)
        return [Note(said, "warning", title=tr(N_("The Centre asks for more")))]
    said = tr(N_("Reason: {reason}\nWhat to do next: {next_step}")).format(
        reason=decision.reason, next_step=decision.next_step
    )
    return [Note(said, "warning", title=tr(N_("The Centre cannot take this case")))]


def _returned(look: Look) -> list[QWidget]:
    package = look.case.current(Submission)
    found = look.case.about(package.id, Returned) if package else ()
    if not found or not isinstance(found[-1].fact, Returned):
        return []
    fact = found[-1].fact
    reasons = "\n".join(f"• {tr(RETURN_REASONS.get(one, one))}" for one in fact.reasons)
    said = "\n".join(line for line in (reasons, fact.note, _by(fact.answer_by, look)) if line)
    return [Note(said, "warning", title=tr(N_("Package returned for correction")))]


def _by(day: object, look: Look) -> str:
    return tr(N_("Answer by {day}")).format(day=long_date(day, look.today)) if day else ""  # type: ignore[arg-type]
