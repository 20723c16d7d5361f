"""None survives a window that is used for a long time (PySide6 6.12 under Python 3.11)."""

import sys

from PySide6.QtWidgets import QWidget

from regdesk.ui.lasting_none import keep_none


def test_a_hundred_thousand_calls_do_not_use_none_up(light):
    keep_none()
    widget = QWidget()

    for _ in range(100_000):
        widget.setEnabled(True)

    assert sys.getrefcount(None) > 1_000_000
