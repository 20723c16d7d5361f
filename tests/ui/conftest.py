"""What window tests share: the light theme, and one word of Qt's that is no fault of ours."""

import pytest
from PySide6.QtWidgets import QApplication

from regdesk.ui import look
from regdesk.ui.theme import Theme


def pytest_collection_modifyitems(items):
    """Let the offscreen display say that it cannot pass size hints on; any other Qt warning fails a test."""
    for item in items:
        if "/ui/" in item.nodeid:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))


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
