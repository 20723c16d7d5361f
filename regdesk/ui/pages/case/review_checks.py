"""What a reviewer has checked so far: facts and papers, as they are written when the page is left."""

from collections.abc import Mapping, Sequence

from regdesk.actions import reviews
from regdesk.domain import package
from regdesk.domain.journal import CaseFile, EntryId
from regdesk.domain.package import IDENTITY, kind_of
from regdesk.domain.papers import ASKED_TYPES, Submission
from regdesk.domain.people import IdentityPaper
from regdesk.domain.reviews import CHECK_STATES, Checked, CompletenessCheck
from regdesk.i18n import N_, tr, trn
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
        self._written: frozenset[str] = frozenset()
        self._papers: Sequence[PaperRow] = ()
        self._fields: Sequence[FieldRow] = ()

    def show_case(self, case: CaseFile, papers: Sequence[PaperRow], fields: Sequence[FieldRow]) -> None:
        """Take over what is written; what is not written yet stays, unless another package is here."""
        sent = case.current(Submission)
        if (sent.id if sent else None) != self._package:
            self._package, self._changed, self._marked = sent.id if sent else None, {}, set()
            self._written = frozenset()
        self._papers, self._fields = papers, fields
        if self._marked == self._written:
            self._marked = {one.decode() for one in package.compared(case)}
        self._written = frozenset(one.decode() for one in package.compared(case))
        self._stored = {key: one.state for key, one in package.found(case).items()}
        self._changed = {k: state for k, state in self._changed.items() if self._stored.get(k) != state}

    def states(self) -> Mapping[str, str]:
        """Give the state of each paper; before somebody judged, it is missing or too old."""
        listed = {row.key: "missing" for row in self._papers if row.entry is None}
        listed |= {row.key: "expired" for row in self._papers if row.state == "expired"}
        return {**listed, **self._stored, **self._changed}

    def is_checked(self, field: FieldRow) -> bool:
        """Tell whether a fact was compared with its paper; one in two versions never is.

        Checks of earlier versions named no facts: there a paper in order means that its facts were compared.
        """
        if field.two_versions:
            return False
        in_order = field.paper is not None and self.states().get(field.paper.key) == "ok"
        return field.key in self._marked or (in_order and not self._written and not self._changed)

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
        """Say what a paper is like; one in order has its facts compared, another has none."""
        keys = {one.key for one in self._of(paper) if not one.two_versions}
        self._changed[paper.key] = state
        self._marked = self._marked | keys if state == "ok" else self._marked - keys

    def left(self) -> int:
        """Count the facts that are not compared yet."""
        return sum(not self.is_checked(one) for one in self._fields)

    def open(self) -> str:
        """Say what is not compared or not in order yet, "" where nothing is left."""
        fields, papers = self.left(), sum(self._state(row) in _WANTING for row in self._papers)
        said = []
        if fields:
            said.append(
                trn(N_("{n} field is not checked yet."), N_("{n} fields are not checked yet."), fields)
            )
        if papers:
            said.append(trn(N_("{n} paper is lacking."), N_("{n} papers are lacking."), papers))
        return " ".join(said)

    def papers(self) -> list[str]:
        """Give the types of the papers that are missing, unreadable or too old."""
        found = (row.key.partition(" ")[0] for row in self._papers if self._state(row) in _WANTING)
        types = (IDENTITY if kind_of(name) is IdentityPaper else name for name in found)
        return [name for name in dict.fromkeys(types) if name in ASKED_TYPES]

    def wanting(self) -> list[str]:
        """Say of the papers that are there, and of facts that differ, what is to be mended."""
        papers = [
            f"{row.title}: {tr(CHECK_STATES[self._state(row)])}"
            for row in self._papers
            if row.entry and self._state(row) in _WANTING
        ]
        return papers + [f"{one.title}: {one.differs}" for one in self._fields if self._open(one)]

    def _state(self, row: PaperRow) -> str:
        return self.states().get(row.key, "")

    def _open(self, field: FieldRow) -> bool:
        return bool(field.differs) and not self.is_checked(field)

    def write(self) -> None:
        """Write the check down, if anything in it is new."""
        marked = frozenset(self._marked)
        if not self._changed and marked == self._written:
            return
        known = self.states()
        papers = tuple(
            Checked(type=row.key, state=known[row.key], note=row.note)
            for row in self._papers
            if known.get(row.key)
        )
        context = self._context
        compared = tuple(sorted(key.encode() for key in marked))
        found = CompletenessCheck(on=context.desk.clock.today(), papers=papers, compared=compared)
        self._changed = {}
        self._stored, self._written = known, marked
        said = tr(N_("The check is written down."))
        context.do(lambda: reviews.check(context.desk, context.stream, found), said)

    def _of(self, paper: PaperRow) -> list[FieldRow]:
        return [one for one in self._fields if one.paper and one.paper.key == paper.key]

    def _take_back(self, field: FieldRow) -> None:
        self._marked = {one.key for one in self._fields if self.is_checked(one)} - {field.key}
        if field.paper and self.states().get(field.paper.key) == "ok":
            self._changed[field.paper.key] = ""
