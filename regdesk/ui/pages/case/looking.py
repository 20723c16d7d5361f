"""Tabs that show more than what stands: marks of the exchange, names, whose turn it is."""

from abc import abstractmethod

from regdesk.actions.cases import Look
from regdesk.domain.journal import CaseFile
from regdesk.ui.pages.case.tab import Tab


class LookTab(Tab):
    """A tab that is given the whole look at a case."""

    @abstractmethod
    def show_look(self, look: Look) -> None:
        """Show the case; called on opening and whenever it changed."""

    def show_case(self, case: CaseFile) -> None:
        """Do nothing: the page calls `show_look`."""

    def leave(self) -> None:
        """Write what was typed; the person goes to another tab or place."""
