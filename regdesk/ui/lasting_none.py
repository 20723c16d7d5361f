"""Keeps None, True and False alive under Python 3.11, where PySide6 6.12 lets them go.

Calls of its wheels that return one of them take a reference too many (measured: 1000 calls of `setEnabled`
take 1000 from None). From Python 3.12 on they are never counted (PEP 683) and nothing happens; under 3.11
some thousand calls end the program with "none_dealloc: deallocating None". PySide6 6.11.1 does not do this.
"""

import ctypes
import sys
from typing import Final

_ENOUGH: Final = 1 << 60  # at a million calls a second this lasts for 36,000 years


def keep_none() -> None:
    """Give each of them more references than any window can take; harmless when done again."""
    if sys.version_info < (3, 12):
        for value in (None, True, False, NotImplemented, Ellipsis):
            count = ctypes.c_ssize_t.from_address(id(value))  # the count is the first field of every object
            count.value = max(count.value, _ENOUGH)
