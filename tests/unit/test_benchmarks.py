"""The benchmarks run, so that they are there when somebody asks how fast RegDesk is."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_benchmarks_measure_everything_on_a_small_desk():
    command = [sys.executable, "-m", "tests.benchmarks", "--cases", "20"]

    said = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603

    assert said.returncode == 0, said.stderr
    measured = re.findall(r"^(.+?)  +[0-9.]+ m?s", said.stdout, re.MULTILINE)
    assert len(measured) == 19, said.stdout


def test_the_server_is_measured_on_a_small_region(postgres):
    command = [sys.executable, "-m", "tests.benchmarks", "server", "--cases", "40"]

    said = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)  # noqa: S603

    assert said.returncode == 0, said.stderr
    assert re.search(r"of the core \(wished: 0\.25\)", said.stdout), said.stdout
    assert len(re.findall(r"^(.+?)  +[0-9.]+ m?s", said.stdout, re.MULTILINE)) == 3, said.stdout
