"""The cost of a guess fits the computer, above a floor and below what a slow one can open."""

import pytest

from regdesk.crypto import calibration, slots, vault
from regdesk.crypto.calibration import CEILING, FLOOR
from regdesk.crypto.slots import Cost
from tests.trust import seed

SECRETS = {"database_key": seed("database"), "person": "Айзада Т."}


def fast_computer(monkeypatch):
    """Let this computer count as one that may take its time, up to 96 MiB."""
    monkeypatch.setattr(calibration, "AIM_S", 1000)
    monkeypatch.setattr(calibration, "CEILING", Cost(96 * 1024, 3, 1))


@pytest.mark.parametrize(
    ("seconds", "mebibytes"),
    [(9.0, 64), (0.7, 64), (0.5, 128), (0.4, 160), (0.2, 256), (0.0, 256)],
)
def test_a_fast_computer_takes_more_memory_and_a_slow_one_the_floor(monkeypatch, seconds, mebibytes):
    monkeypatch.setattr(calibration, "AIM_S", 1.0)

    fitted = calibration.fitting(lambda _: seconds)

    assert Cost(mebibytes * 1024, FLOOR.passes, FLOOR.lanes) == fitted
    assert fitted.within(FLOOR, CEILING)


def test_what_a_guess_costs_is_measured_here():
    assert 0 < calibration.seconds(Cost(8 * 1024, 1, 1))


def test_the_cost_is_chosen_anew_when_a_person_alone_changes_the_passphrase(tmp_path, monkeypatch):
    path = tmp_path / "vault"
    vault.create(path, "one two three", "Aizada", SECRETS)
    fast_computer(monkeypatch)

    vault.change(path, vault.unlock(path, "one two three"), "four five six")

    assert Cost(96 * 1024, 3, 1) == slots.parse(path.read_bytes()).cost
    assert SECRETS == vault.unlock(path, "four five six").secrets


def test_with_a_second_person_the_cost_stays_since_it_holds_for_all_slots(tmp_path, monkeypatch):
    path, cheap = tmp_path / "vault", Cost(64, 1, 1)
    opened = vault.create(path, "one two three", "Aizada", SECRETS, cheap)
    vault.add(path, opened, "four five six", "Bek", SECRETS)
    fast_computer(monkeypatch)

    vault.change(path, vault.unlock(path, "one two three", cheap), "seven eight nine", b"", FLOOR)

    assert cheap == slots.parse(path.read_bytes()).cost
