"""What a reviewer has checked so far: facts in this session, papers as they will be written."""

from collections.abc import Mapping, Sequence

from regdesk.actions import reviews
from regdesk.domain import package
from regdesk.domain.journal import CaseFile, EntryId
from regdesk.domain.papers import Submission
from regdesk.domain.reviews import CHECK_STATES, Checked, CompletenessCheck
from regdesk.i18n import N_, tr
from regdesk.ui.pages.case.review_rows import FieldRow, PaperRow
from regdesk.ui.pages.case.tab import Context

_WANTING = ("missing", "unreadable", "expired")


class Checks:
    """A paper all of whose facts were checked is in order; a paper in order means its facts are checked."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._package: EntryId | None = None
        self._stored: Mapping[str, str] = {}
        self._changed: dict[str, str] = {}
        self._marked: set[str] = set()
        self._papers: Sequence[PaperRow] = ()
        self._fields: Sequence[FieldRow] = ()

    def show_case(self, case: CaseFile, papers: Sequence[PaperRow], fields: Sequence[FieldRow]) -> None:
        """Take over what is written; what is not written yet stays, unless another package is here."""
        sent = case.current(Submission)
        if (sent.id if sent else None) != self._package:
            self._package, self._changed, self._marked = sent.id if sent else None, {}, set()
        self._papers, self._fields = papers, fields
        self._stored = {key: one.state for key, one in package.found(case).items()}
        self._changed = {k: state for k, state in self._changed.items() if self._stored.get(k) != state}

    def states(self) -> Mapping[str, str]:
        """Give the state of each paper; before somebody judged, it is missing or too old."""
        listed = {row.key: "missing" for row in self._papers if row.entry is None}
        listed |= {row.key: "expired" for row in self._papers if row.state == "expired"}
        return {**listed, **self._stored, **self._changed}

    def is_checked(self, field: FieldRow) -> bool:
        """Tell whether a fact was compared with its paper; one in two versions never is."""
        if field.two_versions:
            return False
        in_order = field.paper is not None and self.states().get(field.paper.key) == "ok"
        return field.key in self._marked or in_order

    def mark(self, field: FieldRow) -> None:
        """Mark a fact as compared, or not; the last one of a paper puts the paper in order."""
        if field.two_versions:
            return
        paper = field.paper
        if self.is_checked(field):
            self._take_back(field)
        else:
            self._marked.add(field.key)
            if paper and all(self.is_checked(one) for one in self._of(paper)):
                self._changed[paper.key] = "ok"

    def judge(self, paper: PaperRow, state: str) -> None:
        """Say what a paper is like."""
        self._changed[paper.key] = state
        self._marked -= {one.key for one in self._of(paper)}

    def left(self) -> int:
        """Count the facts that are not compared yet."""
        return sum(not self.is_checked(one) for one in self._fields)

    def wanting(self) -> list[str]:
        """Name the papers that are missing, unreadable or too old."""
        found = ((row, self.states().get(row.key, "")) for row in self._papers)
        return [f"{row.title}: {tr(CHECK_STATES[state])}" for row, state in found if state in _WANTING]

    def write(self) -> None:
        """Write the check down, if anything in it is new."""
        if not self._changed:
            return
        known = self.states()
        papers = tuple(
            Checked(type=row.key, state=known[row.key], note=row.note)
            for row in self._papers
            if known.get(row.key)
        )
        context, found = self._context, CompletenessCheck(on=self._context.desk.clock.today(), papers=papers)
        self._changed = {}
        self._stored = known
        said = tr(N_("The check is written down."))
        context.do(lambda: reviews.check(context.desk, context.stream, found), said)

    def _of(self, paper: PaperRow) -> list[FieldRow]:
        return [one for one in self._fields if one.paper and one.paper.key == paper.key]

    def _take_back(self, field: FieldRow) -> None:
        others = self._of(field.paper) if field.paper else []
        was = {one.key for one in others if one is not field and self.is_checked(one)}
        self._marked = (self._marked | was) - {field.key}
        if field.paper and self.states().get(field.paper.key) == "ok":
            self._changed[field.paper.key] = ""
