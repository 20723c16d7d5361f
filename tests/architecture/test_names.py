"""Names say what a thing is, in the clinic's words; that each thing has a docstring is for ruff (D1)."""

import ast
import re

from tests.architecture.source import everything, nodes

EMPTY_WORDS = {"Manager", "Helper", "Util", "Utility", "Service", "Controller", "Handler", "Base"}
EMPTY_FILES = (
    {"common", "misc"} | {word.lower() for word in EMPTY_WORDS} | {word.lower() + "s" for word in EMPTY_WORDS}
)


def words(name):
    """Cut a class name into its words, so that Database is not a Base."""
    return set(re.findall(r"[A-Z][a-z0-9]*", name))


def test_no_class_has_a_name_that_fits_everything():
    classes = nodes(everything(), ast.ClassDef)

    empty = [f"{place} {c.name}" for place, c in classes if words(c.name) & EMPTY_WORDS]

    assert not empty, f"Say what it is (a desk, a mailbox, a vault), or make it functions: {empty}"


def test_no_file_or_folder_has_a_name_that_fits_everything():
    files = [file for file in everything() if EMPTY_FILES & {*file.parts, file.stem}]

    assert not files, (
        f"Name the file by what it is about, rhyming with domain, actions, ui and tests: {files}"
    )
