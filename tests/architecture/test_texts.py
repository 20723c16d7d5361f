"""Every text a person can see is in every language of the program."""

import ast
import re
from functools import cache

from babel.messages.pofile import read_po

from regdesk import resources
from tests.architecture.source import nodes, trees

TEXTS = sorted(resources.folder("locale").glob("*/LC_MESSAGES/regdesk.po"))


def literal(node):
    """Give the text of a literal, marked with N_ or not, or None."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "N_":
        node = node.args[0]
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def marked():
    """List the texts marked in the code with the place of each; a text that counts is a pair."""
    calls = [(place, call, ast.unparse(call.func)) for place, call in nodes(trees("regdesk"), ast.Call)]
    counted = {id(part) for _, call, name in calls if name == "trn" for part in call.args}
    for place, call, name in calls:
        if id(call) not in counted and name in {"N_", "tr"} and literal(call.args[0]):
            yield place, literal(call.args[0])
        if name == "trn" and literal(call.args[0]):
            yield place, (literal(call.args[0]), literal(call.args[1]))


def forms(texts):
    """List all written forms of what may be one text or a tuple of them."""
    return (texts,) if isinstance(texts, str) else tuple(texts)


@cache
def translated(po):
    """Give the finished messages of a .po file: what is asked for -> its forms."""
    with po.open("rb") as lines:
        catalogue = read_po(lines, locale=po.parts[-3])
    return {m.id: forms(m.string) for m in catalogue if m.id and not m.fuzzy and all(forms(m.string))}


def to_fill_in(text):
    """List the names in braces; the name is what must not change, not its format."""
    return set(re.findall(r"\{(\w*)[^{}]*\}", text))


def test_no_text_is_missing():
    asked = set(marked())

    missing = [
        f"{po.parts[-3]} {place} {text!r}"
        for po in TEXTS
        for place, text in sorted(asked, key=str)
        if text not in translated(po)
    ]

    assert not missing, f"Add {len(missing)} texts to regdesk.po:\n" + "\n".join(missing)


def test_no_text_is_left_over():
    asked = {text for _, text in marked()}

    left = [
        f"{po.parts[-3]} {text!r}" for po in TEXTS for text in sorted(translated(po).keys() - asked, key=str)
    ]

    assert not left, f"No code asks for these any more; take {len(left)} out of regdesk.po:\n" + "\n".join(
        left
    )


def test_every_text_keeps_its_places_to_fill_in():
    wrong = [
        f"{po.parts[-3]} {text!r}"
        for po in TEXTS
        for text, strings in translated(po).items()
        if any(to_fill_in(string) != to_fill_in(forms(text)[-1]) for string in strings)
    ]

    assert not wrong, "The names in braces must be the same as in English:\n" + "\n".join(wrong)
