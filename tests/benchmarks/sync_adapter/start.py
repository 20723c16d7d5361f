"""Makes this checkout importable for the two programs of the adapter, whatever Python the driver runs."""

import importlib.util
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def ready() -> None:
    """Find this checkout first; where its libraries are missing, go on with the Python of its .venv."""
    sys.path[0] = str(ROOT)
    if importlib.util.find_spec("sqlcipher3") is None:
        python = str(ROOT / ".venv" / "bin" / "python")
        os.execv(python, [python, *sys.argv])  # noqa: S606 - our own program, with its libraries
