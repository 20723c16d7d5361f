"""The jobs by name."""

from pathlib import Path

import pytest

from regdesk import app, cli, settings


@pytest.mark.parametrize(
    ("given", "folder"),
    [
        (["--folder", "here"], Path("here")),
        (["app", "--folder", "here"], Path("here")),
        (["--folder", "here", "app"], Path("here")),
        ([], settings.default_folder()),
    ],
)
def test_a_folder_may_be_named_before_or_after_the_job(
    given: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(app, "show", lambda named: shown.append(named) or 0)

    assert cli.main(given) == 0
    assert shown == [folder]


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--version"])

    assert capsys.readouterr().out.startswith("RegDesk ")
