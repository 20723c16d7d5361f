"""Two desks over a server on each database: the same exchange, and the same recovery."""

from contextlib import closing

from regdesk.actions import people
from regdesk.actions.desk import read_case
from regdesk.domain.people import Identity
from regdesk.server import database
from tests import desks, make


def test_a_case_travels_and_its_acceptance_comes_back(cluster, tmp_path):
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre, postgres=cluster):
        case = desks.new_person(host, centre)
        desks.exchange(host, centre)
        people.accept(centre, case)
        desks.exchange(centre, host)

    assert desks.shared(read_case(host, case)) == desks.shared(read_case(centre, case))
    assert read_case(centre, case).one(Identity) == make.identity()


def test_an_emptied_server_is_filled_again(cluster, tmp_path):
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre, postgres=cluster) as server:
        desks.exchange(host, centre)
        case = desks.new_person(host, centre)
        desks.exchange(host)
        server.empty()

        desks.exchange(host, centre)

    assert read_case(centre, case).one(Identity) == make.identity()


def test_postgresql_restored_from_an_older_copy_is_filled_again(postgres, tmp_path):
    host, centre = desks.pair(tmp_path)
    with desks.connected(tmp_path, host, centre, postgres=postgres) as server:
        desks.exchange(host, centre)
        name = postgres.name(server.settings.database)
        server.stop()
        postgres.make("older", of=name)
        server.start()
        first = desks.new_person(host, centre)
        desks.exchange(host, centre, times=3)
        second = desks.new_person(host, centre, identity=make.identity(family_name="Исакова"))
        desks.exchange(host)
        server.stop()
        postgres.drop(name)
        postgres.make(name, of="older")
        with closing(database.open_database(server.settings)) as restored:
            database.renew_instance(restored)
        server.start()

        desks.exchange(host, centre, times=2)

    for case in (first, second):
        assert desks.shared(read_case(host, case)) == desks.shared(read_case(centre, case))
