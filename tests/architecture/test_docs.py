"""What the documentation points at is there."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("installers/*.md")])
LINK = re.compile(r"\]\(([^)\s]+)\)")
# `store/journal.py: add`, `ui/background.py`, `regdesk/sync/`: a file or folder, and perhaps a name in it.
NAMED = re.compile(r"`((?:[\w<>-]+/)*[\w-]+(?:\.(?:py|md|toml|sql|json|lock)|/))(?:: ?([\w.]+))?`")
TOPS = ("", "regdesk")
MADE_LATER = ("demo-output/", "mailbox.db", "settings.json", "regdesk.pot")
# Written as a pattern for the reader's own name.
PATTERN = re.compile(r"[<>]")


def found(name: str) -> Path | None:
    """Find a file or folder by its name from the top of the repository or of the program."""
    return next((ROOT / top / name for top in TOPS if (ROOT / top / name).exists()), None)


def defines(file: Path, dotted: str) -> bool:
    """Say whether a module has the function, class, constant or method of a dotted name."""
    body = ast.parse(file.read_text("utf-8")).body
    for name in dotted.split("."):
        node = next((one for one in body if name in names(one)), None)
        if node is None:
            return False
        body = getattr(node, "body", [])
    return True


def names(node: ast.stmt) -> list[str]:
    """List what a statement gives a name to."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def anchors(page: Path) -> set[str]:
    """List the headings of a page as links write them."""
    heads = re.findall(r"^#+ (.*)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def is_there(page: Path, link: str) -> bool:
    """Say whether a link of a page leads to a file, and to a heading where it names one."""
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    return target.exists() and (not anchor or anchor in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    links = [link for link in LINK.findall(page.read_text("utf-8")) if not re.match(r"\w+:", link)]

    lost = [link for link in links if not is_there(page, link)]

    assert not lost, f"Mend the links, or write what they promise: {lost}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_and_functions_that_are_named_exist(page):
    said = [
        (name, dotted)
        for name, dotted in NAMED.findall(page.read_text("utf-8"))
        if "/" in name and not PATTERN.search(name) and not name.startswith(MADE_LATER)
    ]

    gone = [name for name, _ in said if found(name) is None]
    unknown = [
        f"{name}: {dotted}"
        for name, dotted in said
        if dotted and (file := found(name)) and file.suffix == ".py" and not defines(file, dotted)
    ]

    assert not gone, f"These are not there (any more): {gone}"
    assert not unknown, f"These names are not in their files (any more): {unknown}"


def test_every_decision_is_in_their_list():
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text("utf-8")))

    written = {file.name for file in folder.glob("[0-9]*.md")}

    assert written <= listed, f"Add a line to docs/decisions/README.md: {written - listed}"


def test_every_folder_of_the_program_is_in_the_picture_of_folders():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    folders = {file.parent.name for file in (ROOT / "regdesk").glob("*/__init__.py")}

    missing = {name for name in folders if not re.search(rf"^  {name}/", page, re.MULTILINE)}

    assert not missing, f"Say in docs/architecture.md what these folders hold: {missing}"
