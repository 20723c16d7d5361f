"""Other medicines the person takes: doctor and host add to one list."""

from PySide6.QtCore import Qt

from regdesk.actions import follow_ups
from regdesk.actions.cases import Look
from regdesk.domain.follow_ups import MedicineTaken
from regdesk.i18n import N_, tr
from regdesk.ui import theme
from regdesk.ui.dates import long_date
from regdesk.ui.pages.case.asking import ask
from regdesk.ui.pages.case.sheet import Asked
from regdesk.ui.pages.case.tab import Context
from regdesk.ui.pieces import label
from regdesk.ui.tables import Column, RowTable, RowView
from regdesk.ui.widgets.button import Button
from regdesk.ui.widgets.card import Card


class OtherMedicines(Card):
    """A table with one button. Nothing here is checked against the regimen: the doctor decides."""

    def __init__(self, context: Context) -> None:
        self.add = Button(tr(N_("Add")), "link", icon="plus", height="compact")
        super().__init__(tr(N_("Other medicines of the person")), right=self.add)
        self._context, self._look = context, None
        self._none = label(
            tr(N_("No other medicines are written down. Ask the person.")), "body", "secondary", wrap=True
        )
        self._table = RowTable(_COLUMNS)
        self.view = RowView(self._table, tr(N_("Other medicines of the person")))
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._none)
        self.body.addWidget(self.view)
        self.add.clicked.connect(lambda _: self.ask())

    def show_look(self, look: Look) -> None:
        """Show what stands."""
        rows = [one for one in look.case.all(MedicineTaken) if one.until is None or one.until >= look.today]
        self._table.set_rows(rows)
        self._none.setVisible(not rows)
        self.view.setVisible(bool(rows))
        look_px = theme.current().px
        self.view.setFixedHeight(
            look_px(36) * len(rows) + self.view.horizontalHeader().sizeHint().height() + 2
        )
        self.add.setVisible(look.may(MedicineTaken))

    def ask(self) -> None:
        """Ask for one more medicine."""
        context = self._context
        asked = Asked(MedicineTaken, N_("Other medicine"), N_("Write it down"))
        said = tr(N_("The medicine is written down."))
        ask(context, asked, lambda fact: follow_ups.add(context.desk, context.stream, fact), said)


_COLUMNS = (
    Column[MedicineTaken](N_("Medicine"), lambda one: one.name, strong=True),
    Column[MedicineTaken](N_("Dose"), lambda one: one.dose, width=130),
    Column[MedicineTaken](N_("What for"), lambda one: one.why, width=150, drop=2),
    Column[MedicineTaken](
        N_("Until"), lambda one: long_date(one.until) if one.until else "", width=110, drop=1
    ),
    Column[MedicineTaken](N_("Source"), lambda one: one.source, width=110, drop=3),
)
