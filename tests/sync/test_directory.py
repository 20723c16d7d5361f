"""Invitations and directory cards save typing; neither proves anything that is not compared."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from regdesk.actions import directory, partners, set_up, syncing
from regdesk.actions.desk import read_case
from regdesk.actions.set_up import NewOrganisation
from regdesk.domain.people import Identity
from regdesk.errors import Refused
from regdesk.wire import invites
from tests import desks, make

NEW = NewOrganisation(
    name="Тонус",
    country="RU",
    part="host",
    person="Жанна П.",
    roles=frozenset({"caseworker", "clinician"}),
    passphrase=desks.PASSPHRASE,
)


def found(folder: Path, invite: bytes):
    """Set up a new organisation with an invitation."""
    new = replace(NEW, invite=set_up.read_invite(invite))
    return set_up.create(folder, new, desks.Hands().clock(), os.urandom, desks.CHEAP)


def test_an_invited_organisation_has_server_code_and_first_partner_and_compares_the_digits(
    tmp_path: Path,
) -> None:
    centre = desks.desk(tmp_path / "centre", "Центр", "centre", country="KG")
    with desks.connected(tmp_path, centre):
        syncing.exchange(centre)
        host = found(tmp_path / "host", partners.invite(centre, "CODE").pack())
        assert partners.organisations(host)[centre.org].compared_on is None

        partners.meet(centre, partners.introduce(host))
        assert partners.digits(host, centre.org) == partners.digits(centre, host.org)
        partners.confirm(host, centre.org)
        partners.confirm(centre, host.org)
        case = desks.new_person(host, centre)
        desks.exchange(host, centre)

    assert syncing.invite(host) == "CODE"
    assert read_case(centre, case).of(Identity)[0].fact == make.identity()


def test_the_picture_of_an_invitation_names_the_server_and_no_partner(tmp_path: Path) -> None:
    centre = desks.desk(tmp_path / "centre", "Центр", "centre")
    partners.set_server(centre, "https://mail.example.org", bytes(32))

    text = partners.invite(centre, "CODE").short()
    host = found(tmp_path / "host", text.encode())

    assert syncing.own_server(host) == syncing.own_server(centre)
    assert partners.organisations(host).keys() == {host.org}
    assert len(text) < 300


def test_the_text_of_an_invitation_brings_the_partner_too(tmp_path: Path) -> None:
    centre = desks.desk(tmp_path / "centre", "Центр", "centre")
    partners.set_server(centre, "https://mail.example.org", bytes(32))

    host = found(tmp_path / "host", partners.invite(centre).text().encode())

    assert partners.organisations(host).keys() == {host.org, centre.org}


def test_an_invitation_that_points_elsewhere_than_its_organisation_is_refused(tmp_path: Path) -> None:
    centre = desks.desk(tmp_path / "centre", "Центр", "centre")
    partners.set_server(centre, "https://mail.example.org", bytes(32))
    invite = partners.invite(centre)

    for false in (replace(invite, url="https://evil.example.org"), replace(invite, key=bytes([1]) * 32)):
        with pytest.raises(Refused) as refused:
            set_up.read_invite(false.pack())
        assert refused.value.message == invites.OTHER_SERVER
    for damaged in (b"", invite.pack()[:40], b"REGDESK-INVITE-1 ???"):
        with pytest.raises(Refused):
            set_up.read_invite(damaged)


def test_cards_of_the_registrar_are_listed_by_country_and_spare_the_file_not_the_digits(
    tmp_path: Path,
) -> None:
    registrar = desks.desk(tmp_path / "reg", "Реестр", "centre", country="KG")
    host, centre = desks.pair(tmp_path)
    tajik = desks.desk(tmp_path / "tajik", "Душанбе", "centre", country="TJ")
    for one in (host, centre, tajik):
        desks.meet(registrar, one)
    with desks.connected(tmp_path, host) as server:
        for number, one in enumerate((centre, host)):
            folder = server.folder / "cards" / "KG"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}.card").write_bytes(directory.issue(registrar, one.org))
        desks.exchange(host)
        directory.pin(host, registrar.org)

        listed = directory.fetch(host, "KG")

    file = directory.file([directory.issue(registrar, one.org) for one in (tajik, centre)])
    assert [(one.country, one.compared) for one in listed.organisations] == [("KG", True), ("RU", False)]
    both = directory.read_file(host, file)
    assert [one.name for one in both.organisations] == ["Центр, Бишкек", "Душанбе"]
    met = directory.take(host, both.organisations[1])
    assert met.compared_on is None


def test_a_false_card_is_refused_and_counted(tmp_path: Path) -> None:
    registrar = desks.desk(tmp_path / "reg", "Реестр", "centre")
    impostor = desks.desk(tmp_path / "impostor", "Реестр", "centre")
    host = desks.desk(tmp_path / "host", "Опора", "host")
    centre = desks.desk(tmp_path / "centre", "Центр", "centre")
    for one in (registrar, impostor):
        desks.meet(one, centre)
    desks.meet(registrar, host)
    directory.pin(host, registrar.org)
    true = directory.issue(registrar, centre.org)
    bent = true[:200] + bytes([true[200] ^ 1]) + true[201:]

    listed = directory.listing(host, [directory.issue(impostor, centre.org), bent, b"", true])

    assert [one.org for one in listed.organisations] == [centre.org]
    assert listed.false == 3


def test_only_a_compared_partner_can_keep_the_directory(tmp_path: Path) -> None:
    registrar = desks.desk(tmp_path / "reg", "Реестр", "centre")
    host = desks.desk(tmp_path / "host", "Опора", "host")
    partners.meet(host, partners.introduce(registrar))

    with pytest.raises(Refused) as refused:
        directory.pin(host, registrar.org)
    with pytest.raises(Refused) as none:
        directory.listing(host, [])

    assert refused.value.message == directory.NOT_MET
    assert none.value.message == directory.NO_REGISTRAR
