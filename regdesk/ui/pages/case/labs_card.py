"""The results of a case: viral load and CD4 as a chart, all of them as a table, and more to add."""

from collections.abc import Sequence

from regdesk.actions import labs
from regdesk.actions.cases import Look
from regdesk.advice import samples
from regdesk.domain.journal import Entry
from regdesk.domain.labs import LabResult
from regdesk.domain.plans import Plan
from regdesk.i18n import N_, tr
from regdesk.ui import words
from regdesk.ui.pages.case.asking import ask_with
from regdesk.ui.pages.case.result_form import ResultForm
from regdesk.ui.pages.case.results_dialog import ResultsDialog
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import box, label, row
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card
from regdesk.ui.widgets.lab_chart import Change, LabChart, LabPoint


class LabsCard(Card):
    """Chart, table and the window for more results."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.chart = LabChart()
        self._none = label(tr(N_("No results yet. Add the first one.")), tone="secondary", wrap=True)
        self.add = Button(tr(N_("Add a result")), icon="plus", height="compact")
        right = box(row(self.add, self.chart.switch, gap=8))
        super().__init__(tr(N_("Results")), self._none, self.chart, right=right)
        self.body.setStretch(1, 1)
        self.add.clicked.connect(lambda _: self.add_result())

    def show_look(self, look: Look) -> None:
        """Show all results, and where the plan changed."""
        points = [_point(entry) for entry in look.case.of(LabResult)]
        self.chart.show_points(points, _changes(look.case.all(Plan)))
        for shown in (self.chart, self.chart.switch):
            shown.setVisible(bool(points))
        self._none.setVisible(not points)
        self.add.setVisible(look.may(LabResult))

    def add_result(self) -> None:
        """Ask for results, one after the other."""
        desk, stream = self._context.desk, self._context.stream
        dialog = ResultsDialog(self._context.shell, ResultForm(desk.clock.today))
        ask_with(
            self._context,
            dialog,
            lambda fact: labs.add_result(desk, stream, fact),
            tr(N_("Result added")),
            undo=True,
        )


def _point(entry: Entry) -> LabPoint:
    """Place a result on the chart: what is not detected lies at the lowest line."""
    fact = entry.fact
    if not isinstance(fact, LabResult):
        raise TypeError(entry.kind)
    return LabPoint(
        fact.test,
        fact.taken_on,
        float(fact.value) if fact.value is not None else 0.0,
        words.result(fact),
        sign=fact.comparator,
        title=words.lab_test(fact.test),
        means=_means(entry, fact),
    )


def _means(entry: Entry, fact: LabResult) -> str:
    """Say what can be told from a viral load, or another result in its usual unit."""
    if sample := samples.read(entry):
        return tr(samples.CATEGORIES[sample.category])
    usual = labs.in_usual_unit(fact)
    return (
        f"{fact.comparator}{words.number(round(usual[0], 1))}{words.NB}{words.unit(usual[1])}"
        if usual
        else ""
    )


def _changes(plans: Sequence[Plan]) -> list[Change]:
    """Give the days on which the regimen became another one; renewals of the same are none."""
    ordered = sorted(plans, key=lambda one: one.start_on or one.on)
    before = ["", *(one.regimen for one in ordered)]
    return [
        Change(one.start_on or one.on, one.regimen)
        for one, last in zip(ordered, before, strict=False)
        if one.regimen != last
    ]
