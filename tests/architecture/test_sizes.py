"""Nothing grows past what one can read at a sitting; the five parameters are for ruff (PLR0913)."""

import ast

from tests.architecture.source import ROOT, everything, nodes

LINES_OF_A_FILE = 400
LINES_OF_A_CLASS = 200
LINES_OF_A_FUNCTION = 49


def length(node):
    """Count the lines of *node*, without its decorators."""
    return node.end_lineno - node.lineno + 1


def test_no_file_is_longer_than_400_lines():
    lines = {file: len((ROOT / file).read_text("utf-8").splitlines()) for file in everything()}

    long = [f"{file}: {count} lines" for file, count in lines.items() if count > LINES_OF_A_FILE]

    assert not long, f"Split by what the parts are about, not by their kind: {long}"


def test_no_class_is_longer_than_200_lines():
    classes = nodes(everything(), ast.ClassDef)

    long = [f"{place} {c.name}: {length(c)} lines" for place, c in classes if length(c) > LINES_OF_A_CLASS]

    assert not long, (
        f"Take out what needs no state as functions, or a part that is a thing of its own: {long}"
    )


def test_no_function_has_50_lines():
    functions = nodes(everything(), ast.FunctionDef, ast.AsyncFunctionDef)

    long = [
        f"{place} {f.name}: {length(f)} lines" for place, f in functions if length(f) > LINES_OF_A_FUNCTION
    ]

    assert not long, f"Name its paragraphs and make each a function below it: {long}"
