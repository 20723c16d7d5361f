"""The supply tab in tests: opening it, its windows, and what it offers."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from regdesk.ui.dialogs.form import FormDialog
from regdesk.ui.pages.case.sheet import FactSheet
from regdesk.ui.pages.case.supply import SupplyTab
from tests import clinic


def opened(made, desk, qtbot):
    """Show the tab on a desk."""
    return clinic.open_tab(SupplyTab, made, desk, qtbot)


def sheet_of(tab):
    """Give the sheet that is open."""
    (sheet,) = clinic.dialogs(tab, FactSheet)
    return sheet


def dialog_of(tab):
    """Give the window that is open; those that were closed are let go of."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (dialog,) = clinic.dialogs(tab, FormDialog)
    return dialog


def do(tab, text):
    """Press what the tab offers."""
    next(one for one in tab.doings if one.text == text).open()


def columns(tab):
    """Give the cards of the board."""
    return [(one.column, one.news) for one in tab.board.tickets]


def offered(tab):
    """Give what this person may do now."""
    return [one.text for one in tab.doings]
