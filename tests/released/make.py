"""Makes the two desks that later versions must open: `python -m tests.released.make NAME`, at each release.

Run from an older commit it keeps what that version made; so it uses only what every version has.
"""

import shutil
import sys
from pathlib import Path

from regdesk.actions import labs, papers, unlocking
from regdesk.domain.papers import ClinicalPaper
from tests import desks, make

FOLDER = Path(__file__).parent
KEPT = ("regdesk.data", "regdesk.keys", "papers")


def keep(target: Path) -> None:
    """Make a host and a centre that have met, with a case, a result, a scan, and mail that is on its way."""
    made = target.parent / f"{target.name}.made"
    host, centre = desks.pair(made)
    case = desks.new_person(host, centre)
    labs.add_result(host, case, make.lab_result(value=412))
    papers.add(host, case, ClinicalPaper(type="cd4"), [desks.picture(200, 250)])
    with desks.connected(made, host, centre):
        desks.exchange(host, centre)
    labs.add_result(host, case, make.lab_result(value=413))  # not sent yet
    for desk in (host, centre):
        desk.write.execute("DELETE FROM state WHERE name = 'place'")  # each test takes its copy for the desk
        desk.write.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        unlocking.close(desk)
        for name in KEPT:
            lies, kept = desk.folder / name, target / desk.folder.name / name
            kept.parent.mkdir(parents=True, exist_ok=True)
            if lies.is_dir():
                shutil.copytree(lies, kept)
            elif lies.exists():
                shutil.copy(lies, kept)
    shutil.rmtree(made)


if __name__ == "__main__":
    keep(Path(sys.argv[2] if len(sys.argv) > 2 else FOLDER) / sys.argv[1])
