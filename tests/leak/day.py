"""A whole day on two desks, a marker in all that can hold one: `python -m tests.leak.day DIR PORT`.

It ends in the middle of its work by SIGABRT, as a crash would, so that open files lie as they were.
"""

import os
import sys
from contextlib import suppress
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo
from PySide6.QtWidgets import QApplication, QFileDialog

from regdesk import protection, settings
from regdesk.actions import (
    backups,
    diagnosis,
    documents,
    drafts,
    labs,
    lists,
    papers,
    partners,
    questions,
    records,
    set_up,
    sticks,
    supply,
    syncing,
    unlocking,
)
from regdesk.actions.desk import Desk, read_case, world
from regdesk.actions.set_up import NewOrganisation
from regdesk.domain import codec, kinds
from regdesk.domain.facts import Fact
from regdesk.domain.journal import Entry, EntryId, StreamId, book_id
from regdesk.domain.papers import ClinicalPaper
from regdesk.domain.people import IdentityPaper
from regdesk.domain.questions import Question
from regdesk.errors import RegDeskError
from regdesk.store import journal
from regdesk.store.disks import Way
from regdesk.ui import accidents, quiet
from regdesk.ui.front import Front
from regdesk.ui.start import Start
from regdesk.wire import signatures
from tests import clinic, desks, make
from tests.leak.markers import CYRILLIC, DIGITS, LATIN, WORD, filled
from tests.leak.recorder import recording

PASSPHRASE = f"{LATIN} {CYRILLIC} only for this test"
HANDS = desks.Hands()


class Exchanged(clinic.Clinic):
    """A case whose desks exchange over the line instead of being carried over."""

    def carry(self) -> None:
        """Exchange, both ways."""
        desks.exchange(self.host, self.centre)


def main(folder: Path, port: int) -> None:
    """Live the day in *folder*, over the server at *port*, and die."""
    protection.begin()
    home = Path.home() / ".local" / "share"
    host, centre = (_found(home / name, name) for name in ("host", "centre"))
    desks.meet(host, centre)
    with recording(port, folder / "network.bin") as url:
        for desk in (host, centre):
            syncing.use_server(desk, syncing.ask_server(url))
        made = Exchanged(host, centre, _case(host, centre), HANDS)
        _clinic(made, folder)
        _save_papers(made, folder / "saved")
        _every_kind(made)
        made.carry()
        _carry_and_keep(made, folder)
        _window(made, folder)
        (folder / "done").write_text(f"{host.folder}\n{centre.folder}\n")
        os.abort()


def _found(folder: Path, part: str) -> Desk:
    new = NewOrganisation(
        name=f"{WORD} {part}",
        country="RU" if part == "host" else "KG",
        part=part,
        person=f"{WORD} {part}",
        roles=frozenset({"caseworker", "clinician", "registrar", "pharmacist"}),
        passphrase=PASSPHRASE,
    )
    return desks.with_sheet(set_up.create(folder, new, HANDS.clock(), os.urandom, desks.CHEAP))


def _case(host: Desk, centre: Desk) -> StreamId:
    names = {"family_name": CYRILLIC, "given_names": WORD, "patronymic": WORD}
    latin = {"family_latin": LATIN.upper(), "given_latin": LATIN.upper()}
    contact = make.safe_contact(phone=f"+{DIGITS}", when=WORD)
    return desks.new_person(host, centre, identity=make.identity(**names, **latin), contact=contact)


def _photo(folder: Path) -> bytes:
    """Take a picture that shows a marker, is called one and has one in its metadata."""
    image, info, out = Image.new("L", (500, 700), 240), PngInfo(), BytesIO()
    ImageDraw.Draw(image).text((40, 60), f"{LATIN} {DIGITS}", 20)
    info.add_text("Author", f"{LATIN} {DIGITS}")
    image.save(out, "PNG", pnginfo=info)
    file = folder / "photos" / WORD / f"{WORD} passport.png"
    file.parent.mkdir(parents=True)
    file.write_bytes(out.getvalue())
    return file.read_bytes()


def _clinic(made: Exchanged, folder: Path) -> None:
    """Go through all six steps, with the actions of the pages."""
    pages = list(papers.pages_of(_photo(folder)))
    host, centre, stream = made.host, made.centre, made.stream
    papers.add(host, stream, IdentityPaper(type="passport", number=DIGITS, country="KG"), pages)
    papers.add(host, stream, ClinicalPaper(type="cd4", laboratory=WORD), pages)
    records.state(host, stream, make.lab_result(laboratory=WORD, value=DIGITS))  # more than anybody has
    made.carry()
    made.submit(urgency=WORD)
    made.accept()
    asked = Question(text=WORD)
    questions.ask(centre, stream, asked)
    made.carry()
    entry = next(one for one in read_case(host, stream).of(Question) if one.fact == asked)
    questions.answer(host, stream, entry.id, WORD)
    made.prescribe(clinician=WORD)
    made.pack()
    made.report(made.centre, "sent")
    assert supply.open_parcel(host, stream)


def _every_kind(made: Exchanged) -> None:
    """Plant one fact of every kind, signed as the desk does; what may not count is stored all the same."""
    for desk in (made.host, made.centre):
        other = desks.new_person(made.host, made.centre) if desk is made.host else made.stream
        for kind in kinds.ALL:
            fact = filled(kind)
            stream = book_id(desk.org) if kind.kind in ("staff-card", "organisation-card") else other
            _plant(desk, stream, fact)
            drafts.keep(desk, f"{kind.kind}:{other.hex()}", {"typed": WORD})


def _plant(desk: Desk, stream: StreamId, fact: Fact) -> None:
    db, author = desk.write, desk.person.author
    draft = Entry(
        id=EntryId(b""),
        stream=stream,
        section=fact.section,
        author=author,
        n=journal.next_n(db, stream, fact.section, author),
        at=journal.newest_at(db) + 1,
        fact=fact,
    )
    array = codec.encode(draft)
    signed = array + signatures.sign(desk.person.secret, "regdesk/entry/v1", array)
    journal.add(db, [signed], world(desk, db), today=desk.clock.today())


def _save_papers(made: Exchanged, folder: Path) -> None:
    """Save papers and an introduction on purpose, under the names that are offered."""
    folder.mkdir()
    for kind in ("treatment-plan", "package"):
        name, pdf = documents.build(made.host, made.stream, kind, "ru")
        documents.save(pdf, folder / name)
    (folder / partners.file_name(made.host)).write_bytes(partners.introduce(made.host))


def _carry_and_keep(made: Exchanged, folder: Path) -> None:
    """Write a stick, a backup copy and a report."""
    host, centre = made.host, made.centre
    for name in ("stick", "backup", "report"):
        (folder / name).mkdir()
    HANDS.later(1)
    labs.add_result(host, made.stream, make.lab_result(laboratory=f"{WORD} later"))
    for org in (centre.org, host.org):
        with suppress(RegDeskError):  # one computer has no other to write for
            sticks.out(host, org, folder / "stick")
    backups.choose(host, folder / "backup")
    backups.make(host, Way())
    failed = diagnosis.failure(_fail())
    diagnosis.remember(host, failed)
    diagnosis.save(diagnosis.report(host.folder, host, [failed]), folder / "report")


def _fail() -> ValueError:
    try:
        _crash()
    except ValueError as error:
        return error
    raise AssertionError


def _window(made: Exchanged, folder: Path) -> None:
    """Open the window, look at every page, search, change settings, choose a file, crash."""
    qt = QApplication([])
    unlocking.close(made.host)
    front = Front(Start(made.host.folder, HANDS.clock(), os.urandom, lambda: None))
    front.crashes.listen()
    quiet.keep_no_traces()
    front.enter(unlocking.unlock(made.host.folder, PASSPHRASE, HANDS.clock(), os.urandom, desks.CHEAP))
    front.window.show()
    shell, desk = front.window.shell, front.desk
    assert shell
    assert desk
    for place in ("today", "people", "exchange", "keys", "settings"):
        shell.open(place)
        front.background.settle(30)
    shell.open("case", made.stream)
    front.background.settle(30)
    lists.search_people(desk, WORD)
    settings.save(desk.folder, settings.Settings(theme="dark"))
    _choose_a_file(folder, qt)
    front.background.run(_crash, None, "read")
    front.background.settle(10)
    accidents.show(front, desk.folder, diagnosis.failure(_fail()))
    HANDS.day += timedelta(days=1)
    front.background.settle(10)


def _crash() -> None:
    raise ValueError(WORD)


def _choose_a_file(folder: Path, qt: QApplication) -> None:
    """Use Qt's own file window, which remembers folders in a settings file unless it is kept from it."""
    chooser = QFileDialog(None, "", str(folder / "photos" / WORD))
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    chooser.show()
    qt.processEvents()
    chooser.selectFile(str(next((folder / "photos" / WORD).iterdir())))
    chooser.accept()
    chooser.deleteLater()
    qt.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
