"""When the window exchanges by itself."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from regdesk.actions import labs, records
from regdesk.actions.desk import read_case
from regdesk.domain.consent import TransferConsent, Withdrawal
from regdesk.ui.exchanging import SOON_S, Exchanging
from tests import desks, make, shells


def test_what_was_written_goes_out_soon_and_what_may_not_go_hurries_nothing(
    tmp_path: Path, light: object, qtbot: QtBot
) -> None:
    del light
    host, centre = shells.pair(tmp_path)
    window = shells.Opened(qtbot, host)
    runs = Exchanging(host, window.background, window.shell)
    with desks.connected(tmp_path, host, centre):
        desks.exchange(centre)
        runs.exchange()
        calm = window.shell.pulse.next_s
        case = desks.new_person(host, centre)
        runs.look()
        hurried = window.shell.pulse.next_s
        runs.exchange()
        given = read_case(host, case).current(TransferConsent)
        records.state(host, case, Withdrawal(on=make.TODAY), about=given.id)
        runs.exchange()
        labs.add_result(host, case, make.lab_result())
        runs.look()
        runs.exchange()
        runs.look()

    assert calm > SOON_S >= hurried
    assert window.shell.pulse.unsent
    assert window.shell.pulse.next_s > SOON_S
