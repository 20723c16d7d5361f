"""Settings that may be read before unlocking."""

from pathlib import Path

import pytest

from regdesk import settings


def test_settings_come_back_as_they_were_saved(tmp_path: Path) -> None:
    chosen = settings.Settings(language="en", theme="dark", text_percent=150, discreet=False)

    settings.save(tmp_path, chosen)

    assert settings.load(tmp_path) == chosen


@pytest.mark.parametrize("text", ["", "{", "[]", '{"language": 7, "colour": "red"}'])
def test_a_damaged_file_means_defaults_and_never_a_crash(tmp_path: Path, text: str) -> None:
    (tmp_path / settings.FILE).write_text(text)

    assert settings.load(tmp_path) == settings.Settings()
