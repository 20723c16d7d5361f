"""What window tests share: the light theme, and what Qt may say without fault of ours."""

import gc

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from regdesk.ui import look
from regdesk.ui.theme import Theme


def pytest_collection_modifyitems(items):
    """Let the offscreen display say what it cannot do; any other Qt warning fails a test."""
    for item in items:
        if "/ui/" in item.nodeid:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def light(qapp: QApplication):
    """Dress the application in the light theme at 100 %."""
    look.use(Theme())
    return qapp


@pytest.fixture(params=[(name, scale) for name in ("light", "dark", "high-contrast") for scale in (1.0, 2.0)])
def themed(qapp: QApplication, request):
    """Dress the application in each theme at 100 and at 200 %."""
    look.use(Theme(*request.param))
    yield qapp
    look.use(Theme())


@pytest.fixture(autouse=True)
def _let_go(qapp: QApplication):
    """Delete the windows of a test at its end, or each change of theme would dress them all again.

    Garbage is collected here and on no lane's thread, as `regdesk.ui.tidying` does for the program.
    """
    gc.disable()
    gc.freeze()  # what is older than the test need not be looked through again
    yield
    for window in qapp.topLevelWidgets():
        window.deleteLater()  # a window that nobody closed holds on to itself by its own connections
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.enable()
