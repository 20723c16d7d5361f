"""Keeps None alive under Python 3.11, where PySide6 6.12 lets it go.

Every call of its wheels that returns nothing takes one reference to None too many (measured: 1000 calls of
`setEnabled` take 1000). From Python 3.12 on None is never counted (PEP 683) and nothing happens; under 3.11
some thousand calls end the program with "none_dealloc: deallocating None". True, False and numbers are fine.
"""

import ctypes
import sys
from typing import Final

_ENOUGH: Final = 1 << 60  # at a million calls a second this lasts for 36,000 years


def keep_none() -> None:
    """Give None more references than any window can take; harmless when done again."""
    if sys.version_info < (3, 12):
        count = ctypes.c_ssize_t.from_address(id(None))  # the count is the first field of every object
        count.value = max(count.value, _ENOUGH)
