"""What a review has to know beside the papers: time limits, talks, the register, numbers alike."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QHBoxLayout, QWidget

from regdesk.actions import links, registrations
from regdesk.actions.cases import Look
from regdesk.actions.desk import Desk, read_case
from regdesk.actions.lists import Similar
from regdesk.advice import urgency
from regdesk.domain import links as register
from regdesk.domain import reviews
from regdesk.domain.escalations import Escalation, open_escalation
from regdesk.domain.journal import Entry, StreamId
from regdesk.domain.links import Link, LinkConfirmed
from regdesk.domain.reviews import Teleconsultation
from regdesk.i18n import N_, tr
from regdesk.ui.dates import long_date
from regdesk.ui.pages.case import review_asking as asking
from regdesk.ui.pages.case import review_clock
from regdesk.ui.pages.case.print_card import PrintButtons
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import column, empty, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.notes import Note


@dataclass(frozen=True)
class Found:
    """What is looked up on the own desk: who may be the same person, which links one may confirm, numbers."""

    candidates: Sequence[Similar]
    confirmable: frozenset[bytes]
    same_number: Collection[str]
    registered: Mapping[str, StreamId] = field(default_factory=dict)


class ReviewNotes(QWidget):
    """Notes, each with its buttons, from the most urgent down."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines = column(gap=8)
        self.setLayout(self._lines)

    def show_look(self, look: Look) -> None:
        """Show what stands; what the own register knows is read behind the screen."""
        desk, stream = self._context.desk, self._context.stream
        if look.part == "centre":
            self._context.background.run(lambda: _find(desk, stream), lambda found: self._show(look, found))
        else:
            self._show(look, Found((), frozenset(), ()))

    def _show(self, look: Look, found: Found) -> None:
        empty(self._lines)
        notes = (*self._clock(look), *self._numbers(found), *self._links(look, found), *self._talks(look))
        for note in notes:
            self._lines.addWidget(note)
        self._lines.addLayout(self._asking(look))
        for printing in self._printing(look):
            self._lines.addWidget(printing)
        for note in self._limits(look):
            self._lines.addWidget(note)

    def _clock(self, look: Look) -> list[QWidget]:
        """Say why it is urgent; when the time is over, offer the coordinator."""
        clock = urgency.clock(look.case, look.coverage.run_out)
        waiting = open_escalation(look.case)
        notes = self._waiting(look, waiting) if waiting else []
        if clock is None or review_clock.is_decided(look):
            return notes
        late, discreet = look.today > clock.decide_by, self._context.shell.discreet.on
        codes = review_clock.urgency(clock.codes(look.today), discreet=discreet)
        if codes or late:
            buttons = self._late(look) if late and not waiting else []
            said = review_clock.late_or_by(clock, look.today)
            notes.insert(0, Note(said, "danger" if codes else "warning", *buttons, title=codes))
        if late and look.may(Escalation):
            printing = PrintButtons(self._context, ("escalation",))
            printing.show_look(look)
            notes.insert(1, printing)
        return notes

    def _printing(self, look: Look) -> list[QWidget]:
        """Offer the letters of a talk that was held and of a package that was sent back."""
        if not (reviews.held_talk(look.case) or reviews.sent_back(look.case)):
            return []
        buttons = PrintButtons(self._context, ("correction", "talk-note"))
        buttons.show_look(look)
        return [buttons]

    def _limits(self, look: Look) -> list[QWidget]:
        if self._context.shell.discreet.on or review_clock.is_decided(look):
            return []
        return [label(tr(review_clock.LIMITS), "caption", "secondary", wrap=True)]

    def _late(self, look: Look) -> list[Button]:
        if not look.may(Escalation):
            return []
        ask = self._button(N_("Ask the coordinator…"), lambda: asking.escalate(self._context, look))
        return [ask, self._button(N_("Copy the text"), lambda: asking.copy(self._context, look))]

    def _waiting(self, look: Look, entry: Entry) -> list[QWidget]:
        fact = entry.fact
        if not isinstance(fact, Escalation):
            return []
        said = tr(N_("Asked on {day}: {whom}")).format(day=long_date(fact.on, look.today), whom=fact.to)
        answer = self._button(N_("Write the answer"), lambda: asking.answered(self._context, look, fact))
        buttons = [answer] if look.may(Escalation) else []
        return [Note(said, "info", *buttons, title=tr(N_("Brought before the coordinator")))]

    def _numbers(self, found: Found) -> list[QWidget]:
        if not found.same_number:
            return []
        said = tr(
            N_("Also {codes}. Correct the wrong number, or link the cases if it is one person.")
        ).format(codes=", ".join(found.same_number))
        return [Note(said, "warning", title=tr(N_("Two people have this number")))]

    def _links(self, look: Look, found: Found) -> list[QWidget]:
        """Show links in force, links that wait for a second person, and who may be the same person."""
        notes: list[QWidget] = [
            Note(
                tr(N_("Number {number}. {how}")).format(number=one.number, how=one.evidence),
                "success",
                title=tr(N_("Registered already; two people have confirmed it")),
            )
            for one in register.confirmed(look.case)
        ]
        notes += [self._to_confirm(look, entry, found) for entry in register.waiting(look.case)]
        if notes or look.part != "centre" or not look.may(Link):
            return notes
        return [self._candidate(look, one) for one in found.candidates[:2]]

    def _asking(self, look: Look) -> QHBoxLayout:
        """Offer a talk, and a link to the register."""
        buttons = []
        if look.part == "centre" and not review_clock.is_decided(look):
            if look.may(Teleconsultation):
                buttons.append(self._button(N_("Talk…"), lambda: asking.talk(self._context, look)))
            if look.may(Link) and not look.case.of(Link):
                text = N_("Registered already…")
                buttons.append(self._button(text, lambda: asking.link(self._context, look)))
        return row(*buttons, None, gap=8)

    def _to_confirm(self, look: Look, entry: Entry, found: Found) -> QWidget:
        fact = entry.fact
        if not isinstance(fact, Link):
            return label("")
        said = tr(N_("Number {number}. {how}")).format(number=fact.number, how=fact.evidence)
        other = found.registered.get(fact.number)
        buttons = [self._compare(other)] if other else []
        if entry.id in found.confirmable and look.may(LinkConfirmed):
            yes = self._button(N_("It is the same person"), lambda: asking.confirm(self._context, entry.id))
            buttons.append(yes)
        return Note(said, "warning", *buttons, title=tr(N_("Link waits for a second person")))

    def _candidate(self, look: Look, one: Similar) -> QWidget:
        other = one.row
        known = Link(number=other.number, on=look.today)
        same = self._button(N_("Same person…"), lambda: asking.link(self._context, look, known))
        said = tr(N_("Number {number}, case {code}.")).format(number=other.number, code=other.code)
        title = tr(N_("Perhaps on your register already"))
        return Note(said, "info", self._compare(other.stream), same, title=title)

    def _compare(self, stream: StreamId) -> Button:
        return self._button(
            N_("Look at the other case"), lambda: self._context.shell.open("case", (stream, ""))
        )

    def _talks(self, look: Look) -> list[QWidget]:
        entry = look.case.current(Teleconsultation)
        fact = entry.fact if entry else None
        if not isinstance(fact, Teleconsultation):
            return []
        if fact.on is None and fact.planned_for:
            day = long_date(fact.planned_for, look.today)
            return [Note(tr(N_("Talk with the doctor planned for {day}")).format(day=day), "info")]
        said = "\n".join(part for part in (fact.findings, fact.decision, fact.clinician) if part)
        day = long_date(fact.on, look.today) if fact.on else ""
        return [Note(said, "info", title=tr(N_("Talk with the doctor on {day}")).format(day=day))]

    def _button(self, text: str, act: Callable[[], object]) -> Button:
        made = Button(tr(text), height="compact")
        made.clicked.connect(lambda _: act())
        return made


def _find(desk: Desk, stream: StreamId) -> Found:
    case = read_case(desk, stream)
    mine = frozenset(one.id for one in register.waiting(case) if links.may_confirm(desk, case, one.id))
    numbers = {one.fact.number for one in register.waiting(case) if isinstance(one.fact, Link)}
    known = {number: other for number in numbers if (other := links.registered_as(desk, number, stream))}
    return Found(links.candidates(desk, stream), mine, registrations.same(desk, stream), known)
