"""The code and the files of this repository, read once for the tests beside."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def trees(folder: str) -> dict[Path, ast.Module]:
    """Read every Python file below *folder*; the names are from the top of the repository."""
    files = sorted((ROOT / folder).rglob("*.py"))
    return {file.relative_to(ROOT): ast.parse(file.read_text("utf-8")) for file in files}


@cache
def everything() -> dict[Path, ast.Module]:
    """Read every Python file we wrote."""
    own = {file.relative_to(ROOT): ast.parse(file.read_text("utf-8")) for file in sorted(ROOT.glob("*.py"))}
    return own | trees("regdesk") | trees("tests")


def nodes(files: dict[Path, ast.Module], *kinds: type[ast.AST]) -> list[tuple[str, ast.AST]]:
    """List the nodes of these kinds with the place of each ("regdesk/errors.py:4")."""
    return [
        (f"{file.as_posix()}:{node.lineno}", node)
        for file, tree in files.items()
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


@cache
def kept_files() -> tuple[Path, ...]:
    """List what git keeps here or would keep."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)  # noqa: S603 - a fixed command
    names = listed.stdout.decode().split("\0")
    return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())
