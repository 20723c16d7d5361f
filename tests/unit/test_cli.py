"""The jobs by name."""

import getpass
import subprocess
import sys
from pathlib import Path

import pytest

from regdesk import app, cli, settings
from regdesk.actions import reference, unlocking
from regdesk.crypto.vault import FLOOR
from tests import desks
from tests.content_packs import KG, courier


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


def test_a_stick_is_written_and_taken_in_without_a_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _: desks.PASSPHRASE)
    host, centre = desks.pair(tmp_path, cost=FLOOR)
    desks.new_person(host, centre)
    for desk in (host, centre):
        unlocking.close(desk)

    folder = ["bundle", "--folder", str(tmp_path / "host"), "out"]
    assert cli.main([*folder, "Nobody", str(tmp_path)]) == 1
    assert cli.main([*folder, "Центр, Бишкек", str(tmp_path)]) == 0
    (written,) = tmp_path.glob("RD-*.regdesk")
    into = ["bundle", "--folder", str(tmp_path / "centre"), "in", str(written)]
    assert [cli.main(into), cli.main(into)] == [0, 0]

    said = capsys.readouterr().out.splitlines()
    assert said[-3].endswith("Only Центр, Бишкек can read this.")
    assert said[-2].startswith("Опора: ")
    assert said[-1] == "Nothing new."


def test_a_content_pack_is_written_without_a_window_and_a_wrong_row_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(getpass, "getpass", lambda _: desks.PASSPHRASE)
    host, centre = desks.pair(tmp_path, cost=FLOOR)
    unlocking.close(centre)
    (new := tmp_path / "new" / "countries").mkdir(parents=True)
    (new / "KG.toml").write_text(courier(6)[KG], "utf-8")
    job = ["pack", "--folder", str(tmp_path / "centre"), str(tmp_path / "new"), str(tmp_path / "out.regdesk")]

    done = cli.main(job)
    offered = reference.look(host, (tmp_path / "out.regdesk").read_bytes())
    (new / "KG.toml").write_text("[[way]]\n", "utf-8")
    failed = cli.main(job)

    assert (0, 1) == (done, failed)
    assert ("Центр, Бишкек", "Справочные данные") == (offered.signer, offered.title["ru"])
    assert "countries/KG.toml" in capsys.readouterr().out.splitlines()[-1]


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--version"])

    assert capsys.readouterr().out.startswith("RegDesk ")


def test_an_error_nobody_expected_is_named_without_what_was_typed(tmp_path: Path) -> None:
    program = (
        "import getpass, sys\n"
        "from regdesk import cli\n"
        "def fail(_):\n    raise ValueError('Secret-412')\n"
        "getpass.getpass = fail\n"
        f"cli.main(['bundle', '--folder', {str(tmp_path)!r}, 'in', 'x'])\n"
    )

    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)  # noqa: S603

    assert run.returncode == 1
    assert run.stderr.startswith("RegDesk failed (")
    assert "ValueError at __main__:<module>:" in run.stderr
    assert "Secret" not in run.stderr + run.stdout
