"""The desktop window: the only part of RegDesk that knows Qt."""

from regdesk.ui.lasting_none import keep_none

# Before the first widget: under Python 3.11 PySide6 6.12 would end the program after a few thousand calls.
keep_none()
