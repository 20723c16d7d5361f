"""What every test stands on: no display, English texts, the same luck on every machine.

Tests are plain modules below tests/, without packages; the top of the checkout is on the path, so a builder
is reached by `from tests import make` and two tests may share a file name in different folders.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

# Set before anything imports Qt; a real display is used where a person asks for it by this variable.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from regdesk import i18n
from regdesk.crypto import calibration
from tests import postgres as private
from tests.crash import disk

# A slow machine is not a wrong result, so examples have no deadline; no folder of old examples is kept.
settings.register_profile(
    "regdesk", deadline=None, max_examples=50, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("regdesk")


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL of our own; where there can be none the test is skipped, but in CI it fails."""
    if reason := private.lacking():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    with private.running() as cluster:
        yield cluster


@pytest.fixture
def small_disk(tmp_path):
    """Mount a small disk to fill; skipped where nobody may mount (limits on files are tried there)."""
    if reason := disk.lacking():
        pytest.skip(reason)
    with disk.mounted(tmp_path / "disk", megabytes=16) as small:
        yield small


@pytest.fixture(autouse=True)
def _at_the_floor(monkeypatch):
    """Leave a guess of a passphrase at what it costs at least; tests of the calibration say otherwise."""
    monkeypatch.setattr(calibration, "AIM_S", 0)


@pytest.fixture(autouse=True)
def _english():
    """Start every test in English, whatever the last one chose."""
    i18n.use("en")
    yield
    i18n.use("en")
