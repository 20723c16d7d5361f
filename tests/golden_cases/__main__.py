"""Writes docs/guide/golden.md anew from the cases."""

from pathlib import Path

from tests.golden_cases import table
from tests.golden_cases.every import GROUPS

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "golden.md"

if __name__ == "__main__":
    PAGE.write_text(table.page(GROUPS), "utf-8")
