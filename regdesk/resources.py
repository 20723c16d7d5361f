"""Finds the files that come with the program, installed or in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
ROOT = _PACKAGE / "_resources" if (_PACKAGE / "_resources").is_dir() else _PACKAGE.parent / "resources"


def folder(name: str) -> Path:
    """Give the folder *name* below resources/."""
    return ROOT / name
