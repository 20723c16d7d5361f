"""What is done to keys, passphrases, copies and records is in the log of reading, each act once."""

from pathlib import Path

from regdesk.actions import backups, computers, erasure, key_files, labs, passphrases, staff
from regdesk.actions.staff import NewUser
from regdesk.actions.unlocking import Typed
from regdesk.domain.audit import ACTS
from regdesk.store import audit as log
from regdesk.store.audit import Wanted
from regdesk.store.backups import Way
from regdesk.ui.audit_words import ACTS as IN_THE_FILTER
from tests import desks, make

NEW = "another one, only for tests"


def acts(desk):
    """Give the acts that were written down, oldest first."""
    return [line.act for line, _ in reversed(log.page(desk.write, Wanted()))]


def test_each_change_of_keys_passphrases_and_copies_is_a_line(tmp_path: Path):
    host = desks.with_sheet(desks.desk(tmp_path / "host", "Опора", "host"))
    (stick := tmp_path / "stick").mkdir()

    passphrases.change(host, Typed(desks.PASSPHRASE), NEW, desks.CHEAP)
    key_files.make(host, Typed(NEW), stick, desks.CHEAP)
    key_files.drop(host, Typed(NEW, key_files.found([stick])), desks.CHEAP)
    new = NewUser(name="Вера М.", roles=frozenset({"viewer"}), passphrase="third one, only for tests")
    author, _ = staff.add(host, Typed(NEW), new, desks.CHEAP)
    computers.remove_key(host, author)
    backups.choose(host, stick)
    backups.make(host, Way())

    done = ["sheet", "passphrase", "key-file", "key-file", "let-in", "removed", "copied"]
    assert [act for act in acts(host) if act != "unlocked"] == done


def test_erasing_is_a_line_about_its_case(tmp_path: Path):
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    labs.add_result(host, case, make.lab_result())

    erasure.erase(host, case, sections=["clinical"])

    (line,) = [line for line, _ in log.page(host.write, Wanted(act="erased"))]
    assert line.stream == case


def test_whatever_is_written_down_can_be_chosen_in_the_filter():
    assert set(ACTS) == set(IN_THE_FILTER)
