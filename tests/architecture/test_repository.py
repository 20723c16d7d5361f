"""What is kept here belongs here: nothing of one machine, and the commands the README promises."""

import re
import tomllib
from itertools import chain
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

from tests.architecture.source import ROOT, kept_files

OF_ONE_MACHINE = re.compile(r"(?<![\w.)])/(work|root|home)/|/Users/|[A-Z]:\\+Users")
REGISTRIES = re.compile(r"pypi\.org|pythonhosted\.|npmjs\.|deb\.debian\.")


def texts():
    """Read every kept file that is text; this one holds the patterns."""
    for file in set(kept_files()) - {Path(__file__)}:
        data = file.read_bytes()
        if b"\0" not in data[:8000]:
            yield file.relative_to(ROOT).as_posix(), data.decode("utf-8", "replace")


def pins():
    """Read requirements.lock: name -> version."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", lock, re.MULTILINE))


def test_no_file_names_a_place_on_one_machine_or_a_package_host():
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        for match in (OF_ONE_MACHINE.search(text), REGISTRIES.search(text))
        if match
    ]

    assert not found, (
        f"Use paths from the top of the repository, and name packages without their host: {found}"
    )


def test_the_lock_holds_everything_that_is_asked_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = chain(project["dependencies"], *project["optional-dependencies"].values())
    locked = {name: Version(version) for name, version in pins().items()}

    missing = [
        line
        for line in asked
        if not (r := Requirement(line)).specifier.contains(locked.get(r.name.lower(), Version("0")))
    ]

    assert not missing, f"Make requirements.lock again with the command in its first lines: {missing}"


def test_every_pin_of_the_lock_has_a_hash():
    blocks = re.split(r"^(?=[a-z0-9])", (ROOT / "requirements.lock").read_text("utf-8"), flags=re.MULTILINE)[
        1:
    ]

    without = [block.split("\n")[0] for block in blocks if "--hash=sha256:" not in block]

    assert not without, f"Make requirements.lock again with --generate-hashes: {without}"


def test_the_readme_opens_with_the_two_commands_and_ci_runs_the_second():
    readme = (ROOT / "README.md").read_text("utf-8")
    ci = (ROOT / ".ci" / "run").read_text("utf-8")

    commands = re.search(r"```\w*\n(.*?)```", readme, re.DOTALL).group(1).split("\n")

    assert ["python3 dev.py demo", "python3 dev.py test"] == [
        line.split("  ")[0] for line in commands if line
    ]
    assert "python3 dev.py test" in ci
