"""Several people on one computer: each with a passphrase and a key of their own."""

import os
from pathlib import Path

import pytest

from regdesk.actions import computers, labs, partners, passphrases, staff, unlocking
from regdesk.actions.desk import my_roles, read_case, world
from regdesk.actions.staff import NewUser
from regdesk.crypto import vault
from regdesk.domain.labs import LabResult
from regdesk.errors import Refused
from tests import desks, make

HERS = "a passphrase of her own"
VERA = NewUser(name="Вера М.", roles=frozenset({"clinician"}), passphrase=HERS)


def unlock(desk, passphrase):
    """Lock the desk and let somebody else open it."""
    unlocking.close(desk)
    return unlocking.unlock(desk.folder, passphrase, desk.clock, os.urandom, desks.CHEAP)


def test_a_second_person_opens_the_computer_signs_with_an_own_key_and_partners_accept_it(
    tmp_path: Path,
) -> None:
    host, centre = desks.pair(tmp_path)
    case = desks.new_person(host, centre)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(host, centre)

        author, _ = staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)
        vera = unlock(host, HERS)
        labs.add_result(vera, case, make.lab_result())
        desks.exchange(vera, centre)

    (result,) = read_case(centre, case).of(LabResult)
    assert result.author == vera.person.author == author
    assert my_roles(vera) == {"clinician"}
    assert partners.names(vera, world(vera)).of(author) == "Вера М."


def test_a_removed_person_opens_nothing_any_more_and_the_computer_works_on(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    author, _ = staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)

    staff.remove(host, desks.PASSPHRASE, author, desks.CHEAP)

    assert author not in passphrases.here(host)
    assert max(host.epochs) == 2
    assert [key.active for one in computers.overview(host).computers for key in one.keys] == [True, False]
    with pytest.raises(Refused) as refused:
        unlock(host, HERS)
    assert refused.value.message == vault.WRONG
    assert (
        unlocking.unlock(host.folder, desks.PASSPHRASE, host.clock, os.urandom, desks.CHEAP).org == host.org
    )


def test_only_an_administrator_with_the_own_passphrase_adds_people(tmp_path: Path) -> None:
    host = desks.desk(tmp_path / "host", "Опора", "host")
    staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)

    with pytest.raises(Refused) as hers:
        staff.add(
            host, HERS, NewUser(name="Д.", roles=frozenset({"viewer"}), passphrase="d" * 12), desks.CHEAP
        )
    with pytest.raises(Refused) as taken:
        staff.add(host, desks.PASSPHRASE, VERA, desks.CHEAP)

    assert hers.value.message == passphrases.NOT_YOURS
    assert taken.value.message == vault.TAKEN
