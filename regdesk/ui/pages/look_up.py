"""The palette's search: people by any spelling of name, code, phone or number."""

from collections.abc import Callable, Sequence

from regdesk.actions import lists
from regdesk.actions.lists import CaseRow
from regdesk.domain.steps import CHECKED, STEPS
from regdesk.i18n import N_, tr, trn
from regdesk.ui.noting import Searches
from regdesk.ui.pages.workplace import Workplace
from regdesk.ui.widgets.palette import Ask, Found

_SHORTEST = 2


def people_finder(place: Workplace) -> Ask:
    """Give what the palette asks: found by what was typed; the newest three where nothing is typed yet."""
    searches = Searches(place.desk, place.background, place.background)

    def ask(text: str, take: Callable[[Sequence[Found]], None]) -> None:
        desk, wanted = place.desk, text.strip()
        if 0 < len(wanted) < _SHORTEST:
            take(())
            return

        def show(rows: Sequence[CaseRow]) -> None:
            searches.found(wanted, len(rows))
            take([_found(place, row, searches) for row in rows])

        place.background.run(
            lambda: lists.search_people(desk, wanted) if wanted else lists.recent(desk), show
        )

    return ask


def said(row: CaseRow, place: Workplace) -> str:
    """Say in a few words how it stands with a person: Delivery · stock 6 days."""
    days = row.days_left(place.desk.clock.today())
    stock = trn(N_("stock for {n} day"), N_("stock for {n} days"), days) if days is not None else ""
    step = tr(N_("Closed")) if row.closed else tr(STEPS[row.step - 1] if row.step else CHECKED)
    return " · ".join(part for part in (step, stock) if part)


def _found(place: Workplace, row: CaseRow, searches: Searches) -> Found:
    def open_case() -> None:
        searches.finish()
        place.shell.open("case", row.stream)

    text = row.code if place.shell.discreet.on else f"{row.code}  {row.name}".strip()
    return Found(text, open_case, note=said(row, place))
