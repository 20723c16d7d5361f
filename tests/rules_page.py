"""Writes docs/guide/rules.md anew from the catalogue: the rules that a clinician is asked to sign off."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from regdesk.catalogue import listed, whole
from regdesk.catalogue.listed import Listed
from regdesk.catalogue.whole import Catalogue

PAGE = Path(__file__).parents[1] / "docs" / "guide" / "rules.md"
HEAD = """# Rules to sign off · Правила, которые должен подтвердить врач

Every rule by which RegDesk advises, with its source and the day somebody looked. **Nothing here was signed
off by a clinician yet.** What is flagged is not used. What nobody saw in a source may warn, says so, and
never proposes a dose, a switch or a start. A pair of medicines without a row is shown as not checked.

Все правила, по которым RegDesk советует, с источником и днём просмотра. **Пока ничего здесь врачом не
подтверждено.** Отмеченное флажком не применяется. То, что по источнику не проверено, может предупредить,
говорит об этом и никогда не предлагает дозу, замену или начало. Пара лекарств без строки показана как
непроверенная.

This file is written by `python3 dev.py rules`. · Этот файл пишет `python3 dev.py rules`.
"""
PARTS = (
    ("Set aside until a clinician decides · Отложено до решения врача", lambda one: bool(one.flag)),
    (
        "Not verified against a source · По источнику не проверено",
        lambda one: not one.flag and not one.verified,
    ),
    ("Seen in the named source · Видели в названном источнике", lambda one: not one.flag and one.verified),
)


def page(known: Catalogue) -> str:
    """Give the whole page."""
    every = listed.every(known)
    return HEAD + "".join(f"\n## {title}\n\n{table(filter(wanted, every))}" for title, wanted in PARTS)


def table(rules: Iterable[Listed]) -> str:
    """Give one table of rules."""
    head = "| Rule · Правило | Tier · Уровень | Limit · Порог | Says | Говорит | Source · Источник |\n"
    return head + "|---|---|---|---|---|---|\n" + "".join(lines(rules))


def lines(rules: Iterable[Listed]) -> Iterator[str]:
    """Give each rule as one line of a table."""
    for one in rules:
        says = [f"**{one.title[language]}** {one.says[language]}" for language in ("en", "ru")]
        why = f"{one.source} ({one.checked:%d.%m.%Y})" + (f" · {one.flag}" if one.flag else "")
        cells = (f"`{one.id}`", one.tier or "–", one.limit or "–", *says, why)
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    PAGE.write_text(page(whole.read(whole.shipped())), "utf-8")
