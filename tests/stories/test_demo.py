"""The main job as a person starts it: `python -m regdesk demo`, with all that it promises to prove."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
from PIL import Image

WAIT_S = 420


def test_the_demo_takes_one_person_through_all_six_steps_and_everything_holds(tmp_path: Path) -> None:
    out = tmp_path / "out"
    here = Path(__file__).parent.parent.parent
    hidden = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}  # as on a computer without a screen
    surroundings = {name: value for name, value in os.environ.items() if name not in hidden}
    surroundings["PYTHONPATH"] = str(here)
    command = [sys.executable, "-m", "regdesk", "demo", "--quiet", "--out", str(out)]

    done = subprocess.run(  # noqa: S603 - our own program
        command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, timeout=WAIT_S, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert report["holds"]
    assert [row["step"] for row in report["steps"]] == [1, 2, 3, 4, 5, 6]
    assert report["equal"]["host"] == report["equal"]["centre"]
    assert 0 < report["upload"]["sent_again_share"] < 0.1
    assert report["two_versions"]["print_refused"]
    assert report["secrecy"]["spellings"] > 50
    for printed in report["documents"]:
        with pypdfium2.PdfDocument(out / printed["file"]) as pdf:
            assert len(pdf) == printed["pages"]
    assert len(report["pages"]) > 20
    for name in report["pages"]:
        with Image.open(out / "screens" / name) as picture:
            assert picture.width == 1366
            assert len(picture.convert("L").getcolors() or []) > 8


def test_the_search_for_secrets_finds_one_that_is_there(tmp_path: Path) -> None:
    from regdesk.demo import cast, proof  # noqa: PLC0415 - this test alone looks inside

    for folder in ("server", "desks/host", "desks/centre"):
        (tmp_path / folder).mkdir(parents=True)
    for number, form in enumerate(proof.forms(cast.SECRETS[0])):
        planted = tmp_path / "server" / "mailbox"
        planted.write_bytes(b"\0" * 7 + form + b"\0" * 9)

        assert proof.found(tmp_path / "server", set(proof.forms(cast.SECRETS[0]))) == ["mailbox"], number
