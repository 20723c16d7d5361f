"""Invented cases with what must be said of them, written by hand from the sources first.

`python -m tests.golden_cases` writes them as a table for a clinician: docs/guide/golden.md.
"""
